"""``testigo demo``: the whole job on this machine."""

from __future__ import annotations

import importlib.util
import shlex
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence.bilingual import Words
from testigo import declare
from testigo.app import LANG, QUIET, hint, tell
from testigo.speech import hush, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    import testigo
    from evidence.bilingual import Language
    from evidence.errors import ExitCode
    from testigo.demo.play import Seen


_HELP = Words(
    """See the whole job with no network and no keys: a small web on this machine (a shadow report,
    a results board, fifteen hosts), two nights, one question about a quotation, and the
    broken-evidence report.

    Exit code 0 when every verdict was right.
    """,
    """Muestra todo el proceso sin red ni claves: una pequeña web en este equipo (un informe sombra, un tablero de
    resultados, quince servidores), dos noches, una pregunta sobre un pasaje citado y el informe de evidencia rota.

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
@QUIET
@LANG
def command(folder: Path, quiet: bool, lang: str | None) -> ExitCode:  # noqa: ARG001 - the whole command line was searched for it
    from testigo.demo.play import play

    hush(quiet=quiet)
    language = spoken()

    def heard(night: int, seen: list[Seen]) -> None:
        _tell(night, seen, language)

    hint(_BEGINS, folder=folder if folder.name else folder.resolve())
    played = play(folder, language, heard)
    _tell_answer(played.answer, language)
    hint(_REPORT, url=played.report.resolve().as_uri())
    tell(str(played.report))
    _tell_next(folder, played.answer.url)
    return played.exit_code


_BEGINS = Words(
    "A small web on this machine, a report that cites it, and a results board; the evidence goes to {folder}.",
    "Una pequeña web en este equipo, un informe que la cita y un tablero; la evidencia queda en {folder}.",
)
_NIGHTS = {
    1: Words(
        "\nNight 1: what is cited is looked at for the first time, and kept",
        "\nNoche 1: lo citado se revisa por primera vez y se guarda",
    ),
    2: Words(
        "\nNight 2: what became of it, as Testigo sees it (✓: rightly)",
        "\nNoche 2: qué pasó con lo citado, según Testigo (✓: acertó)",
    ),
}
_ASKED = Words(
    "\nOne question: does {url} still say “{quote}”?",
    "\nUna pregunta: ¿{url} todavía dice “{quote}”?",
)
_REPORT = Words(
    "\nThe report, to open in a browser: {url}", "\nEl informe, para abrir en un navegador: {url}"
)
_NEXT = Words("\nTo look further:", "\nPara ver más:")
_STEPS = {
    ("status",): Words("where things stand", "panorama general"),
    ("history", "tablero"): Words(
        "what the board dropped and added", "qué quitó y qué agregó el tablero"
    ),
    ("verify",): Words("prove that nothing was altered", "comprobar que no se alteró nada"),
}
_DESK = Words("the auditor's desk, in a browser", "el escritorio del auditor, en el navegador")
_NO_DESK = Words("{command}  (first: {install})", "{command}  (primero: {install})")
_STEP = Words("  {command}   {what}", "  {command}   {what}")


def _tell_answer(answer: testigo.Answer, language: Language) -> None:
    from testigo.demo.play import QUOTE

    hint(_ASKED, url=answer.url, quote=QUOTE)
    if answer.headline is not None:
        hint(f"  {answer.headline.text(language)}")


def _tell_next(folder: Path, url: str) -> None:
    """What to type: the desk first, where it is installed."""
    hint(_NEXT)
    where = ["--folder", str(folder)]
    desk = shlex.join(["testigo", "desk", *where])
    if importlib.util.find_spec("fastapi") is None:
        desk = _NO_DESK.filled(
            spoken(), {"command": desk, "install": "pip install 'testigo[desk]'"}
        )
    hint(_STEP, command=desk, what=_DESK)
    for words, what in {**_STEPS, ("history", url): _HISTORY}.items():
        hint(_STEP, command=shlex.join(["testigo", *words, *where]), what=what)


_HISTORY = Words("all that is known of one address", "todo lo que se sabe de una dirección")


def _tell(night: int, seen: list[Seen], language: Language) -> None:
    """What the night found beside what really happened: of the first night the counts, and what is wrong."""
    from evidence.reports.causes import cause
    from evidence.verdicts.wording import label, tally

    hint(_NIGHTS[night])
    if night == 1:
        counts = Counter(one.verdict for one in seen)
        hint(f"  {', '.join(tally(verdict, n, language) for verdict, n in counts.items())}")
    rows = [
        (
            "✓" if one.right else "✗",
            label(one.verdict, language),
            cause(one.found, language) if one.found else "-",
            one.story,
        )
        for one in seen
        if night > 1 or not one.right
    ]
    for row in _aligned(rows):
        hint(f"  {row}")


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows as lines, each column as wide as what stands in it, the last as it is."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    widths[-1:] = [0] if widths else []
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
