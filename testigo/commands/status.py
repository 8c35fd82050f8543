"""``testigo status``: where things stand."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from evidence.errors import ExitCode
from testigo.app import App, common

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.reports.boards import Board
    from evidence.store import Store


@click.command("status")
@common("text", "json", lang=True)
def command(app: App) -> ExitCode:
    """Sources, what is checked, due and overdue, the last run, how much is kept, and what waits for
    web archives or for readers of notices."""
    from evidence.reports.board_words import summary
    from evidence.reports.boards import boards
    from evidence.reports.words import word
    from evidence.store import notices
    from schedules.notices import words

    store = app.store()
    try:
        walked = boards(store, visits=1)
        state = _state(store, walked) | {"archives": _archives(app, store)}
        if unsettled := notices.unsettled(store, app.config.notify.to):
            state["notices"] = unsettled
    finally:
        store.close()
    state["folder"] = str(app.folder.path)
    if app.format == "json":
        click.echo(json.dumps(state, ensure_ascii=False, indent=1))
        return ExitCode.SOUND
    click.echo(state["folder"])
    for source in state["sources"]:
        late = f", {source['overdue']} overdue" if source["overdue"] else ""
        click.echo(
            f"  {source['id']}: {source['cited']} addresses cited, {source['checked']} checked{late}"
        )
    for board in walked:
        click.echo(f"  {board.id}: {summary(board, app.language)}")
    verdicts = ", ".join(f"{n} {word(v, app.language)}" for v, n in state["verdicts"].items())
    late = (
        f", {state['overdue']} for more than a day, since {state['oldest'][:10]}"
        if state["overdue"]
        else ""
    )
    click.echo(f"  {verdicts or 'nothing checked yet'}; {state['due']} due now{late}")
    run = state["last_run"]
    if run:
        how = "stopped at the end of its time" if run["ended_by"] else run["state"]
        click.echo(
            f"  last run {run['started_at'][:19]}Z: {how}, {run['checked']} of {run['due']} checked"
        )
    click.echo(f"  {state['captures']} captures, {state['warc_bytes'] / 1e6:.1f} MB of WARC")
    for archive in state["archives"]:
        click.echo("\n".join(_told(archive, app.language)))
    if unsettled:
        click.echo(
            f"  {words.word('notices', app.language)}: {words.unsettled(unsettled, app.language)}"
        )
    return ExitCode.SOUND


def _state(store: Store, walked: list[Board]) -> dict[str, Any]:
    from evidence import clock
    from evidence.store import due, runs

    run = runs.latest_to_report(store)
    checked = sum(runs.verdicts(store, run.id).values()) if run else 0
    now = clock.now()
    sources = store.all("SELECT source AS id, cited, checked FROM coverage")
    sums = store.one(
        "SELECT (SELECT COUNT(*) FROM captures) AS n, (SELECT COALESCE(SUM(bytes), 0) FROM warc_files) AS b"
    )
    verdicts = store.all(
        "SELECT verdict, COUNT(*) AS n FROM standings GROUP BY verdict ORDER BY verdict"
    )
    return {
        "sources": [{**row, **asdict(due.backlog(store, now, [row["id"]]))} for row in sources],
        "boards": [board.json() for board in walked],
        "verdicts": {row["verdict"]: row["n"] for row in verdicts},
        **asdict(due.backlog(store, now)),
        "last_run": {**run.row(), "checked": checked} if run else None,
        "captures": sums["n"] if sums else 0,
        "warc_bytes": sums["b"] if sums else 0,
    }


def _archives(app: App, store: Store) -> list[dict[str, Any]]:
    """Each archive that is switched on or was asked: its part of the outbox, what it may still be
    asked today, and what is in the way."""
    from crawler import archives
    from evidence import clock
    from evidence.store import outbox

    now = clock.stamp(clock.now())
    configured = {archive.name: archive for archive in archives.configured(app.config)}
    known = {one.name: one for one in outbox.overview(store)}
    told = []
    for name in sorted(configured.keys() | known.keys()):
        archive = configured.get(name)
        service = outbox.service(store, name, now[:10])
        closed = service.closed_until
        problem = outbox.last_problem(store, name)
        told.append(
            {"name": name, "enabled": archive is not None}
            | asdict(known.get(name) or outbox.Overview(name, {}, 0, None))
            | {
                "budget_left": max(0, archive.daily_budget - service.jobs) if archive else 0,
                "closed_until": closed if closed and closed > now else None,
                "needs": list(archive.keys) if archive and archive.saver is None else [],
                "last_problem": asdict(problem) if problem else None,
            }
        )
    return told


def _told(archive: dict[str, Any], language: Language) -> list[str]:
    from evidence.reports.safe import line
    from evidence.reports.words import word

    since = archive["waiting_since"]
    waiting = f"{archive['waiting']} {word('archive-waiting', language)}"
    waiting += f" ({word('since', language).lower()} {since[:16]}Z)" if since else ""
    done = sum(archive["jobs"].values()) - archive["waiting"]
    left = f"{archive['budget_left']} {word('archive-left', language)}"
    closed = f"{done} {word('archive-done', language)}"
    lines = [f"  {word('archive', language)} {line(archive['name'])}: {waiting}, {closed}; {left}"]
    if archive["closed_until"]:
        lines.append(f"    {word('archive-closed', language)} {archive['closed_until'][:16]}Z")
    if archive["needs"]:
        lines.append(f"    {word('archive-no-keys', language)} {', '.join(archive['needs'])}")
    problem = archive["last_problem"]
    if problem:
        lines.append(
            f"    {word('archive-problem', language)}: {problem['at'][:16]}Z {problem['act']} "
            f"{line(problem['url'])}: {line(problem['problem'])}"
        )
    return lines
