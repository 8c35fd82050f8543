"""What the log or a row calls a file is a file in the folder, or none: nothing is written, read or taken away
outside of it."""

from __future__ import annotations

import hashlib
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from evidence.custody import continuity
from evidence.custody.log import keys, seals
from evidence.custody.log.document import Anchor, Cosignature, Token
from evidence.custody.log.notes import COSIGNATURE, Key, Line
from evidence.custody.verify import verify
from evidence.custody.warc import reader, recovery
from evidence.errors import RecordError
from evidence.folder import EvidenceFolder, is_inside
from evidence.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("own_config")

_WITNESS = Key("witness", COSIGNATURE, bytes(32))
ACTS: dict[str, Callable[[str], Any]] = {
    seals.ANCHORED: lambda seal: Anchor(seal, b"proof", (1,)),
    seals.STAMPED: lambda seal: Token(seal, "https://tsa.example", b"reply"),
    seals.COSIGNED: lambda seal: Cosignature(
        seal, _WITNESS, Line("witness", _WITNESS.id + bytes(72))
    ),
}
"""Acts on a seal that have a file each, named after the seal."""


@pytest.fixture
def folder(tmp_path: Path) -> EvidenceFolder:
    folder = EvidenceFolder(tmp_path / "in" / "evidence")
    folder.create()
    return folder


@pytest.fixture
def store(folder: EvidenceFolder) -> Iterator[Store]:
    with closing(Store(folder.database)) as store:
        yield store


def act(store: Store, name: str, detail: dict[str, Any] | None = None) -> None:
    with store.transaction(name, detail):
        pass


@pytest.mark.parametrize(
    "name", ["warc/x.warc.gz", "reports/2026/one.html", "key.pem", "a..b", ".x", "x/..y"]
)
def test_a_name_in_the_folder(name: str) -> None:
    assert is_inside(name)


@pytest.mark.parametrize(
    "name",
    ["", "/", "/etc/passwd", "..", ".", "../x", "warc/../../x", "warc/..", "./x", "warc//x", "warc/", "x\0y", None, 7,
     b"warc/x"],
)  # fmt: skip
def test_a_name_that_leads_out_of_it_or_is_none(name: object) -> None:
    assert not is_inside(name)


def test_a_name_in_a_room_is_right_in_it() -> None:
    assert is_inside("warc/x.warc.gz", "warc")
    for name in ("seals/x", "x", "warc", "warc/deeper/x", "warc/../x", "/warc/x"):
        assert not is_inside(name, "warc")


@pytest.mark.parametrize("named", ACTS)
@pytest.mark.parametrize(
    "away", ["{place}/outside/x", "../../outside/x", "../x", "A" * 64, "0" * 63, "0" * 63 + "\n"]
)
def test_no_entry_has_a_file_written_elsewhere(
    folder: EvidenceFolder, store: Store, tmp_path: Path, named: str, away: str
) -> None:
    (tmp_path / "outside").mkdir()
    act(store, "run")
    seals.seal(folder, store)
    act(store, named, ACTS[named](away.format(place=tmp_path)).document)
    before = sorted(tmp_path.rglob("*"))
    seals.write_files(folder, store)
    assert sorted(tmp_path.rglob("*")) == before
    told = [found.problem for found in verify(folder, store) if not found.note]
    assert any(f"'{named}' says what none of ours says" in one for one in told)


@pytest.mark.parametrize("named", ACTS)
def test_the_file_of_an_entry_on_a_seal_is_written(
    folder: EvidenceFolder, store: Store, named: str
) -> None:
    act(store, "run")
    made = seals.seal(folder, store)
    assert made is not None
    act(store, named, ACTS[named](made.digest).document)
    seals.write_files(folder, store)
    assert (
        len([one for one in folder.seals.iterdir() if one.name.startswith(made.digest[:32])]) == 2
    )


@pytest.mark.parametrize(
    "where", ["../../outside/victim", "{place}/outside/victim", "victim", "warc/../victim"]
)
def test_no_entry_has_a_file_taken_away_elsewhere(
    folder: EvidenceFolder, store: Store, tmp_path: Path, where: str
) -> None:
    """A folder without a key, whose entries are all as good."""
    victims = [tmp_path / "outside" / "victim", folder.path / "victim"]
    victims[0].parent.mkdir()
    for one in victims:
        one.write_bytes(b"known")
    said = {where.format(place=tmp_path): hashlib.sha256(b"known").hexdigest()}
    act(store, "merging", {"folder": "other", "files": said})
    with folder.hold():
        recovery.recover(folder, store, continuity.begin(folder, store))
    assert all(one.exists() for one in victims)


def test_a_copy_that_a_merge_left_is_taken_away(folder: EvidenceFolder, store: Store) -> None:
    keys.make(folder, store)
    copy = folder.warc / "testigo-x.warc.gz"
    copy.write_bytes(b"known")
    act(store, "merging", {"files": {f"warc/{copy.name}": hashlib.sha256(b"known").hexdigest()}})
    with folder.hold():
        assert recovery.recover(folder, store, continuity.begin(folder, store)) == []
    assert not copy.exists()


def test_no_row_has_a_file_read_elsewhere(folder: EvidenceFolder, tmp_path: Path) -> None:
    (tmp_path / "in" / "x.warc.gz").write_bytes(b"")
    with pytest.raises(RecordError, match=r"no place in a WARC file: \.\./x.warc.gz"):
        reader.read_at(folder.path, "../x.warc.gz", 0)


def test_no_row_has_a_file_measured_elsewhere(
    folder: EvidenceFolder, store: Store, tmp_path: Path
) -> None:
    keys.make(folder, store)
    (tmp_path / "in" / "x").write_bytes(b"secret")
    store.db.execute("PRAGMA foreign_keys=OFF")
    row = {"id": "../x", "bytes": 1, "sha256": "0" * 64, "sealed_at": "2026-11-28T00:00:00.000000Z"}
    store.db["warc_files"].insert(row)
    with folder.hold():
        continuity.begin(folder, store)
    (found,) = store.values("SELECT detail_json FROM custody WHERE act = 'found-not-ours'")
    assert '"problem":"missing"' in found
