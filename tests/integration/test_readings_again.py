"""A folder whose sources an earlier version read: they are read again once, and nobody is told that a report was
changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import testigo
from evidence.citations.model import Citation, Reading
from evidence.config import Source
from evidence.kept import kept
from evidence.store import Store
from evidence.store.sources import put_reading, put_source
from tests.conftest import Bench

if TYPE_CHECKING:
    from pathlib import Path

    from testigo.api.folder import Folder

GLUED, RIGHT = "https://127.0.0.1:9/plan.pdf7", "https://127.0.0.1:9/plan.pdf"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    place = tmp_path / "informe.md"
    place.write_text(f"El caudal bajó: {RIGHT}", "utf-8")
    return place


@pytest.fixture
def folder(tmp_path: Path, report: Path) -> Folder:
    """One that an earlier version made, which took a note's number for a part of the address."""
    folder = testigo.open(tmp_path / "folder")
    folder.place.create()
    store = Store(folder.place.database)
    put_source(store, Source("informe", str(report)))
    found = Citation(GLUED, GLUED, 16, 16 + len(GLUED), claim=f"El caudal bajó: {GLUED}")
    put_reading(store, "informe", report.read_bytes(), Reading("text/markdown", "", (found,)))
    store.close()
    return folder


def test_a_night_reads_it_again_and_says_so(folder: Folder) -> None:
    night = testigo.run(folder, archive=False)
    (told,) = [one for one in night.remarks if "the same document" in one]
    assert "(new: 0, taken for none now: 0, with another address: 1)" in told
    spanish = kept(told).text("es")
    assert "es el mismo documento, en el que esta versión lee mejor las citas" in spanish
    assert [one.url for one in testigo.citations(folder)] == [RIGHT]
    again = testigo.run(folder, archive=False)
    assert not [one for one in again.remarks if "the same document" in one]
    assert testigo.verify(folder).sound


def test_adding_it_reads_it_again_too(folder: Folder, report: Path) -> None:
    added = testigo.add(folder, report)
    assert (added.changed, added.mended, added.repointed) == (True, True, 1)
    added = testigo.add(folder, report)
    assert (added.changed, added.mended) == (False, False)


def test_of_one_that_is_not_there_the_last_reading_stands(folder: Folder, report: Path) -> None:
    report.unlink()
    (told,) = testigo.run(folder, archive=False).remarks[:1]
    assert "its last reading stands" in told
    assert [one.url for one in testigo.citations(folder)] == [GLUED]


def test_a_report_that_was_rewritten_is_told_as_before(folder: Folder, report: Path) -> None:
    report.write_text("El caudal subió: https://127.0.0.1:9/otro.pdf", "utf-8")
    night = testigo.run(folder, archive=False)
    assert not [one for one in night.remarks if "the same document" in one]
    assert [one.url for one in testigo.citations(folder)] == ["https://127.0.0.1:9/otro.pdf"]


def test_the_command_says_that_the_document_is_the_same(folder: Folder, report: Path) -> None:
    bench = Bench(folder.path)
    told = bench.testigo("add", str(report)).out
    assert (
        "the same document, read better by this version: 0 new, 0 taken for none now, 1 with"
        in told
    )
    assert bench.testigo("add", str(report), "--lang", "es").out.endswith("sin cambios\n")
