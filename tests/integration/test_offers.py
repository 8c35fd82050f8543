"""The documents behind a cited page: told with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

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


def test_a_list_of_documents_is_told_in_part(bench: Bench, site: RawServer) -> None:
    site.replies["/noticia"] = news(*(f"/files/{n}.pdf" for n in range(30)))
    assert len(answer(bench, site.url("/noticia"))["offers"]) == 20
