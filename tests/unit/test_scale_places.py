"""Where shards lie: what comes from afar stays in the folder that it is fetched into, and that is ours alone."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from crawler.scale.places import Around, _folder_for
from evidence.errors import FolderError

ROOT = "bucket/nights"


class Bucket:
    """A bucket with files of these names, as fsspec shows one."""

    def __init__(self, *names: str) -> None:
        self._names = [f"{ROOT}/one/{name}" for name in names]

    def invalidate_cache(self) -> None:
        """There is none."""

    def find(self, _: str) -> list[str]:
        return self._names

    def get_file(self, name: str, target: str) -> None:
        Path(target).write_text(name)


def around(*names: str) -> Around:
    found = Around("somewhere")
    found.is_far, found._path, found._files = True, ROOT, Bucket(*names)
    return found


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
