"""The sitemap of a site that lost a document, by the server's own log."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from tests.integration.test_whereabouts import (
    AT_ONCE,
    ELSEWHERE,
    GONE,
    LINES,
    answer,
    html,
    night,
    standing,
)
from tests.servers import RawServer, ok

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Bench

OLD, NEW = "/viejo/plan-de-accion-2019.html", "/es/planes/plan-de-accion-2019/"


@pytest.fixture
def site(bench: Bench) -> Iterator[RawServer]:
    bench.configure(extra=AT_ONCE)
    with RawServer({"/": html("Portal"), OLD: html(*LINES, title="Plan de acción")}) as server:
        bench.cite(server.url(OLD))
        night(bench)
        server.replies[NEW] = server.replies[OLD]
        server.replies[OLD] = GONE
        yield server


def sitemap(site: RawServer, *paths: str, root: str = "urlset") -> bytes:
    locations = "".join(f"<url><loc>{site.url(path)}</loc></url>" for path in paths)
    return f'<?xml version="1.0"?><{root}>{locations}</{root}>'.encode()


def xml(body: bytes) -> bytes:
    return ok(body, media_type=b"application/xml")


def test_what_the_sitemap_names_under_the_same_name_is_looked_at_and_known(
    bench: Bench, site: RawServer
) -> None:
    site.replies["/sitemap.xml"] = xml(sitemap(site, "/", "/otra-pagina/", OLD, NEW))
    site.asked.clear()
    night(bench)
    assert standing(bench, site.url(OLD)) == ELSEWHERE
    told = answer(bench, site.url(OLD))
    assert [(one["url"], one["certain"]) for one in told["stands_at"]] == [(site.url(NEW), True)]
    assert (site.asked["/sitemap.xml"], site.asked["/otra-pagina/"]) == (1, 0)
    site.asked.clear()
    night(bench)
    assert site.asked["/sitemap.xml"] == 0, "it is found, and looked at there"
    assert standing(bench, site.url(OLD)) == ELSEWHERE


def test_where_nothing_is_lost_no_sitemap_is_asked_for(bench: Bench, site: RawServer) -> None:
    site.replies[OLD] = site.replies[NEW]
    site.asked.clear()
    night(bench)
    assert site.asked["/sitemap.xml"] == 0


def test_robots_names_an_index_of_packed_sitemaps(bench: Bench, site: RawServer) -> None:
    robots = f"User-agent: *\nDisallow: /cerrado/\nSitemap: {site.url('/mapas/todo.xml')}\n"
    site.replies["/robots.txt"] = ok(robots.encode(), media_type=b"text/plain")
    index = sitemap(site, "/mapas/1.xml.gz", "/cerrado/2.xml", root="sitemapindex")
    site.replies["/mapas/todo.xml"] = xml(index)
    deeper = sitemap(site, NEW, "/mapas/3.xml")
    site.replies["/mapas/1.xml.gz"] = ok(gzip.compress(deeper), media_type=b"application/gzip")
    site.asked.clear()
    night(bench)
    assert standing(bench, site.url(OLD)) == ELSEWHERE
    assert site.asked["/robots.txt"] == 1
    assert (site.asked["/mapas/3.xml"], site.asked["/cerrado/2.xml"]) == (0, 0)


def test_its_title_names_it(bench: Bench, site: RawServer) -> None:
    other = "/nuevo/plan-de-accion"
    site.replies[other] = site.replies.pop(NEW)
    site.replies["/sitemap.xml"] = xml(sitemap(site, other))
    night(bench)
    assert standing(bench, site.url(OLD)) == ELSEWHERE


def test_another_text_under_its_name_is_an_address_to_look_at(
    bench: Bench, site: RawServer
) -> None:
    site.replies[NEW] = html(*[line.replace("avance", "informe") for line in LINES])
    site.replies["/sitemap.xml"] = xml(sitemap(site, NEW))
    assert night(bench) == 1
    told = answer(bench, site.url(OLD))
    assert told["verdict"] == "missing"
    assert [one["certain"] for one in told["stands_at"]] == [False]


BAD = [
    ok(b"<html><body><a href='/es/planes/plan-de-accion-2019/'>aviso</a></body></html>"),
    xml(b'<!DOCTYPE x [<!ENTITY a "/plan-de-accion-2019">]><urlset><loc>&a;</loc></urlset>'),
    xml(b"<urlset><url><loc>https://otro.example/plan-de-accion-2019</loc></url></urlset>"),
    xml(b"<urlset><url><loc>http://[::1/plan-de-accion-2019</loc></url></urlset>"),
    xml(b"<urlset>" + b"<loc>x" + b" " * 50_000),
    ok(gzip.compress(b"\0" * 50_000_000), media_type=b"application/xml"),
    b"HTTP/1.1 302 Found\r\nLocation: /sitemap.xml\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n",
    b"nonsense",
]


def test_what_is_no_sitemap_of_the_owner_names_nothing(bench: Bench, site: RawServer) -> None:
    paths = [f"/mapas/{number}.xml" for number in range(len(BAD))]
    site.replies |= dict(zip(paths, BAD, strict=True))
    site.replies["/sitemap.xml"] = xml(sitemap(site, *paths, root="sitemapindex"))
    site.asked.clear()
    assert night(bench) == 1
    assert standing(bench, site.url(OLD))[0] == "missing"
    assert all(site.asked[path] for path in paths)
    assert site.asked[NEW] == 0


def test_so_many_under_one_name_are_none(bench: Bench, site: RawServer) -> None:
    many = [f"/{n}/plan-de-accion-2019/" for n in range(4)]
    site.replies["/sitemap.xml"] = xml(sitemap(site, NEW, *many))
    site.asked.clear()
    night(bench)
    assert not any(site.asked[path] for path in (NEW, *many))


def test_an_index_is_bounded(bench: Bench, site: RawServer) -> None:
    names = [f"/mapas/{n}.xml" for n in range(40)]
    site.replies["/sitemap.xml"] = xml(sitemap(site, *names, root="sitemapindex"))
    site.replies |= dict.fromkeys(names, xml(sitemap(site, "/")))
    site.asked.clear()
    night(bench)
    assert sum(times for path, times in site.asked.items() if path.endswith(".xml")) == 10
