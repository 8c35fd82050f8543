"""``testigo witness``: cosign the logs of others."""

from __future__ import annotations

import json

import click

import testigo
from evidence.bilingual import Words
from evidence.errors import ExitCode
from evidence.reports import verify_words as words
from testigo import declare
from testigo.app import App, common, say

_HELP = Words(
    """Witness one another: 'keys' prints what you tell the keepers of other logs, 'serve' cosigns theirs
    until SIGTERM or Ctrl-C.

    Whose logs are cosigned stands under [witness] in testigo.toml, who cosigns this one under
    [[custody.witness]]; docs/custody.md has it in five commands. A witness refuses a history that was
    rewound or forked. testigo serve answers, too.
    """,
    """Ser testigos unos de otros: 'keys' muestra lo que hay que dar a quienes llevan otras bitácoras, 'serve' cofirma
    las de ellos hasta recibir SIGTERM o Ctrl-C.

    Qué bitácoras se cofirman se indica en [witness], en testigo.toml; quién cofirma esta, en [[custody.witness]];
    docs/custody.md lo explica en cinco comandos. Un testigo rechaza una historia que retrocedió o se bifurcó.
    testigo serve también responde.
    """,
)


@declare.command("witness", _HELP)
@declare.argument("what", type=click.Choice(["serve", "keys"]), default="keys")
@common("text", "json")
def command(app: App, what: str) -> ExitCode:
    if what == "serve":
        cosigning = words.COSIGNING
        testigo.serve_witness(
            app.folder, lambda at: say(cosigning.filled(app.language, {"address": at}))
        )
        return ExitCode.SOUND
    keys = testigo.witness_keys(app.folder)
    if app.format == "json":
        click.echo(json.dumps(keys.json(), indent=1))
    else:
        for name, key in keys.json().items():
            click.echo(words.KEYS[name].filled(app.language, {"key": key}))
    return ExitCode.SOUND
