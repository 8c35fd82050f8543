"""``testigo run``: one night, now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

import testigo
from evidence.bilingual import Words
from evidence.days import utc
from testigo import declare
from testigo.app import App, Terminal, common, hint, remark, say, tell
from testigo.commands.archive import told
from testigo.commands.report import of_tags, write_report
from testigo.commands.run_told import tell_end

if TYPE_CHECKING:
    from evidence.errors import ExitCode


_HELP = Words(
    """Look at everything that is due: read the sources again, walk what they cite, keep what is
    there, and judge it.

    A run that was cut off, or whose time was up, is taken up where it stood. Exit code 1: evidence is
    broken, whether it was due this time or not; 3: some URLs could not be checked, or nothing could be
    reached at all (then nothing is recorded as missing); 75: another run holds the folder.
    """,
    """Revisa todo lo pendiente: vuelve a leer las fuentes, recorre lo que citan, guarda lo que hay y emite un
veredicto.

    Una revisión que quedó a medias, o a la que se le acabó el tiempo, se retoma donde iba. Código de salida 1: hay
    evidencia rota, le tocara revisión esta vez o no; 3: algunas direcciones no se pudieron revisar, o no hubo conexión
    con nada (entonces nada se da por desaparecido); 75: otra revisión está usando la carpeta.
    """,
)


@declare.command("run", _HELP)
@declare.option(
    "--source",
    "chosen",
    metavar="ID",
    multiple=True,
    help=Words(
        "Only what this source cites; may be given again.",
        "Solo lo que cita esta fuente; se puede repetir.",
    ),
)
@of_tags
@declare.option(
    "--only",
    type=click.Choice(["due", "broken", "all"]),
    default="due",
    show_default=True,
    help=Words(
        "What to look at: what is due, what is broken or could not be seen, or everything.",
        "Qué se revisa: lo pendiente (due), lo roto o lo que no se pudo ver (broken), o todo "
        "(all).",
    ),
)
@declare.option(
    "--rejudge",
    "again",
    is_flag=True,
    help=Words(
        "Ask nobody: judge all stored looks by today's rules and say what would differ. Changes "
        "nothing.",
        "No consulta a nadie: juzga todas las revisiones guardadas con las reglas de hoy y dice "
        "qué sería distinto. No cambia nada.",
    ),
)
@declare.option(
    "--no-archive",
    is_flag=True,
    help=Words(
        "Leave the web archives alone this time.", "Esta vez no consulta a los archivos web."
    ),
)
@declare.option(
    "--time-budget",
    "hours",
    metavar=Words("HOURS", "HORAS"),
    type=click.FloatRange(min=0),
    help=Words(
        "Stop looking after so long; the rest comes first in the next run; 0 is no limit "
        "[default: night_hours of the configuration].",
        "Se detiene después de este tiempo; lo que falte va primero la próxima vez; con 0 no "
        "hay límite [predeterminado: night_hours de la configuración].",
    ),
)
@declare.option(
    "--workers",
    metavar="N",
    type=click.IntRange(min=0, max=1000),
    help=Words(
        "Look with so many processes, each at domains of its own; 0: one a core in a night that is worth it "
        "[default: workers of the configuration, 0].",
        "Revisa con tantos procesos como se indique, cada uno con sus propios dominios; con 0, "
        "uno por núcleo cuando la noche lo amerita [predeterminado: workers de la "
        "configuración, 0].",
    ),
)
@declare.option(
    "--cluster",
    metavar=Words("ADDRESS", "DIRECCIÓN"),
    help=Words(
        "Look with the workers of the Dask scheduler at this address (tcp://…).",
        "Revisa con los procesos trabajadores del planificador de Dask en esta dirección "
        "(tcp://…).",
    ),
)
@declare.option(
    "--shards",
    metavar=Words("PLACE", "LUGAR"),
    help=Words(
        "Where what workers look at lies meanwhile: a folder that all machines see, or an address "
        "such as s3://… [default: the evidence folder].",
        "Dónde queda mientras tanto lo que revisan los procesos trabajadores: una carpeta "
        "que vean todos los equipos, o una dirección como s3://… [predeterminado: la carpeta "
        "de evidencia].",
    ),
)
@declare.option(
    "--strict",
    is_flag=True,
    help=Words(
        "Exit 1 for suspected losses too, not only confirmed ones.",
        "Código 1 también por las pérdidas que solo se sospechan, no únicamente por las "
        "confirmadas.",
    ),
)
@declare.option(
    "--report",
    "reported",
    is_flag=True,
    help=Words(
        "Write the report, too, as HTML, and say where it is.",
        "Escribe también el informe, en HTML, y dice dónde quedó.",
    ),
)
@common()
def command(
    app: App,
    chosen: tuple[str, ...],
    tags: tuple[str, ...],
    only: Literal["due", "broken", "all"],
    again: bool,
    no_archive: bool,
    hours: float | None,
    workers: int | None,
    cluster: str | None,
    shards: str | None,
    strict: bool,
    reported: bool,
) -> ExitCode:
    if tags:
        chosen += tuple(one.id for one in testigo.sources(app.folder, tags=tags))
    if again:
        return _rejudge(app, chosen)
    with _Night(app) as night:
        result = testigo.run(
            app.folder,
            only=only,
            sources=chosen,
            archive=not no_archive,
            hours=hours,
            workers=workers,
            cluster=cluster,
            shards=shards,
            listener=night,
            verbose=app.verbose,
        )
    if result.archived:
        hint(told(result.archived, app.language))
    code = result.exit_code(strict=strict)
    tell_end(app, result, code, reported=reported)
    if reported:
        write_report(app)
    return code


_INTERRUPTED = Words(
    "interrupted: {left} of {due} are still to do; run again to go on",
    "interrumpido: faltan {left} de {due}; para seguir, ejecútelo de nuevo",
)
_TIME_IS_UP = Words(
    "the time is up: {left} of {due} are still to do and come first in the next run",
    "se acabó el tiempo: faltan {left} de {due}, que van primero la próxima vez",
)
_JUDGED = Words(
    "{looks} looks judged again, {differing} would differ; nothing was changed",
    "revisiones juzgadas de nuevo: {looks}; saldrían distintas: {differing}; no se cambió nada",
)


class _Night(Terminal):
    """Prints the counts as soon as the walk has ended: archives may take an hour after it."""

    def __init__(self, app: App) -> None:
        super().__init__(verbose=app.verbose)
        self._language = app.language

    def __call__(self, event: testigo.Event) -> None:
        super().__call__(event)
        if not isinstance(event, testigo.Walked):
            return
        from evidence.verdicts.wording import tally

        counts = (tally(v, n, self._language) for v, n in event.verdicts.items())
        tell(", ".join(counts) or Words("nothing was due", "no había nada pendiente"))
        if event.interrupted:
            say(_INTERRUPTED, left=event.left, due=event.due)
        elif event.time_is_up:
            say(_TIME_IS_UP, left=event.left, due=event.due)


def _rejudge(app: App, chosen: tuple[str, ...]) -> ExitCode:
    from evidence.reports.safe import line
    from evidence.verdicts.wording import explain

    result = testigo.rejudge(app.folder, sources=chosen)
    for judged in result.damaged:
        remark(judged.problem or "")
    for judged in result.differing:
        assert judged.difference is not None
        before, after = judged.difference.before, judged.difference.after
        why = " ".join(explain(reason, app.language) for reason in after.reasons)
        when = f"{utc(judged.checked_at, seconds=True)} {line(judged.url)}"
        click.echo(f"{when}: {before.cause} → {after.cause}. {line(why)}")
    say(_JUDGED, looks=result.looks, differing=len(result.differing))
    return result.exit_code
