"""``testigo merge``: take in another folder's evidence."""

from __future__ import annotations

from pathlib import Path

import click

import testigo
from evidence.errors import ExitCode
from testigo.app import App, Terminal, common, say


@click.command("merge")
@click.argument(
    "other", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="FOLDER"
)
@click.option(
    "--key", metavar="PEM|FINGERPRINT", help="The public key that FOLDER's seals must be signed by."
)
@common()
def command(app: App, other: Path, key: str | None) -> ExitCode:
    """Take in another evidence folder: its captures, citations and checks, and its whole custody
    log.

    FOLDER must verify; it stays as it is. Merging it again takes in only what is new since. Where
    both folders looked at one URL, its standing is made anew from the checks of both. Where both
    have a source of one id that are two documents, theirs gets an id of its own here, and that is said.
    """
    new = testigo.merge(app.folder, other, key=key, listener=Terminal())
    say(f"{new} rows taken in from {other}" if new else f"nothing in {other} is new")
    return ExitCode.SOUND
