"""``testigo demo``: the whole job on this machine."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence.errors import ExitCode, FolderError
from evidence.folder import EvidenceFolder
from testigo.app import say, write

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from testigo.demo.world import World

CONFIG = """\
# Made by `testigo demo`: the hosts are ports of this machine, so no politeness is needed.
[crawl]
contact = "demo@example.org"
delay = 0.0
timeout = 1.5
allow_private = true
# No archive knows this machine.
[archive.wayback]
enabled = false
"""
MARK = "Made by `testigo demo`"


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
    from evidence.reports import FORMS, build
    from evidence.store import Store
    from testigo.demo.world import World

    place = _fresh(EvidenceFolder(folder))
    wrong = 0
    with World() as world:
        report = place.path / "informe-sombra.md"
        write(report, world.report())
        _testigo(
            "add", str(report), "--id", "informe-sombra", "--published", "2019-09-30", folder=place
        )
        _testigo("add", world.urls["board"], "--id", "tablero", "--kind", "board", folder=place)
        for world.night in (1, 2):
            _testigo("run", "--only", "all", folder=place)
            wrong += _tell(place, world, lang)
    store = Store(place.database)
    try:
        page = place.reports / f"report-{lang}.html"
        write(page, FORMS["html"](build(store, everything=True, language=lang, folder=place.path)))
    finally:
        store.close()
    say("\nThe report:" if lang == "en" else "\nEl informe:")
    click.echo(str(page))
    return ExitCode.BROKEN if wrong else ExitCode.SOUND


def _fresh(folder: EvidenceFolder) -> EvidenceFolder:
    """An empty demo folder; only one that an earlier demo made is ever cleared."""
    if folder.path.exists() and any(folder.path.iterdir()):
        if not folder.config.is_file() or MARK not in folder.config.read_text("utf-8", "replace"):
            raise FolderError(
                folder.path, "not empty and not made by the demo; choose another with --folder"
            )
        shutil.rmtree(folder.path)
    folder.create()
    write(folder.config, CONFIG)
    return folder


def _testigo(*arguments: str, folder: EvidenceFolder) -> None:
    """Each step is the command that a user would type, in a process of its own."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "testigo", *arguments, "--folder", str(folder.path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode not in (ExitCode.SOUND, ExitCode.BROKEN, ExitCode.UNCHECKED):
        raise FolderError(folder.path, f"the demo's '{arguments[0]}' failed: {done.stderr.strip()}")


def _tell(folder: EvidenceFolder, world: World, lang: Language) -> int:
    """Print what the night found beside what really happened; returns how many verdicts are
    wrong."""
    from evidence.store import Store
    from evidence.verdicts.wording import label
    from evidence.vocabulary import VERDICT_OF

    store = Store(folder.database)
    try:
        rows = store.all("SELECT u.url, st.cause FROM standings st JOIN urls u ON u.id = st.url_id")
    finally:
        store.close()
    found = {row["url"]: row["cause"] for row in rows}
    say(f"\n{'Night' if lang == 'en' else 'Noche'} {world.night}")
    wrong = 0
    for url, cause in world.expected().items():
        right = found.get(url) == cause
        wrong += not right
        story = world.story(url, lang) if world.night == 2 else ""
        say(f"  {'✓' if right else '✗'} {label(VERDICT_OF[cause], lang):20} {cause:14} {story}")
    return wrong
