"""``testigo merge``: take in another folder's evidence."""

from __future__ import annotations

from pathlib import Path

import click

import testigo
from evidence.bilingual import Words
from evidence.errors import ExitCode
from testigo import declare
from testigo.app import App, Terminal, common, say

_HELP = Words(
    """Take in another evidence folder: its captures, citations and checks, and its whole custody
    log.

    FOLDER must verify; it stays as it is. Merging it again takes in only what is new since. Where
    both folders looked at one URL, its standing is made anew from the checks of both. Where both
    have a source of one id that are two documents, theirs gets an id of its own here, and that is said.
    """,
    """Incorpora otra carpeta de evidencia: sus capturas, citas y revisiones, y toda su bitácora de custodia.

    CARPETA debe pasar la verificación; queda como está. Al incorporarla otra vez solo se toma lo que haya de nuevo.
    Si las dos carpetas revisaron una misma dirección, su situación se determina de nuevo con las revisiones de
    ambas. Si las dos tienen una fuente con el mismo id y se trata de documentos distintos, la ajena recibe aquí un id
    propio, y se avisa.
    """,
)


_TAKEN_IN = Words("{rows} rows taken in from {other}", "filas incorporadas de {other}: {rows}")
_NOTHING = Words("nothing in {other} is new", "en {other} no hay nada nuevo")


@declare.command("merge", _HELP)
@declare.argument(
    "other",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar=Words("FOLDER", "CARPETA"),
)
@declare.option(
    "--key",
    metavar=Words("PEM|FINGERPRINT", "PEM|HUELLA"),
    help=Words(
        "The public key that FOLDER's seals must be signed by.",
        "La clave pública con la que deben estar firmados los sellos de CARPETA.",
    ),
)
@common()
def command(app: App, other: Path, key: str | None) -> ExitCode:
    new = testigo.merge(app.folder, other, key=key, listener=Terminal())
    say(_TAKEN_IN if new else _NOTHING, rows=new, other=other)
    return ExitCode.SOUND
