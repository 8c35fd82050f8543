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
    """Sources, what is checked, due and overdue, the last run, and how much is kept."""
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
        late = f", {source['overdue']} overdue" if source["overdue"] else ""
        click.echo(f"  {source['id']}: {source['cited']} addresses cited, {source['checked']} checked{late}")
    verdicts = ", ".join(f"{n} {word(v, app.language)}" for v, n in state["verdicts"].items())
    late = (
        f", {state['overdue']} for more than a day, since {state['oldest'][:10]}" if state["overdue"] else ""
    )
    click.echo(f"  {verdicts or 'nothing checked yet'}; {state['due']} due now{late}")
    run = state["last_run"]
    if run:
        how = "stopped at the end of its time" if run["ended_by"] else run["state"]
        click.echo(f"  last run {run['started_at'][:19]}Z: {how}, {run['checked']} of {run['due']} checked")
    click.echo(f"  {state['captures']} captures, {state['warc_bytes'] / 1e6:.1f} MB of WARC")
    return ExitCode.SOUND


def _state(store: Store) -> dict[str, Any]:
    from evidence import clock
    from evidence.store import due, runs

    run = runs.latest(store)
    checked = sum(runs.verdicts(store, run["id"]).values()) if run else 0
    now = clock.now()
    sources = store.all("SELECT source AS id, cited, checked FROM coverage")
    sums = store.one(
        "SELECT (SELECT COUNT(*) FROM captures) AS n, (SELECT COALESCE(SUM(bytes), 0) FROM warc_files) AS b"
    )
    verdicts = store.all("SELECT verdict, COUNT(*) AS n FROM standings GROUP BY verdict ORDER BY verdict")
    return {
        "sources": [{**row, **due.backlog(store, now, [row["id"]])} for row in sources],
        "verdicts": {row["verdict"]: row["n"] for row in verdicts},
        **due.backlog(store, now),
        "last_run": {**run, "checked": checked} if run else None,
        "captures": sums["n"] if sums else 0,
        "warc_bytes": sums["b"] if sums else 0,
    }
