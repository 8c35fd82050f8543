"""Entries, rows and names of files that nobody of ours writes: verification names them and goes on, a night begins."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence import clock
from evidence.custody import continuity
from evidence.custody.continuity.elsewhere import elsewhere, no_evidence
from evidence.custody.log import keys, notes, seals, timestamps
from evidence.custody.verify import verify
from evidence.custody.witness import ask
from evidence.custody.witness.request import Answered
from evidence.errors import StoreDamaged
from evidence.findings import Finding
from evidence.folder import EvidenceFolder
from evidence.store import Store, ledger
from schedules import keeping
from tests import authority

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HALF = "\ud800"
"""of a pair of signs"""


@pytest.fixture(autouse=True)
def _config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def folder(tmp_path: Path) -> EvidenceFolder:
    made = EvidenceFolder(tmp_path / "evidence")
    made.create()
    with closing(Store(made.database)) as store, store.transaction("begun"):
        pass
    return made


@pytest.fixture
def store(folder: EvidenceFolder) -> Iterator[Store]:
    with closing(Store(folder.database)) as store:
        yield store


def put(folder: EvidenceFolder, act: str, rows: Any, detail: dict[str, Any]) -> None:
    """What whoever can write the database puts behind the last entry, its digest right."""
    with closing(sqlite3.connect(folder.database)) as database, database:
        seq, head, at = database.execute(
            "SELECT seq, id, at FROM custody ORDER BY seq DESC"
        ).fetchone()
        made = ledger.entry(seq + 1, head, at, act, rows, detail)
        database.execute(
            "INSERT INTO custody (id, seq, previous, at, act, rows_json, detail_json) VALUES (?,?,?,?,?,?,?)",
            (made.id, made.seq, made.previous, at, act, json.dumps(rows), json.dumps(detail)),
        )


def found(folder: EvidenceFolder) -> list[str]:
    with closing(Store(folder.database)) as store:
        lines = [one.line("en") for one in verify(folder, store) if not one.note]
    for line in lines:
        line.encode()  # it can be printed
    return lines


@pytest.mark.parametrize(
    ("act", "rows", "detail", "said"),
    [
        ("checked", {"sources": {HALF: "x"}}, {}, "not readable"),
        ("checked", {"sources": {"a": HALF}}, {}, "not readable"),
        ("key-made", {}, {"public": "AAAA"}, "says what none of ours says"),
        ("restored", {}, {"lost": {"seq": [1], "head": []}, "note": HALF}, "older copy was put back"),
        ("reported", {}, {"file": "reports/a\0b", "sha256": "x"}, ""),
        ("reported", {}, {"file": f"reports/{HALF}", "sha256": "x"}, ""),
        ("reported", {}, {"file": "reports/" + "a/" * 5000, "sha256": "x"}, ""),
        ("reported", {}, {"file": "reports/" + "a" * 5000, "sha256": "x"}, ""),
    ],
)  # fmt: skip
def test_an_entry_of_another_shape_ends_no_verification(
    folder: EvidenceFolder, act: str, rows: Any, detail: dict[str, Any], said: str
) -> None:
    put(folder, act, rows, detail)
    assert all(said in one for one in found(folder))
    assert bool(found(folder)) == bool(said)


def test_nor_does_the_name_of_a_file_that_no_system_takes(folder: EvidenceFolder) -> None:
    with closing(sqlite3.connect(folder.database)) as database, database:
        row = ("warc/a\0b", 1, "x", "x")
        database.execute(
            "INSERT INTO warc_files (id, bytes, sha256, sealed_at) VALUES (?,?,?,?)", row
        )
    assert any("a\0b" in one for one in found(folder))
    with closing(Store(folder.database)) as store, folder.hold():
        assert continuity.begin(folder, store) == set()


def test_a_name_that_is_no_utf_8_is_put_down_once_and_stops_no_night(
    folder: EvidenceFolder, store: Store
) -> None:
    """As an old archive unpacks it."""
    keys.make(folder, store)
    (folder.warc / os.fsdecode(b"se\xf1al.warc.gz")).write_bytes(b"x")
    assert any(r"se\udcf1al" in one for one in found(folder))
    for _ in range(2):
        assert len(continuity.begin(folder, store)) == 1
        assert store.value("SELECT COUNT(*) FROM custody WHERE act = 'found-not-ours'") == 1
    seals.seal(folder, store)


@pytest.mark.parametrize(("ahead", "kept"), [(timedelta(hours=1), 0), (timedelta(minutes=9), 1)])
def test_a_time_stamp_that_our_clock_makes_look_too_old_is_not_kept(
    folder: EvidenceFolder,
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ahead: timedelta,
    kept: int,
) -> None:
    authority.make(tmp_path / "tsa")
    keys.make(folder, store)
    asked = timestamps.Authority(
        "http://tsa", lambda query: authority.reply(tmp_path / "tsa", query)
    )
    now = clock.now
    with monkeypatch.context() as patch:
        patch.setattr(clock, "now", lambda: now() + ahead)
        seals.seal(folder, store, [asked])
    assert store.value("SELECT COUNT(*) FROM custody WHERE act = 'timestamped'") == kept
    roots = timestamps.roots_of(tmp_path / "tsa" / "ca.pem")
    with closing(Store(folder.database)) as again:
        lines = [one.line("en") for one in verify(folder, again, roots=roots)]
    assert not any("older than what it stamps" in one for one in lines)


@pytest.mark.parametrize(
    ("apart", "kept"), [(0, 1), (590, 1), (-590, 1), (700, 0), (-700, 0), (1_800_000_000_000, 0)]
)
def test_a_cosignature_whose_time_is_not_ours_is_not_kept(
    folder: EvidenceFolder, store: Store, apart: int, kept: int
) -> None:
    """Of a witness that counts milliseconds, say."""
    keys.make(folder, store)
    seals.seal(folder, store)
    seal = seals.newest(store)
    assert seal is not None
    assert seal.checkpoint is not None
    private = Ed25519PrivateKey.generate()
    at = int(clock.parse(seal.at).timestamp()) + apart
    line = notes.cosigned(seal.checkpoint, "w", private, at)
    key = notes.Key("w", notes.COSIGNATURE, private.public_key().public_bytes_raw())
    witness = ask.Witness("w", key, lambda *_: Answered(200, str(line)))
    ask.ask(store, [witness])
    assert store.value("SELECT COUNT(*) FROM custody WHERE act = 'cosigned'") == kept


def test_behind_the_largest_number_that_there_is_nothing_is_written(folder: EvidenceFolder) -> None:
    with closing(sqlite3.connect(folder.database)) as database, database:
        database.execute(
            f"UPDATE custody SET seq = {2**63 - 1} WHERE seq = (SELECT MAX(seq) FROM custody)"
        )
    with (
        closing(Store(folder.database)) as store,
        pytest.raises(StoreDamaged, match="testigo verify names"),
        store.transaction("test"),
    ):
        pass


def test_links_of_rooms_and_what_is_no_evidence_in_them_are_notes(
    folder: EvidenceFolder, tmp_path: Path
) -> None:
    assert [*elsewhere(folder), *no_evidence(folder)] == []
    for name in ("index.cdxj", "a.warc.gz", ".b.warc.gz.new"):  # ours, or of a crash of ours
        (folder.warc / name).touch()
    assert list(no_evidence(folder)) == []
    (folder.warc / ".DS_Store").touch()
    (folder.warc / "notes").mkdir()
    (tmp_path / "other").mkdir()
    folder.seals.symlink_to(tmp_path / "other")
    found = [*elsewhere(folder), *no_evidence(folder)]
    assert [(one.where, one.kind, one.note) for one in found] == [
        ("seals", "room-elsewhere", True),
        ("warc", "files-no-evidence", True),
    ]
    assert "(2), such as .DS_Store, notes" in found[1].problem


def test_doctor_tells_what_is_not_ours_in_the_readers_language(folder: EvidenceFolder) -> None:
    (folder.warc / "x.warc.gz").mkdir()
    with closing(Store(folder.database)) as store:
        assert keeping.unaccounted(folder, store).told is None  # nothing was begun by this version
    strange = Finding("warc/x.warc.gz", "not-a-file", {"what": "directory"})
    told = keeping._not_ours([strange], "es")
    assert told.startswith("ajeno: warc/x.warc.gz: ")
    assert "directory" not in told
    assert ", y 2 más; " in keeping._not_ours([strange] * 3, "es")
