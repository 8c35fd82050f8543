"""``testigo diff``: the redline of one URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import testigo
from evidence.bilingual import Words
from testigo import declare
from testigo.commands.compare import redlined, show

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.errors import ExitCode
    from testigo.app import App


_HELP = Words(
    """Show what was taken out, put in and moved in URL between two captures of the folder.

    Nothing is asked of the network. A day, a month or a year means its end, in UTC. Exit code 1 when the
    substance differs or the page is gone, 0 when it does not differ.
    """,
    """Muestra qué se quitó, qué se agregó y qué se movió en la dirección entre dos capturas de la carpeta.

    No se consulta nada en la red. Un día, un mes o un año se toman por su final, en UTC. Código de salida 1 si
    cambió lo sustancial o si la página desapareció; 0 si no cambió.
    """,
)


@declare.command("diff", _HELP)
@declare.argument("url")
@declare.option(
    "--from",
    "since",
    default="",
    metavar=Words("TIME", "MOMENTO"),
    help=Words(
        "Capture to begin with: the last one not after TIME, as 2026-11-21, 2026-11, yesterday "
        "or 'hace 3 días' [default: the baseline].",
        "Captura con la que empieza: la última que no sea posterior a MOMENTO, que se "
        "escribe 2026-11-21, 2026-11, ayer o 'hace 3 días' [predeterminado: la de "
        "referencia].",
    ),
)
@declare.option(
    "--to",
    "until",
    default="",
    metavar=Words("TIME", "MOMENTO"),
    help=Words(
        "Capture to end with [default: the latest].",
        "Captura con la que termina [predeterminado: la última].",
    ),
)
@redlined
def command(app: App, url: str, since: str, until: str, out: Path | None, whole: bool) -> ExitCode:
    found = testigo.diff(app.folder, url, since=since, until=until)
    return show(app, found, out, whole=whole)
