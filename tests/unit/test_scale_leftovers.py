"""What a folder says of shards that were left is not believed: a folder may come from anybody. Only what this machine
has made itself is fetched, taken in or deleted."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from crawler.scale import leftovers, places
from evidence import signing
from evidence.config import Config
from evidence.custody.log import keys, seals
from evidence.custody.shards import out
from evidence.folder import EvidenceFolder
from evidence.store import Store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EvidenceFolder:
    """A sealed one, with what this machine remembers in a place of the test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return _made(tmp_path / "evidence")


def _made(path: Path) -> EvidenceFolder:
    made = EvidenceFolder(path)
    made.create()
    with closing(Store(made.database)) as store:
        keys.make(made, store)
        seals.seal(made, store)
    return made


def _key_of(folder: EvidenceFolder) -> str:
    return signing.key_id(keys.from_pem(folder.key.read_bytes()))


def _chain_of(folder: EvidenceFolder) -> str:
    with closing(Store(folder.database)) as store:
        return seals.chain_of(store)


def _taken_up(folder: EvidenceFolder) -> list[str]:
    told: list[str] = []
    with closing(Store(folder.database)) as store, folder.hold():
        leftovers.take_up(folder, store, Config(), told.append)
    return told


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Somebody's own, called as a shard is."""
    place = tmp_path / "home" / "0a1b-19-0"
    place.mkdir(parents=True)
    (place / "tesis.txt").write_text("no hay otra")
    return place


@pytest.mark.parametrize("ending", ["", "\nperhaps"])
def test_what_a_file_of_the_folder_names_stays(
    folder: EvidenceFolder, documents: Path, ending: str
) -> None:
    away = folder.path / places.SHARDS / f"{documents.name}{places.AWAY}"
    away.parent.mkdir()
    away.write_text(f"{documents}{ending}")
    (told,) = _taken_up(folder)
    assert str(away) in told
    assert (documents / "tesis.txt").exists()
    assert away.exists()


def test_nor_is_it_enough_that_another_folder_has_a_shard_of_that_name(
    folder: EvidenceFolder, documents: Path
) -> None:
    away = folder.path / places.SHARDS / f"{documents.name}{places.AWAY}"
    away.parent.mkdir()
    away.write_text(str(documents))
    out.note(out.Out(documents.name, "another folder's", str(documents), "key"))
    assert len(_taken_up(folder)) == 1
    assert (documents / "tesis.txt").exists()


def test_what_a_link_in_place_of_the_shards_leads_to_stays(
    folder: EvidenceFolder, documents: Path
) -> None:
    (folder.path / places.SHARDS).symlink_to(documents.parent)
    (told,) = _taken_up(folder)
    assert "leads elsewhere" in told
    assert [one.name for one in documents.parent.iterdir()] == [documents.name]
    assert (documents / "tesis.txt").exists()


def test_a_copy_of_the_folder_among_its_shards_costs_no_key(folder: EvidenceFolder) -> None:
    shard = folder.path / places.SHARDS / "0a1b-19-0"
    shard.mkdir(parents=True)
    for name in (folder.database, folder.key):
        shutil.copy(name, shard)
    shutil.copytree(folder.seals, shard / "seals")
    (told,) = _taken_up(folder)
    assert "its key is" in told
    assert signing.private(_key_of(folder)) is not None
    assert shard.with_name(f"{shard.name}{places.DAMAGED}").is_dir()


def test_a_shard_that_another_key_signs_than_was_made_for_it_is_kept_apart(
    folder: EvidenceFolder, tmp_path: Path
) -> None:
    shard = _made(folder.path / places.SHARDS / "0a1b-19-0")
    made_for_it = _key_of(_made(tmp_path / "the one that was given"))
    out.note(out.Out(shard.path.name, _chain_of(folder), str(shard.path), made_for_it))
    (told,) = _taken_up(folder)
    assert "signed by another key" in told
    kept = EvidenceFolder(shard.path.with_suffix(places.DAMAGED))
    assert signing.private(_key_of(kept)) is not None


def test_what_was_only_being_made_goes_and_our_own_shard_is_taken_in(
    folder: EvidenceFolder,
) -> None:
    half, whole = (folder.path / places.SHARDS / f"0a1b-19-{n}" for n in range(2))
    half.mkdir(parents=True)
    out.note(out.Out(half.name, _chain_of(folder), str(half)))
    key = _key_of(_made(whole))
    out.note(out.Out(whole.name, _chain_of(folder), str(whole), key))
    assert _taken_up(folder) == []
    assert not half.parent.exists()
    assert signing.private(key) is None
    assert [out.known(one.name) for one in (half, whole)] == [None, None]
    assert signing.private(_key_of(folder)) is not None
