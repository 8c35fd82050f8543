"""``testigo status``: where things stand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from evidence.errors import ExitCode
from testigo.app import App, common

if TYPE_CHECKING:
    from evidence.store import Store


@click.command("status")
@common("text", "json", lang=True)
def command(app: App) -> ExitCode:
    """Sources, what is checked and due, the last run, and how much is kept."""
    from evidence.reports.boards import summary
    from evidence.reports.words import word

    store = app.store()
    try:
        state = _state(store)
    finally:
        store.close()
    state["folder"] = str(app.folder.path)
    if app.format == "json":
        click.echo(json.dumps(state, ensure_ascii=False, indent=1))
        return ExitCode.SOUND
    click.echo(state["folder"])
    for source in state["sources"]:
        click.echo(f"  {source['id']}: {source['cited']} addresses cited, {source['checked']} checked")
    for board in state["boards"]:
        click.echo(f"  {board['id']}: {summary(board, app.language)}")
    verdicts = ", ".join(f"{n} {word(v, app.language)}" for v, n in state["verdicts"].items())
    click.echo(f"  {verdicts or 'nothing checked yet'}; {state['due']} due now")
    run = state["last_run"]
    if run:
        click.echo(
            f"  last run {run['started_at'][:19]}Z: {run['state']}, {run['checked']} of {run['due']} checked"
        )
    click.echo(f"  {state['captures']} captures, {state['warc_bytes'] / 1e6:.1f} MB of WARC")
    return ExitCode.SOUND


def _state(store: Store) -> dict[str, Any]:
    from evidence import clock
    from evidence.reports.boards import boards
    from evidence.store import due, runs

    run = runs.latest(store)
    checked = sum(runs.verdicts(store, run["id"]).values()) if run else 0
    targets = due.due_urls(store, only="due", now=clock.stamp(clock.now()), source=None, run="")
    sums = store.one(
        "SELECT (SELECT COUNT(*) FROM captures) AS n, (SELECT COALESCE(SUM(bytes), 0) FROM warc_files) AS b"
    )
    verdicts = store.all("SELECT verdict, COUNT(*) AS n FROM standings GROUP BY verdict ORDER BY verdict")
    return {
        "sources": store.all("SELECT source AS id, cited, checked FROM coverage"),
        "boards": boards(store, visits=1),
        "verdicts": {row["verdict"]: row["n"] for row in verdicts},
        "due": len(targets),
        "last_run": {**run, "checked": checked} if run else None,
        "captures": sums["n"] if sums else 0,
        "warc_bytes": sums["b"] if sums else 0,
    }
