"""``testigo overrule``: a person says that what looks lost is not."""

from __future__ import annotations

import click

import testigo
from evidence.errors import ExitCode
from testigo.app import App, common


@click.command("overrule")
@click.argument("url")
@click.option(
    "--note", required=True, help="How you know; it goes into the custody log with your name."
)
@click.option("--by", default="", help="Who says so [default: the name of this machine's user].")
@common()
def command(app: App, url: str, note: str, by: str) -> ExitCode:
    """Say that URL, which stands as missing, is not lost.

    The verdict stays what the looks add up to. Your word is shown beside it wherever the citation is
    shown, and no alarm is raised, until the page is seen again, or its site falls into other hands. Of
    a page that changed, accept the change: testigo accept.
    """
    done = testigo.overrule(app.folder, url, note, by=by)
    click.echo(f"overruled: no alarm for the loss of {done.since[:10]}, by the word of {done.by}")
    return ExitCode.SOUND
