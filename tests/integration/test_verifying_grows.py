"""Checking a folder costs twice as much where there is twice as much of it, whatever it is that there is
more of: counted in steps of SQLite, which no other work on the machine touches."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evidence.custody import continuity
from evidence.custody.log import keys, seals
from evidence.custody.verify import verify
from evidence.custody.warc.files import WarcFiles
from evidence.custody.warc.writer import digest
from evidence.folder import EvidenceFolder
from evidence.store import Store, runs
from evidence.vocabulary import RunKind, RunState

if TYPE_CHECKING:
    from evidence.findings import Finding

_EVERY = 100
"""Steps of SQLite's machine between two counts."""
_FIXED = 1.1
"""What is asked once a folder makes its growth look smaller, never larger; a tenth for rounding."""


class _Counted:
    """A folder of nights that were cut off and gone on with, each with a file of its own and a record
    that no row speaks of, as a kill leaves it."""

    def __init__(self, place: Path, nights: int) -> None:
        self.folder = EvidenceFolder(place)
        self.folder.create()
        self.store = Store(self.folder.database)
        keys.make(self.folder, self.store)
        for number in range(nights):
            self._night(number)

    def _night(self, number: int) -> None:
        for state in (RunState.INTERRUPTED, RunState.FINISHED):
            run = runs.begin(self.store, kind=RunKind.NIGHT, options={"night": number}, tool="", rules="",
                             config_sha256="", collector={})  # fmt: skip
            files = WarcFiles(self.folder, self.store, run.id, "tests")
            if state is RunState.INTERRUPTED:
                files.write("response", [("WARC-Payload-Digest", digest(b""))], b"HTTP/1.1 200 OK\r\n\r\n")  # fmt: skip
            else:
                files.open()
            files.close()
            runs.end(self.store, run, state)
        seals.seal(self.folder, self.store)

    def steps(self) -> tuple[int, list[Finding]]:
        """Of one check of all of it, and what a run asks before it begins."""
        counts: list[None] = []
        self.store.db.conn.set_progress_handler(lambda: counts.append(None), _EVERY)
        found = list(verify(self.folder, self.store))
        continuity.begin(self.folder, self.store)
        self.store.db.conn.set_progress_handler(None, 0)
        return len(counts), found


@pytest.fixture(autouse=True)
def _keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_in_files_seals_and_records_that_a_kill_left(tmp_path: Path) -> None:
    steps = []
    for nights in (15, 60):
        counted = _Counted(tmp_path / str(nights), nights)
        count, found = counted.steps()
        assert [one for one in found if not one.note] == []
        assert sum("no row speaks of this" in one.problem for one in found) == nights
        steps.append(count)
        counted.store.close()
    assert steps[1] <= 4 * _FIXED * steps[0], steps
