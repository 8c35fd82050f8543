"""A site of pages as the web has them: what a reader sees is read, and every byte is what was sent."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from crawler.browser.model import Job, Rendered
from crawler.browser.pool import Browser, available
from tests.browser.pages import PAGES, REPLIES
from tests.browser.site import Site
from tests.browser.world import command

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(available() is not None, reason=str(available()))
_QUICK = ("/apps/vue/index.html", "/challenge", "/frames-within", "/shadow-closed", "/lazy", "/goes-on",
          "/codings", "/worker", "/wall")  # fmt: skip
"""Those of every run of the tests; ``make pages`` opens all."""
_SECURE = frozenset({"/codings", "/styles", "/service-worker"})
"""What browsers know over https only: Brotli, Zstandard, service workers."""
_LEFT = frozenset({"site.example/favicon.ico", "site.example/img/1.gif"})
CHOSEN = tuple(PAGES) if os.environ.get("TESTIGO_PAGES") == "all" else _QUICK


async def _each(site: Site, place: Path) -> dict[str, tuple[Rendered, list[tuple[str, str]]]]:
    """Path -> what was seen, and what the site sent meanwhile; one at a time, so that it is known for which page."""
    found = {}
    async with Browser(at_once=1, command=command(site, place / "knocks")) as browser:
        for number, path in enumerate(CHOSEN):
            spool = place / str(number)
            spool.mkdir()
            site.sent.clear()
            scheme = "http" if number % 3 == 0 and path not in _SECURE else "https"
            got = await browser.open(
                Job(f"{scheme}://site.example{path}", spool, "testigo", timeout=30)
            )
            found[path] = got, sorted(site.sent)
    return found


def _wrong(path: str, got: Rendered, sent: list[tuple[str, str]]) -> list[str]:
    """What is not as it must be."""
    found = []
    kept = sorted(
        (one.url.partition("//")[2], one.body_sha256)
        for one in got.exchanges
        if one.body_sha256 is not None and one.media_type != "text/event-stream"
    )
    # what a page asked for and then went on to another one, before it was there
    left = {
        one.url.partition("//")[2] for one in got.exchanges if one.problem.startswith("given up")
    }
    if kept != [one for one in sent if one[0] not in left] or not left <= _LEFT:
        found.append(f"{path}: kept {kept}, sent {sent}, left {left}")
    if PAGES[path] not in (text := got.text.read_text("utf-8")):
        found.append(f"{path}: reads {text!r}")
    if [one.kind for one in got.screenshots] != ["view", "thumbnail", "full"]:
        found.append(f"{path}: {got.problems}")
    return found


def test_every_byte_is_kept_and_a_reader_sees_its_words(tmp_path: Path) -> None:
    with Site(REPLIES) as site:
        seen = asyncio.run(_each(site, tmp_path))
    wrong = [each for path, one in seen.items() for each in _wrong(path, *one)]
    assert wrong == []
    hidden = {path: one.hidden for path, (one, _) in seen.items() if one.hidden}
    assert hidden.keys() == {"/wall", "/wall-own"} & set(CHOSEN)
    for one, _ in seen.values():
        place = urlsplit(one.final_url)
        chain = [each.host for each in one.certificates][:1]
        assert chain == [place.hostname] * (place.scheme == "https")
        assert {each.ip for each in one.addresses} == {"200.23.8.5"}
