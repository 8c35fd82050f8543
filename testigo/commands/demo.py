"""``testigo demo``: the whole job on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from testigo.app import say

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.errors import ExitCode
    from testigo.demo.play import Seen


@click.command("demo")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("testigo-demo"),
    show_default=True,
    metavar="DIR",
    help="Where the demo keeps its evidence; made anew each time.",
)
@click.option("--lang", type=click.Choice(["en", "es"]), default="en", show_default=True,
              envvar="TESTIGO_LANG", help="Language of the report.")  # fmt: skip
def command(folder: Path, lang: Language) -> ExitCode:
    """See the whole job with no network and no keys: a small web on this machine (a shadow report,
    a results board, fourteen hosts), two nights, and the broken-evidence report.

    Exit code 0 when every verdict was right.
    """
    from testigo.demo.play import play

    def tell(night: int, seen: list[Seen]) -> None:
        _tell(night, seen, lang)

    played = play(folder, lang, tell)
    say("\nThe report:" if lang == "en" else "\nEl informe:")
    click.echo(str(played.report))
    return played.exit_code


def _tell(night: int, seen: list[Seen], lang: Language) -> None:
    """What the night found beside what really happened."""
    from evidence.verdicts.wording import label

    say(f"\n{'Night' if lang == 'en' else 'Noche'} {night}")
    for one in seen:
        sign = "✓" if one.right else "✗"
        say(f"  {sign} {label(one.verdict, lang):20} {one.cause:14} {one.story}")
