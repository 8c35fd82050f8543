"""``testigo accept``: a person says that a change is all right."""

from __future__ import annotations

import testigo
from evidence.bilingual import Words
from evidence.days import utc
from evidence.errors import ExitCode
from testigo import declare
from testigo.app import App, common, tell

_HELP = Words(
    """Accept what URL shows now: later looks compare with it.

    What was cited stays what it was: only alarms compare with the accepted text from now on.
    """,
    """Acepta lo que la dirección muestra ahora: las revisiones siguientes se comparan con eso.

    Lo que se citó sigue siendo lo que era: desde ahora, solo para las alarmas se compara con el texto aceptado.
    """,
)


@declare.command("accept", _HELP)
@declare.argument("url")
@declare.option(
    "--note",
    required=True,
    help=Words(
        "Why; it goes into the custody log with your name.",
        "Por qué; queda asentado en la bitácora de custodia con su nombre.",
    ),
)
@declare.option(
    "--by",
    default="",
    help=Words(
        "Who accepts [default: the name of this machine's user].",
        "Quién acepta [predeterminado: su nombre de usuario en este equipo].",
    ),
)
@common()
def command(app: App, url: str, note: str, by: str) -> ExitCode:
    done = testigo.accept(app.folder, url, note, by=by)
    tell(
        Words(
            "accepted: later looks compare with the capture of {at}",
            "aceptado: las revisiones siguientes se comparan con la captura del {at}",
        ),
        at=utc(done.captured_at),
    )
    return ExitCode.SOUND
