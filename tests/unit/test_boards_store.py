"""What the store tells of a board: a document that was swapped under its link, three looks at a
lost list."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from evidence import clock
from evidence.boards.model import Entry, Read, Visit
from evidence.config import Source
from evidence.reports.board_words import history
from evidence.reports.boards import boards
from evidence.store import Store
from evidence.store.boards import Brought, before, put_visit
from evidence.store.sources import put_source, url_id

HOME = "https://x.mx/t/"
NOW = "2026-11-21T00:00:00.000000Z"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "evidence.db")
    put_source(store, Source("t", HOME, "board", "Tablero"))
    return store


def _entry(name: str, page: str = HOME) -> Entry:
    place = ord(name[0])
    return Entry(
        f"{HOME}{name}.pdf", f"{name}.pdf", name, ("Compromiso",), page, place, "document", "s"
    )


def _visit(store: Store, visit: Visit, hours: int = 24) -> Brought:
    """A visit so many hours after the last one."""
    earlier = before(store, "t")
    began = clock.parse(earlier.visit.began_at if earlier.visit else NOW) + timedelta(hours=hours)
    return put_visit(store, "t", earlier, visit, [], clock.stamp(began))


def _seen(*entries: Entry, section: Read) -> Visit:
    return Visit(entries, (Read("x.mx/t/", HOME, "ok", 1, 1), section), (), frozenset())


def test_a_list_that_stays_gone_is_believed_at_the_third_visit(store: Store) -> None:
    page = f"{HOME}c4"
    listed = Read("x.mx/t/c4", page, "ok", 1)
    _visit(store, _seen(_entry("a"), _entry("b", page), section=listed))
    gone = Read("x.mx/t/c4", page, "http-404", gone=True)
    states = [_visit(store, _seen(_entry("a"), section=gone)) for _ in range(4)]
    assert [brought.state for brought in states] == ["incomplete"] * 3 + ["complete"]
    assert [event.kind for event in states[3].events] == ["dropped"]
    blocked = Read("x.mx/t/", HOME, "waf")
    assert {_visit(store, Visit((), (blocked,), (), frozenset())).state for _ in range(5)} == {
        "incomplete"
    }


def test_visits_that_are_close_confirm_nothing(store: Store) -> None:
    page = f"{HOME}c4"
    _visit(store, _seen(_entry("a"), _entry("b", page), section=Read("x.mx/t/c4", page, "ok", 1)))
    gone = Read("x.mx/t/c4", page, "http-404", gone=True)
    assert {_visit(store, _seen(_entry("a"), section=gone), hours=1).state for _ in range(5)} == {
        "incomplete"
    }


def test_what_comes_after_a_visit_by_a_clock_that_was_ahead_is_news(store: Store) -> None:
    listed = Read("x.mx/t/c4", f"{HOME}c4", "ok", 1)
    _visit(store, _seen(_entry("a"), section=listed), hours=24 * 3650)
    brought = _visit(store, _seen(_entry("a"), _entry("b"), section=listed))
    assert [event.kind for event in brought.events] == ["added"]


def test_a_swapped_document_is_told_from_the_checks_of_its_address(store: Store) -> None:
    _visit(store, _seen(_entry("a"), section=Read("k", HOME, "ok")))
    capture: dict[str, Any] = {
        "url": f"{HOME}a.pdf", "captured_at": NOW, "record_type": "response", "warc": "w", "offset": 0, "length": 1,
        "status": 200, "payload_sha256": "", "payload_bytes": 1, "block_sha256": "", "fidelity": "exact",
    }  # fmt: skip
    change = {
        "url_id": url_id(f"{HOME}a.pdf"), "from_capture": "one", "to_capture": "two", "kind": "replaced",
        "significance": 1.0, "words_removed": 9, "words_added": 9,
    }  # fmt: skip
    with store.transaction("test") as transaction:
        for name in ("one", "two"):
            transaction.insert("captures", {**capture, "id": name, "payload_sha256": name})
        for night in ("1", "2"):  # every night's check compares with the baseline and says it again
            transaction.insert(
                "changes", {**change, "id": night, "found_at": f"2026-11-2{night}T00:00:00Z"}
            )
    board = boards(store)[0]
    assert [(one.url, one.found_at[:10]) for one in board.swapped] == [
        (f"{HOME}a.pdf", "2026-11-21")
    ]
    assert "documento sustituido bajo el mismo enlace: a https://x.mx/t/a.pdf" in "\n".join(
        history(board, "es")
    )


def test_a_wrapper_that_an_earlier_version_kept_is_no_other_address(store: Store) -> None:
    wrapper = f"https://www.google.com/url?q={HOME}a.pdf&sa=D"
    shown = Read("x.mx/t/", HOME, "ok", 2)
    kept = [replace(_entry("a"), url=wrapper, raw=wrapper), _entry("b")]
    _visit(store, _seen(*kept, section=shown))
    sql = "SELECT c.id, u.url FROM citations c JOIN urls u ON u.id = c.url_id WHERE gone_since IS NULL"
    cited = {row["id"]: row["url"] for row in store.all(sql)}
    led = [replace(_entry("a"), raw=wrapper), _entry("b")]
    brought = _visit(store, _seen(*led, section=shown))
    assert brought.events == ()
    assert (brought.update.added, brought.update.gone, brought.update.repointed) == (0, 0, 0)
    now = {row["id"]: row["url"] for row in store.all(sql)}
    assert now.keys() == cited.keys()
    assert (wrapper in cited.values(), wrapper in now.values()) == (True, False)


def test_a_wrapper_that_leads_elsewhere_now_is_told(store: Store) -> None:
    shown = Read("x.mx/t/", HOME, "ok", 2)
    wrapper = "https://www.google.com/url?q={}&sa=D"
    one = replace(_entry("a"), url=wrapper.format(f"{HOME}a.pdf"))
    _visit(store, _seen(one, _entry("b"), section=shown))
    other = replace(_entry("a"), url="https://otro.example/x.pdf")
    (event,) = _visit(store, _seen(other, _entry("b"), section=shown)).events
    assert event.kind == "repointed"
