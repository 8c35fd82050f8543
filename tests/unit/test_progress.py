"""What the service sees of a run that several processes walk, here or elsewhere."""

from __future__ import annotations

import glob
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.scale import places
from evidence.custody.shards import out
from evidence.folder import EvidenceFolder
from evidence.store import Store
from schedules import progress
from schedules.state import ServiceState


@pytest.fixture
def folder(tmp_path: Path) -> EvidenceFolder:
    folder = EvidenceFolder(tmp_path / "evidencia [1]")
    folder.create()
    Store(folder.database).close()
    return folder


def _put(path: Path, size: int = 1) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(b"x" * size)


@pytest.mark.parametrize(
    "name", ["evidence.db", "evidence.db-wal", "warc/one.warc.gz", "warc/one.warc.gz.new"]
)
def test_what_a_shard_keeps_is_progress(folder: EvidenceFolder, name: str) -> None:
    state = ServiceState(folder)
    shard = folder.path / "shards/0a1b-19-0"
    _put(shard / name)
    before = state.progress()
    assert state.progress() == before
    _put(shard / name)
    assert state.progress() != before


def test_what_is_written_over_what_stood_there_is_progress(folder: EvidenceFolder) -> None:
    log = folder.path / "shards/0a1b-19-0/evidence.db-wal"
    _put(log)
    before = progress.kept(folder)
    os.utime(log, ns=(0, before[1] + 1))
    assert progress.kept(folder) == (before[0], before[1] + 1)


@pytest.mark.parametrize(
    "name", ["shards/alive", "shards/stop", "shards/0a1b-19-0.told", "shards/0a1b-19-0/run.lock"]
)
def test_that_somebody_is_there_is_none(folder: EvidenceFolder, name: str) -> None:
    """A leader that hangs may still say that it lives."""
    before = progress.kept(folder)
    _put(folder.path / name)
    assert progress.kept(folder) == before


def test_a_shard_that_is_taken_away_meanwhile(
    folder: EvidenceFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    _put(folder.path / "shards/0a1b-19-0/evidence.db", 7)
    _put(folder.warc / "night.warc.gz", 5)
    found = glob.iglob

    def gone(pattern: str, *, root_dir: Path) -> list[str]:
        return [*found(pattern, root_dir=root_dir), "shards/0a1b-19-1/evidence.db"]

    monkeypatch.setattr(glob, "iglob", gone)
    assert progress.kept(folder)[0] == 12


class Bucket:
    """A bucket with a word for each shard."""

    def __init__(self) -> None:
        self.words: dict[str, bytes] = {}
        self.may = threading.Event()
        self.may.set()
        self.asked = 0

    def cat_file(self, address: str) -> bytes:
        self.asked += 1
        self.may.wait(60)
        try:
            return self.words[address.removeprefix("bucket/")]
        except KeyError:
            raise FileNotFoundError(address) from None


@pytest.fixture
def bucket(folder: EvidenceFolder, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    made = Bucket()
    monkeypatch.setattr(places, "file_system", lambda _: (made, "bucket"))
    for number in range(2):
        away = folder.path / f"shards/0a1b-19-{number}.away"
        away.parent.mkdir(exist_ok=True)
        away.write_text("wherever")  # who can write the folder can write that
        out.note(out.Out(away.stem, "", f"s3://bucket/{away.stem}"))
    return made


def _until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not what():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_what_shards_elsewhere_tell_is_progress(folder: EvidenceFolder, bucket: Bucket) -> None:
    state = ServiceState(folder)
    bucket.words["0a1b-19-0.told"] = b'{"alive": 3}'
    _until(lambda: state.progress()[-1] == 3)
    bucket.words["0a1b-19-0.told"] = b'{"alive": 3, "missing": 1}'
    bucket.words["0a1b-19-1.told"] = b'{"alive": 2}'
    _until(lambda: state.progress()[-1] == 6)
    bucket.words["0a1b-19-0.told"] = b'{"alive": 1}'  # walked anew, by another worker
    _until(lambda: state.progress()[-1] == 3)
    (folder.path / "shards/0a1b-19-0.away").unlink()
    _until(lambda: state.progress()[-1] == 2)


@pytest.mark.parametrize("problem", [OSError("no route"), RuntimeError("a store's own")])
def test_a_place_that_can_not_be_asked_says_what_it_said(
    folder: EvidenceFolder, bucket: Bucket, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    far = progress.FarShards()
    bucket.words["0a1b-19-0.told"] = b'{"alive": 3}'
    _until(lambda: far.looks(folder) == 3)

    def fails(_address: str) -> bytes:
        bucket.asked += 1
        raise problem

    monkeypatch.setattr(bucket, "cat_file", fails)
    before = bucket.asked
    _until(lambda: far.looks(folder) != 3 or bucket.asked > before + 4)
    assert far.looks(folder) == 3


def test_a_place_that_does_not_answer_holds_nobody(folder: EvidenceFolder, bucket: Bucket) -> None:
    bucket.may.clear()
    far = progress.FarShards()
    try:
        _until(lambda: far.looks(folder) == 0 and bucket.asked == 1)
        assert [far.looks(folder) for _ in range(9)] == [0] * 9
        assert bucket.asked == 1, "one question waits, and no other is put"
    finally:
        bucket.may.set()
