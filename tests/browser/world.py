"""A worker in a world of tests: names and public addresses lead to the site, all others are what they
are. ``python -m tests.browser.world PORT TLS KNOCKS`` is such a worker."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.browser import pool, worker
from tests.internet import Internet

if TYPE_CHECKING:
    from tests.browser.site import Site

NAMES = {
    "localhost": [("::1", "127.0.0.1")],
    "any.localhost": [("127.0.0.1",)],
    "rebinds.example": [("200.23.8.5",), ("127.0.0.1",)],
    "inside.example": [("127.0.0.1",)],
    "both.example": [("127.0.0.1", "200.23.8.5")],
    "six.example": [("::1",)],
    "mapped.example": [("::ffff:127.0.0.1",)],
    "metadata.example": [("169.254.169.254",)],
}
"""What a name's own servers may say."""


def command(site: Site, knocks: Path) -> tuple[str, ...]:
    """How a worker is started that knows ``site`` as the public network, and writes down each other
    address that it connects to."""
    return (sys.executable, "-m", "tests.browser.world", str(site.port), str(site.tls), str(knocks))


def whereabouts(site: Site, knocks: Path) -> tuple[Internet, tuple[str, ...]]:
    """What :func:`join` needs to know."""
    return Internet(site.port, knocks, tls=site.tls), command(site, knocks)


def join(internet: Internet, worker: tuple[str, ...]) -> None:
    """Have a night, and the browsers of its process, know a site as the public network."""
    internet.join()
    pool.Browser.__init__.__kwdefaults__["command"] = worker  # type: ignore[index]


if __name__ == "__main__":
    Internet(int(sys.argv[1]), Path(sys.argv[3]), NAMES, tls=int(sys.argv[2])).join()
    worker.main()
