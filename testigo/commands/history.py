"""``testigo history``: the timeline of one URL, or of a results board's inventory."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from evidence.errors import ExitCode, UsageError
from testigo.app import App, common

if TYPE_CHECKING:
    from evidence.store import Store


@click.command("history")
@click.argument("url", metavar="URL|BOARD")
@common("text", "json", "ndjson", lang=True)
def command(app: App, url: str) -> ExitCode:
    """Every look at URL, oldest first, with the reasons, and what they add up to.

    Of a results board (its id or its address): every visit, what was added, dropped, renamed,
    re-pointed or swapped, and what was left out and why.
    """
    from evidence.reports.answer import Answer
    from evidence.reports.safe import line
    from evidence.reports.words import word
    from evidence.store import board_views, views
    from evidence.store.sources import url_id

    store = app.store()
    try:
        board = board_views.board(store, url)
        if board:
            return _board(app, store, board["id"])
        checks = views.checks_of(store, url_id(url))
        standing = store.one("SELECT * FROM standings WHERE url_id = ?", url_id(url))
    finally:
        store.close()
    if not checks:
        raise UsageError(f"{line(url)} was never looked at; testigo check looks now")
    if app.format == "json":
        looks = [Answer.of(url, check).json(app.language) for check in checks]
        click.echo(json.dumps({"schema": 1, "url": url, "standing": standing, "checks": looks},
                              ensure_ascii=False, indent=1))  # fmt: skip
    elif app.format == "ndjson":
        for check in checks:
            click.echo(json.dumps(Answer.of(url, check).json(app.language), ensure_ascii=False))
    else:
        for check in checks:
            status = f" {check['status']}" if check["status"] else ""
            texts = Answer.of(url, check).why(app.language)
            click.echo(
                f"{check['checked_at'][:19]}Z  {word(check['verdict'], app.language)}{status}  {line(texts)}"
            )
        if standing:
            verdict, certainty = standing["verdict"], standing["certainty"]
            sure = (
                f" ({word(certainty, app.language)})" if verdict in ("missing", "changed") else ""
            )
            click.echo(f"→ {word(verdict, app.language)}{sure}, "
                       f"{word('since', app.language).lower()} {standing['since'][:10]}")  # fmt: skip
    return ExitCode.SOUND


def _board(app: App, store: Store, source: str) -> ExitCode:
    from evidence.reports.boards import boards, history

    board = boards(store, source, visits=-1)[0]
    if app.format == "json":
        click.echo(json.dumps({"schema": 1, "board": board}, ensure_ascii=False, indent=1))
    elif app.format == "ndjson":
        for visit in board["visits"]:
            click.echo(json.dumps(visit, ensure_ascii=False))
    else:
        for text in history(board, app.language):
            click.echo(text)
    return ExitCode.SOUND
