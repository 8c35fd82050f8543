"""The documents behind a cited page: told with it, and looked at where they are followed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

import testigo
from evidence.store import Store, notices
from evidence.store.followed import pages
from tests.servers import RawServer, ok
from tests.unit.documents import pdf
from tests.unit.pages import ARTICLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Bench

GONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\nConnection: close\r\n\r\nNot found"


def news(*links: str) -> bytes:
    """A piece of news that offers ``links``."""
    offered = "".join(f"<li><a href='{link}'>{link.rpartition('/')[2]}</a></li>" for link in links)
    page = f"<title>Sesión</title><main><p>{ARTICLE['es'] * 20}</p><ul>{offered}</ul></main>"
    return ok(page.encode())


def minutes(line: str) -> bytes:
    return ok(pdf([[line]]), media_type=b"application/pdf")


@pytest.fixture
def site() -> Iterator[RawServer]:
    with RawServer({"/": ok(b"<p>Portal</p>"), "/noticia": news("/files/acta.pdf")}) as server:
        server.replies["/files/acta.pdf"] = minutes("Se acuerda publicar los contratos.")
        yield server


def answer(bench: Bench, url: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(bench.testigo("check", url, "--format", "json").out)
    return told


def test_what_a_page_offers_is_told_and_not_asked_for(bench: Bench, site: RawServer) -> None:
    url, acta = site.url("/noticia"), site.url("/files/acta.pdf")
    assert answer(bench, url)["offers"] == [{"url": acta, "text": "acta.pdf"}]
    assert site.asked["/files/acta.pdf"] == 0
    said = bench.testigo("check", url, "--lang", "es").out
    assert f"documentos que ofrece la página:\n    acta.pdf: {acta}" in said
    assert answer(bench, acta)["offers"] == []


def test_a_page_that_is_gone_offered_what_it_last_showed(bench: Bench, site: RawServer) -> None:
    url = site.url("/noticia")
    answer(bench, url)
    site.replies["/noticia"] = GONE
    told = answer(bench, url)
    assert told["verdict"] == "missing"
    assert [one["url"] for one in told["offers"]] == [site.url("/files/acta.pdf")]


def test_an_answer_stands_though_the_record_of_its_capture_is_damaged(
    bench: Bench, site: RawServer
) -> None:
    url = site.url("/noticia")
    answer(bench, url)
    for warc in bench.folder.warc.glob("*.warc.gz"):
        warc.write_bytes(bytes(warc.stat().st_size))
    said: list[object] = []
    known = testigo.answer(testigo.open(bench.path), url, listener=said.append)
    assert (known.verdict, known.offers) == ("alive", ())
    assert len(said) == 1


def test_a_list_of_documents_is_told_in_part(bench: Bench, site: RawServer) -> None:
    site.replies["/noticia"] = news(*(f"/files/{n}.pdf" for n in range(30)))
    assert len(answer(bench, site.url("/noticia"))["offers"]) == 20


FOLLOW = '[[sources]]\nid = "report"\nlocation = "{}"\nfollow_documents = {}\nfollow_limit = 2\n'


def cited(bench: Bench, site: RawServer, follow: str = "true") -> None:
    configure(bench, follow)
    bench.cite(site.url("/noticia"))
    run(bench)


def configure(bench: Bench, follow: str) -> None:
    at_once = "[standing]\nmissing_looks = 1\nmissing_days = 0\n"
    bench.configure(extra=at_once + FOLLOW.format(bench.path.parent / "report.md", follow))


def run(bench: Bench) -> int:
    return bench.testigo("run", "--only", "all", "--no-archive").code


def report(bench: Bench, form: str = "json", *more: str) -> str:
    out = bench.path / f"out.{form}"
    bench.testigo("report", "--format", form, "--out", str(out), *more)
    return out.read_text("utf-8")


def test_a_followed_document_is_a_citation_of_its_own_from_the_next_night(
    bench: Bench, site: RawServer
) -> None:
    cited(bench, site)
    assert site.asked["/files/acta.pdf"] == 0
    assert run(bench) == 0
    assert site.asked["/files/acta.pdf"] == 1
    assert "offered by the cited page" in report(bench, "markdown", "--all")
    site.replies["/files/acta.pdf"] = GONE
    assert run(bench) == 1
    (lost,) = json.loads(report(bench))["citations"]
    acta, page = site.url("/files/acta.pdf"), site.url("/noticia")
    assert (lost["url"], lost["verdict"], lost["offered_by"]) == (acta, "missing", page)
    assert page in lost["claim"]
    assert f"lo ofrece la página citada: {page}" in report(bench, "html")
    assert report(bench, "csv").splitlines()[1].endswith(f',"{page}",,,')
    assert acta not in report(bench, "references"), "the note cites the page"
    with closing(Store(bench.folder.database)) as store:
        (told,) = notices.tellable(store)
        (place,) = notices.citations(store, told.standing.url_id)
    assert (told.url, place.source_id) == (acta, "report")
    assert bench.testigo("verify").code == 0
    status = json.loads(bench.testigo("status", "--format", "json").out)
    assert status["verdicts"] == {"alive": 1, "missing": 1}


def test_only_so_many_are_followed_and_what_is_cited_is_none_of_them(
    bench: Bench, site: RawServer
) -> None:
    site.replies["/noticia"] = news("/files/acta.pdf", "/1.pdf", "/2.pdf", "/3.pdf")
    configure(bench, "true")
    bench.cite(site.url("/noticia"), site.url("/files/acta.pdf"))
    run(bench)
    site.replies["/noticia"] = news("/0.pdf", "/files/acta.pdf", "/1.pdf", "/2.pdf", "/3.pdf")
    run(bench)
    assert followed(bench) == [site.url("/1.pdf"), site.url("/2.pdf")]


def test_a_report_follows_nothing_until_it_is_told_to_and_then_what_it_knows(
    bench: Bench, site: RawServer
) -> None:
    cited(bench, site, "false")
    assert followed(bench) == []
    configure(bench, "true")
    run(bench)
    assert followed(bench) == [site.url("/files/acta.pdf")]
    configure(bench, "false")
    run(bench)
    assert followed(bench) == []
    assert site.asked["/files/acta.pdf"] == 0
    assert bench.testigo("verify").code == 0


def test_a_page_that_offers_nothing_is_read_again_only_where_something_is_new(
    bench: Bench, site: RawServer
) -> None:
    site.replies["/noticia"] = news()
    cited(bench, site)
    assert read_again(bench) == 1
    run(bench)
    assert read_again(bench) == 0, "the same bytes"
    bench.testigo("check", site.url("/noticia"), "--no-archive")
    run(bench)
    assert read_again(bench) == 1, "the look before was no night's"
    bench.cite(site.url("/noticia"), site.url("/"))
    run(bench)
    assert read_again(bench) == 1, "the portal is cited anew"
    settings = bench.folder.config.read_text("utf-8").replace("limit = 2", "limit = 3")
    bench.folder.config.write_text(settings, "utf-8")
    run(bench)
    assert read_again(bench) == 2, "other settings"
    site.replies["/noticia"] = news("/files/acta.pdf")
    run(bench)
    assert followed(bench) == [site.url("/files/acta.pdf")]


def read_again(bench: Bench) -> int:
    """How many pages the last night read for what they offer."""
    with closing(Store(bench.folder.database)) as store:
        (night,) = store.values(
            "SELECT id FROM runs WHERE kind = 'night' ORDER BY started_at DESC LIMIT 1"
        )
        return len(pages(store, night, ["report"]))


def followed(bench: Bench) -> list[str]:
    sql = "SELECT u.url FROM candidates d JOIN urls u ON u.id = d.url_id WHERE d.kind = 'followed'"
    return [row["url"] for row in bench.rows(f"{sql} ORDER BY u.url")]


def test_a_board_follows_what_pages_of_others_offer(bench: Bench, site: RawServer) -> None:
    plan, page = site.url("/files/plan.pdf"), site.url("/noticia")
    site.replies["/noticia"] = news("/files/acta.pdf", "/files/plan.pdf")
    site.replies["/files/plan.pdf"] = minutes("El plan se publica.")
    entries = (
        f"<h2>Compromiso 1</h2><p><a href='{page}'>Avance del compromiso 1 en la sesión</a></p>"
        f"<h2>Compromiso 2</h2><p><a href='{plan}'>Plan de trabajo del compromiso 2</a></p>"
    )
    board = f"<title>Tablero</title><main><h1>Compromisos</h1>{entries}</main>"
    with RawServer({"/aga/": ok(board.encode())}) as host:
        added = bench.testigo("add", host.url("/aga/"), "--kind", "board", "--id", "tablero")
        assert added.code == 0, added.err
        run(bench)
    assert followed(bench) == [site.url("/files/acta.pdf")], "the plan is an entry of the board"


def test_a_folder_of_an_earlier_schema_keeps_its_candidates(bench: Bench) -> None:
    bench.cite("https://drive.google.com/file/d/16NU9abcdefghijklmnopqrstuvwxyz01/view")
    before = bench.rows("SELECT * FROM candidates")
    assert before
    with sqlite3.connect(bench.folder.database) as old:
        old.executescript(EARLIER)
    old.close()
    assert bench.testigo("verify").code == 0
    assert bench.rows("SELECT * FROM candidates") == before
    (made,) = bench.rows("SELECT sql FROM sqlite_master WHERE name = 'candidates'")
    assert "followed" in made["sql"]


EARLIER = """
DROP VIEW followed;
CREATE TABLE earlier (
    id TEXT PRIMARY KEY,
    citation_id TEXT NOT NULL REFERENCES citations(id),
    url_id TEXT NOT NULL REFERENCES urls(id),
    kind TEXT NOT NULL CHECK (kind IN ('reading', 'document'))
);
INSERT INTO earlier SELECT * FROM candidates;
DROP TABLE candidates;
ALTER TABLE earlier RENAME TO candidates;
CREATE INDEX candidates_citation ON candidates(citation_id);
CREATE INDEX candidates_url ON candidates(url_id);
DELETE FROM _sqlite_migrations WHERE name IN ('m0013_followed', 'm0014_followed_view');
"""
