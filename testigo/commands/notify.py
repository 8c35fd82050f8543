"""``testigo notify``: tell what is new, and deliver what waits."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import click

from evidence.errors import ExitCode, UsageError
from testigo.app import App, common, say

if TYPE_CHECKING:
    from schedules.notices.outbox import Result


@click.command("notify")
@click.option(
    "--test",
    "try_out",
    is_flag=True,
    help="Send a test message to every receiver, and nothing else.",
)
@click.option(
    "--resend", is_flag=True, help="Also send again what may have arrived already (state: unknown)."
)
@common("text", "json")
def command(app: App, try_out: bool, resend: bool) -> ExitCode:
    """Compose the digest of the latest night, unless it was, and deliver what waits: call it after
    `testigo run`, or as often as you like. Receivers stand under [notify] in testigo.toml.

    Exit code 0: all was sent, or nothing is new; 3: something could not be delivered.
    """
    from schedules import notices

    if not app.config.notify.to:
        raise UsageError(
            f"nobody is to be told; name receivers under [notify] in {app.folder.config}"
        )
    if try_out:
        results = notices.try_out(app.folder, app.config.notify)
    else:
        if resend:
            _resend(app)
        app.folder.require()
        results = notices.deliver(app.folder, app.config)
    if app.format == "json":
        click.echo(
            json.dumps(
                [dataclasses.asdict(result) for result in results], ensure_ascii=False, indent=1
            )
        )
    else:
        _print(results)
    return (
        ExitCode.SOUND if all(result.state == "sent" for result in results) else ExitCode.UNCHECKED
    )


def _resend(app: App) -> None:
    from evidence import clock
    from schedules.notices import outbox

    store = app.store()
    try:
        say(f"{outbox.resend(store, clock.now())} notices of unknown outcome are sent again")
    finally:
        store.close()


def _print(results: list[Result]) -> None:
    from evidence.reports.safe import line

    for result in results:
        again = f"; next try after {result.due_at[:16]}Z" if result.due_at else ""
        problem = f": {line(result.problem)}" if result.problem else ""
        click.echo(f"{result.receiver}: {result.state}{problem}{again}")
    if not results:
        say("nothing new to tell")
