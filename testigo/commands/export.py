"""``testigo export``: hand evidence over."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from evidence.errors import ExitCode, StoreError, UsageError
from testigo.app import App, common, say


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
    from crawler.run import timestamps
    from evidence.custody.log import seals
    from evidence.custody.wacz.write import export
    from evidence.reports import certificate

    store = app.store()
    try:
        if source and not store.one("SELECT 1 FROM sources WHERE id = ?", source):
            raise UsageError(f"no source has the id '{source}'; see testigo status")
        captures = store.one("SELECT COUNT(*) AS n FROM captures")
        length = captures["n"] if captures else 0
        with (
            app.folder.hold(),
            click.progressbar(
                length=length, file=sys.stderr, hidden=not sys.stderr.isatty()
            ) as bar,
        ):
            # proofs lead to a seal: what is not under one yet is sealed now
            seals.seal(app.folder, store, timestamps.authorities(app.config))
            count = export(
                app.folder,
                store,
                out,
                certificate.render,
                source=source,
                url=url,
                progress=bar.update,
            )
    except OSError as error:
        raise StoreError(out, f"can't be written ({error.strerror})") from error
    finally:
        store.close()
    say(f"{count} captures written to:")
    click.echo(str(out))
    return ExitCode.SOUND
