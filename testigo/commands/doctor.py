"""``testigo doctor``: what is wrong with this set-up, and what to do about it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

import testigo
from testigo.app import App, common

if TYPE_CHECKING:
    from evidence.errors import ExitCode


@click.command("doctor")
@common("text", "json")
def command(app: App) -> ExitCode:
    """Look at Python, the clock, the folder and its permissions, the disk, the database, the
    configuration, the network, notices, the last and the next run, and the nightly service; each
    line says what to do. Exit code 2 if something needs doing, 3 if only the network is down.
    """
    found = testigo.doctor(app.folder)
    if app.format == "json":
        click.echo(json.dumps(found.json(), indent=1))
    else:
        for sign in found.signs:
            click.echo(f"{'ok  ' if sign.good else 'BAD '} {sign.what}: {sign.says}")
    return found.exit_code
