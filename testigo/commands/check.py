"""``testigo check``: one citation, the full story."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

import testigo
from evidence.bilingual import Words
from evidence.vocabulary import Cause, Verdict
from testigo import declare
from testigo.app import App, Terminal, common, hint, say

if TYPE_CHECKING:
    from datetime import datetime

    from evidence.bilingual import Language
    from evidence.errors import ExitCode


_HELP = Words(
    """Look at URLs now, keep what they show as evidence, and explain the verdict.

    Web archives are asked what they have of them, and to save what they lack, for about half a
    minute; what is left waits for `testigo archive` or the next night. While a night runs the look is
    made beside it, and archives are left to the night.

    Exit code 0: there; 1: missing or changed by this look, or the quoted passage is altered or
    absent; 3: could not be seen.
    """,
    """Revisa ahora las direcciones, guarda como evidencia lo que muestran y explica el veredicto.

    Durante alrededor de medio minuto se pregunta a los archivos web qué tienen de ellas y se les pide guardar lo que
    les falta; lo que quede pendiente espera a `testigo archive` o a la próxima noche. Si hay una noche en curso, la
    revisión se hace aparte, y la consulta a los archivos web se deja a la noche.

    Código de salida 0: está ahí; 1: según esta revisión desapareció o cambió, o el pasaje citado se alteró o no está;
    3: no se pudo ver.
    """,
)


_SEAL_WAITS = Words(
    "kept and sealed; witnesses and calendars hear of this seal with the next night (testigo run)",
    "guardado y sellado; los testigos y los calendarios sabrán de este sello en la próxima "
    "noche (testigo run)",
)


_PRIVATE = Words(
    "private networks are asked only with --allow-private",
    "las redes privadas solo se consultan con --allow-private",
)
_NO_PICTURE = Words(
    "there is no picture: the browser could not open the page",
    "no hay imagen: el navegador no pudo abrir la página",
)
_NOT_ASKED = Words(
    "there is no picture: the address was not asked, so nothing was opened",
    "no hay imagen: la dirección no se consultó, así que no se abrió nada",
)


@declare.command("check", _HELP)
@declare.argument("urls", nargs=-1, required=True, metavar="URL...")
@declare.option(
    "--quote",
    metavar=Words("TEXT", "TEXTO"),
    help=Words(
        "A passage that must stand there word for word; … stands for words left out.",
        "Un pasaje que debe estar ahí palabra por palabra; … indica palabras omitidas.",
    ),
)
@declare.option(
    "--cited-on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar=Words("DATE", "FECHA"),
    help=Words(
        "Compare with the archived copy nearest to this day, such as 2018-05-01.",
        "Compara con la copia archivada más cercana a este día, por ejemplo 2018-05-01.",
    ),
)
@declare.option(
    "--no-archive",
    is_flag=True,
    help=Words("Leave the web archives alone.", "No consulta a los archivos web."),
)
@declare.option(
    "--observers",
    is_flag=True,
    help=Words(
        "Have the observers of testigo.toml look at the same time, a minute at most.",
        "Pide a los observadores de testigo.toml que revisen al mismo tiempo, durante un "
        "minuto como máximo.",
    ),
)
@declare.option(
    "--screenshot",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=Words("FILE", "ARCHIVO"),
    help=Words(
        "Open the page in a browser, too, and write its picture (PNG) here.",
        "Abre también la página en un navegador y escribe aquí su imagen (PNG).",
    ),
)
@common("text", "json", "ndjson")
def command(
    app: App,
    urls: tuple[str, ...],
    quote: str | None,
    cited_on: datetime | None,
    no_archive: bool,
    observers: bool,
    screenshot: Path | None,
) -> ExitCode:
    if screenshot is not None and len(urls) > 1:
        raise testigo.UsageError(
            Words(
                "--screenshot is of one URL: name one",
                "--screenshot sirve para una sola dirección: indique una",
            )
        )
    if quote is not None and not quote.strip():
        raise testigo.UsageError(
            Words(
                "--quote is empty: give the passage, in quotation marks",
                "--quote está vacío: indique el pasaje, entre comillas",
            )
        )
    with Terminal(verbose=app.verbose) as terminal:
        try:
            answers = testigo.check_many(
                app.folder,
                urls,
                quote=quote or "",
                cited_on=cited_on,
                archive=not no_archive,
                observers=observers,
                screenshot=screenshot is not None,
                listener=terminal,
                verbose=app.verbose,
            )
        except testigo.Interrupted as error:
            say(error)
            return error.exit_code
    _print(answers, app.format, app.language)
    if not app.folder.config.crawl.allow_private and any(
        one.cause is Cause.PRIVATE_ADDRESS for one in answers
    ):
        hint(_PRIVATE)
    others = app.folder.config.custody
    if others.witness or others.calendars:
        say(_SEAL_WAITS.text(app.language))
    if screenshot is not None:
        _write(app.folder, answers[0], screenshot)
    return testigo.exit_code(answers)


def _write(folder: testigo.Folder, answer: testigo.Answer, path: Path) -> None:
    """Write the picture of a page, or say that there is none."""
    if answer.screenshot is None or answer.screenshot.at < answer.checked_at:
        asked = answer.verdict is not Verdict.UNCHECKED and answer.cause is not Cause.ROBOTS
        say(_NO_PICTURE if asked else _NOT_ASKED)
        return
    testigo.save_capture(folder, answer.screenshot.capture, path)
    say(Words("picture written to: {path}", "imagen escrita en: {path}"), path=path)


def _print(answers: list[testigo.Answer], form: str, language: Language) -> None:
    from evidence.reports import terminal

    told = [answer.json(language) for answer in answers]
    if form == "json":
        click.echo(json.dumps(told[0] if len(told) == 1 else told, ensure_ascii=False, indent=1))
    elif form == "ndjson":
        for answer in told:
            click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        click.echo("\n\n".join(terminal.answer(answer, language) for answer in answers))
