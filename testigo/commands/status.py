"""``testigo status``: where things stand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

import testigo
from evidence.errors import ExitCode
from testigo.app import App, common

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.bilingual import Language


@click.command("status")
@common("text", "json")
def command(app: App) -> ExitCode:
    """Sources, what is checked, due and overdue, the last run, how much is kept, and what waits for
    web archives or for readers of notices."""
    status = testigo.status(app.folder)
    if app.format == "json":
        click.echo(json.dumps(status.json(), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(status, app.language)))
    return ExitCode.SOUND


def _lines(status: testigo.Status, language: Language) -> Iterator[str]:
    from evidence.reports.board_words import summary
    from evidence.reports.words import word

    yield status.folder
    for source in status.sources:
        late = f", {source.backlog.overdue} overdue" if source.backlog.overdue else ""
        yield f"  {source.id}: {source.cited} addresses cited, {source.checked} checked{late}"
    for board in status.boards:
        yield f"  {board.id}: {summary(board, language)}"
    verdicts = ", ".join(f"{n} {word(verdict, language)}" for verdict, n in status.verdicts.items())
    yield f"  {verdicts or 'nothing checked yet'}; {_due(status)}"
    if status.doubts:
        yield f"  {status.doubts} {word('doubts', language)}"
    for event in status.together:
        yield f"  {event.text(language)}"
    run = status.last_run
    if run:
        how = "stopped at the end of its time" if run.ended_by else run.state
        began = f"{run.started_at[:19]}Z"
        yield f"  last run {began}: {how}, {status.checked} of {run.due} checked"
    if status.astray:
        began = ", ".join(f"{at[:16]}Z" for at in status.astray[:3])
        yield f"  the clock was wrong in the run of {began}: its looks were taken back"
    yield f"  {status.captures} captures, {status.warc_bytes / 1e6:.1f} MB of WARC"
    for archive in status.archives:
        yield from _archive(archive, language)
    for witness in status.witnesses:
        yield from _witness(witness, language)
    if status.notices:
        yield f"  {status.notices_told(language)}"


def _due(status: testigo.Status) -> str:
    backlog, late = status.backlog, ""
    if backlog.overdue and backlog.oldest:
        late = f", {backlog.overdue} for more than a day, since {backlog.oldest[:10]}"
    if backlog.stood_for:
        late += f"; {backlog.stood_for} more show the same documents and wait for their turn"
    return f"{backlog.due} due now{late}"


def _witness(witness: testigo.WitnessStatus, language: Language) -> Iterator[str]:
    from evidence.reports.safe import line
    from evidence.reports.words import word

    cosigned = f"{witness.cosigned} {word('witness-of', language)} {witness.of}"
    told = f"{cosigned} {word('witness-entries', language)}"
    if witness.asked_at is None:
        told = word("witness-not-asked", language)
    yield f"  {word('witness', language)} {line(witness.name)}: {told}"
    if witness.problem and witness.since:
        since = f"{word('since', language).lower()} {witness.since[:16]}Z"
        yield f"    {word('witness-problem', language)} ({since}): {line(witness.problem)}"


def _archive(archive: testigo.ArchiveStatus, language: Language) -> Iterator[str]:
    from evidence.reports.safe import line
    from evidence.reports.words import word

    since = archive.waiting_since
    waiting = f"{archive.waiting} {word('archive-waiting', language)}"
    waiting += f" ({word('since', language).lower()} {since[:16]}Z)" if since else ""
    left = f"{archive.budget_left} {word('archive-left', language)}"
    closed = f"{archive.done} {word('archive-done', language)}"
    yield f"  {word('archive', language)} {line(archive.name)}: {waiting}, {closed}; {left}"
    if archive.closed_until:
        yield f"    {word('archive-closed', language)} {archive.closed_until[:16]}Z"
    if archive.needs:
        yield f"    {word('archive-no-keys', language)} {', '.join(archive.needs)}"
    problem = archive.last_problem
    if problem:
        when = f"{problem.at[:16]}Z {problem.act} {line(problem.url)}"
        yield f"    {word('archive-problem', language)}: {when}: {line(problem.problem)}"
