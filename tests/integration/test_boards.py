"""A board on loopback, walked by the spider, stored, killed half-way, blocked, and walked again."""

from __future__ import annotations

import json
import os
import signal
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from crawler.sources.refresh import visit
from evidence import config as configuration
from evidence.config import Board, Source
from evidence.custody.log import keys, seals
from evidence.custody.verify import verify as verify_folder
from evidence.custody.wacz import layout, select, verify, write
from evidence.custody.warc import reader
from evidence.errors import Interrupted, SourceError
from evidence.reports import certificate
from evidence.store import Store, due
from evidence.store.boards import DROPPED
from tests.boards import GONE, Answer, Request, Served, models, page

if TYPE_CHECKING:
    from evidence.store.boards import Brought
    from tests.conftest import Bench

CHALLENGE = (
    200,
    "text/html",
    b"<html><head><title>Challenge Validation</title><script>x()</script></head></html>",
)


class Watched:
    """A bench on which one board is walked again and again, in this process."""

    def __init__(self, bench: Bench, location: str, board: Board | None = None) -> None:
        self.bench = bench
        self.store = Store(bench.folder.database)
        self.source = Source("tablero", location, "board", board=board or Board())

    def visit(self) -> Brought:
        config = configuration.load(self.bench.folder.config)
        return visit(self.store, self.source, config, self.bench.folder)


def test_a_board_is_walked_stored_and_told_exactly_as_planted(bench: Bench) -> None:
    model = models()["aspnet"]
    trouble: list[Any] = []

    def answer(request: Request) -> Answer:
        return trouble[0]() if trouble else model.answer(request)

    with Served(answer) as served:
        watched = Watched(bench, served.url(model.start))
        assert watched.visit().state == "complete"
        listed = {row["url"].removeprefix(served.url("")) for row in _entries(watched.store)}
        assert listed == model.listed[0]
        before = watched.store.all("SELECT * FROM citations ORDER BY id")

        def stop() -> Answer:
            os.kill(os.getpid(), signal.SIGTERM)
            return GONE

        trouble.append(stop)
        before_it = signal.getsignal(signal.SIGTERM)
        with pytest.raises(Interrupted):
            watched.visit()
        assert signal.getsignal(signal.SIGTERM) is before_it
        assert watched.store.all("SELECT * FROM citations ORDER BY id") == before

        trouble[0] = lambda: CHALLENGE
        blocked = watched.visit()
        assert (blocked.state, blocked.events) == ("incomplete", ())
        assert blocked.problem.startswith("waf ")
        assert watched.store.all("SELECT * FROM citations ORDER BY id") == before

        trouble.clear()
        served.night = 2
        told = watched.visit()
    news: dict[str, set[str]] = {}
    for event in told.events:
        entry = event.now or event.before
        assert entry
        news.setdefault(str(event.kind), set()).add(entry.url.removeprefix(served.url("")))
    assert news == model.news
    _check_dropped(watched, served.url("/aga/Home/Documento?doc=retirada.pdf"))
    _check_records(watched)
    findings = [
        finding for finding in verify_folder(bench.folder, watched.store) if not finding.note
    ]
    assert findings == []
    _check_package(watched, served.url("/aga/Home/Documento?doc=lista-1.pdf"))
    watched.store.close()


def _entries(store: Store) -> list[dict[str, Any]]:
    return store.all(
        "SELECT e.*, u.url FROM board_entries e JOIN urls u ON u.id = e.url_id WHERE dropped_at IS NULL"
    )


def _check_dropped(watched: Watched, url: str) -> None:
    """What was dropped is a citation as before, says so, and is due."""
    row = watched.store.one(
        "SELECT c.* FROM citations c JOIN urls u ON u.id = c.url_id WHERE u.url = ?", url
    )
    assert row is not None
    assert row["gone_since"] is None
    assert json.loads(row["flags_json"]) == [DROPPED]
    rows = due.due_urls(
        watched.store, only="due", now="2999-01-01T00:00:00.000000Z", sources=["tablero"], run=""
    )
    assert url in {due.target(watched.store, row.number).url for row in rows}


def _check_records(watched: Watched) -> None:
    """Posted forms are in the WARC as they were sent; a page that is as it was is not stored
    again."""
    methods = set()
    heads = 0
    for row in watched.store.all("SELECT * FROM warc_files"):
        for record in reader.records(watched.bench.path / row["id"], row["id"]):
            if record.kind == "warcinfo":
                assert b"isPartOf: http://127.0.0.1:" in record.block
                heads += b"custodyHead: " in record.block
            if record.kind == "request":
                methods.add(record.block[:4])
    assert methods == {b"GET ", b"POST"}
    assert heads >= 2  # the log was still empty when the first visit began
    posted = watched.store.all("SELECT * FROM captures WHERE method = 'POST'")
    assert {row["url"].rpartition("/")[2] for row in posted} == {"Tablero.aspx"}
    assert "response" in {row["record_type"] for row in posted}
    shown = [
        json.loads(line.split(" ", 2)[2])
        for line in watched.bench.folder.index.read_text().splitlines()
    ]
    places = {(f"warc/{line['filename']}", int(line["offset"])) for line in shown}
    assert places.isdisjoint((row["warc"], row["offset"]) for row in posted)
    kinds = {row["record_type"] for row in watched.store.all("SELECT record_type FROM captures")}
    assert kinds == {"response", "revisit"}


def _check_package(watched: Watched, url: str) -> None:
    """A package of the board proves what the board listed; one of a URL has none of its pages."""
    folder, store = watched.bench.folder, watched.store
    keys.make(folder, store)
    seals.seal(folder, store)
    out = watched.bench.path / "board.wacz"
    write.export(folder, store, out, certificate.render, source="tablero")
    assert verify.verify(out, key=keys.fingerprint(str(folder.key))).findings == []
    with zipfile.ZipFile(out) as archive:
        packed = [json.loads(line) for line in archive.read(layout.ROWS).splitlines()]
        lines = [
            json.loads(line.split(b" ", 2)[2]) for line in archive.read(layout.INDEX).splitlines()
        ]
        records = [json.loads(line) for line in archive.read(layout.RECORDS).splitlines()]
    for table in ("board_visits", "board_pages", "board_events"):
        kept = {row["id"] for row in store.all(f"SELECT id FROM {table}")}
        assert {row["row"]["id"] for row in packed if row["table"] == table} == kept
    pages = {row["capture_id"] for row in store.all("SELECT capture_id FROM board_pages")} - {None}
    methods = {record["capture"]: record["exchange"]["method"] for record in records}
    assert {methods[page] for page in pages} == {"GET", "POST"}
    # an answer to a form is found under what was sent, where that can be told in an address
    plain = [line for line in lines if "method" not in line]
    assert len(plain) == list(methods.values()).count("GET")
    select.choose(store, source=None, url=url)
    assert store.one("SELECT 1 FROM temp.chosen WHERE tbl = 'board_entries'")
    assert store.all("SELECT * FROM temp.chosen WHERE tbl = 'board_pages'") == []


def test_a_first_page_that_can_not_be_read_stores_nothing(bench: Bench) -> None:
    with Served(lambda _: (302, "/b", b"")) as served:
        watched = Watched(bench, served.url("/b"))
        with pytest.raises(SourceError, match="redirects in a circle"):
            watched.visit()
    assert watched.store.all("SELECT * FROM sources") == []
    assert list(bench.folder.warc.glob("*.gz")) == []
    with Served(lambda _: page("x", "<p>x</p>")) as served:
        watched.source = Source("t", served.url("/"), "board", board=Board(labels=("p[",)))
        with pytest.raises(SourceError, match="can't be walked"):
            watched.visit()
    with pytest.raises(SourceError, match="no preset is called 'nada'"):
        Watched(bench, "https://x.mx/", Board(preset="nada")).visit()


@pytest.mark.parametrize(
    "label", ["Documento retirado", "Documento no disponible", "Document removed"]
)
def test_a_board_may_list_what_sounds_like_an_error_page(bench: Bench, label: str) -> None:
    names = ["acta", "plan", "nota", "retirado"]
    rows = "".join(
        f'<li><a href="/t/{n}.pdf">{label if n == "retirado" else n}</a></li>' for n in names
    )
    lost = page("Tablero", '<p>Página no encontrada.</p><a href="/t/">Volver</a>')

    def answer(request: Request) -> Answer:
        shown = page("Tablero", f"<h1>Tablero</h1><ul>{rows}</ul>")
        return (shown if served.night == 1 else lost) if request.path == "/t/" else GONE

    with Served(answer) as served:
        watched = Watched(bench, served.url("/t/"))
        first = watched.visit()
        served.night = 2
        second = watched.visit()
    assert (first.state, len(watched.store.all("SELECT 1 FROM board_entries"))) == ("complete", 4)
    assert (second.state, second.events) == ("incomplete", ())
