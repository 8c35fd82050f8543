"""``testigo export``: hand evidence over."""

from __future__ import annotations

from pathlib import Path

import click

import testigo
from evidence.errors import ExitCode
from testigo.app import App, Terminal, common, say


@click.command("export")
@click.option("--wacz", "out", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="OUT",
              help="The package to write.")  # fmt: skip
@click.option("--source", metavar="ID", help="Only what this source cites.")
@click.option("--url", metavar="URL", help="Only this cited URL.")
@common()
def command(app: App, out: Path, source: str | None, url: str | None) -> ExitCode:
    """Write a signed WACZ package: the captures, their custody records, proofs and time-stamps, and
    a page for each that says in plain words what it proves.

    Who gets it checks it with testigo verify OUT --key KEY, and opens it in ReplayWeb.page or pywb.
    """
    with Terminal() as terminal:
        done = testigo.export(app.folder, out, source=source, url=url, listener=terminal)
    say(f"{done.captures} captures written to:")
    click.echo(str(done.path))
    return ExitCode.SOUND
