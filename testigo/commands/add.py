"""``testigo add``: register reports and boards."""

from __future__ import annotations

import click

import testigo
from evidence.bilingual import Words, counted
from evidence.errors import ExitCode
from evidence.reports.words import CITATIONS
from testigo.app import App, common, first_of, say

_NEWS = Words(
    "{added} new, {gone} gone, {repointed} re-pointed",
    "nuevas: {added}, retiradas: {gone}, con otra dirección: {repointed}",
)
_SAME = Words("unchanged", "sin cambios")


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

    SOURCE is a file, a URL, or '-' for the standard input, of which the folder keeps a copy. Adding a
    source again reads it again. The evidence folder is made if it is not there. Exit code 3: nothing
    was found in one of them.
    """
    if identifier and len(sources) > 1:
        raise testigo.UsageError("--id names one source; add them one by one")
    codes = [ExitCode.SOUND]
    for location in sources:
        try:
            added = testigo.add(
                app.folder,
                location,
                kind=kind,
                title=title,
                published=published,
                source_id=identifier,
            )
        except testigo.SourceError as error:
            say(f"testigo: {error}")
            codes.append(ExitCode.USAGE)
            continue
        facts = {"added": added.added, "gone": added.gone, "repointed": added.repointed}
        news = (_NEWS if added.changed else _SAME).filled(app.language, facts)
        click.echo(f"{added.id}: {counted(CITATIONS, added.citations, app.language)}, {news}")
        told = added.matched.text(app.language)
        if added.citations:
            say(f"  {told}")
        _say_board(added)
        for warning in added.warnings:
            say(f"testigo: {location}: {warning}")
        if not added.citations and added.board is None:
            say(f"testigo: {location}: {told}")
            codes.append(ExitCode.UNCHECKED)
    return first_of(codes)


def _say_board(added: testigo.Added) -> None:
    """How the walk through a board went, and what was left out."""
    from evidence.reports.board_words import left_out, summary

    if added.board:
        say(f"  {summary(added.board, 'en')}")
        for out in added.board.visits[0].left_out:
            say(f"  left out: {left_out(out, 'en')}")
