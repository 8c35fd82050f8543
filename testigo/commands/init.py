"""``testigo init``: write a commented configuration."""

from __future__ import annotations

import click

import testigo
from evidence.errors import ExitCode
from testigo.app import App, common, say


@click.command("init")
@click.option("--force", is_flag=True, help="Write it again over an existing one.")
@click.option(
    "--key", is_flag=True, help="Only make the signing key of a folder that has none yet."
)
@common()
def command(app: App, force: bool, key: bool) -> ExitCode:
    """Make the evidence folder, its signing key, and a commented testigo.toml.

    The private half of the key is kept outside the folder, in ~/.config/testigo/keys. Keep a copy of
    it where only you can read it: without it nothing more can be sealed in the folder's name.
    """
    if key:
        _say_key(testigo.make_key(app.folder))
        return ExitCode.SOUND
    made = testigo.init(app.folder, force=force)
    say("configuration written to:")
    click.echo(str(made.config_file))
    _say_key(made.key)
    return ExitCode.SOUND


def _say_key(key: testigo.SigningKey) -> None:
    say(f"signing key: {key.private} (private, keep a copy); public half: {key.public}")
