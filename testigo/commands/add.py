"""``testigo add``: register reports and boards."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence.config import Board, Source, check_source_id
from evidence.errors import ExitCode, SourceError, UsageError
from testigo.app import App, common, say

if TYPE_CHECKING:
    from evidence.store import Store


@click.command("add")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--kind", type=click.Choice(["report", "board"]), default="report", show_default=True,
              help="A report is read as it is; a board on the web is walked.")  # fmt: skip
@click.option("--title", default="", help="Title [default: the source's own].")
@click.option(
    "--published", default="", metavar="DATE", help="When it was published, as 2019-09-30."
)
@click.option(
    "--id", "identifier", default="", help="Short name [default: made from the file's name]."
)
@common()
def command(
    app: App, sources: tuple[str, ...], kind: str, title: str, published: str, identifier: str
) -> ExitCode:
    """Register files or URLs as sources and read their citations.

    Adding a source again reads it again. The evidence folder is made if it is not there.
    """
    from crawler.sources.refresh import add, is_url
    from evidence.store import Store

    if identifier and len(sources) > 1:
        raise UsageError("--id names one source; add them one by one")
    if published:
        _check_date(published)
    if identifier:
        check_source_id(app.folder.config, identifier)
    app.folder.create()
    store = Store(app.folder.database)
    failed = False
    try:
        for location in sources:
            place = location if is_url(location) else str(Path(location).absolute())
            known = store.one("SELECT id FROM sources WHERE location = ?", place)
            name = identifier or (
                known["id"] if known else _free_id(store.all("SELECT id FROM sources"), location)
            )
            try:
                given = Source(
                    name, place, kind, title, published, board=_settings(app, name, place)
                )
                update = add(store, given, app.config.crawl, app.folder)
            except SourceError as error:
                say(f"testigo: {error}")
                failed = True
                continue
            news = f"{update.added} new, {update.gone} gone, {update.repointed} re-pointed"
            news = news if update.changed else "unchanged"
            click.echo(f"{name}: {update.citations} citations, {news}")
            _say_board(store, name)
    finally:
        store.close()
    return ExitCode.USAGE if failed else ExitCode.SOUND


def _say_board(store: Store, name: str) -> None:
    """How the walk through a board went, and what was left out."""
    from evidence.reports.board_words import left_out, summary
    from evidence.reports.boards import boards

    for board in boards(store, name, visits=1):
        say(f"  {summary(board, 'en')}")
        for out in board.visits[0].left_out:
            say(f"  left out: {left_out(out, 'en')}")


def _settings(app: App, name: str, place: str) -> Board:
    """How the configuration says that a board is walked."""
    same = (s.board for s in app.config.sources if name == s.id or place == s.location)
    return next(same, Board())


def _check_date(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--published is a date such as 2019-09-30, not {text!r}") from error


def _free_id(taken: list[dict[str, str]], location: str) -> str:
    """An id from the name of the file or the last part of the URL."""
    stem = Path(location.rstrip("/").rpartition("/")[2]).stem
    base = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:48] or "source"
    names = {row["id"] for row in taken}
    number = 1
    name = base
    while name in names:
        number += 1
        name = f"{base}-{number}"
    return name
