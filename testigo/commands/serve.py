"""``testigo serve``: the nightly service."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import click

from evidence.errors import ExitCode
from testigo.app import App, common

if TYPE_CHECKING:
    from schedules.logs import LogFormat


@click.command("serve")
@click.option("--log-format", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="Log to stderr in lines for people, or one JSON object a line.")  # fmt: skip
@common()
def command(app: App, log_format: LogFormat) -> ExitCode:
    """Run the nights of the [[schedule]] blocks in testigo.toml, until SIGTERM or Ctrl-C.

    Each run is a process of its own, and what it says goes to logs/ in the folder. A night that was
    missed is made up for by one run; a run that fails or hangs is taken up again. Whoever [notify]
    names is told what is new after each night. When the service is stopped, the run gets [service]
    stop_seconds to finish what it has open, and goes on at the next start. Exit code 75: another
    service runs the nights of this folder.
    """
    from schedules import logs
    from schedules.notices.teller import Teller
    from schedules.service import Service
    from testigo.commands.schedule import calendars

    found = calendars(app)
    if not app.config.sources:
        app.folder.require()
    app.folder.create()
    logs.set_up(log_format, verbose=app.verbose)
    with Teller(app.folder, app.config) as teller:
        service = Service(
            app.folder, app.config.service, found, on_event=teller.hear, arguments=_handed_on(app)
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: service.stop())
        service.serve()
    return ExitCode.SOUND


def _handed_on(app: App) -> list[str]:
    """What every run is called with."""
    given = click.get_current_context().params
    arguments = ["--folder", str(app.folder.path)]
    if given["config"]:
        arguments += ["--config", str(given["config"].absolute())]
    return arguments + ["--allow-private"] * given["allow_private"]
