"""What web archives gave and answered is evidence too: verified, handed over, merged."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from crawler.archives import keep
from crawler.archives.client import Reply
from crawler.archives.model import Replay
from evidence.config import Standing
from evidence.custody.log import keys, seals
from evidence.custody.merge import merge
from evidence.custody.verify import verify as verify_folder
from evidence.custody.wacz import layout, verify, write
from evidence.custody.warc import http
from evidence.custody.warc.files import WarcFiles
from evidence.folder import EvidenceFolder
from evidence.looks.settle import resettle
from evidence.reports import certificate
from evidence.store import Store, mementos, outbox, runs
from evidence.store.records import Memento, Service
from evidence.store.sources import put_url, url_id
from evidence.verdicts.settings import rules_of
from evidence.vocabulary import JobAct, JobState, MementoState, RunKind, RunState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence.store.database import Row

URL, OTHER = "http://cited.example/a", "http://cited.example/b"
AT = datetime(2019, 5, 4, 3, 2, 1, tzinfo=UTC)
COPY = "https://web.archive.org/web/20190504030201/http://cited.example/a"


@dataclass(frozen=True)
class Archived:
    """A folder in which a copy of ``URL`` was fetched, and a job for ``OTHER`` waits."""

    folder: EvidenceFolder
    store: Store
    memento: str

    @property
    def findings(self) -> list[str]:
        return [
            f"{f.where}: {f.problem}" for f in verify_folder(self.folder, self.store) if not f.note
        ]

    def rows(self, table: str) -> list[Row]:
        return self.store.all(f'SELECT * FROM "{table}" ORDER BY 1')


def _block(body: bytes) -> tuple[bytes, http.Message]:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    return block, http.parse(block)


def _make(place: Path) -> Archived:
    folder = EvidenceFolder(place)
    folder.create()
    store = Store(folder.database)
    keys.make(folder, store)
    run = runs.begin(
        store,
        kind=RunKind.ARCHIVE,
        options={},
        tool="1",
        rules="1",
        config_sha256="0",
        collector={"operator": "me"},
    )
    warcs = WarcFiles(folder, store, run.id, "testigo")
    block, message = _block(b"<title>Acta</title><p>" + b"El acta de la sesion. " * 40)
    replay = Replay(URL, COPY, AT, AT, message, block, None)
    kept = keep.keep(place, warcs, replay, "wayback", 1_000_000)
    block, message = _block(b"[]")
    reply = Reply("GET", "https://web.archive.org/cdx?url=a", AT, block, message, None)
    with store.transaction("archive-fetch") as transaction:
        for url in (URL, OTHER):
            put_url(store, transaction, url, "2026-11-21T00:00:00.000000Z")
        transaction.add(kept.capture)
        copy = Memento(
            mementos.memento_id("wayback", COPY), url_id(URL), "wayback", COPY,
            kept.capture.captured_at, MementoState.KEPT, kept.capture.id,
        )  # fmt: skip
        transaction.add(copy)
        done = outbox.new_job(url_id(URL), "wayback", JobAct.FETCH, "x", memento_id=copy.id)
        transaction.add(replace(done, state=JobState.DONE))
        transaction.add(outbox.new_job(url_id(OTHER), "wayback", JobAct.SAVE, "x"))
        transaction.add(keep.keep_reply(warcs, reply, "wayback", done.id))
        transaction.put(Service("wayback", "x", jobs=1))
    warcs.close()
    runs.end(store, run, RunState.FINISHED)
    seals.seal(folder, store)
    return Archived(folder, store, copy.id)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Archived]:
    made = _make(tmp_path / "one")
    yield made
    made.store.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Archived]:
    made = _make(tmp_path / "two")
    yield made
    made.store.close()


@pytest.mark.parametrize("url", [None, URL])
def test_a_package_has_the_copy_the_answers_and_the_job(
    made: Archived, tmp_path: Path, url: str | None
) -> None:
    assert made.findings == []
    out = tmp_path / "x.wacz"
    assert write.export(made.folder, made.store, out, certificate.render, url=url) == 1
    result = verify.verify(out, key=keys.fingerprint(str(made.folder.key)))
    assert result.findings == []
    with zipfile.ZipFile(out) as archived:
        (record,) = map(json.loads, archived.read(layout.RECORDS).splitlines())
        kinds = {json.loads(line)["table"] for line in archived.read(layout.ROWS).splitlines()}
        (page,) = (name for name in archived.namelist() if name.startswith("certificates/"))
        shown = archived.read(page).decode()
    (copy,), jobs, (reply,) = (
        record["third_party"][name] for name in ("mementos", "jobs", "replies")
    )
    assert (copy["memento_url"], copy["capture_id"]) == (COPY, record["capture"])
    assert [job["id"] for job in jobs] == [reply["job_id"]]
    assert {"mementos", "archive_jobs", "archive_replies"} < kinds
    assert "archive_services" not in kinds
    assert COPY in shown


def test_files_of_more_than_two_gigabytes_go_into_a_package_too(
    made: Archived, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1000)
    out = tmp_path / "x.wacz"
    assert write.export(made.folder, made.store, out, certificate.render) == 1
    assert verify.verify(out, key=keys.fingerprint(str(made.folder.key))).findings == []


@pytest.mark.parametrize(
    ("edit", "named"),
    [
        ("UPDATE archive_replies SET url = 'http://x/'", "its address"),
        ("UPDATE archive_replies SET status = 404", "altered since"),
        ("DELETE FROM archive_replies", "no row speaks of this response record"),
        ("UPDATE mementos SET captured_at = '2018'", "altered since"),
        ("DELETE FROM archive_jobs", "removed since"),
        ("INSERT INTO acceptances VALUES ('a', 'u', 'c', 't', 'me', '')", "put in"),
        ("UPDATE captures SET fidelity = 'exact'", "altered since"),
    ],
)
def test_what_was_altered_is_named(made: Archived, edit: str, named: str) -> None:
    with sqlite3.connect(made.folder.database) as raw:
        raw.execute(edit)
    raw.close()
    assert any(named in finding for finding in made.findings)


def _merge(ours: Archived, theirs: Archived) -> int:
    return merge(
        ours.folder,
        ours.store,
        theirs.folder,
        lambda s, u, b: resettle(s, u, rules_of(Standing()), b),
    )


def test_two_outboxes_become_one_and_no_job_is_done_twice(made: Archived, other: Archived) -> None:
    waiting = made.rows("archive_jobs")
    assert _merge(made, other)
    assert made.findings == []
    assert len(made.rows("archive_jobs")) == 4
    opened = [job for job in made.rows("archive_jobs") if job["state"] in outbox.OPEN]
    assert [job for job in waiting if job["state"] in outbox.OPEN] == opened
    assert len(made.rows("archive_services")) == 1
    assert len(made.rows("archive_replies")) == 2
    before = made.rows("custody")
    assert _merge(made, other) == 0
    assert made.rows("custody") == before


def test_what_went_on_there_goes_on_here(made: Archived, other: Archived) -> None:
    """Ours is what theirs was at the first merge: the second one takes what became of it."""
    with other.store.transaction("archive-queued") as transaction:
        new = outbox.new_job(url_id(URL), "wayback", JobAct.SAVE, "x")
        transaction.add(new)
    _merge(made, other)
    with other.store.transaction("archive-save") as transaction:
        transaction.upsert(
            "archive_jobs", {**_job(other, new.id), "state": "verified", "job_id": "spn2-1"}
        )
    _merge(made, other)
    assert _job(made, new.id) == _job(other, new.id)
    with made.store.transaction("archive-save") as transaction:
        transaction.upsert("archive_jobs", {**_job(made, new.id), "problem": "of our own"})
    with other.store.transaction("asked"):
        pass
    _merge(made, other)
    assert _job(made, new.id)["problem"] == "of our own"
    assert made.findings == []


def _job(archived: Archived, identifier: str) -> dict[str, Any]:
    (row,) = archived.store.all("SELECT * FROM archive_jobs WHERE id = ?", identifier)
    return row


def test_a_killed_pass_leaves_records_that_are_sealed_and_only_noted(
    tmp_path: Path, made: Archived
) -> None:
    shutil.copytree(made.folder.path, tmp_path / "copy")
    copied = Archived(
        EvidenceFolder(tmp_path / "copy"), Store(tmp_path / "copy" / "evidence.db"), made.memento
    )
    run = runs.begin(
        copied.store,
        kind=RunKind.ARCHIVE,
        options={},
        tool="1",
        rules="1",
        config_sha256="0",
        collector={},
    )
    warcs = WarcFiles(copied.folder, copied.store, run.id, "testigo")
    block, message = _block(b"[]")
    keep.keep_reply(warcs, Reply("GET", "https://a/", AT, block, message, None), "wayback", None)
    warcs.close()
    found = list(verify_folder(copied.folder, copied.store))
    copied.store.close()
    assert any(f.note and "no row speaks of this response record" in f.problem for f in found)
    assert [f for f in found if not f.note] == []
