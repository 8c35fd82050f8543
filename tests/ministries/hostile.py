"""Pages that do harm to whoever looks for their parts: every look has its verdict all the same."""

from __future__ import annotations

from functools import cache

from tests.kinds.answers import not_found, ok
from tests.kinds.model import Ask
from tests.kinds.pages import HOME, document
from tests.ministries.answers import PDF, file, html, paper, path_of
from tests.ministries.model import Row, System

HOST, INSIDE = "tramites.hostil.mx", "interno.hostil.mx"
MOST_BODY = 50_000_000
"""Bytes of the largest part, which is what is kept of one answer by default."""
_VIEWS = {
    "/visor/si-mismo": "<embed src='/visor/si-mismo'><iframe src='/visor/si-mismo#x'></iframe>",
    "/visor?doc=/visor": "<iframe src='/visor?doc=/visor'></iframe>",
    "/marco/padre": "<iframe src='/marco/hijo'></iframe>",
    "/marco/hijo": "<iframe src='/marco/padre'></iframe>",
    "/sin-fin": "".join(f"<iframe src='/sin-fin/{n}/'></iframe>" for n in "abc"),
    "/quinientos": "".join(f"<iframe src='/f/{n}.pdf'></iframe>" for n in range(500)),
    "/privadas": "".join(
        f"<embed src='http://{host}/meta-data/x.pdf'>"
        for host in ("169.254.169.254", "[fe80::1]", "[::ffff:169.254.1.1]", INSIDE)
    ),
    "/enorme": "<embed src='/enorme.pdf' type='application/pdf'>",
    "/honda": "<div id='x'></div><script>fetch('/honda.json').then(r => r.json())</script>",
    "/mal": "<embed src='http://[::1/x.pdf'><embed src='ftp://127.0.0.1/x.pdf'><iframe src='&#0;'>",
}
"""Path -> what its page shows beside a few lines of text."""
PARTS = {
    "/sin-fin": 3,
    "/quinientos": 8,
    "/privadas": 4,
    "/enorme": 1,
    "/honda": 1,
    "/visor?doc=/visor": 0,  # what it is told is a page, and was never a document
}
"""Path -> how many parts of its page are looked at; of the others there is one at most."""
ENDLESS = 3 + 9 + 27
"""Frames within frames that are looked at, of a page whose frames have three each without end."""


@cache
def _huge() -> bytes:
    """More than is kept of one answer, and its beginning is a PDF's."""
    return b"%PDF-1.7\n" + b"0 " * (MOST_BODY // 2 + 500_000)


@cache
def _deep() -> bytes:
    """Ten million bytes of JSON, nested 10,000 deep."""
    depth = 10_000
    filler = b'"' + b"x" * 980 + b'",'
    return b"[" * depth + filler * (10_000_000 // len(filler)) + b"1" + b"]" * depth


def _show(ask: Ask) -> bytes:
    path = ask.path if ask.path in _VIEWS else path_of(ask)
    path = "/visor?doc=/visor" if path == "/visor" else path
    if path in _VIEWS:
        text = "".join(f"<p>{line}</p>" for line in document(path, 1))
        return html("Trámites", f"<main><h1>Trámite</h1>{text}{_VIEWS[path]}</main>")
    if path.startswith("/sin-fin/"):
        return html("Trámite", "".join(f"<iframe src='{n}/'></iframe>" for n in "abc"))
    if path.startswith("/f/"):
        return file(paper("uno de quinientos"))
    if path == "/enorme.pdf":
        return ok(_huge(), media_type=PDF)
    if path == "/honda.json":
        return ok(_deep(), media_type="application/json")
    return ok(HOME) if path == "/" else not_found()


SYSTEM = System(
    {HOST: _show},
    tuple(Row(f"http://{HOST}{path}", "hostile: stands") for path in _VIEWS),
    names={INSIDE: (0, "169.254.1.1")},
)
