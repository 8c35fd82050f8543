"""``testigo serve``: the nightly service."""

from __future__ import annotations

from typing import Literal

import click

import testigo
from evidence.errors import ExitCode
from testigo.app import App, common


@click.command("serve")
@click.option("--log-format", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="Log to stderr in lines for people, or one JSON object a line.")  # fmt: skip
@common()
def command(app: App, log_format: Literal["text", "json"]) -> ExitCode:
    """Run the nights of the [[schedule]] blocks in testigo.toml, until SIGTERM or Ctrl-C.

    Each run is a process of its own, and what it says goes to logs/ in the folder. A night that was
    missed is made up for by one run; a run that fails or hangs is taken up again. Whoever [notify]
    names is told what is new after each night. When the service is stopped, the run gets [service]
    stop_seconds to finish what it has open, and goes on at the next start. Exit code 75: another
    service runs the nights of this folder.
    """
    testigo.serve(app.folder, log_format=log_format, verbose=app.verbose)
    return ExitCode.SOUND
