"""``testigo observe``: look for others."""

from __future__ import annotations

import json

import click

import testigo
from evidence.bilingual import Words
from evidence.errors import ExitCode
from testigo import declare
from testigo.app import App, common, say

_HELP = Words(
    """Look together: 'key' prints the fingerprint that others name you by, 'token' makes a token for
    somebody who may have you look, 'serve' looks for them until SIGTERM or Ctrl-C.

    Who may ask stands under [observe] in testigo.toml, whom this folder asks under [[observer]];
    docs/observers.md has it in five commands. testigo serve answers, too.
    """,
    """Observar en conjunto: 'key' muestra la huella con la que otros lo identifican, 'token' crea una clave de acceso
    para quien puede pedirle que observe, 'serve' observa para ellos hasta recibir SIGTERM o Ctrl-C.

    Quién puede pedirlo se indica en [observe], en testigo.toml; a quién consulta esta carpeta, en [[observer]];
    docs/observers.md lo explica en cinco comandos. testigo serve también responde.
    """,
)


_LOOKING = Words("looking for others at {address}", "se observa para otros en {address}")


@declare.command("observe", _HELP)
@declare.argument("what", type=click.Choice(["serve", "key", "token"]), default="key")
@common("text", "json")
def command(app: App, what: str) -> ExitCode:
    if what == "serve":
        testigo.serve_observer(app.folder, lambda address: say(_LOOKING, address=address))
    elif what == "token":
        made = testigo.asker_token()
        told = f"token   {made.token}\naskers  {made.hashed}"
        click.echo(json.dumps(made.json(), indent=1) if app.format == "json" else told)
    else:
        key = testigo.observer_key(app.folder)
        click.echo(json.dumps({"key": key}, indent=1) if app.format == "json" else key)
    return ExitCode.SOUND
