"""Manipulations by entries that somebody put into the log: they announce a file, or say what was found."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING, Any

from evidence.store import ledger
from tests.manipulations.model import Copy, Manipulation

if TYPE_CHECKING:
    from collections.abc import Callable

    Alter = Callable[[Copy], None]

_COLUMNS = "id, seq, previous, at, act, rows_json, detail_json"
NAME = "warc/testigo-20260101000000000000-00000000.warc.gz"
"""Of a file that none of ours is called."""


def put(copy: Copy, act: str, detail: dict[str, Any]) -> None:
    """An entry behind the last one, its chain as it should be."""
    with copy.sql() as raw:
        last = raw.execute("SELECT * FROM custody ORDER BY seq DESC LIMIT 1").fetchone()
        made = ledger.entry(last["seq"] + 1, last["id"], last["at"], act, {}, detail)
        values = (made.id, made.seq, made.previous, made.at, act, "{}", json.dumps(detail))
        raw.execute(f"INSERT INTO custody ({_COLUMNS}) VALUES (?,?,?,?,?,?,?)", values)


def planted(copy: Copy) -> None:
    """A copy of a file of ours under another name, and an entry as a run makes it before it begins one."""
    shutil.copy(copy.warcs[0], copy.path / NAME)
    put(copy, "warc-begun", {"file": NAME})


def merging(copy: Copy) -> None:
    """The same, as a merge announces it."""
    shutil.copy(copy.warcs[0], copy.path / NAME)
    sha256 = hashlib.sha256((copy.path / NAME).read_bytes()).hexdigest()
    put(copy, "merging", {"files": {NAME: sha256}})


def found_already(copy: Copy) -> None:
    """A file, and an entry by which it was found long ago."""
    shutil.copy(copy.warcs[0], copy.path / NAME)
    said = "planted: neither a row nor the log speaks of this file"
    found = {"where": NAME, "problem": said, "kind": "file-planted", "facts": {}}
    put(copy, "found-not-ours", {"found": [found]})


def anchored_elsewhere(copy: Copy) -> None:
    """An anchor, whose file is named after a seal that is a path."""
    away = copy.path.parent / "away"
    away.mkdir()
    put(copy, "anchored", {"seal": f"{away}/x", "ots": "AAAA", "blocks": [1]})


def then(alter: Alter, script: str) -> Alter:
    """And something more, in SQL."""

    def both(copy: Copy) -> None:
        alter(copy)
        copy.execute(script)

    return both


_FOUND = "found on 20"
_STRANGER = "put in by someone without this folder's key"
_PLANTED = f"^{NAME}: planted: only an entry that is not signed by this folder's key"
_TAKEN = "DELETE FROM log_head"
_FORGED = (
    "UPDATE log_head SET seq = (SELECT MAX(seq) FROM custody),"
    " head = (SELECT id FROM custody ORDER BY seq DESC LIMIT 1)"
)
_BYTES = "UPDATE log_head SET seq = X'00', head = X'00', signature = X'00'"

ENTRIES = (
    Manipulation("a planted file that an entry put in announces", planted, _PLANTED, other=_STRANGER),
    Manipulation("a planted file that an entry put in announces, then a run", planted, f"{_PLANTED}.*{_FOUND}",
                 runs=True),
    Manipulation("a planted file, its entry, no signature, then a run", then(planted, _TAKEN), f"{_PLANTED}.*{_FOUND}",
                 runs=True),
    Manipulation("a planted file, its entry, a forged signature, then a run", then(planted, _FORGED),
                 f"{_PLANTED}.*{_FOUND}", runs=True),
    Manipulation("a planted file that a merge put in announces, then a run", merging, f"^{NAME}: planted.*{_FOUND}",
                 runs=True),
    Manipulation("a planted file that an entry put in says was found, then a run", found_already,
                 f"^{NAME}: planted.*{_FOUND}", runs=True),
    Manipulation("an anchor that leads out of the folder, then a run", anchored_elsewhere,
                 "'anchored' says what none of ours says .not the digest of a seal", runs=True),
    Manipulation("a signature of bytes", then(planted, _BYTES), "was forged at entry"),
)  # fmt: skip
