"""``testigo mend``: the same document with corrected references."""

from __future__ import annotations

from pathlib import Path

import click

import testigo
from evidence.errors import ExitCode
from testigo.app import App, common, say


@click.command("mend")
@click.argument("source", metavar="SOURCE")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="The file to write.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Only list what would be put right.")
@click.option("--style", default="note", show_default=True, metavar="STYLE",
              help="'note': the address stays, words behind it tell the archived copy; 'swap': the new "
                   "address takes its place; 'link': only link targets change; or words of your own "
                   "with {new}, {old} and {date}.")  # fmt: skip
@click.option(
    "--track-changes", is_flag=True, help="DOCX: as tracked changes, to accept one by one."
)
@click.option(
    "--author", default="Testigo", show_default=True, help="Whose tracked changes they are."
)
@click.option("--moved", is_flag=True, help="Also what moved and is still led to.")
@click.option("--unconfirmed", is_flag=True, help="Also what is only probable or suspected.")
@common("text", "json")
def command(
    app: App,
    source: str,
    out: Path | None,
    dry_run: bool,
    style: str,
    track_changes: bool,
    author: str,
    moved: bool,
    unconfirmed: bool,
) -> ExitCode:
    """Write a document again with its references put right: DOCX, ODT, Markdown, HTML, BibTeX,
    CSL-JSON, RIS, XLSX, CSV, plain text; of a PDF a copy with notes.

    SOURCE is a file, a URL, or the id of a registered source. Each reference that is confirmed to be
    lost or altered gets the archived copy of the right time, or where the document stands now; all
    else stays as it is, byte by byte. --lang is the language of the added words.
    """
    if not dry_run and out is None:
        raise testigo.UsageError("name the file to write with --out, or ask for --dry-run")
    done = testigo.mend(
        app.folder,
        source,
        None if dry_run else out,
        style=style,
        language=app.language,
        moved=moved,
        unconfirmed=unconfirmed,
        author=author if track_changes else "",
    )
    if app.format == "json":
        from evidence.reports.safe import dumps

        click.echo(dumps(done.json(), indent=1))
    else:
        _tell(done, app)
    return ExitCode.SOUND


def _tell(done: testigo.Mending, app: App) -> None:
    from evidence.reports.mend_words import by_hand, lines, word
    from evidence.reports.safe import short

    for place in done.places:
        click.echo("\n".join(lines(place, app.language)))
    for url in done.unplaced:
        click.echo("\n".join(by_hand(url, app.language)))
    if done.without:
        say(word("without", app.language))
    for url in done.without:
        say(f"    {short(url)}")
    if not done.places and not done.unplaced:
        say(word("nothing", app.language))
    else:
        say(word("done" if done.path else "would", app.language, done=done.done, left=done.left))
    if done.path:
        say(word("written", app.language))
        click.echo(str(done.path))
