"""A seal's file that a cut-off run never wrote is written; one that was taken away is named for good."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evidence import signing
from evidence.custody import continuity
from evidence.custody.continuity.place import go_on
from evidence.custody.log import keys, seals
from evidence.custody.log.document import Anchor
from evidence.custody.verify import verify
from evidence.folder import EvidenceFolder
from evidence.store import Store

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("own_config")


def night(folder: EvidenceFolder, store: Store) -> Path:
    """A night; returns the file of its seal."""
    with store.transaction("run"):
        pass
    made = seals.seal(folder, store)
    assert made is not None
    return file_of(folder, made)


def file_of(folder: EvidenceFolder, made: seals.Seal) -> Path:
    return folder.seals / f"{made.digest[:32]}.{'checkpoint' if made.checkpoint else 'json'}"


def killed(store: Store) -> seals.Seal:
    """A night that is killed when its seal is an entry, and no file yet."""
    with store.transaction("run"):
        pass
    made = seals._make(store)
    assert made is not None
    with store.transaction(seals.SEALED, made.document):
        pass
    return made


def begin(folder: EvidenceFolder) -> None:
    """What a run begins with."""
    with closing(Store(folder.database)) as store, folder.hold():
        continuity.begin(folder, store)
        seals.write_files(folder, store)


def found(store: Store) -> list[str]:
    """What the log says was found."""
    sql = "SELECT detail_json FROM custody WHERE act = 'found-not-ours'"
    return [one["where"] for detail in store.values(sql) for one in json.loads(detail)["found"]]


def bad(folder: EvidenceFolder, store: Store) -> list[str]:
    return [one.problem for one in verify(folder, store) if not one.note]


# --- taken away ----------------------------------------------------------------------------------


@pytest.mark.parametrize("which", [0, -1])
def test_one_that_was_written_does_not_come_back(
    folder: EvidenceFolder, store: Store, which: int
) -> None:
    paths = [night(folder, store) for _ in range(3)]
    paths[which].unlink()
    assert bad(folder, store) == ["missing"]
    for _ in range(2):
        begin(folder)
        night(folder, store)
        assert not paths[which].exists()
        assert found(store) == [f"seals/{paths[which].name}"], "once"
        told = bad(folder, store)
        assert told[-1] == "missing"
        assert any("missing (found on " in one for one in told)


def test_that_the_file_lies_there_again_takes_nothing_back(
    folder: EvidenceFolder, store: Store
) -> None:
    path = night(folder, store)
    night(folder, store)
    content = path.read_bytes()
    path.unlink()
    begin(folder)
    path.write_bytes(content)
    begin(folder)
    assert found(store) == [f"seals/{path.name}"]
    (told,) = bad(folder, store)
    assert "missing (found on " in told


def test_a_seal_that_is_said_once_more_is_not_of_now(folder: EvidenceFolder, store: Store) -> None:
    """Somebody puts the entry of an old seal behind the last one, and takes its file."""
    path = night(folder, store)
    night(folder, store)
    again = next(seals.documents(store)).document
    path.unlink()
    with store.transaction(seals.SEALED, again):
        pass
    begin(folder)
    assert not path.exists()
    assert found(store) == [f"seals/{path.name}"]


def test_without_a_key_the_files_of_the_last_seal_may_lack(folder: EvidenceFolder) -> None:
    with closing(Store(folder.database)) as store:
        old, last = night(folder, store), night(folder, store)
        old.unlink()
        last.unlink()
        begin(folder)
        assert (old.exists(), last.exists()) == (False, True)
        assert found(store) == [f"seals/{old.name}"]


def test_after_an_older_copy_was_put_back_what_it_had_is_missed(
    folder: EvidenceFolder, store: Store
) -> None:
    old, last = night(folder, store), night(folder, store)
    note = signing.at_place(folder.path)
    assert note is not None
    signing.note(replace(note, seq=note.seq + 5, head="x"), lambda *_: True)
    with closing(Store(folder.database)) as again:
        assert go_on(folder, again, "the disk failed")
    old.unlink()
    begin(folder)
    assert not old.exists()
    assert found(store) == [f"seals/{old.name}"]
    assert last.exists()


# --- not written yet -----------------------------------------------------------------------------


@pytest.mark.parametrize("nights", [0, 2])
@pytest.mark.parametrize("kills", [1, 2, 3])
def test_what_kills_left_out_is_written_and_accuses_nobody(
    folder: EvidenceFolder, store: Store, nights: int, kills: int
) -> None:
    for _ in range(nights):
        night(folder, store)
    store.heads.note()
    made = [killed(store) for _ in range(kills)]
    assert bad(folder, store) == []
    begin(folder)
    assert all(file_of(folder, one).exists() for one in made)
    assert found(store) == []
    assert list(verify(folder, store)) == []


def test_the_next_seal_writes_what_a_kill_left_out(folder: EvidenceFolder, store: Store) -> None:
    night(folder, store)
    path = file_of(folder, killed(store))
    night(folder, store)
    assert path.exists()


def test_an_anchor_that_came_after_the_seal(folder: EvidenceFolder, store: Store) -> None:
    night(folder, store)
    made = seals.newest(store)
    assert made is not None
    with store.transaction(seals.ANCHORED, Anchor(made.digest, b"proof", ()).document):
        pass
    assert "missing" not in bad(folder, store), "it was never written"
    begin(folder)
    assert found(store) == []
    assert len(list(folder.seals.glob("*.ots"))) == 1


# --- of logs that were taken in ------------------------------------------------------------------


def merged(store: Store, made: seals.Seal) -> None:
    """A merge of another folder's log, killed before the file of its seal is written."""
    row = {"chain": "x", "id": "x", "seq": 1, "at": "", "act": seals.SEALED, "rows_json": "{}",
           "detail_json": json.dumps(made.document)}  # fmt: skip
    with store.transaction("merged", {"chains": {"x": {"seq": 1, "head": "x"}}}):
        store.db["merged_custody"].insert(row)


@pytest.fixture
def other(tmp_path: Path) -> seals.Seal:
    """A seal of another folder."""
    there = EvidenceFolder(tmp_path / "other")
    there.create()
    with closing(Store(there.database)) as theirs:
        keys.make(there, theirs)
        return killed(theirs)


@pytest.mark.parametrize("by", ["the next run", "the next seal"])
def test_what_a_killed_merge_left_out_is_written(
    folder: EvidenceFolder, store: Store, other: seals.Seal, by: str
) -> None:
    night(folder, store)
    merged(store, other)
    if by == "the next run":
        begin(folder)
    else:
        night(folder, store)
    assert file_of(folder, other).exists()
    assert found(store) == []


def test_of_a_merged_log_what_is_taken_away_later_is_named(
    folder: EvidenceFolder, store: Store, other: seals.Seal
) -> None:
    mine = night(folder, store)
    merged(store, other)
    mine.unlink()
    assert "missing" in bad(folder, store), "a merge excuses none of ours"
    night(folder, store)
    file_of(folder, other).unlink()
    begin(folder)
    assert sorted(found(store)) == sorted(
        [f"seals/{mine.name}", f"seals/{file_of(folder, other).name}"]
    )
    assert not file_of(folder, other).exists()
