"""Frames within frames: the document stands at the end of the chain, and the verdict is about it."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from tests.integration.test_parts import (
    AT_ONCE,
    GONE,
    LINES,
    again,
    answer,
    html,
    paper,
    standing,
)
from tests.servers import RawServer, ok

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Bench

_SET = b"<html><head><title>Acta</title></head><frameset cols='20%%,*'>%s</frameset></html>"
_FRAMESET = ok(_SET % b"<frame src='/menu'><frame src='/cuerpo'>")
_EMBED = "<embed src='/files/acta.pdf' type='application/pdf'>"
_CHAINS: dict[str, tuple[bytes, dict[str, str]]] = {
    "frameset, frame, file": (_FRAMESET, {"/cuerpo": _EMBED}),
    "frameset, frame, frame, file": (
        _FRAMESET,
        {"/cuerpo": "<iframe src='/visor?n=3'></iframe>", "/visor?n=3": _EMBED},
    ),
    "frame, viewer of scripts, file": (
        html("<iframe src='/visor?n=3'></iframe>"),
        {"/visor?n=3": "<iframe src='/pdfjs/web/viewer.html?file=%2Ffiles%2Facta.pdf'></iframe>"},
    ),
    "frame, object, file": (
        html("<iframe src='/cuerpo'></iframe>"),
        {"/cuerpo": "<object data='/files/acta.pdf'></object>"},
    ),
}


@pytest.fixture
def site(bench: Bench) -> Iterator[RawServer]:
    bench.configure(extra=AT_ONCE)
    menu = html("<a href='/'>Inicio</a> <a href='/files/manual.pdf'>Manual</a>", "Menú")
    replies = {"/": html("<p>Portal</p>"), "/files/acta.pdf": paper(*LINES), "/menu": menu}
    with RawServer(replies) as server:
        yield server


def _cited(bench: Bench, site: RawServer, view: bytes) -> str:
    site.replies["/doc"] = view
    bench.cite(site.url("/doc"))
    assert bench.testigo("run").code == 0
    return site.url("/doc")


def _chain(bench: Bench, site: RawServer, name: str) -> str:
    view, within = _CHAINS[name]
    site.replies.update({path: html(body) for path, body in within.items()})
    url = _cited(bench, site, view)
    assert standing(bench, url)[0] == "alive"
    again(bench)
    assert standing(bench, url)[0] == "alive"
    return url


@pytest.mark.parametrize("name", _CHAINS)
def test_the_file_at_the_end_of_the_chain_is_gone(bench: Bench, site: RawServer, name: str) -> None:
    url = _chain(bench, site, name)
    found = answer(bench, url, "--quote", LINES[3])
    assert (found["quote"]["state"], found["quote"]["part"]) == (
        "present",
        site.url("/files/acta.pdf"),
    )
    site.replies["/files/acta.pdf"] = GONE
    again(bench)
    assert standing(bench, url) == ("missing", "http-404")
    first = bench.rows(
        "SELECT reasons_json FROM checks k JOIN urls u ON u.id = k.url_id WHERE u.url = ?"
        " ORDER BY k.rowid DESC LIMIT 1",
        url,
    )[0]["reasons_json"]
    assert first.count("document.gone") == 1
    assert site.url("/files/acta.pdf") in first
    assert "0 would differ" in bench.testigo("run", "--rejudge").err
    assert bench.testigo("verify").code == 0


def test_the_file_at_the_end_of_the_chain_is_swapped(bench: Bench, site: RawServer) -> None:
    url = _chain(bench, site, "frameset, frame, frame, file")
    site.replies["/files/acta.pdf"] = paper(*LINES[:9], "Se suspende el programa.", *LINES[14:])
    again(bench)
    assert standing(bench, url)[0] == "changed"
    site.replies["/files/acta.pdf"] = paper(*LINES)
    again(bench)
    assert standing(bench, url)[0] == "alive"


def test_the_file_at_the_end_is_found_at_another_address_by_its_bytes(
    bench: Bench, site: RawServer
) -> None:
    site.replies["/archivo/acta-2016.pdf"] = paper(*LINES)
    bench.cite(site.url("/archivo/acta-2016.pdf"))
    url = _chain(bench, site, "frame, object, file")
    site.replies["/files/acta.pdf"] = GONE
    again(bench)
    (place,) = answer(bench, url)["stands_at"]
    assert (place["url"], place["certain"]) == (site.url("/archivo/acta-2016.pdf"), True)


def test_a_file_that_a_menu_in_a_frame_offers_is_no_part(bench: Bench, site: RawServer) -> None:
    url = _chain(bench, site, "frameset, frame, file")
    roles = [
        (part["role"], part["url"].rpartition("/")[2])
        for part in answer(bench, url)["document"]["parts"]
    ]
    assert roles == [("framed", "menu"), ("framed", "cuerpo"), ("embedded", "acta.pdf")]
    assert "/files/manual.pdf" not in site.asked


def test_a_file_in_a_frame_that_was_never_there_is_no_loss(bench: Bench, site: RawServer) -> None:
    site.replies["/files/acta.pdf"] = GONE
    site.replies["/cuerpo"] = html(_EMBED)
    url = _cited(bench, site, _FRAMESET)
    again(bench)
    assert standing(bench, url)[0] == "alive"


def test_a_package_of_one_page_has_the_whole_chain(bench: Bench, site: RawServer) -> None:
    url = _chain(bench, site, "frameset, frame, frame, file")
    out = bench.path / "una.wacz"
    assert bench.testigo("init", "--key").code == 0
    assert bench.testigo("export", "--wacz", str(out), "--url", url).code == 0
    with ZipFile(out) as package:
        warcs = [name for name in package.namelist() if name.endswith(".warc.gz")]
        records = b"".join(gzip.decompress(package.read(name)) for name in warcs)
    assert f"WARC-Target-URI: {site.url('/files/acta.pdf')}".encode() in records


def test_frames_without_end_are_bounded(bench: Bench, site: RawServer) -> None:
    """Each of three frames has three frames of its own, and so on; and each of eight has eight."""
    ways = {"/tres": 3, "/ocho": 8}
    for way, each in ways.items():
        for depth in range(6):
            for n in range(each if depth else 1):
                inner = "".join(
                    f"<iframe src='{way}/{depth + 1}-{m}'></iframe>" for m in range(each)
                )
                site.replies[f"{way}/{depth}-{n}"] = html(f"<p>Acta de la sesión.</p>{inner}")
        bench.cite(site.url(f"{way}/0-0"))
    assert bench.testigo("run").code == 0
    asked = [path for path in site.asked if re.fullmatch(r"/(?:tres|ocho)/\d-\d", path)]
    deepest = {way: max(path[6] for path in asked if path.startswith(way)) for way in ways}
    assert deepest == {"/tres": "3", "/ocho": "1"}
    assert len(asked) == 1 + 3 * 3 + 1 + 8


@pytest.mark.parametrize("cites", [["/a"], ["/a", "/c"], ["/a", "/b", "/c"]])
def test_frames_in_a_circle_come_to_an_end(bench: Bench, site: RawServer, cites: list[str]) -> None:
    frame = "<p>Acta de la sesión.</p><iframe src='/{}'></iframe>".format
    site.replies |= {"/a": html(frame("b")), "/b": html(frame("c") + _EMBED)}
    site.replies["/c"] = html(frame("a") + frame("b"))
    for path in cites:
        bench.cite(site.url(path))
    assert bench.testigo("run").code == 0
    again(bench)
    assert {standing(bench, site.url(path))[0] for path in cites} == {"alive"}
    if cites == ["/a"]:
        site.replies["/files/acta.pdf"] = GONE
        again(bench)
        assert standing(bench, site.url("/a")) == ("missing", "http-404")


def test_private_addresses_at_the_end_of_a_chain_are_refused(bench: Bench, site: RawServer) -> None:
    site.replies["/cuerpo"] = html("<embed src='http://169.254.169.254/meta-data/x.pdf'>")
    url = _cited(bench, site, _FRAMESET)
    assert standing(bench, url)[0] == "alive"
    parts = answer(bench, url)["document"]["parts"]
    assert [part["verdict"] for part in parts if "169.254" in part["url"]] == ["unchecked"]


def test_a_large_answer_at_the_end_of_a_chain_is_bounded(bench: Bench, site: RawServer) -> None:
    site.replies["/cuerpo"] = html("<iframe src='/honda'></iframe>")
    site.replies["/honda"] = ok(b"<p>" * 200_000 + b"<iframe src='/f'></iframe>")
    url = _cited(bench, site, _FRAMESET)
    assert standing(bench, url)[0] == "alive"
