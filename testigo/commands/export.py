"""``testigo export``: hand evidence over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import testigo
from evidence.errors import ExitCode
from testigo.app import App, Terminal, common, say


@click.command("export")
@click.option(
    "--wacz",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT",
    help="The package to write.",
)
@click.option("--bagit", type=click.Path(path_type=Path), metavar="OUT",
              help="A bag (BagIt) to make, for an archive to take in: a new folder with the package and PREMIS events. "
                   "Needs pip install 'testigo[bagit]'.")  # fmt: skip
@click.option("--court", type=click.Path(path_type=Path), metavar="OUT",
              help="A package for a court to make: a new folder, or a ZIP file where OUT ends so, with an annex as "
                   "PDF (in --lang), the captures as files, and a script that checks it with openssl and sha256sum "
                   "alone. Needs Chromium or Chrome.")  # fmt: skip
@click.option("--source", metavar="ID", help="Only what this source cites.")
@click.option("--url", metavar="URL", help="Only this cited URL.")
@common()
def command(
    app: App,
    wacz: Path | None,
    bagit: Path | None,
    court: Path | None,
    source: str | None,
    url: str | None,
) -> ExitCode:
    """Write a signed WACZ package: the captures, their custody records, proofs and time-stamps, and
    a page for each that says in plain words what it proves.

    Who gets it checks it with testigo verify OUT --key KEY, and opens it in ReplayWeb.page or pywb. A bag
    holds the same package as data/evidence.wacz, and a court package as evidence.wacz.
    """
    given = [out for out in (wacz, bagit, court) if out is not None]
    if len(given) != 1:
        raise click.UsageError("say what to write: --wacz OUT, --bagit OUT or --court OUT")
    chosen: dict[str, Any] = {"source": source, "url": url}
    if court:
        chosen["language"] = app.language
    export = testigo.export if wacz else testigo.export_bag if bagit else testigo.export_court
    with Terminal() as terminal:
        done = export(app.folder, given[0], listener=terminal, **chosen)
    say(f"{done.captures} captures written to:")
    click.echo(str(done.path))
    return ExitCode.SOUND
