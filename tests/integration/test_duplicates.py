"""A board that names a few documents under hundreds of entries: by the server's own log."""

from __future__ import annotations

import json
import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evidence import clock
from evidence.store import Store, wanted
from tests.servers import RawServer, ok
from tests.unit.documents import pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Bench

ENTRIES, DOCUMENTS = 60, 3
GONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\nConnection: close\r\n\r\nNot found"
SHIFTED = {
    "standings": ("since", "last_look", "last_good", "next_look"),
    "checks": ("checked_at",),
    "board_visits": ("began_at", "ended_at"),
    "archive_jobs": ("queued_at", "due_at"),
    "mementos": ("captured_at",),
}


def file(number: int) -> bytes:
    """A document of more bytes than an empty one has."""
    made = pdf([[f"Acta {number}: la oficina publicará el avance cada mes."]])
    body = made + b"%" + random.Random(number).randbytes(4_000).hex().encode()
    return ok(body, media_type=b"application/pdf")


def path(entry: int) -> str:
    return f"/documento/{entry}.pdf"


@pytest.fixture
def site(bench: Bench) -> Iterator[RawServer]:
    bench.configure()
    with RawServer({path(n): file(n % DOCUMENTS) for n in range(ENTRIES)}) as server:
        listing(server)
        assert bench.testigo("add", server.url("/"), "--kind", "board").code == 0
        yield server


def listing(server: RawServer, entries: int = ENTRIES, **labels: str) -> None:
    rows = "".join(
        f'<li><a href="{path(n)}">{labels.get(f"n{n}", f"Compromiso {n}: evidencia del avance")}</a></li>'
        for n in range(entries)
    )
    server.replies["/"] = ok(f"<html><title>Tablero</title><main><ul>{rows}</ul></main>".encode())


def a_day_later(bench: Bench) -> None:
    """All that happened lies a day further back."""
    with closing(sqlite3.connect(bench.folder.database)) as db, db:
        for table, columns in SHIFTED.items():
            values = ", ".join(
                f"{one} = strftime('%Y-%m-%dT%H:%M:%fZ', {one}, '-1 day')" for one in columns
            )
            db.execute(f"UPDATE {table} SET {values}")


def night(bench: Bench, site: RawServer) -> Counter[str]:
    """What was asked of the entries."""
    a_day_later(bench)
    site.asked.clear()
    bench.testigo("run")
    return Counter({one: times for one, times in site.asked.items() if "/documento/" in one})


def report(bench: Bench, form: str = "json", *more: str) -> str:
    made = bench.testigo("report", "--all", "--format", form, *more).out.strip()
    return Path(made).read_text("utf-8")


def saves(bench: Bench) -> list[str]:
    store = Store(bench.folder.database)
    try:
        stale = clock.stamp(clock.now())
        return [one.url for one in wanted.to_save(store, "wayback", refused=False, stale=stale)]
    finally:
        store.close()


def test_each_document_is_asked_for_once_a_night(bench: Bench, site: RawServer) -> None:
    assert sum(night(bench, site).values()) == ENTRIES
    assert len(saves(bench)) == DOCUMENTS
    seen: set[str] = set()
    for _ in range(2):
        asked = night(bench, site)
        assert sum(asked.values()) == DOCUMENTS
        assert not seen & set(asked), "they take turns"
        seen |= set(asked)
    a_day_later(bench)
    status = json.loads(bench.testigo("status", "--format", "json").out)
    assert (status["due"], status["overdue"]) == (DOCUMENTS, 0)
    assert status["stood_for"] == ENTRIES - DOCUMENTS
    rows = json.loads(report(bench))["citations"]
    told = [row for row in rows if "same_as" in row]
    assert len(told) == ENTRIES - DOCUMENTS
    assert all(row["same_as"]["looked_at"] > row["last_look"] for row in told)
    assert "looked at on" in report(bench, "markdown")
    assert "byte por byte, el mismo documento" in report(bench, "markdown", "--lang", "es")


def test_one_that_is_gone_has_all_others_looked_at_the_same_night(
    bench: Bench, site: RawServer
) -> None:
    night(bench, site)
    asked = night(bench, site)
    (turn,) = (number for number in range(0, ENTRIES, DOCUMENTS) if asked[path(number)])
    following = path(next(n for n in order(bench) if n % DOCUMENTS == 0 and n != turn))
    site.replies[following] = GONE
    asked = night(bench, site)
    assert asked[following]
    assert sum(asked[path(number)] > 0 for number in range(0, ENTRIES, DOCUMENTS)) == ENTRIES // 3
    assert sum(asked[path(number)] > 0 for number in range(1, ENTRIES, DOCUMENTS)) == 1
    asked = night(bench, site)  # the others stand for one another again
    assert sum(asked.values()) <= DOCUMENTS + 1
    causes = bench.causes()
    assert causes[site.url(following)] == "http-404"


def order(bench: Bench) -> list[int]:
    """Entries by their last look, the oldest first."""
    sql = (
        "SELECT u.url FROM standings st JOIN urls u ON u.id = st.url_id ORDER BY st.last_look, u.id"
    )
    return [int(row["url"].rsplit("/", 1)[1].split(".")[0]) for row in bench.rows(sql)]


def test_what_the_board_tells_of_an_entry_has_its_document_looked_at_everywhere(
    bench: Bench, site: RawServer
) -> None:
    night(bench, site)
    night(bench, site)
    listing(site, n4="Compromiso 4: otra cosa")
    asked = night(bench, site)
    assert sum(asked[path(number)] > 0 for number in range(1, ENTRIES, DOCUMENTS)) == ENTRIES // 3


def test_what_a_report_cites_too_is_looked_at_itself(bench: Bench, site: RawServer) -> None:
    bench.cite(site.url(path(9)))
    night(bench, site)
    for _ in range(2):
        asked = night(bench, site)
        assert asked[path(9)] == 1
        assert sum(asked.values()) == DOCUMENTS + 1
    assert site.url(path(9)) in saves(bench)
