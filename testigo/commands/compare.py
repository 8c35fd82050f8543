"""``testigo compare``: what one version lost against another."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

import testigo
from testigo.app import App, common, say, write

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
@click.option("--whole", is_flag=True, help="Show unchanged passages whole, not folded.")
@common("text", "unified", "html", "side-by-side", "json")
def command(app: App, old: str, new: str, out: Path | None, whole: bool) -> ExitCode:
    """Show what was taken out, put in and moved between OLD and NEW: files (PDF, HTML, DOCX, ODT,
    XLSX, CSV, text), URLs, or captures (urn:uuid:…), of whatever formats.

    Exit code 1 when the substance differs, 0 when it does not.
    """
    return show(app, testigo.compare(old, new, app.folder), out, whole=whole)


def show(app: App, found: testigo.Redline, out: Path | None, *, whole: bool) -> ExitCode:
    """Write a redline in the asked form to ``out`` or standard output."""
    colour = out is None and sys.stdout.isatty()
    text = found.render(app.format, app.language, colour=colour, whole=whole)
    if out:
        write(out, text)
        say(f"written to {out}")
    else:
        click.echo(text, nl=False)
    return found.exit_code
