"""``testigo notify``: tell what is new, and deliver what waits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

import testigo
from testigo.app import App, common, say

if TYPE_CHECKING:
    from evidence.errors import ExitCode


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
    if try_out:
        done = testigo.try_notices(app.folder)
    else:
        done = testigo.notify(app.folder, resend=resend)
        if resend:
            say(f"{done.resent} notices of unknown outcome are sent again")
    if app.format == "json":
        click.echo(json.dumps(done.json(), ensure_ascii=False, indent=1))
    else:
        _print(done)
    return done.exit_code


def _print(done: testigo.Delivery) -> None:
    from evidence.reports.safe import line

    for result in done.results:
        again = f"; next try after {result.due_at[:16]}Z" if result.due_at else ""
        problem = f": {line(result.problem)}" if result.problem else ""
        click.echo(f"{result.shown}: {result.state}{problem}{again}")
    if not done.results:
        say("nothing new to tell")
