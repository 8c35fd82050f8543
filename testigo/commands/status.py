"""``testigo status``: where things stand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

import testigo
from evidence.bilingual import Counted, Words, counted
from evidence.days import Day, utc
from evidence.errors import ExitCode
from evidence.kept import kept
from evidence.vocabulary import RunState
from testigo import declare
from testigo.app import App, common

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.bilingual import Language


_HELP = Words(
    """Sources, what is checked, due and overdue, the last run, how much is kept, and what waits for
    web archives or for readers of notices.
    """,
    """Las fuentes, lo revisado, lo pendiente y lo atrasado, la última revisión, cuánto se conserva y qué está
    pendiente de los archivos web o de avisarse a los destinatarios.
    """,
)


@declare.command("status", _HELP)
@declare.option(
    "--tag",
    "tags",
    metavar=Words("WORD", "PALABRA"),
    multiple=True,
    help=Words(
        "Only sources with this tag, and what they cite; may be given again.",
        "Solo las fuentes con esta etiqueta y lo que citan; se puede repetir.",
    ),
)
@common("text", "json")
def command(app: App, tags: tuple[str, ...]) -> ExitCode:
    status = testigo.status(app.folder, tags=tags)
    if app.format == "json":
        click.echo(json.dumps(status.json(), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(status, app.language)))
    return ExitCode.SOUND


def _lines(status: testigo.Status, language: Language) -> Iterator[str]:
    from evidence.reports.board_words import summary
    from evidence.reports.narrowed import Narrowed
    from evidence.verdicts.wording import tally

    yield status.folder
    if only := Narrowed(tags=status.tags).told():
        yield f"  {only.text(language)}"
    for source in status.sources:
        yield _source(source, language)
    for board in status.boards:
        yield f"  {board.id}: {summary(board, language)}"
    if status.left_out:
        yield _LEFT_OUT.filled(language, {"count": status.left_out})
    verdicts = ", ".join(tally(verdict, n, language) for verdict, n in status.verdicts.items())
    yield f"  {verdicts or _NOTHING.text(language)}; {_due(status, language)}"
    for told, count in ((_ASKED_ABOUT, status.asked_about), (_DOUBTS, status.doubts)):
        if count:
            yield f"  {counted(told, count, language)}"
    for event in status.together:
        yield f"  {event.text(language)}"
    yield from _last_run(status, language)
    if status.astray:
        began = ", ".join(utc(at) for at in status.astray[:3])
        yield _ASTRAY.filled(language, {"began": began})
    yield _KEPT.filled(
        language,
        {
            "captures": Counted(_CAPTURES, status.captures),
            "size": f"{status.warc_bytes / 1e6:.1f}",
        },
    )
    yield from _others(status, language)


def _others(status: testigo.Status, language: Language) -> Iterator[str]:
    """What waits for archives, for witnesses and for readers."""
    for archive in status.archives:
        yield from _archive(archive, language)
    for witness in status.witnesses:
        yield from _witness(witness, language)
    if status.notices:
        yield f"  {status.notices_told(language)}"


def _last_run(status: testigo.Status, language: Language) -> Iterator[str]:
    run = status.last_run
    if run is None:
        return
    facts = {
        "began": utc(run.started_at),
        "how": _TIME_IS_UP if run.ended_by else _STATES[run.state],
        "checked": status.checked,
        "due": run.due,
    }
    yield _LAST_RUN.filled(language, facts)


def _source(source: testigo.SourceStatus, language: Language) -> str:
    from evidence.reports.safe import short

    late = source.backlog.overdue
    facts = {"id": source.id, "cited": source.cited, "checked": source.checked, "late": late}
    if source.retired_at:
        facts["day"] = source.retired_at[:10]
    told = _RETIRED if source.retired_at else _SOURCE_LATE if late else _SOURCE
    tags = f" [{', '.join(map(short, source.tags))}]" if source.tags else ""
    return told.filled(language, facts) + tags


def _due(status: testigo.Status, language: Language) -> str:
    backlog = status.backlog
    told = _DUE.filled(language, {"due": backlog.due})
    if backlog.overdue and backlog.oldest:
        told += _LATE.filled(language, {"late": backlog.overdue, "since": Day(backlog.oldest)})
    if backlog.stood_for:
        told += _STOOD_FOR.filled(language, {"count": backlog.stood_for})
    return told


_SOURCE = Words(
    "  {id}: {cited} addresses cited, {checked} checked",
    "  {id}: direcciones citadas: {cited}, revisadas: {checked}",
)
_SOURCE_LATE = Words(
    "  {id}: {cited} addresses cited, {checked} checked, {late} overdue",
    "  {id}: direcciones citadas: {cited}, revisadas: {checked}, atrasadas: {late}",
)
_RETIRED = Words("  {id}: retired on {day}", "  {id}: retirada el {day}")
_LEFT_OUT = Words(
    "  left out on purpose, by [[ignore]] in testigo.toml: {count}",
    "  direcciones omitidas a propósito, por [[ignore]] en testigo.toml: {count}",
)
_NOTHING = Words("nothing checked yet", "aún no se ha revisado nada")
_DUE = Words("{due} due now", "pendientes ahora: {due}")
_LATE = Words(
    ", {late} for more than a day, since {since}",
    ", de ellas {late} con más de un día de atraso, desde el {since}",
)
_STOOD_FOR = Words(
    "; {count} more show the same documents and wait for their turn",
    "; otras {count}, que muestran los mismos documentos, esperan su turno",
)
_LAST_RUN = Words(
    "  last run {began}: {how}, {checked} of {due} checked",
    "  última revisión, {began}: {how}, revisadas {checked} de {due}",
)
_TIME_IS_UP = Words("stopped at the end of its time", "se detuvo al acabarse el tiempo")
_STATES = {
    RunState.RUNNING: Words("running", "en curso"),
    RunState.FINISHED: Words("finished", "terminada"),
    RunState.INTERRUPTED: Words("interrupted", "interrumpida"),
    RunState.OFFLINE: Words("offline", "sin red"),
}
_ASTRAY = Words(
    "  the clock was wrong in the run of {began}: its looks were taken back",
    "  el reloj estaba mal durante la revisión del {began}: lo que se vio en ella no cuenta",
)
_KEPT = Words("  {captures}, {size} MB of WARC", "  {captures}, {size} MB de WARC")
_ASKED_ABOUT = (
    Words(
        "and {count} address that was only checked (testigo check): no source cites it",
        "y {count} dirección que solo se revisó con testigo check: ninguna fuente la cita",
    ),
    Words(
        "and {count} addresses that were only checked (testigo check): no source cites them",
        "y {count} direcciones que solo se revisaron con testigo check: ninguna fuente las cita",
    ),
)
_DOUBTS = (
    Words(
        "{count} that can't be seen was suspected to be missing or changed before, and does not count as lost",
        "{count} que no se puede ver estaba antes bajo sospecha de haber desaparecido o cambiado, y no cuenta como "
        "pérdida",
    ),
    Words(
        "{count} that can't be seen were suspected to be missing or changed before, and do not count as lost",
        "{count} que no se pueden ver estaban antes bajo sospecha de haber desaparecido o cambiado, y no cuentan como "
        "pérdidas",
    ),
)
_CAPTURES = (
    Words("{count} capture", "{count} captura"),
    Words("{count} captures", "{count} capturas"),
)


def _witness(witness: testigo.WitnessStatus, language: Language) -> Iterator[str]:
    from evidence.reports.safe import line
    from evidence.reports.words import word

    cosigned = f"{witness.cosigned} {word('witness-of', language)} {witness.of}"
    told = f"{cosigned} {word('witness-entries', language)}"
    if witness.asked_at is None:
        told = word("witness-not-asked", language)
    yield f"  {word('witness', language)} {line(witness.name)}: {told}"
    if witness.problem and witness.since:
        since = f"{word('since', language).lower()} {utc(witness.since)}"
        yield f"    {word('witness-problem', language)} ({since}): {line(kept(witness.problem).text(language))}"


def _archive(archive: testigo.ArchiveStatus, language: Language) -> Iterator[str]:
    from evidence.reports.safe import line
    from evidence.reports.words import word

    since = archive.waiting_since
    waiting = f"{archive.waiting} {word('archive-waiting', language)}"
    waiting += f" ({word('since', language).lower()} {utc(since)})" if since else ""
    left = f"{archive.budget_left} {word('archive-left', language)}"
    closed = f"{archive.done} {word('archive-done', language)}"
    yield f"  {word('archive', language)} {line(archive.name)}: {waiting}, {closed}; {left}"
    if archive.closed_until:
        yield f"    {word('archive-closed', language)} {utc(archive.closed_until)}"
    if archive.needs:
        yield f"    {word('archive-no-keys', language)} {', '.join(archive.needs)}"
    problem = archive.last_problem
    if problem:
        when = f"{utc(problem.at)} {problem.act} {line(problem.url)}"
        yield f"    {word('archive-problem', language)}: {when}: {line(kept(problem.problem).text(language))}"
