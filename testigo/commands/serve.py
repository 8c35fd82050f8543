"""``testigo serve``: the nightly service."""

from __future__ import annotations

from typing import Literal

import click

import testigo
from evidence.bilingual import Words
from evidence.errors import ExitCode
from testigo import declare
from testigo.app import App, common

_HELP = Words(
    """Run the nights of the [[schedule]] blocks in testigo.toml, until SIGTERM or Ctrl-C.

    Each run is a process of its own, and what it says goes to logs/ in the folder. A night that was
    missed is made up for by one run; a run that fails or hangs is taken up again. Whoever [notify]
    names is told what is new after each night. When the service is stopped, the run gets [service]
    stop_seconds to finish what it has open, and goes on at the next start. Exit code 75: another
    service runs the nights of this folder.
    """,
    """Lleva a cabo las noches que indican los bloques [[schedule]] de testigo.toml, hasta recibir SIGTERM o Ctrl-C.

    Cada revisión es un proceso aparte, y lo que dice queda en logs/, en la carpeta. Las noches que no se hicieron se
    reponen con una sola revisión; la que falla o se queda detenida se retoma. A quienes indica [notify] se les avisan
    las novedades después de cada noche. Cuando se detiene el servicio, la revisión tiene stop_seconds de [service]
    para terminar lo que tiene en curso, y continúa en el próximo inicio. Código de salida 75: otro servicio se encarga
    ya de las noches de esta carpeta.
    """,
)


@declare.command("serve", _HELP)
@declare.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=Words(
        "Log to stderr in lines for people, or one JSON object a line.",
        "Escribe el registro en stderr, en líneas para personas o con un objeto JSON por línea.",
    ),
)
@common()
def command(app: App, log_format: Literal["text", "json"]) -> ExitCode:
    testigo.serve(app.folder, log_format=log_format, verbose=app.verbose)
    return ExitCode.SOUND
