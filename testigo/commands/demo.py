"""``testigo demo``: the whole job on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence.bilingual import Words
from testigo import declare
from testigo.app import LANG, say, tell
from testigo.speech import spoken

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.errors import ExitCode
    from testigo.demo.play import Seen


_HELP = Words(
    """See the whole job with no network and no keys: a small web on this machine (a shadow report,
    a results board, fourteen hosts), two nights, and the broken-evidence report.

    Exit code 0 when every verdict was right.
    """,
    """Vea el trabajo completo sin red ni claves: una pequeña web en este equipo (un informe sombra, un tablero de
    resultados, catorce servidores), dos noches y el informe de evidencia rota.

    Código de salida 0 si todos los veredictos fueron correctos.
    """,
)


@declare.command("demo", _HELP)
@declare.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("testigo-demo"),
    show_default=True,
    metavar=Words("DIR", "CARPETA"),
    help=Words(
        "Where the demo keeps its evidence; made anew each time.",
        "Dónde guarda su evidencia la demostración; se hace de nuevo cada vez.",
    ),
)
@LANG
def command(folder: Path, lang: str | None) -> ExitCode:  # noqa: ARG001 - the whole command line was searched for it
    from testigo.demo.play import play

    language = spoken()

    def heard(night: int, seen: list[Seen]) -> None:
        _tell(night, seen, language)

    played = play(folder, language, heard)
    say(Words("\nThe report:", "\nEl informe:"))
    tell(str(played.report))
    return played.exit_code


def _tell(night: int, seen: list[Seen], language: Language) -> None:
    """What the night found beside what really happened."""
    from evidence.verdicts.wording import label

    say(Words("\nNight {number}", "\nNoche {number}"), number=night)
    for one in seen:
        sign = "✓" if one.right else "✗"
        say(f"  {sign} {label(one.verdict, language):20} {one.cause:14} {one.story}")
