"""What keepers do and suffer. A step is a function of the history that draws what it needs; it returns
what it did, in a few words."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tests.honest.troubles import Trouble

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from tests.honest.keeper import Keeper
    from tests.honest.play import History

HOUR = 3600.0
DAY = 24 * HOUR


def report(history: History, one: Keeper, draw: random.Random) -> str:
    """A report is added, or written anew and added again; everybody has one called ``anexo``."""
    return one.cites(draw, draw.choice([f"informe-{one.name}", "anexo"]))


def board(history: History, one: Keeper, draw: random.Random) -> str:
    """A board is watched; all keepers watch the same one."""
    done = one.does("add", one.web.server.url("/board"), "--kind", "board", "--id", "tablero")
    return f"board: {done.code}"


def night(history: History, one: Keeper, draw: random.Random) -> str:
    """A night, some days later, over a web that has changed."""
    one.ahead += draw.choice([1, 4, 4, 30]) * DAY
    turned = one.web.turn(draw)
    done = one.does(*_run(draw))
    return f"{turned}; a night: {done.code}"


def killed_night(history: History, one: Keeper, draw: random.Random) -> str:
    """A night that is killed, or stopped, at one of its writes."""
    one.web.turn(draw)
    befalls = trouble(draw)
    done = one.does(*_run(draw), trouble=befalls)
    return f"{befalls.signal.name} at write {befalls.at} of a night: {done.code}"


def killed_command(history: History, one: Keeper, draw: random.Random) -> str:
    """Another command that is killed at one of its writes."""
    befalls = trouble(draw)
    command = draw.choice(["add", "check", "export", "verify", "merge", "report", "accept"])
    if command == "add":
        one.cites(draw, f"informe-{one.name}", befalls)
    else:
        arguments = {
            "check": [draw.choice(one.web.urls), "--no-archive"],
            "export": ["--wacz", str(one.place / "cut.wacz")],
            "verify": [],
            "merge": [str(history.another(one, draw).folder)],
            "report": [],
            "accept": [draw.choice(one.web.urls), "--note", "así quedó", "--by", "Ana"],
        }[command]
        one.does(command, *arguments, trouble=befalls)
        (one.place / "cut.wacz").unlink(missing_ok=True)
    return f"{befalls.signal.name} at write {befalls.at} of {command}"


def full_disk(history: History, one: Keeper, draw: random.Random) -> str:
    """A night, or a merge, on a disk that is nearly full, or has no room at all."""
    if one.disk is None:
        return "no disk of its own"
    pages = draw.choice([0, 1, 3, 8, 20, 60])
    command = draw.choice([["run"], ["merge", str(history.another(one, draw).folder)]])
    one.disk.leave(pages)
    try:
        done = one.does(*command)
    finally:
        one.disk.make_room()
    return f"{command[0]} with {pages} pages free: {done.code}"


def look(history: History, one: Keeper, draw: random.Random) -> str:
    """One citation is checked."""
    url = draw.choice(one.web.urls)
    quote = draw.choice([[], ["--quote", "La dependencia publicará el informe"]])
    done = one.does("check", url, "--no-archive", *quote)
    return f"check: {done.code}"


def accept(history: History, one: Keeper, draw: random.Random) -> str:
    """A person accepts what a page shows."""
    url = draw.choice(one.web.urls)
    done = one.does("accept", url, "--note", "erratas corregidas", "--by", "Ana")
    return f"accept: {done.code}"


def tell(history: History, one: Keeper, draw: random.Random) -> str:
    """Somebody reads what there is."""
    form = draw.choice(["html", "csv", "json", "markdown"])
    out = draw.choice([one.place / f"informe.{form}", one.folder / "reports" / f"informe.{form}"])
    command = draw.choice(
        [
            ["report"],
            ["report", "--all", "--format", form, "--out", str(out), "--lang", "es"],
            ["history", draw.choice(one.web.urls)],
            ["diff", draw.choice(one.web.urls)],
            ["status"],
            ["doctor"],
        ]
    )
    done = one.does(*command)
    return f"{' '.join(command[:2])}: {done.code}"


def hand_over(history: History, one: Keeper, draw: random.Random) -> str:
    """A package is exported; it must verify, now and for ever."""
    out = one.place / f"{len(one.packages)}.wacz"
    what = draw.choice(
        [[], ["--url", draw.choice(one.web.urls)], ["--source", f"informe-{one.name}"]]
    )
    done = one.does("export", "--wacz", str(out), *what)
    if done.code == 0:
        one.packages.append((out, one.key()))
        one.verify_package(out, one.key())
    return f"export {' '.join(what[:1])}: {done.code}"


def set_clock(history: History, one: Keeper, draw: random.Random) -> str:
    """The clock of the machine is set, rightly or wrongly."""
    moved = draw.choice([-HOUR, -3 * DAY, -40 * DAY, HOUR, 3 * DAY, 40 * DAY, 365 * DAY])
    one.ahead += moved
    return f"the clock is set by {moved / DAY:+.2f} days"


def right_clock(history: History, one: Keeper, draw: random.Random) -> str:
    """Somebody sets the clock right."""
    one.ahead = 0.0
    return "the clock is right again"


def take_in(history: History, one: Keeper, draw: random.Random) -> str:
    """The folder of another keeper is taken in: of one whose night was cut off, it can't be."""
    other = history.another(one, draw)
    done = one.does("merge", str(other.folder))
    if done.code == 2 and "does not verify" in done.err:
        one.accused.append(f"merge accuses {other.name}: {done.err}")
    other.verify()
    return f"takes in {other.name}: {done.code}"


def move(history: History, one: Keeper, draw: random.Random) -> str:
    """The folder gets another name."""
    named = one.folder.with_name(f"pruebas-{history.number()}")
    one.folder.rename(named)
    one.folder = named
    return f"moved to {named.name}"


def copy_away(history: History, one: Keeper, draw: random.Random) -> str:
    """A copy is verified by somebody else: what they can't know is who its signer is."""
    copy = one.place / f"copy-{history.number()}"
    shutil.copytree(one.folder, copy)
    key = one.key()
    elsewhere = history.stranger(copy)
    elsewhere.ahead = one.ahead
    elsewhere.verify(*(["--key", key] if key else []))
    one.accused += elsewhere.accused
    shutil.rmtree(copy)
    return "a copy is verified elsewhere"


def vacuum(history: History, one: Keeper, draw: random.Random) -> str:
    """Somebody tidies the database."""
    with closing(sqlite3.connect(one.bench.folder.database)) as raw:
        raw.execute(draw.choice(["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)", "REINDEX"]))
    return "the database is tidied"


def read_only(history: History, one: Keeper, draw: random.Random) -> str:
    """The folder is looked at on a medium that can't be written."""
    if one.disk is None:
        return "no disk of its own"
    one.disk.mount_again("ro")
    try:
        one.verify()
        codes = [
            one.does(*command).code
            for command in (["status"], ["report"], ["export", "--wacz", str(one.place / "r.wacz")])
        ]
        (one.place / "r.wacz").unlink(missing_ok=True)
    finally:
        one.disk.mount_again("rw")
    return f"read-only: {codes}"


def configure(history: History, one: Keeper, draw: random.Random) -> str:
    """The keeper edits the configuration."""
    file = one.bench.folder.config
    text = file.read_text("utf-8")
    file.write_text(f"# {history.number()}\n{text}", "utf-8")
    return "testigo.toml is edited"


def _run(draw: random.Random) -> list[str]:
    return ["run", "--only", draw.choice(["all", "all", "due"])]


def trouble(draw: random.Random) -> Trouble:
    """What ends a command at one of its writes."""
    kind = draw.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM])
    return Trouble(at=min(draw.randrange(1, 50), draw.randrange(1, 50)), signal=kind)


STEPS: dict[Callable[[History, Keeper, random.Random], str], int] = {
    report: 3,
    board: 1,
    night: 6,
    killed_night: 4,
    killed_command: 4,
    full_disk: 2,
    look: 2,
    accept: 2,
    tell: 2,
    hand_over: 2,
    set_clock: 2,
    right_clock: 1,
    take_in: 3,
    move: 1,
    copy_away: 1,
    vacuum: 1,
    read_only: 1,
    configure: 1,
}
"""Each with how often it is drawn."""
