"""WARC files of a run: begun, sealed, and put right after a run that was killed."""

from __future__ import annotations

import errno
import hashlib
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from evidence import clock
from evidence.custody.continuity.files import sealed_files
from evidence.custody.warc import recovery
from evidence.custody.warc.files import WarcFiles, begin, head_of, name_for
from evidence.custody.warc.places import Places
from evidence.custody.warc.reader import records
from evidence.custody.warc.verify import verify_files
from evidence.custody.warc.writer import WarcFile
from evidence.errors import StoreError
from evidence.store import runs
from evidence.store.records import Certificate
from evidence.verdicts import RULES_VERSION
from evidence.vocabulary import RunKind
from tests.looks import Lab, Told, answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence.custody.warc.writer import Placed

AT = "2026-11-21T03:00:00Z"
HALF = b"\x1f\x8b\x08\0\0\0\0\0\0\xff half a record"


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    lab = Lab(tmp_path / "evidence")
    yield lab
    lab.store.close()


def left_behind(lab: Lab) -> Path:
    """The file of a night, as a run leaves it that was killed before it sealed it."""
    lab.look(Told(answer("Acta")))
    (path,) = lab.folder.warc.glob("*.warc.gz")
    with lab.store.transaction("tests") as transaction:
        transaction.delete("warc_files", f"warc/{path.name}")
    return path


def sealed(lab: Lab) -> tuple[int, str, int | None]:
    (row,) = lab.store.iterate("SELECT bytes, sha256, cut_bytes FROM warc_files")
    return row["bytes"], row["sha256"], row["cut_bytes"]


def facts_of(path: Path, cut: int | None) -> tuple[int, str, int | None]:
    return path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest(), cut


def test_what_a_killed_run_left_is_sealed_once(lab: Lab) -> None:
    path = left_behind(lab)
    whole = path.read_bytes()
    assert recovery.recover(lab.folder, lab.store) == [f"warc/{path.name}"]
    assert path.read_bytes() == whole
    assert sealed(lab) == facts_of(path, None)
    assert recovery.recover(lab.folder, lab.store) == []


def test_half_a_record_at_the_end_is_cut_off_and_told(lab: Lab) -> None:
    path = left_behind(lab)
    whole = path.read_bytes()
    path.write_bytes(whole + HALF)
    recovery.recover(lab.folder, lab.store)
    assert path.read_bytes() == whole
    assert sealed(lab) == facts_of(path, len(HALF))


def test_what_rows_point_to_is_never_cut_off(lab: Lab) -> None:
    """A file that is damaged in its middle is sealed as it is, and verification names it."""
    path = left_behind(lab)
    damaged = bytearray(path.read_bytes())
    damaged[40] ^= 255
    path.write_bytes(damaged)
    recovery.recover(lab.folder, lab.store)
    assert path.read_bytes() == bytes(damaged)
    assert sealed(lab) == facts_of(path, None)


def test_a_file_with_no_whole_record_is_left_empty(lab: Lab) -> None:
    path = lab.folder.warc / "testigo-20261102-x.warc.gz"
    lab.folder.warc.mkdir(exist_ok=True)
    path.write_bytes(HALF)
    recovery.recover(lab.folder, lab.store)
    assert path.read_bytes() == b""
    assert sealed(lab) == facts_of(path, len(HALF))
    assert list(sealed_files(lab.folder, lab.store)) == []  # nobody replaced it


@pytest.mark.parametrize(("room", "files"), [(0, 2), (1, 1)])
def test_a_new_file_is_begun_where_one_has_its_size(lab: Lab, room: int, files: int) -> None:
    warcs = opened(lab)
    warcs.rotate()  # nothing is open yet
    first = warcs.write("resource", [], b"x")
    warcs._max = first.offset + first.length + room  # the size of a file is known once it is there
    warcs.rotate()
    last = warcs.write("resource", [], b"y")
    assert len({first.warc, last.warc}) == files
    warcs.close()
    assert lab.store.value("SELECT COUNT(*) FROM warc_files") == files


def test_files_are_of_a_gigabyte_as_the_standard_recommends(lab: Lab) -> None:
    warcs = opened(lab)
    first = warcs.write("resource", [], b"x")
    assert warcs._file is not None
    file = warcs._file
    for size, goes_on in ((999_999_999, True), (1_000_000_000, False)):
        file.size = size  # as if it were so large
        warcs.rotate()
        assert (warcs._file is file) == goes_on
    assert warcs.write("resource", [], b"y").warc != first.warc
    warcs.close()


def test_a_file_says_where_the_log_stood_when_it_was_begun(lab: Lab) -> None:
    assert head_of(lab.store) == ""
    warcs = opened(lab)
    told = head_of(lab.store)
    last = next(iter(lab.store.iterate("SELECT seq, id FROM custody ORDER BY seq DESC")))
    assert told == f"{last['seq']} {last['id']}"
    placed = warcs.write("resource", [], b"x")
    head, _ = records(lab.path / placed.warc, placed.warc)
    assert f"custodyHead: {told}\r\n".encode() in head.block
    warcs.close()


# --- certificates lie in records of their own ----------------------------------------------------

DER = b"what a server sent"
KEY = hashlib.sha256(DER).hexdigest()


def night(lab: Lab, der: bytes = DER, *, row: bool = True, ended: bool = True) -> Placed:
    """A run that kept a certificate, and the row that speaks of it."""
    warcs = opened(lab)
    placed = warcs.write("metadata", [], der)
    if row:
        with lab.store.transaction("tests") as transaction:
            transaction.add(
                Certificate(KEY, AT, placed.warc, placed.offset, placed.length, placed.record_id)
            )
    warcs.close()
    if ended:
        lab.store.db.execute("UPDATE runs SET state = 'finished'")
    return placed


def said(lab: Lab) -> list[tuple[str, str]]:
    """What is said of records, and of rows beside them; notes in brackets."""
    return [
        (one.where, f"({one.problem})" if one.note else one.problem)
        for one in verify_files(lab.folder, lab.store, Places(lab.store), lambda _: None)
    ]


def test_a_certificate_is_the_one_that_its_row_speaks_of(lab: Lab) -> None:
    placed = night(lab)
    assert said(lab) == []
    night(lab, row=False)  # another run saw it too
    assert said(lab) == []
    lab.store.db.execute("UPDATE certificates SET record_id = 'urn:uuid:x'")
    problem = f"the record in {placed.warc} is not this certificate"
    assert said(lab) == [(f"certificates {KEY}", problem)]


def test_a_certificate_that_is_not_where_its_row_says_is_named(lab: Lab) -> None:
    placed = night(lab)
    lab.store.db.execute('UPDATE certificates SET "offset" = "offset" + 1')
    problem = f"no such record in {placed.warc} at {placed.offset + 1}"
    assert said(lab) == [(f"certificates {KEY}", problem)]


@pytest.mark.parametrize(("ended", "mark"), [(True, "{}"), (False, "({})")])
def test_a_certificate_that_no_row_speaks_of_is_named(lab: Lab, ended: bool, mark: str) -> None:
    """A run that was cut off leaves some; then it is worth a note."""
    placed = night(lab, b"another", row=False, ended=ended)
    problem = mark.format("no row speaks of this metadata record")
    assert said(lab) == [(f"{placed.warc} at {placed.offset}", problem)]


def opened(lab: Lab) -> WarcFiles:
    """The files of a run that has just begun."""
    run = runs.begin(
        lab.store,
        kind=RunKind.NIGHT,
        options={},
        tool="tests",
        rules=RULES_VERSION,
        config_sha256="",
        collector={},
    )
    return WarcFiles(lab.folder, lab.store, run.id, "tests")


def test_a_clock_that_was_set_back_comes_by_a_name_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "warc").mkdir()
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 2, 7, 30, tzinfo=UTC))
    names = []
    for _ in range(3):
        names.append(name_for(tmp_path, "board"))
        WarcFile(tmp_path, names[-1]).close()
    assert names[0] == "warc/testigo-20261102073000000000-board.warc.gz"
    assert len(set(names)) == 3


# --- what the disk refuses -----------------------------------------------------------------------


class Refusing:
    """A file that takes half of the next write and then refuses, as a full disk does."""

    def __init__(self, file: Any, code: int) -> None:
        self._file, self._code, self._has_room = file, code, True

    def write(self, data: memoryview) -> int:
        if not self._has_room:
            raise OSError(self._code, os.strerror(self._code))
        self._has_room = False
        return int(self._file.write(data[: len(data) // 2]))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@pytest.mark.parametrize("code", ["ENOSPC", "EDQUOT", "EIO", "EFBIG", "EROFS"])
def test_half_a_record_that_the_disk_refused_is_cut_off_at_once(tmp_path: Path, code: str) -> None:
    file = WarcFile(tmp_path, "warc/x.warc.gz")
    file.write("resource", [], b"first")
    whole = (tmp_path / "warc/x.warc.gz").read_bytes()
    real, file._file = file._file, Refusing(file._file, getattr(errno, code))  # type: ignore[assignment]
    with pytest.raises(StoreError, match=r"x\.warc\.gz: can't be written") as caught:
        file.write("resource", [], os.urandom(5000))
    assert "Errno" not in str(caught.value)
    assert (tmp_path / "warc/x.warc.gz").read_bytes() == whole
    file._file = real
    file.write("resource", [], b"second")
    sealed = file.close()
    assert [record.block for record in records(tmp_path / sealed.warc, sealed.warc)] == [
        b"first",
        b"second",
    ]
    assert facts_of(tmp_path / sealed.warc, None)[:2] == (sealed.size, sealed.sha256)


def test_a_file_that_could_not_be_begun_is_not_left(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise StoreError(lab.folder.warc, "full")

    monkeypatch.setattr(WarcFile, "_append", refuses)
    with pytest.raises(StoreError):
        begin(lab.folder.path, "warc/x.warc.gz", "tests", "tests", "")
    assert list(lab.folder.warc.glob("*")) == []
