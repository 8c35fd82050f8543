"""``testigo accept``: a person says that a change is all right."""

from __future__ import annotations

import getpass

import click

from evidence.errors import ExitCode, UsageError
from testigo.app import App, common


@click.command("accept")
@click.argument("url")
@click.option("--note", required=True, help="Why; it goes into the custody log with your name.")
@click.option("--by", default="", help="Who accepts [default: the name of this machine's user].")
@common()
def command(app: App, url: str, note: str, by: str) -> ExitCode:
    """Accept what URL shows now: later looks compare with it.

    What was cited stays what it was: only alarms compare with the accepted text from now on.
    """
    from evidence.looks.accept import accept
    from evidence.store import Store
    from evidence.store.sources import url_id
    from evidence.verdicts.settings import rules_of

    app.folder.require()
    with app.folder.hold():
        store = Store(app.folder.database)
        try:
            captured_at = accept(
                store, url_id(url), note, by or getpass.getuser(), rules_of(app.config.standing)
            )
        finally:
            store.close()
    if captured_at is None:
        raise UsageError(
            "the last look at this URL shows no document to accept; see testigo history"
        )
    click.echo(f"accepted: later looks compare with the capture of {captured_at[:19]}Z")
    return ExitCode.SOUND
