"""``testigo init``: write a commented configuration."""

from __future__ import annotations

import click

import testigo
from evidence.bilingual import Words
from evidence.errors import ExitCode
from testigo import declare
from testigo.app import App, common, say

_HELP = Words(
    """Make the evidence folder, its signing key, and a commented testigo.toml.

    The private half of the key is kept outside the folder, in ~/.config/testigo/keys. Keep a copy of
    it where only you can read it: without it nothing more can be sealed in the folder's name.
    """,
    """Crea la carpeta de evidencia, su clave de firma y un testigo.toml comentado.

    La mitad privada de la clave se guarda fuera de la carpeta, en ~/.config/testigo/keys. Guarde una copia donde solo
    usted pueda leerla: sin la clave no se puede sellar nada más a nombre de la carpeta.
    """,
)


@declare.command("init", _HELP)
@declare.option(
    "--force",
    is_flag=True,
    help=Words("Write it again over an existing one.", "Vuelve a escribirlo aunque ya exista."),
)
@declare.option(
    "--key",
    is_flag=True,
    help=Words(
        "Only make the signing key of a folder that has none yet.",
        "Solo crea la clave de firma de una carpeta que aún no la tiene.",
    ),
)
@common()
def command(app: App, force: bool, key: bool) -> ExitCode:
    if key:
        _say_key(testigo.make_key(app.folder))
        return ExitCode.SOUND
    made = testigo.init(app.folder, force=force, language=app.language)
    say(Words("configuration written to:", "configuración escrita en:"))
    click.echo(str(made.config_file))
    _say_key(made.key)
    return ExitCode.SOUND


def _say_key(key: testigo.SigningKey) -> None:
    say(
        Words(
            "signing key: {private} (private, keep a copy); public half: {public}",
            "clave de firma: {private} (privada, guarde una copia); mitad pública: {public}",
        ),
        private=key.private,
        public=key.public,
    )
