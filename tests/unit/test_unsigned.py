"""Which entries of a log count as its keeper's: those of every honest history do, a stranger's never."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from evidence.custody import continuity
from evidence.custody.log import keys, seals
from evidence.custody.log.unsigned import Unsigned, unsigned
from evidence.custody.warc import announced, recovery
from evidence.custody.warc import files as warc_files
from evidence.folder import EvidenceFolder
from evidence.store import Store, ledger

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("own_config")


def act(store: Store, name: str = "checked", detail: dict[str, Any] | None = None) -> int:
    """An entry of ours; returns its number."""
    with store.transaction(name, detail):
        pass
    number: int = store.value("SELECT MAX(seq) FROM custody")
    return number


def put(store: Store, name: str = "checked", detail: dict[str, Any] | None = None) -> int:
    """A stranger's."""
    last = store.one("SELECT * FROM custody ORDER BY seq DESC LIMIT 1")
    assert last is not None
    made = ledger.entry(last["seq"] + 1, last["id"], last["at"], name, {}, detail or {})
    sql = "INSERT INTO custody (id, seq, previous, at, act, rows_json, detail_json) VALUES (?,?,?,?,?,?,?)"
    store.db.execute(
        sql, (made.id, made.seq, made.previous, made.at, name, "{}", json.dumps(made.detail))
    )
    return made.seq


def named(store: Store) -> list[int]:
    found = unsigned(store)
    return [seq for seq in store.values("SELECT seq FROM custody ORDER BY seq") if seq in found]


# --- an honest history ---------------------------------------------------------------------------


def test_all_is_ours_after_each_entry(folder: EvidenceFolder, store: Store) -> None:
    for _ in range(3):
        act(store)
        assert named(store) == []
        seals.seal(folder, store)
        assert named(store) == []


def test_of_two_who_write_at_once_each_signs_its_own(folder: EvidenceFolder, store: Store) -> None:
    with closing(Store(folder.database)) as beside:
        for _ in range(3):
            act(store)
            act(beside)
            assert named(store) == named(beside) == []


def test_what_is_cut_off_within_a_transaction_leaves_no_entry(store: Store) -> None:
    length = act(store)
    with pytest.raises(KeyboardInterrupt), store.transaction("checked"):
        raise KeyboardInterrupt
    assert store.value("SELECT MAX(seq) FROM custody") == length
    assert named(store) == []


def test_a_folder_without_a_key_and_one_of_before_entries_were_signed(
    folder: EvidenceFolder,
) -> None:
    with closing(Store(folder.database)) as store:
        act(store)
        assert named(store) == []
        keys.make(folder, store)
        made = store.one("SELECT * FROM custody WHERE act = 'key-made'")
        assert made is not None
        detail = json.loads(made["detail_json"])
        del detail["entries"]
        store.db.execute(
            "UPDATE custody SET detail_json = ? WHERE seq = ?", (json.dumps(detail), made["seq"])
        )
        store.db.execute("DELETE FROM log_head")
        assert named(store) == []


@pytest.mark.parametrize("stranger", ["nobody", "before", "twice before", "a false finding"])
def test_a_file_that_a_kill_left_is_sealed(
    folder: EvidenceFolder, store: Store, stranger: str
) -> None:
    """Whatever a stranger put in before it: what comes after that is ours."""
    if stranger != "nobody":
        put(store)
    if stranger == "twice before":
        act(store)
        put(store)
    name = warc_files.name_for(folder.path, "0" * 8)
    announced.begin(store, name)
    if stranger == "a false finding":
        there = store.value("SELECT MAX(seq) FROM custody")
        put(
            store,
            "found-not-ours",
            {"found": [{"where": f"custody 1 to {there}", "problem": "put in"}]},
        )
    warc_files.begin(folder.path, name, "testigo", "x", warc_files.head_of(store)).close()
    with folder.hold():
        assert recovery.recover(folder, store, continuity.begin(folder, store)) == [name]


def test_a_file_that_a_kill_left_where_the_key_is_not(
    folder: EvidenceFolder, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody there can tell a run of its own from a stranger's."""
    act(store)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "other"))
    with closing(Store(folder.database)) as there, folder.hold():
        name = warc_files.name_for(folder.path, "0" * 8)
        announced.begin(there, name)
        warc_files.begin(folder.path, name, "testigo", "x", "").close()
        assert named(there) == []
        assert recovery.recover(folder, there, continuity.begin(folder, there)) == [name]


# --- a stranger's --------------------------------------------------------------------------------


def test_a_stranger_s_entries_stay_his_whatever_comes_after(
    folder: EvidenceFolder, store: Store
) -> None:
    act(store)
    first = [put(store), put(store)]
    assert named(store) == first
    act(store)
    seals.seal(folder, store)
    assert named(store) == first
    second = [put(store)]
    assert named(store) == first + second
    act(store)
    act(store)
    assert named(store) == first + second


def test_what_a_stranger_says_was_found_takes_nothing_from_us(store: Store) -> None:
    ours = act(store)
    his = put(
        store, "found-not-ours", {"found": [{"where": f"custody 1 to {ours}", "problem": "put in"}]}
    )
    assert named(store) == [his]
    act(store)
    assert named(store) == [his]


@pytest.mark.parametrize(
    "script",
    ["DELETE FROM log_head", "UPDATE log_head SET signature = 'x'", "UPDATE log_head SET head = 'x'",
     "UPDATE log_head SET head = X'00'"],
)  # fmt: skip
def test_where_the_signature_is_gone_what_is_under_a_seal_is_ours(
    folder: EvidenceFolder, store: Store, script: str
) -> None:
    act(store)
    seals.seal(folder, store)
    covered = store.value("SELECT MAX(seq) FROM custody") - 1
    act(store)
    put(store)
    store.db.execute(script)
    doubtful = list(range(covered + 1, store.value("SELECT MAX(seq) FROM custody") + 1))
    assert named(store) == doubtful
    act(store)
    seals.seal(folder, store)
    assert named(store) == doubtful


def test_a_seal_that_a_stranger_makes_vouches_for_nothing(
    folder: EvidenceFolder, store: Store
) -> None:
    act(store)
    made = seals.seal(folder, store)
    assert made is not None
    known = store.value("SELECT MAX(seq) FROM custody") - 1
    put(store)
    text = made.document["checkpoint"].replace(f"\n{made.last}\n", f"\n{made.last + 3}\n")
    put(store, "night-sealed", {**made.document, "checkpoint": text})
    put(store, "night-sealed", made.document)
    store.db.execute("DELETE FROM log_head")
    assert named(store) == list(range(known + 1, store.value("SELECT MAX(seq) FROM custody") + 1))


def test_what_is_asked_of_many_spans_is_found_among_them() -> None:
    found = Unsigned([range(first, first + 2) for first in range(10, 100_000, 10)])
    assert [seq for seq in range(40) if seq in found] == [10, 11, 20, 21, 30, 31]
    assert 99_991 in found
    assert "10" not in found
    assert 5 not in Unsigned()
