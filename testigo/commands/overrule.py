"""``testigo overrule``: a person says that what looks lost is not."""

from __future__ import annotations

import testigo
from evidence.bilingual import Words
from evidence.days import Day
from evidence.errors import ExitCode
from testigo import declare
from testigo.app import App, common, tell

_HELP = Words(
    """Say that URL, which stands as missing, is not lost.

    The verdict stays what the looks add up to. Your word is shown beside it wherever the citation is
    shown, and no alarm is raised, until the page is seen again, or its site falls into other hands. Of
    a page that changed, accept the change: testigo accept.
    """,
    """Declara que no se perdió la dirección que figura como desaparecida.

    El veredicto sigue siendo el que resulta de las revisiones. Lo que usted declara se muestra junto a él dondequiera
    que aparezca la cita, y no se da ninguna alarma hasta que la página vuelva a verse o su sitio pase a otras manos.
    Si lo que pasó es que la página cambió, acepte el cambio: testigo accept.
    """,
)


@declare.command("overrule", _HELP)
@declare.argument("url")
@declare.option(
    "--note",
    required=True,
    help=Words(
        "How you know; it goes into the custody log with your name.",
        "Cómo lo sabe; queda asentado en la bitácora de custodia con su nombre.",
    ),
)
@declare.option(
    "--by",
    default="",
    help=Words(
        "Who says so [default: the name of this machine's user].",
        "Quién lo declara [predeterminado: su nombre de usuario en este equipo].",
    ),
)
@common()
def command(app: App, url: str, note: str, by: str) -> ExitCode:
    done = testigo.overrule(app.folder, url, note, by=by)
    tell(
        Words(
            "overruled: no alarm for the loss of {since}, by the word of {by}",
            "sin alarma por la pérdida del {since}: así lo declara {by}",
        ),
        since=Day(done.since),
        by=done.by,
    )
    return ExitCode.SOUND
