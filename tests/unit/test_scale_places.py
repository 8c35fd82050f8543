"""Where shards lie: what comes from afar stays in the folder that it is fetched into, and that is ours alone."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pytest

from crawler.scale import leftovers, places
from crawler.scale.places import Around, _folder_for
from crawler.scale.worker import WalkDiedError
from evidence.custody.shards.out import Out
from evidence.errors import FolderBusy, FolderError
from evidence.folder import EvidenceFolder

ROOT = "bucket/nights"


class Bucket:
    """A bucket, as fsspec shows one; ``done`` holds what was put and taken away, in order."""

    def __init__(self, *names: str) -> None:
        self.files = {f"{ROOT}/one/{name}": name.encode() for name in names}
        self.done: list[str] = []

    def invalidate_cache(self) -> None:
        """There is none."""

    def find(self, address: str) -> list[str]:
        return [name for name in self.files if name.startswith(f"{address}/")]

    def get_file(self, name: str, target: str) -> None:
        Path(target).write_bytes(self.files[name])

    def put_file(self, source: str, name: str) -> None:
        self.files[name] = Path(source).read_bytes()
        self.done.append(f"put {name.removeprefix(f'{ROOT}/one/')}")

    def rm(self, names: str | list[str], *, recursive: bool = False) -> None:
        assert not recursive
        for name in names:
            del self.files[name]
            self.done.append(f"rm {name.removeprefix(f'{ROOT}/one/')}")

    def ukey(self, name: str) -> str:
        return hashlib.sha256(self.files[name]).hexdigest()


def around(*names: str) -> Around:
    return before(Bucket(*names))


def before(bucket: Bucket) -> Around:
    found = Around("somewhere")
    found.is_far, found._path, found._files = True, ROOT, bucket
    return found


@pytest.mark.parametrize("must_be_there", [True, False])
def test_what_may_not_be_there_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, must_be_there: bool
) -> None:
    """Whoever led was killed while a shard was put there, or after it was taken in."""
    note = tmp_path / f"one{places.AWAY}"
    places.note_where(note, f"s3://{ROOT}/one", is_there=must_be_there)
    assert places.must_be_there(note) == must_be_there
    bucket = around()
    monkeypatch.setattr(leftovers, "Around", lambda _: bucket)
    monkeypatch.setattr(Around, "remove", lambda *_: None)
    monkeypatch.setattr(leftovers, "send_left", lambda _: None)
    told: list[str] = []
    made = Out("one", "chain", f"s3://{ROOT}/one", "key")
    assert leftovers._fetched(note, made, told.append) is None
    assert note.exists() == must_be_there
    assert len(told) == must_be_there


def test_a_shard_is_fetched_whole(tmp_path: Path) -> None:
    path = tmp_path / "shards" / "one"
    around("evidence.db", "warc/a.warc.gz").fetch("one", path)
    assert sorted(one.relative_to(path).as_posix() for one in path.rglob("*.*")) == [
        "evidence.db", "warc/a.warc.gz",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["../two/key.pem", "warc/../../../key.pem", "warc//../../key.pem", "/etc/key.pem"]
)
def test_no_name_leads_out_of_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / "shards" / "one"
    with pytest.raises(FolderError, match="leads out of it"):
        around("evidence.db", name).fetch("one", path)
    assert not path.exists()
    assert [one.name for one in tmp_path.rglob("*.pem")] == []


def test_the_folder_for_them_is_ours_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    place = _folder_for("s3://bucket/nights/one")
    assert place.parent.stat().st_mode & 0o777 == 0o700
    assert _folder_for("s3://bucket/nights/one") == place
    place.parent.rmdir()
    (tmp_path / "theirs").mkdir()
    place.parent.symlink_to(tmp_path / "theirs")
    with pytest.raises(FolderError, match="belongs to somebody else"):
        _folder_for("s3://bucket/nights/one")


def shard(path: Path) -> sqlite3.Connection:
    """A shard whose database has a log that is not written into it yet, as a walk leaves it that is killed."""
    path.mkdir(parents=True, exist_ok=True)
    walked = sqlite3.connect(path / "evidence.db", isolation_level=None)
    walked.execute("PRAGMA journal_mode=WAL")
    walked.execute("CREATE TABLE IF NOT EXISTS looks (url TEXT)")
    return walked


def looks(path: Path) -> list[str]:
    with closing(sqlite3.connect(path / "evidence.db")) as walked:
        return [url for (url,) in walked.execute("SELECT url FROM looks ORDER BY url")]


def test_what_a_killed_walk_and_the_next_one_sent_is_one_shard(tmp_path: Path) -> None:
    bucket, here, there = Bucket(), tmp_path / "here", tmp_path / "there"
    killed = shard(here)
    killed.execute("INSERT INTO looks VALUES ('a')")
    (here / "a.warc.gz.open").write_bytes(b"a")
    copy = tmp_path / "killed"  # of what lies there while it is open
    shutil.copytree(here, copy)
    assert (copy / "evidence.db-wal").stat().st_size
    # what a first walk sent, by a version that did not look
    for one in copy.iterdir():
        bucket.put_file(str(one), f"{ROOT}/one/{one.name}")
    killed.execute("INSERT INTO looks VALUES ('b')")
    killed.close()
    (here / "a.warc.gz.open").rename(here / "a.warc.gz")
    bucket.done.clear()
    before(bucket).send("one", here)
    assert bucket.done[-1] == "put evidence.db"
    before(bucket).fetch("one", there)
    assert sorted(one.name for one in there.iterdir()) == ["a.warc.gz", "evidence.db"]
    assert looks(there) == ["a", "b"]


def test_the_log_of_a_killed_walk_goes_in_the_database(tmp_path: Path) -> None:
    bucket, open_ = Bucket(), tmp_path / "open"
    walked = shard(open_)
    walked.execute("INSERT INTO looks VALUES ('a')")
    here = tmp_path / "here"
    shutil.copytree(open_, here)
    walked.close()
    before(bucket).send("one", here)
    assert [*bucket.files] == [f"{ROOT}/one/evidence.db"]
    before(bucket).fetch("one", tmp_path / "there")
    assert looks(tmp_path / "there") == ["a"]


def test_a_folder_is_gone_on_with_unless_another_machine_walked_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket, first = Bucket(), tmp_path / "first"
    shard(first).close()
    before(bucket).send("one", first)
    monkeypatch.setattr(places, "Around", lambda _: before(bucket))

    def walk(machine: str, url: str, *, killed: bool) -> None:
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / machine))
        (tmp_path / machine).mkdir(exist_ok=True)
        with suppress(WalkDiedError), places.at_hand("s3://bucket/nights/one") as place:
            with closing(shard(place.path)) as walked:
                walked.execute("INSERT INTO looks VALUES (?)", (url,))
            if killed:
                raise WalkDiedError

    walk("a", "1", killed=True)
    walk("a", "2", killed=True)
    walk("b", "3", killed=True)
    walk("a", "4", killed=False)
    before(bucket).fetch("one", tmp_path / "there")
    assert looks(tmp_path / "there") == ["1", "2", "3", "4"]
    assert [*(tmp_path / "a").glob("*/*")] == []


@pytest.mark.parametrize(("meanwhile", "found"), [("", ["mine"]), ("theirs", ["theirs"])])
def test_what_a_killed_worker_left_here_is_sent_unless_another_walked_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: str, found: list[str]
) -> None:
    bucket, first = Bucket(), tmp_path / "first"
    shard(first).close()
    before(bucket).send("one", first)
    monkeypatch.setattr(places, "Around", lambda _: before(bucket))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with monkeypatch.context() as killed:  # so that nothing is sent
        killed.setattr(Around, "send", lambda *_: None)
        with suppress(WalkDiedError), places.at_hand("s3://bucket/nights/one") as place:
            with closing(shard(place.path)) as walked:
                walked.execute("INSERT INTO looks VALUES ('mine')")
            raise WalkDiedError
    if meanwhile:
        with closing(shard(first)) as walked:
            walked.execute("INSERT INTO looks VALUES (?)", (meanwhile,))
        before(bucket).send("one", first)
    with EvidenceFolder(place.path).hold(), ThreadPoolExecutor(1) as another:
        refused = another.submit(places.send_left, "s3://bucket/nights/one").exception()
        assert isinstance(refused, FolderBusy)
    places.send_left("s3://bucket/nights/one")
    before(bucket).fetch("one", tmp_path / "there")
    assert looks(tmp_path / "there") == found
    assert [*place.path.parent.iterdir()] == []
