"""Which modules open connections: a way around the check of addresses can't come in unnoticed.

All that a page, a board, a report or an archive names is asked for through ``endpoint.py``; the others ask
what the operator named.
"""

from __future__ import annotations

import ast

from tests.commands import ROOT

OPENING = (
    "aiohttp", "ftplib", "http.client", "httpx", "requests", "scrapy.core.downloader.handlers.http", "smtplib",
    "socket", "twisted.internet.endpoints", "twisted.web.client", "urllib.request", "urllib3", "websockets",
)  # fmt: skip
MAY = {
    "crawler/archives/client.py": "archives of the configuration",
    "crawler/browser/passage.py": "what a browser asks for: the address that was checked",
    "crawler/browser/proxy.py": "names of options only",
    "crawler/scale/__main__.py": "who leads, on a socket that it was given",
    "crawler/scale/nursery.py": "a process of its own, on a pair of sockets",
    "crawler/wire/connectivity.py": "cited hosts, checked as endpoint.py does, and the configuration's neutral ones",
    "crawler/wire/endpoint.py": "everything cited: the address that was checked",
    "crawler/wire/errand.py": "witnesses, calendars and authorities of the configuration",
    "crawler/wire/resolver.py": "names only",
    "schedules/notices/channels/mail.py": "the configuration's mail server",
    "schedules/notices/pings.py": "names of errors only",
    "schedules/notices/web.py": "receivers of the configuration",
    "schedules/systemd.py": "the socket that systemd names",
    "testigo/desk/serving.py": "the desk's own place",
    "testigo/demo/world.py": "the demo's own servers",
}


def opening(path: str) -> set[str]:
    """The modules that a file imports and that open connections."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return {
        name for name in found if any(name == one or name.startswith(f"{one}.") for one in OPENING)
    }


def test_nothing_else_opens_connections() -> None:
    files = [
        str(path.relative_to(ROOT))
        for room in ("evidence", "crawler", "schedules", "testigo")
        for path in (ROOT / room).rglob("*.py")
    ]
    assert {path: opening(path) for path in files if opening(path) and path not in MAY} == {}
    assert {path for path in MAY if not opening(path)} == set(), "nobody is on the list in vain"
