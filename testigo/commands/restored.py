"""``testigo restored``: go on from an older copy that was put back."""

from __future__ import annotations

import click

import testigo
from evidence.errors import ExitCode
from evidence.reports.verify_words import RESTORED
from testigo.app import App, common, say


@click.command("restored")
@click.option("--note", required=True, help="Why: it stands in the custody log for good.")
@common()
def command(app: App, note: str) -> ExitCode:
    """Go on from an older copy of the folder that you put back, such as a backup.

    Every other command refuses such a folder, because evidence that was there is missing from it. The
    custody log says from then on what is lost, and why; verify says so, too.
    """
    testigo.restored(app.folder, note)
    say(RESTORED.text(app.language))
    return ExitCode.SOUND
