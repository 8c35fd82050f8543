"""Lists with more addresses than one source may name that is read as a whole: read piece by piece, and
nothing is left out in silence."""

from __future__ import annotations

import hashlib
import io
import tracemalloc
from typing import TYPE_CHECKING

import pytest

import testigo
from crawler.sources import long_lists
from evidence.citations import long_list, pieces

if TYPE_CHECKING:
    from pathlib import Path

    from testigo.api.folder import Folder

ROWS = 60


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is long is short here, so that a list has many pieces."""
    monkeypatch.setattr(long_list, "LONG", 1_000)
    monkeypatch.setattr(pieces, "SIZE", 500)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return testigo.open(tmp_path / "folder")


def _address(number: int) -> str:
    return f"https://agua.example/informe/{number:03}/acta.pdf"


def _table(rows: range, words: str = "Caudal medido") -> str:
    lines = [f'{number},"{words}, tramo ""{number}""\nfin",{_address(number)}' for number in rows]
    return "\n".join(["id;no,compromiso,url", *lines]) + "\n"


def _cited(folder: Folder, source: str = "lista") -> list[tuple[str, str | None, str | None]]:
    return [(one.url, one.claim, one.label) for one in testigo.citations(folder, source=source)]


def _in_pieces(text: str, name: str) -> None:
    """The pieces of a list come, one after the other, to what is read of it as a whole."""
    file = io.BytesIO(text.encode())
    delimiter = long_list.delimiter_of(file, name)
    assert delimiter is not None
    with long_list.read(file, name, delimiter) as reading:
        assert reading.sha256 == hashlib.sha256(text.encode()).hexdigest()
        blocks = list(reading.blocks())
        assert len(blocks) > 3
        found = [one for block in blocks for one in block]
    from evidence.citations.reading import read

    whole = read(text.encode(), name, "")
    assert found == list(whole.citations)
    assert reading.count == len(found)


def test_a_table_says_the_same_in_pieces_as_in_one() -> None:
    _in_pieces(_table(range(ROWS)), "lista.csv")


def test_a_table_without_names_of_columns_too() -> None:
    _in_pieces(_table(range(ROWS)).partition("\n")[2], "lista.csv")


def test_a_list_of_addresses_too() -> None:
    _in_pieces("\r\n".join(map(_address, range(ROWS))), "lista.txt")


def test_more_are_read_than_one_reading_may_name(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_list, "MOST", 20)  # here; a worker's own is not touched
    place = tmp_path / "lista.csv"
    place.write_text(_table(range(ROWS)))
    added = testigo.add(folder, place)
    assert (added.citations, added.added, added.gone) == (ROWS, ROWS, 0)
    assert [url for url, _, _ in _cited(folder)] == list(map(_address, range(ROWS)))
    assert _cited(folder)[7] == (_address(7), '7 | Caudal medido, tramo "7" fin', "url")
    assert testigo.verify(folder).sound


@pytest.mark.parametrize("name", ["lista.csv", "lista.txt"])
def test_a_list_of_few_bytes_may_name_as_many(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(long_list, "LONG", 8_000_000)
    place = tmp_path / name
    listed = _table(range(ROWS)) if name.endswith("csv") else "\n".join(map(_address, range(ROWS)))
    place.write_text(listed)
    for most in (ROWS, ROWS - 1):
        monkeypatch.setattr(long_list, "MOST", most)  # here; a worker's own is not touched
        with long_lists.opened(str(place), len(listed)) as found:
            assert (found is not None) == (most < ROWS)
    assert testigo.add(folder, place).citations == ROWS
    assert [url for url, _, _ in _cited(folder)] == list(map(_address, range(ROWS)))


def test_read_again_what_is_gone_is_gone_and_what_is_new_is_new(
    folder: Folder, tmp_path: Path
) -> None:
    place = tmp_path / "lista.csv"
    place.write_text(_table(range(ROWS)))
    testigo.add(folder, place)
    assert not testigo.add(folder, place).changed
    before = {one.url: one.id for one in testigo.citations(folder)}
    place.write_text(_table(range(5, ROWS + 2), "Caudal corregido"))
    added = testigo.add(folder, place)
    assert (added.added, added.gone) == (2, 5)
    after = {one.url: one.id for one in testigo.citations(folder)}
    assert {url: after[url] for url in before.keys() & after.keys()} == {
        url: before[url] for url in before.keys() & after.keys()
    }
    assert testigo.verify(folder).sound


def test_what_stands_there_twice_is_cited_twice(folder: Folder, tmp_path: Path) -> None:
    place = tmp_path / "lista.txt"
    place.write_text("\n".join([_address(1)] * ROWS))
    assert testigo.add(folder, place).citations == ROWS
    assert len(set(testigo.citations(folder))) == ROWS
    place.write_text("\n".join([_address(1)] * (ROWS - 3)))
    assert testigo.add(folder, place).gone == 3


def test_of_one_that_cannot_be_read_to_its_end_nothing_is_kept(
    folder: Folder, tmp_path: Path
) -> None:
    place = tmp_path / "lista.txt"
    place.write_text("\n".join([*map(_address, range(20_000)), "y aquí sigue un relato"]))
    with pytest.raises(testigo.SourceError, match="one address a line"):
        testigo.add(folder, place)
    assert testigo.sources(folder) == []


def test_a_row_without_end_is_refused(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "LONGEST", 5_000)
    place = tmp_path / "lista.csv"
    place.write_text(_table(range(3000)) + '7,"' + "x\n" * 40_000)
    with pytest.raises(testigo.SourceError, match="reading stopped at line"):
        testigo.add(folder, place)


def test_a_long_text_that_is_no_list_is_read_as_ever(folder: Folder, tmp_path: Path) -> None:
    place = tmp_path / "informe.txt"
    place.write_text("El caudal bajó [1].\n\n" * 200 + f"[1] {_address(1)}\n")
    assert testigo.add(folder, place).citations == 1


def test_memory_does_not_grow_with_a_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "SIZE", 10_000)

    def peak(name: str, count: int) -> int:
        place = tmp_path / f"{name}.txt"
        place.write_text("\n".join(map(_address, range(count))))
        into = testigo.open(tmp_path / name)
        tracemalloc.start()
        try:
            testigo.add(into, place)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak("warm", 1_000)  # what is imported and remembered once
    assert peak("long", 4_000) < 1.5 * peak("short", 1_000)
