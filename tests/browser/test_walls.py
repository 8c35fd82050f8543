"""No page leads the browser into our own network: seen at the doors that it would knock at."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from crawler.browser.model import BrowserFailed, Job, Rendered
from crawler.browser.pool import Browser, available
from tests.browser import attempts
from tests.browser.site import Site
from tests.browser.world import command
from tests.internet import Doors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(available() is not None, reason=str(available()))


class _Packets:
    """A door for UDP beside those of TCP."""

    def __init__(self, port: int) -> None:
        self.heard: list[bytes] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", port))

    def __enter__(self) -> _Packets:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                self.heard.append(self._socket.recvfrom(2048)[0])


async def _tried(site: Site, place: Path, *, allowed: bool) -> list[Rendered | None]:
    paths = ["/all"] if allowed else ["/all", *(f"/{name}" for name in attempts.SELF)]
    async with Browser(command=command(site, place / "knocks")) as browser:

        async def one(path: str) -> Rendered | None:
            spool = place / path[1:]
            spool.mkdir()
            asked = Job(
                f"http://site.example{path}", spool, "testigo", timeout=20, allow_private=allowed
            )
            with suppress(BrowserFailed):
                return await browser.open(asked)
            return None

        return await asyncio.gather(*map(one, paths))


@pytest.fixture(params=[False, True], ids=["walls", "control"])
def tried(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    with (
        Doors() as doors,
        _Packets(doors.port) as packets,
        Site(attempts.replies(doors.port)) as site,
    ):
        seen = asyncio.run(_tried(site, tmp_path, allowed=request.param))
        yield request.param, doors.heard, packets.heard, tmp_path / "knocks", seen


def test_no_way_leads_to_a_private_door_and_with_leave_most_of_them_do(tried: Any) -> None:
    allowed, heard, packets, knocks, seen = tried
    assert packets == []
    asked = knocks.read_text().split("\n") if knocks.exists() else []
    if allowed:
        ways = {
            found for said in heard for found in re.findall(rb"/([\w-]+)", said.split(b"\r\n")[0])
        }
        assert len(ways) >= 40  # the others need a click, a secure context, or are off
        assert not [one for one in asked if one.startswith(("169.254", "fe80", "100.100.100.200"))]
        return
    assert heard == []
    assert asked == []
    assert attempts.COUNT >= 70
    refused = seen[0].refused
    assert len(refused) >= 15
    # Chromium's own words about what it could not open are no page's
    assert "ERR_" not in seen[0].text.read_text("utf-8")
    assert seen[1:-1] == [None] * (len(attempts.SELF) - 1)
