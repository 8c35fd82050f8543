"""``testigo archive``: work the outbox of web archives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import testigo
from evidence.bilingual import Words
from evidence.vocabulary import JobAct, JobState
from testigo import declare
from testigo.app import App, Terminal, common, say

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.errors import ExitCode


_HELP = Words(
    """Work the outbox: look up in web archives what stood there when it was cited and what was last
    good, and save what stands there now; the most pressing first, within the archives' limits.

    Looking up needs no keys; to save, set IA_ACCESS_KEY and IA_SECRET_KEY
    (https://archive.org/account/s3.php). Exit code 3: an archive is in trouble and was left alone,
    or nothing can be reached; what waits for it is kept.
    """,
    """Atiende lo pendiente con los archivos web: busca en ellos qué había cuando se citó y cuál fue la última copia
    buena, y guarda lo que hay ahora; primero lo más urgente, dentro de los límites de cada archivo web.

    Para buscar no hacen falta claves; para guardar, defina IA_ACCESS_KEY e IA_SECRET_KEY
    (https://archive.org/account/s3.php). Código de salida 3: un archivo web tiene problemas y se dejó de
    consultar, o no hay conexión con nada; lo pendiente se conserva.
    """,
)


@declare.command("archive", _HELP)
@declare.option(
    "--budget",
    type=click.IntRange(min=0),
    metavar="N",
    help=Words(
        "Begin at most N look-ups, fetches and saves [default: what the day has left].",
        "Inicia como máximo N búsquedas, descargas y copias [predeterminado: las que le "
        "quedan al día].",
    ),
)
@common()
def command(app: App, budget: int | None) -> ExitCode:
    with Terminal(verbose=app.verbose) as terminal:
        done = testigo.archive(app.folder, budget, listener=terminal)
    say(told(done, app.language))
    return done.exit_code


def told(done: testigo.Archived, language: Language) -> str:
    """What a pass over the outbox came to, in a line."""
    jobs = ", ".join(
        f"{number} {_ACTS[act].text(language)} {_STATES[state].text(language)}"
        for (act, state), number in sorted(done.closed.items())
    )
    return _ARCHIVES.filled(language, {"jobs": jobs or _NOTHING, "waiting": done.waiting})


_ARCHIVES = Words(
    "archives: {jobs}; {waiting} waiting", "archivos web: {jobs}; en espera: {waiting}"
)
_NOTHING = Words("nothing to do", "nada que hacer")
_ACTS = {
    JobAct.LOOKUP: Words("lookup", "búsqueda"),
    JobAct.FETCH: Words("fetch", "descarga"),
    JobAct.SAVE: Words("save", "guardado"),
    JobAct.CONFIRM: Words("confirm", "confirmación"),
}
_STATES = {
    JobState.CAPTURED: Words("captured", "con captura"),
    JobState.DONE: Words("done", "con respuesta"),
    JobState.FAILED: Words("failed", "sin éxito"),
    JobState.REFUSED: Words("refused", "con negativa"),
    JobState.VERIFIED: Words("verified", "con comprobación"),
    JobState.NOT_ATTEMPTED: Words("not-attempted", "sin intentar"),
    JobState.SUBMITTED: Words("submitted", "en camino"),
    JobState.PENDING: Words("pending", "en proceso"),
    JobState.OUTCOME_UNKNOWN: Words("outcome-unknown", "de resultado desconocido"),
}
