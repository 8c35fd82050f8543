"""``testigo compare``: what one version lost against another."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from evidence.errors import ExitCode
from testigo.app import App, common, say, write


@click.command("compare")
@click.argument("old")
@click.argument("new")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="PATH", help="Write to a file."
)
@common("text", "unified", "html", "side-by-side", "json", lang=True)
def command(app: App, old: str, new: str, out: Path | None) -> ExitCode:
    """Show what was taken out, put in and moved between OLD and NEW: files (PDF, HTML, DOCX, ODT, XLSX, CSV,
    text), URLs, or captures (urn:uuid:…), of whatever formats.

    Exit code 1 when the substance differs, 0 when it does not.
    """
    from crawler.compare import document
    from evidence.changes import compare
    from evidence.reports.redline_forms import Redline, render

    store = app.store() if app.folder.exists else None
    try:
        before, after = (document(place, app.config.crawl, app.folder, store) for place in (old, new))
    finally:
        if store is not None:
            store.close()
    change = compare(before, after)
    pair = Redline(before, after, old, new, change)
    text = render(pair, app.format, app.language, colour=out is None and sys.stdout.isatty())
    if out:
        write(out, text)
        say(f"written to {out}")
    else:
        click.echo(text, nl=False)
    return ExitCode.BROKEN if change.substantial else ExitCode.SOUND
