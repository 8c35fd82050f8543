"""``testigo restored``: go on from an older copy that was put back."""

from __future__ import annotations

import testigo
from evidence.bilingual import Words
from evidence.errors import ExitCode
from evidence.reports.verify_words import RESTORED
from testigo import declare
from testigo.app import App, common, say

_HELP = Words(
    """Go on from an older copy of the folder that you put back, such as a backup.

    Every other command refuses such a folder, because evidence that was there is missing from it. The
    custody log says from then on what is lost, and why; verify says so, too. So a folder goes on whose
    signing key is lost: what is written from then on is signed by nobody.
    """,
    """Sigue desde una copia anterior de la carpeta que usted restituyó, por ejemplo de un respaldo.

    Los demás comandos rechazan una carpeta así, porque le falta evidencia que existía. Desde entonces consta en la
    bitácora de custodia qué se perdió y por qué; verify también lo dice. Así se sigue también con una carpeta cuya
    clave de firma se perdió: lo que se escriba desde entonces no lo firma nadie.
    """,
)


@declare.command("restored", _HELP)
@declare.option(
    "--note",
    required=True,
    help=Words(
        "Why: it stands in the custody log for good.",
        "Por qué: queda asentado para siempre en la bitácora de custodia.",
    ),
)
@common()
def command(app: App, note: str) -> ExitCode:
    testigo.restored(app.folder, note)
    say(RESTORED.text(app.language))
    return ExitCode.SOUND
