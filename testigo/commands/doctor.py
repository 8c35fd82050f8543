"""``testigo doctor``: what is wrong with this set-up, and what to do about it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

import testigo
from evidence.bilingual import Words
from testigo import declare
from testigo.app import App, common

if TYPE_CHECKING:
    from evidence.errors import ExitCode


_HELP = Words(
    """Look at Python, the clock, the folder and its permissions, the disk, the database, the
    configuration, the network, notices, the last and the next run, and the nightly service; each
    line says what to do. Exit code 2 if something needs doing, 3 if only the network is down.
    """,
    """Revisa Python, el reloj, la carpeta y sus permisos, el disco, la base de datos, la configuración, la red, los
    avisos, la última revisión y la próxima, y el servicio nocturno; cada línea dice qué hacer. Código de salida 2
    si hay algo que hacer, 3 si solo falla la red.
    """,
)


@declare.command("doctor", _HELP)
@common("text", "json")
def command(app: App) -> ExitCode:
    found = testigo.doctor(app.folder)
    if app.format == "json":
        click.echo(json.dumps(found.json(), indent=1))
    else:
        for sign in found.signs:
            click.echo(
                f"{(_GOOD if sign.good else _BAD).text(app.language)} {sign.what}: {sign.says}"
            )
    return found.exit_code


_GOOD, _BAD = Words("ok  ", "bien"), Words("BAD ", "MAL ")
