"""The same bytes, read by newer rules: what differs is no doing of the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evidence.citations.model import Citation, Reading
from evidence.config import Source
from evidence.store import Store, candidates
from evidence.store.records import Citation as Row
from evidence.store.sources import Update, put_reading, put_source, url_id
from evidence.vocabulary import GoneWhy

GLUED, RIGHT, OTHER = "https://a.example/x7", "https://a.example/x", "https://b.example/y"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "evidence.db")
    put_source(store, Source("informe", "/informe.md"))
    yield store
    store.close()


def _cites(url: str, claim: str = "", **more: Any) -> Citation:
    return Citation(raw=url, url=url, start=0, end=0, claim=claim or None, **more)


def _read(
    store: Store, *cited: Citation, version: int | None, data: bytes = b"1", warnings: tuple[str, ...] = ()
) -> Update:  # fmt: skip
    reading = Reading("text/plain", "", cited, warnings=warnings, version=version)
    return put_reading(store, "informe", data, reading)


def _rows(store: Store) -> list[dict[str, Any]]:
    return store.all(
        "SELECT u.url, c.gone_since, c.gone_why, c.repointed_to FROM citations c JOIN urls u ON u.id = c.url_id "
        "ORDER BY u.url"
    )


def _log(store: Store) -> list[str]:
    return list(
        store.values("SELECT detail_json FROM custody WHERE act = 'source-read' ORDER BY seq")
    )


def test_newer_rules_read_the_same_bytes_again(store: Store) -> None:
    _read(store, _cites(GLUED, "El caudal bajó."), _cites(OTHER, "Otra cosa."), version=None)
    update = _read(store, _cites(RIGHT, "El caudal bajó."), version=1)
    assert update == Update(True, 1, 0, 1, 1, mended=True)
    right, glued, other = _rows(store)
    assert (glued["url"], glued["gone_why"]) == (GLUED, GoneWhy.READING_MENDED)
    assert glued["gone_since"]
    assert glued["repointed_to"]
    assert (other["url"], other["gone_why"]) == (OTHER, GoneWhy.READING_MENDED)
    assert (right["url"], right["gone_since"], right["gone_why"]) == (RIGHT, None, None)
    first, second = _log(store)
    assert "same_bytes" not in first
    assert '"same_bytes": true' in second or '"same_bytes":true' in second


@pytest.mark.parametrize(("before", "now"), [(1, 1), (2, 1), (2, None), (None, None)])
def test_rules_that_are_no_newer_change_nothing(store: Store, before: int | None, now: int | None) -> None:  # fmt: skip
    _read(store, _cites(RIGHT), version=before)
    assert _read(store, _cites(GLUED), version=now) == Update(False, 1)
    assert [row["url"] for row in _rows(store)] == [RIGHT]
    assert len(_log(store)) == 1


def test_what_newer_rules_read_is_not_read_once_more(store: Store) -> None:
    _read(store, _cites(RIGHT), version=1)
    again = _read(store, _cites(RIGHT), version=2)
    assert again.mended
    assert not again.news
    assert not _read(store, _cites(RIGHT), version=2).changed
    assert len(store.all("SELECT * FROM source_versions")) == 2


def test_what_other_bytes_do_not_cite_ended_with_the_source(store: Store) -> None:
    _read(store, _cites(GLUED, "El caudal bajó."), version=1)
    update = _read(store, _cites(RIGHT, "El caudal bajó."), version=2, data=b"2")
    assert not update.mended
    assert (update.repointed, _rows(store)[0]["gone_why"]) == (1, None)
    assert "same_bytes" not in _log(store)[-1]


def test_where_less_could_be_read_of_the_same_bytes_nothing_ends(store: Store) -> None:
    _read(
        store,
        _cites(RIGHT, "Uno."),
        _cites(OTHER, "Dos."),
        version=1,
        warnings=("page 9 can't be read",),
    )
    slow = "reading stopped after 60 s: pages 2 to 9 unread"
    update = _read(store, _cites(RIGHT, "Uno."), version=2, warnings=(slow,))
    assert (update.citations, update.gone) == (2, 0)
    assert [row["gone_since"] for row in _rows(store)] == [None, None]
    update = _read(store, _cites(RIGHT, "Uno."), version=3)  # and all of it was read this time
    assert (update.citations, update.gone) == (1, 1)
    assert _rows(store)[1]["gone_why"] == GoneWhy.READING_MENDED


def test_what_ended_so_may_be_cited_again(store: Store) -> None:
    _read(store, _cites(RIGHT, "Uno."), _cites(OTHER, "Dos."), version=1)
    _read(store, _cites(RIGHT, "Uno."), version=2)
    _read(store, _cites(RIGHT, "Uno."), _cites(OTHER, "Dos."), version=3)
    assert [(row["gone_since"], row["gone_why"]) for row in _rows(store)] == [(None, None)] * 2


def test_a_reading_that_looks_decided_stays_decided(store: Store) -> None:
    broken = Citation(raw="a.example/ x", url=RIGHT, start=0, end=9, alternatives=(GLUED, OTHER))
    _read(store, broken, version=1)
    row = store.first(Row, "SELECT * FROM citations")
    assert row is not None
    with store.transaction("reading-decided") as transaction:
        transaction.put(
            replace(
                row, url_id=url_id(OTHER), repairs_json='["checked"]',
                alternatives_json=f'["{RIGHT}", "{GLUED}"]',
            )
        )  # fmt: skip
    assert candidates.as_decided([], [broken]) == [broken]
    update = _read(store, broken, _cites("https://c.example/", "Nueva."), version=2)
    assert (update.gone, update.repointed, update.added) == (0, 0, 1)
    kept = store.first(Row, "SELECT * FROM citations WHERE id = ?", row.id)
    assert kept is not None
    assert (kept.url_id, kept.repairs, kept.alternatives) == (
        url_id(OTHER),
        ["checked"],
        [RIGHT, GLUED],
    )
