"""A numbered, paged board over nights, through the walk and the store: what is planted is told
once, under its word, and nothing else is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from evidence import clock
from evidence.boards.walk import Walk
from evidence.config import Board, Source
from evidence.reports import board_words, boards
from evidence.store import Store
from evidence.store.boards import before, put_visit
from evidence.store.sources import put_source, url_id
from tests.boards import GONE, Answer, Model, Request, ask, page
from tests.reports import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator

START = "http://www.tablero.example.mx/t/"


@dataclass(frozen=True)
class Night:
    """How the board shows itself."""

    rows: tuple[int, ...] = tuple(range(1, 61))
    """the documents, by numbers that are nowhere shown"""
    each: int = 20
    """rows of a page"""
    link: str = "/t/Documento?doc=Minuta {}.pdf"
    number: bool = True
    title: str = "Tablero"
    label: str = "Minuta sobre el tema {}"
    broken: int = 0
    """number of a page that answers with an error"""
    old: int = 0
    """number of a page that is gone and linked to all the same"""

    def answer(self, request: Request) -> Answer:
        at = int(request.query.get("pagina", "1"))
        if request.path != "/t/":
            return GONE
        if self.old and at == self.old:
            return GONE
        if at == self.broken:
            return 503, "text/html", b"<h1>503</h1>"
        shown = self.rows[(at - 1) * self.each : at * self.each]
        rows = "".join(
            f"<tr><td>{(at - 1) * self.each + n if self.number else ''}</td>"
            f"<td>{self.label.format(_theme(row))}</td>"
            f'<td><a href="{quote(self.link.format(_theme(row)), safe=":/?=&")}">Ver</a></td></tr>'
            for n, row in enumerate(shown, 1)
        )
        last = -(-len(self.rows) // self.each)
        pages = "".join(
            f'<a href="?pagina={n}">{n}</a> ' for n in sorted({*range(1, last + 1), self.old or 1})
        )
        return page(self.title, f"<h1>{self.title}</h1><table>{rows}</table><p>{pages}</p>")


def _theme(row: int) -> str:
    return "".join(chr(97 + row * step % 23) for step in (1, 3, 7, 11, 13)) + str(row * 7919 % 61)


class Watch:
    """A folder's store that visits the board night after night."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.began = clock.parse("2026-11-01T06:00:00Z")
        put_source(store, Source("t", START, "board", "Tablero"))

    def night(self, shown: Night) -> Counter[str]:
        earlier = before(self.store, "t")
        walk = Walk(START, Board(), earlier.known)
        model = Model(START, shown.answer, (set(), set()), {})
        while (way := walk.next()) is not None:
            url, (status, kind, body) = ask(model, way.url, None, 1)
            if status == 200:
                walk.take(way, url, body, kind)
            else:
                walk.fail(way, "server-error" if status == 503 else "http-404", gone=status == 404)
        self.began += timedelta(days=1)
        brought = put_visit(self.store, "t", earlier, walk.visit(), [], clock.stamp(self.began))
        return Counter(event.kind for event in brought.events)

    def look(self) -> None:
        """The night looks at all that is cited; the bytes of a document say its theme."""
        sample = Sample(self.store, Path(), 0)
        run = f"run-{self.began:%j%H}"
        at = clock.stamp(self.began)
        sample.insert("runs", {
            "id": run, "kind": "night", "state": "finished", "started_at": at, "ended_at": at, "due": 1,
            "options_json": "{}", "tool_version": "1", "rules_version": "1", "config_sha256": ""})  # fmt: skip
        for url in sorted({entry.url for entry in before(self.store, "t").entries}):
            bytes_ = re.split(r"id-|Minuta%20", url)[-1]
            identifier = f"{run} {url}"
            sample.insert("captures", {
                "id": identifier, "url": url, "captured_at": at, "record_type": "response", "warc": "w",
                "offset": 0, "length": 1, "status": 200, "payload_sha256": bytes_, "payload_bytes": 1,
                "block_sha256": "", "fidelity": "exact"})  # fmt: skip
            sample.insert("checks", {
                "id": identifier, "run_id": run, "url_id": url_id(url), "checked_at": at, "duration_ms": 1,
                "observer": "us", "verdict": "alive", "cause": "identical", "at_most": "confirmed",
                "reasons_json": "[]", "capture_id": identifier})  # fmt: skip


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    store = Store(tmp_path / "evidence.db")
    yield Watch(store)
    store.close()


FIRST = Night()
LESS = replace(FIRST, rows=FIRST.rows[:11] + FIRST.rows[12:])
REBUILT = "https://nuevo.example.mx/archivos/2026/minuta-{}.pdf"


@pytest.mark.parametrize(
    ("shown", "events"),
    [
        (FIRST, {}),
        (replace(FIRST, each=25), {}),
        (replace(FIRST, each=7), {}),
        (replace(FIRST, rows=FIRST.rows[::-1]), {}),
        (LESS, {"dropped": 1}),
        (replace(LESS, each=30), {"dropped": 1}),
        (replace(LESS, rows=LESS.rows[::-1]), {"dropped": 1}),
        (replace(FIRST, rows=(0, *FIRST.rows)), {"added": 1}),
        (replace(FIRST, link=REBUILT), {"redesigned": 1}),
        (replace(LESS, link=REBUILT, each=30), {"redesigned": 1, "dropped": 1}),
        (replace(FIRST, number=False), {}),
        (replace(FIRST, title="Tablero de resultados"), {"section-renamed": 1}),
        (replace(FIRST, label="Minutes on {}", title="Results board"), {"redesigned": 1}),
        (replace(LESS, broken=2), {}),
        (replace(FIRST, link="https://www.tablero.example.mx/t/Documento?PHPSESSID=a&doc=Minuta {}.pdf"), {}),
    ],
)  # fmt: skip
def test_what_is_planted_is_told_once(watch: Watch, shown: Night, events: dict[str, int]) -> None:
    assert watch.night(FIRST) == {}
    assert watch.night(shown) == events
    assert watch.night(shown) == {}


def test_a_page_that_comes_back_tells_what_was_dropped_meanwhile(watch: Watch) -> None:
    told = [watch.night(shown) for shown in (FIRST, replace(LESS, broken=1), LESS)]
    assert told == [{}, {}, {"dropped": 1}]


MAINTENANCE = Night(
    rows=(101, 102, 103), link="/t/avisos/{}.pdf", number=False, label="Aviso {}", title="En obras"
)


def test_a_night_of_maintenance_tells_nothing_then_or_afterwards(watch: Watch) -> None:
    told = [watch.night(shown) for shown in (FIRST, MAINTENANCE, FIRST, FIRST)]
    assert told == [{}, {}, {}, {}]
    told = [
        watch.night(shown) for shown in (MAINTENANCE, replace(MAINTENANCE, broken=1), FIRST, LESS)
    ]
    assert told == [{}, {}, {}, {"dropped": 1}]


def test_a_board_that_was_emptied_for_good_is_told_when_it_is_believed(watch: Watch) -> None:
    told = [watch.night(shown) for shown in (FIRST, MAINTENANCE, MAINTENANCE, MAINTENANCE)]
    assert told == [{}, {}, {"added": 3, "dropped": 60, "section-gone": 1}, {}]


OPAQUE = Night(link="/t/Documento?doc=id-{}.pdf", number=False, label="Archivo {}", title="Todo")
"""Another name for each file, other labels: nothing but the bytes says what is what"""


def test_a_redesign_that_only_the_bytes_tell_is_one_event_once_they_were_seen(watch: Watch) -> None:
    assert watch.night(FIRST) == {}
    watch.look()
    assert watch.night(OPAQUE) == {}
    watch.look()
    assert watch.night(replace(OPAQUE, rows=LESS.rows)) == {"redesigned": 1, "dropped": 1}
    assert watch.night(replace(OPAQUE, rows=LESS.rows)) == {}
    (board,) = boards.boards(watch.store)
    assert board.stand == 59


def test_a_redesign_behind_a_page_that_is_lost_is_known_once_that_is_believed(watch: Watch) -> None:
    """The new site links to the second page of the old list still, which is gone."""
    rebuilt = replace(FIRST, link=REBUILT, each=60, old=2)
    told = [watch.night(shown) for shown in (FIRST, *[rebuilt] * 4, rebuilt)]
    assert told == [{}, {"added": 60}, {}, {}, {"redesigned": 1}, {}]


def test_a_redesign_that_is_taken_back_is_another(watch: Watch) -> None:
    told = [watch.night(shown) for shown in (FIRST, replace(FIRST, link=REBUILT), FIRST)]
    assert told == [{}, {"redesigned": 1}, {"redesigned": 1}]


def test_a_redesign_is_stored_with_all_its_entries_and_told_in_words(watch: Watch) -> None:
    watch.night(FIRST)
    watch.night(replace(LESS, link=REBUILT))
    (board,) = boards.boards(watch.store)
    redesign = board.visits[-1].events[0]
    assert (redesign.count, len(redesign.entries), board.stand, board.dropped) == (59, 59, 59, 1)
    assert board_words.story(redesign, "es").startswith(
        "tablero rediseñado, las mismas entradas con otras direcciones o rótulos: 59 entradas, por ejemplo Tablero > "
    )
    assert " ← http://www.tablero.example.mx/t/Documento?doc=Minuta%20" in board_words.story(
        redesign, "en"
    )


def test_a_section_that_is_renamed_names_both(watch: Watch) -> None:
    watch.night(FIRST)
    watch.night(replace(FIRST, title="Resultados"))
    (board,) = boards.boards(watch.store)
    (event,) = board.visits[-1].events
    assert board_words.story(event, "en") == "section renamed: Resultados (60 entries) ← Tablero"
    assert (
        board_words.story(event, "es") == "sección renombrada: Resultados (60 entradas) ← Tablero"
    )
