"""``testigo diff``: the redline of one URL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

import testigo
from testigo.app import App, common
from testigo.commands.compare import show

if TYPE_CHECKING:
    from evidence.errors import ExitCode


@click.command("diff")
@click.argument("url")
@click.option("--from", "since", default="", metavar="TIME", help="Capture to begin with: the last one not after "
              "TIME, as 2026-11-21, 2026-11, yesterday or 'hace 3 días' [default: the baseline].")  # fmt: skip
@click.option(
    "--to", "until", default="", metavar="TIME", help="Capture to end with [default: the latest]."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PATH",
    help="Write to a file.",
)
@click.option("--whole", is_flag=True, help="Show unchanged passages whole, not folded.")
@common("text", "unified", "html", "side-by-side", "json")
def command(app: App, url: str, since: str, until: str, out: Path | None, whole: bool) -> ExitCode:
    """Show what was taken out, put in and moved in URL between two captures of the folder.

    Nothing is asked of the network. A day, a month or a year means its end, in UTC. Exit code 1 when the
    substance differs or the page is gone and one copy alone is kept, 0 when it does not differ.
    """
    found = testigo.diff(app.folder, url, since=since, until=until)
    return show(app, found, out, whole=whole)
