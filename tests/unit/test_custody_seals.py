"""Seals, their keys and their time-stamps: what is said of each that is not as it should be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from evidence import signing
from evidence.custody.log import chain, keys, seals, timestamps
from evidence.custody.log.document import Seal, Token
from evidence.custody.verify import verify
from evidence.errors import UsageError
from evidence.folder import EvidenceFolder
from evidence.store import Store
from tests.seals import as_before

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("own_config")

SEALED_AT = datetime(2026, 11, 21, 3, 0, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def store(folder: EvidenceFolder) -> Iterator[Store]:
    store = Store(folder.database)
    yield store
    store.close()


def act(store: Store, name: str) -> int:
    """An entry of the log; returns its number."""
    with store.transaction(name):
        pass
    number: int = store.value("SELECT MAX(seq) FROM custody")
    return number


def notes(folder: EvidenceFolder, store: Store) -> list[str]:
    found = list(verify(folder, store))
    assert all(finding.note for finding in found)
    return [finding.problem for finding in found]


def sealed(folder: EvidenceFolder, store: Store) -> Seal:
    made = seals.seal(folder, store)
    assert made is not None
    return made


# --- what is under a seal ------------------------------------------------------------------------


def test_what_came_after_the_last_seal_is_told_from_where_it_begins(
    folder: EvidenceFolder, store: Store
) -> None:
    act(store, "run")
    assert notes(folder, store) == []  # a folder that never sealed anything promises no seal
    sealed(folder, store)
    assert notes(folder, store) == []
    act(store, "verified")
    assert notes(folder, store) == []
    first = act(store, "run")
    act(store, "run")
    assert notes(folder, store) == [f"the entries from {first} on are not under a seal yet"]
    sealed(folder, store)
    assert notes(folder, store) == []


def test_a_seal_is_made_only_where_something_happened(folder: EvidenceFolder, store: Store) -> None:
    act(store, "run")
    first = sealed(folder, store)
    assert seals.seal(folder, store) is None
    act(store, "verified")
    assert seals.seal(folder, store) is None
    last = act(store, "run")
    second = sealed(folder, store)
    assert (second.first, second.last, second.previous) == (first.last + 1, last, first.digest)
    keys.make(folder, store)
    third = sealed(folder, store)
    assert (third.first, third.last) == (1, last + 2)
    assert [one.digest for one in seals.documents(store)] == [
        first.digest,
        second.digest,
        third.digest,
    ]


# --- by whom it is signed ------------------------------------------------------------------------


def test_a_seal_is_signed_by_the_key_that_the_log_names_or_by_none(
    folder: EvidenceFolder, store: Store
) -> None:
    act(store, "run")
    unsigned = sealed(folder, store)
    key = keys.make(folder, store)
    signed = as_before(folder, store)
    assert (unsigned.key, signed.key) == (None, key)
    public = keys.public_of(store)
    assert public is not None

    def said(seal: Seal, named: bytes | None) -> list[str]:
        return [finding.problem for finding in chain.check_signature("here", seal, named)]

    unnamed = ["the seal is signed by a key that the log does not name"]
    assert said(unsigned, None) == []
    assert said(signed, public) == []
    assert said(signed, None) == unnamed
    assert said(replace(signed, signature=None), None) == unnamed
    assert said(replace(signed, key=None), None) == unnamed
    assert said(signed, bytes(32)) == ["the seal is not by the key of this log"]
    assert said(unsigned, public) == ["the seal is not by the key of this log"]
    forged = ["forged: the seal is not signed by the key of this log"]
    assert said(replace(signed, signature=None), public) == forged
    assert said(replace(signed, signature="x"), public) == forged
    assert said(replace(signed, document=unsigned.document), public) == forged


def test_a_folder_has_one_key(folder: EvidenceFolder, store: Store) -> None:
    key = keys.make(folder, store)
    length = store.value("SELECT COUNT(*) FROM custody")
    assert keys.make(folder, store) == key
    assert store.value("SELECT COUNT(*) FROM custody") == length
    secret = keys.place() / f"{key}.pem"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert secret.parent.stat().st_mode & 0o777 == 0o700


def test_a_key_is_given_as_a_file_or_as_sixty_four_digits(
    folder: EvidenceFolder, store: Store
) -> None:
    key = keys.make(folder, store)
    for given in (key, key.upper(), str(folder.key)):
        assert keys.fingerprint(given) == key
    for given in (key[:-1], key + "0", "x" + key[1:], str(folder.database)):
        with pytest.raises(UsageError, match="is no public key"):
            keys.fingerprint(given)


# --- when it was stamped -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "trusted", "said"),
    [
        (timedelta(0), True, []),
        (timedelta(minutes=10), True, []),
        (timedelta(minutes=10) + SECOND, True, ["is older than what it stamps"]),
        (-timedelta(days=900), True, []),  # its next time-stamp dates a seal too
        (timedelta(0), False, ["leads to a root that is not known here; give --roots"]),
    ],
)
def test_a_time_stamp_is_of_after_the_seal_give_or_take_two_clocks(
    before: timedelta, trusted: bool, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = timestamps.Stamp(SEALED_AT - before, trusted)
    monkeypatch.setattr(timestamps, "check", lambda *_: stamp)
    content = dict.fromkeys(("format", "chain", "first", "last", "head", "root", "previous", "key"))
    seal = Seal.read({"seal": {**content, "at": "2026-11-21T03:00:00Z"}, "signature": None})
    found = list(chain.check_token("here", Token("x", "https://tsa.example", b""), seal, ()))
    assert [one.problem for one in found] == [
        f"the time-stamp of https://tsa.example {words}" for words in said
    ]
    assert all(one.note is not trusted for one in found)


# --- what a crash or a full disk left ------------------------------------------------------------


def cut(path: Path, found: str) -> None:
    """What becomes of a file: not there, empty, half, zeros behind the half."""
    whole = path.read_bytes()
    half = whole[: len(whole) // 2]
    if found == "not there":
        path.unlink()
    else:
        zeros = b"\0" * len(half)
        path.write_bytes({"empty": b"", "half": half, "half and zeros": half + zeros}[found])


@pytest.mark.parametrize("found", ["not there", "empty", "half", "half and zeros"])
@pytest.mark.parametrize("file", ["seals", "key.pem"])
def test_what_a_full_disk_left_is_a_note_and_the_next_run_mends_it(
    folder: EvidenceFolder, store: Store, found: str, file: str
) -> None:
    keys.make(folder, store)
    if file == "seals":
        made = sealed(folder, store)
        (path,) = folder.seals.iterdir()
        assert made.checkpoint is not None
        head = str(store.value("SELECT id FROM custody WHERE seq = 1"))
        written = signing.Note(
            keys.fingerprint(str(folder.key)), 1, head, sealed=1, path=str(folder.path)
        )
        signing.note(written, lambda *_: True, anew=True)
    else:
        path = folder.key
    whole = path.read_bytes()
    cut(path, found)
    (note,) = notes(folder, store)
    assert "the next run sees to it" in note
    seals.write_files(folder, store)
    assert path.read_bytes() == whole
    assert notes(folder, store) == []


def test_half_a_seal_of_long_ago_is_mended_too(folder: EvidenceFolder, store: Store) -> None:
    """Versions up to 0.1 left it so for good."""
    act(store, "run")
    first = sealed(folder, store)
    act(store, "run")
    sealed(folder, store)
    path = folder.seals / f"{first.digest[:32]}.json"
    cut(path, "half")
    assert len(notes(folder, store)) == 1
    act(store, "run")
    sealed(folder, store)
    assert notes(folder, store) == []


def test_a_seal_that_is_gone_after_its_run_had_written_it_is_no_crash(
    folder: EvidenceFolder, store: Store
) -> None:
    """The note beside the key is written after the file."""
    keys.make(folder, store)
    made = sealed(folder, store)
    path = folder.seals / f"{made.digest[:32]}.checkpoint"
    path.unlink()
    assert [found.problem for found in verify(folder, store)] == ["missing"]


def test_an_old_seal_that_was_taken_away_is_no_crash(folder: EvidenceFolder, store: Store) -> None:
    act(store, "run")
    first = sealed(folder, store)
    act(store, "run")
    sealed(folder, store)
    (folder.seals / f"{first.digest[:32]}.json").unlink()
    assert [found.problem for found in verify(folder, store)] == ["missing"]


@pytest.mark.parametrize("old", [b'"at":"20', b'{"sea'])
def test_an_altered_seal_is_named_and_never_mended(
    folder: EvidenceFolder, store: Store, old: bytes
) -> None:
    act(store, "run")
    sealed(folder, store)
    (path,) = folder.seals.iterdir()
    path.write_bytes(path.read_bytes().replace(old, old[:-1] + b"X"))
    altered = path.read_bytes()
    act(store, "run")
    sealed(folder, store)
    assert path.read_bytes() == altered
    assert [f.problem for f in verify(folder, store)] == ["altered: not what the log says"]


def test_a_new_file_that_a_crash_left_is_no_cut_off_log(
    folder: EvidenceFolder, store: Store
) -> None:
    act(store, "run")
    sealed(folder, store)
    left = folder.seals / ".0123.json.new"
    left.write_bytes(b"{")
    assert len(notes(folder, store)) == 1
    seals.write_files(folder, store)
    assert not left.exists()
    assert notes(folder, store) == []
