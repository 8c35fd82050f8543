"""``testigo observe``: look for others."""

from __future__ import annotations

import json

import click

import testigo
from evidence.errors import ExitCode
from testigo.app import App, common, say


@click.command("observe")
@click.argument("what", type=click.Choice(["serve", "key", "token"]), default="key")
@common("text", "json")
def command(app: App, what: str) -> ExitCode:
    """Look together: 'key' prints the fingerprint that others name you by, 'token' makes a token for
    somebody who may have you look, 'serve' looks for them until SIGTERM or Ctrl-C.

    Who may ask stands under [observe] in testigo.toml, whom this folder asks under [[observer]];
    docs/observers.md has it in five commands. testigo serve answers, too.
    """
    if what == "serve":
        testigo.serve_observer(app.folder, lambda address: say(f"looking for others at {address}"))
    elif what == "token":
        made = testigo.asker_token()
        told = f"token   {made.token}\naskers  {made.hashed}"
        click.echo(json.dumps(made.json(), indent=1) if app.format == "json" else told)
    else:
        key = testigo.observer_key(app.folder)
        click.echo(json.dumps({"key": key}, indent=1) if app.format == "json" else key)
    return ExitCode.SOUND
