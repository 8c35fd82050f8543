"""Seals that are checkpoints: over the whole log, one going on from the other."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.custody.log import keys, notes, seals
from evidence.custody.log.document import Seal, log_key, origin_of
from evidence.custody.log.merkle import Tree, is_consistent
from evidence.custody.verify import verify
from evidence.folder import EvidenceFolder
from evidence.store import Store
from evidence.store.ledger import raw_id
from tests.seals import as_before

pytestmark = pytest.mark.usefixtures("own_config")


def act(store: Store, times: int = 1) -> None:
    for _ in range(times):
        with store.transaction("run"):
            pass


def sealed(folder: EvidenceFolder, store: Store) -> notes.Checkpoint:
    made = seals.seal(folder, store)
    assert made is not None
    assert made.checkpoint is not None
    return made.checkpoint


def tree(store: Store) -> Tree:
    return Tree(map(raw_id, store.values("SELECT id FROM custody ORDER BY seq")))


def problems(folder: EvidenceFolder, store: Store) -> list[str]:
    return [found.problem for found in verify(folder, store) if not found.note]


def test_a_checkpoint_is_over_all_entries_and_names_the_log(
    folder: EvidenceFolder, store: Store
) -> None:
    act(store, 5)
    made = sealed(folder, store)
    chain = str(store.value("SELECT id FROM custody WHERE seq = 1"))
    public = keys.public_of(store)
    assert public is not None
    assert (made.origin, made.size) == (origin_of(chain), 6)
    assert made.root == tree(store).root_at(6)
    assert made.signer([log_key(chain, public)])
    (file,) = folder.seals.iterdir()
    assert file.suffix == ".checkpoint"
    assert file.read_bytes() == bytes(made)
    assert problems(folder, store) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(nights=st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=6))
def test_a_log_may_hold_seals_of_both_kinds_and_each_goes_on_from_the_last(
    nights: list[tuple[int, bool]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = EvidenceFolder(tmp_path_factory.mktemp("e"))
    folder.create()
    store = Store(folder.database)
    keys.make(folder, store)
    made = []
    for entries, is_old in nights:
        act(store, entries)
        if is_old:
            as_before(folder, store)
        else:
            made.append(sealed(folder, store))
    whole = tree(store)
    for one in made:
        assert one.root == whole.root_at(one.size)
    for before, after in pairwise(made):
        proof = whole.consistency(before.size, after.size)
        assert is_consistent(before.size, before.root, after.size, after.root, proof)
    assert problems(folder, store) == []
    store.close()


def rewritten(store: Store, seq: int) -> None:
    """An entry that was made another, with all that follow it: as whoever has the database can."""
    from evidence.store.ledger import entry

    previous = store.value("SELECT id FROM custody WHERE seq = ?", seq - 1)
    for row in store.all("SELECT * FROM custody WHERE seq >= ? ORDER BY seq", seq):
        detail = json.loads(row["detail_json"]) | ({"x": 1} if row["seq"] == seq else {})
        made = entry(
            row["seq"], previous, row["at"], row["act"], json.loads(row["rows_json"]), detail
        )
        store.db.execute(
            "UPDATE custody SET id = ?, previous = ?, detail_json = ? WHERE seq = ?",
            (made.id, previous, json.dumps(detail), row["seq"]),
        )
        previous = made.id


def test_a_rewritten_log_does_not_make_us_sign_a_fork(folder: EvidenceFolder, store: Store) -> None:
    """The next checkpoint goes on from what was signed, and the log no longer fits it."""
    act(store, 5)
    before, signed = sealed(folder, store), list(store.values("SELECT id FROM custody LIMIT 6"))
    rewritten(store, 3)
    act(store)
    after = sealed(folder, store)
    assert after.root != tree(store).root_at(after.size)
    since = store.values("SELECT id FROM custody WHERE seq > 6 ORDER BY seq")
    honest = Tree(map(raw_id, [*signed, *since]))
    proof = honest.consistency(before.size, after.size)
    assert is_consistent(before.size, before.root, after.size, after.root, proof)
    assert "the seal does not fit the log: its root is another" in problems(folder, store)


def _edit(store: Store, change: dict[str, Any]) -> None:
    row = store.one("SELECT * FROM custody WHERE act = ? ORDER BY seq DESC", seals.SEALED)
    assert row is not None
    detail = json.dumps(json.loads(row["detail_json"]) | change)
    store.db.execute("UPDATE custody SET detail_json = ? WHERE seq = ?", (detail, row["seq"]))


@pytest.mark.parametrize("frontier", [[], ["AA=="], None, ["x"], [notes.encoded(b"x" * 32)] * 2])
def test_an_altered_frontier_is_named_and_not_gone_on_from(
    folder: EvidenceFolder, store: Store, frontier: object
) -> None:
    act(store, 5)
    sealed(folder, store)
    _edit(store, {"frontier": frontier})
    act(store)
    assert sealed(folder, store).root == tree(store).root_at(8)
    assert any("nodes beside the checkpoint" in found for found in problems(folder, store))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda note: note.replace("testigo/", "testigo/x"), "its chain is another"),
        (lambda note: note.replace("testigo/", "other/"), "its chain is another"),
        (lambda note: note.replace("\n6\n", "\n5\n"), "its root is another"),
        (lambda note: note.replace("\n6\n", "\n7\n"), "its last is another"),
        (lambda note: note.replace("\n6\n", "\n0\n"), "its root is another"),
        (lambda note: note.replace("\n6\n", "\n6\n" + "A" * 43 + "=\n", 1), "its root is another"),
        (lambda note: note.replace("\n6\n", "\n6\n"), ""),
    ],
)
def test_a_checkpoint_that_does_not_fit_is_named(
    folder: EvidenceFolder, store: Store, change: Any, said: str
) -> None:
    act(store, 5)
    made = sealed(folder, store)
    _edit(store, {"checkpoint": change(bytes(made).decode())})
    found = problems(folder, store)
    assert any(said in one for one in found) if said else found == []


def test_a_checkpoint_by_another_key_is_named(folder: EvidenceFolder, store: Store) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    act(store, 5)
    made = sealed(folder, store)
    other = notes.Checkpoint.of(made.origin, made.size, made.root, Ed25519PrivateKey.generate())
    _edit(store, {"checkpoint": bytes(other).decode()})
    assert any("not by the key of this log" in one for one in problems(folder, store))
    line = made.lines[0]
    forged = notes.Line(line.name, line.data[:-1] + bytes([line.data[-1] ^ 1]))
    note = notes.Checkpoint(made.origin, made.size, made.root, made.text, (forged,))
    _edit(store, {"checkpoint": bytes(note).decode()})
    assert any("forged" in one for one in problems(folder, store))


def test_a_seal_is_read_as_it_was_written(folder: EvidenceFolder, store: Store) -> None:
    act(store, 5)
    made = seals.seal(folder, store)
    assert made is not None
    assert Seal.read(json.loads(json.dumps(made.document))) == made


def test_a_key_that_a_killed_command_left_without_its_file_is_put_there_before_a_seal_is_logged(
    folder: EvidenceFolder, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.key.unlink()
    act(store, 1)
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(seals, "write_files", _killed)
        seals.seal(folder, store)
    assert problems(folder, store) == []
    folder.key.unlink()
    assert problems(folder, store) == ["missing, or not the key that the log names"]


def _killed(*_: object) -> None:
    raise KeyboardInterrupt
