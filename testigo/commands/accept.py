"""``testigo accept``: a person says that a change is all right."""

from __future__ import annotations

import click

import testigo
from evidence.errors import ExitCode
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
    done = testigo.accept(app.folder, url, note, by=by)
    click.echo(f"accepted: later looks compare with the capture of {done.captured_at[:19]}Z")
    return ExitCode.SOUND
