"""``testigo compare``: what one version lost against another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from testigo.app import App, common

if TYPE_CHECKING:
    from evidence.errors import ExitCode


@click.command("compare")
@click.argument("old")
@click.argument("new")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PATH",
    help="Write to a file.",
)
@common("text", "unified", "html", "side-by-side", "json", lang=True)
def command(app: App, old: str, new: str, out: Path | None) -> ExitCode:
    """Show what was taken out, put in and moved between OLD and NEW: files (PDF, HTML, DOCX, ODT,
    XLSX, CSV, text), URLs, or captures (urn:uuid:…), of whatever formats.

    Exit code 1 when the substance differs, 0 when it does not.
    """
    from crawler.sources.document import document
    from testigo.redline import show

    store = app.store() if app.folder.exists else None
    try:
        before, after = (
            document(place, app.config.crawl, app.folder, store) for place in (old, new)
        )
    finally:
        if store is not None:
            store.close()
    return show(app, before, after, (old, new), out)
