"""Which pages do nothing by themselves once they are loaded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from crawler.browser.inert import is_inert
from crawler.browser.model import Exchange

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = "<!doctype html><title>Acta</title><h1>Acta 4</h1><p>Con sus acuerdos.</p><img src=/a.png><a href=/b>Más</a>"


def answer(path: Path, html: str | bytes = PLAIN) -> Exchange:
    body = path / "page.html"
    body.write_bytes(html if isinstance(html, bytes) else html.encode())
    return Exchange(
        url="http://a.example/", method="GET", status=200, reason="OK", headers=(("Server", "x"),), request_headers=(),
        post_data=None, media_type="text/html", resource_type="Document", is_main=True, ip="", started="", body=body,
        body_sha256=None, size=body.stat().st_size, problem="",
    )  # fmt: skip


def test_a_plain_page_does_nothing(tmp_path: Path) -> None:
    assert is_inert(answer(tmp_path))
    assert is_inert(answer(tmp_path, PLAIN.replace("Acta 4", "onda = 4, el script de la obra")))


@pytest.mark.parametrize(
    "lively",
    [
        "<script>location = '/b'</script>",
        "<SCRIPT src=/a.js></SCRIPT>",
        "<meta http-equiv=refresh content='5; url=/b'>",
        "<body onload='go()'>",
        "<img src=x onerror = go()>",
        "<iframe src=/b></iframe>",
        "<frame src=/b>",
        "<object data=/a.svg></object>",
        "<embed src=/a.pdf>",
        "<svg><a></a></svg>",
        "<a href='javascript:go()'>Más</a>",
    ],
)
def test_what_may_go_on_is_waited_for(tmp_path: Path, lively: str) -> None:
    assert not is_inert(answer(tmp_path, PLAIN + lively))


def test_what_cannot_be_read_as_plain_html_is_waited_for(tmp_path: Path) -> None:
    plain = answer(tmp_path)
    assert not is_inert(None)
    assert not is_inert(replace(plain, body=None))
    assert not is_inert(replace(plain, body=tmp_path / "none"))
    assert not is_inert(replace(plain, media_type="application/xhtml+xml"))
    assert not is_inert(replace(plain, headers=(("refresh", "3; url=/b"),)))
    assert not is_inert(answer(tmp_path, (PLAIN + "<script>go()</script>").encode("utf-16")))
