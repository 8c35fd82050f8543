"""A stand-in for Perma.cc that speaks its published API: archives, public archives, downloads."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.pywb import Service

if TYPE_CHECKING:
    from collections.abc import Callable

KEY = "perma-key-0123456789abcdef"
Exchange = tuple[str, str, bytes]
"""address, status line with headers, body"""


class Perma(Service):
    """Records of pages, newest first; a save calls ``capture(url)`` for the exchanges that its WARC
    holds."""

    def __init__(self, capture: Callable[[str], list[Exchange]] = lambda _: []) -> None:
        super().__init__()
        self.records: dict[str, dict[str, Any]] = {}
        self.warcs: dict[str, bytes] = {}
        self.pending_polls = 1
        """how often a record says pending"""
        self.filters = True
        """whether the list heeds ``url=``"""
        self._capture = capture

    def record(
        self, url: str, *exchanges: Exchange, at: datetime | None = None, **primary: Any
    ) -> str:
        """A record of ``url`` made at ``at``; ``primary`` are fields of its primary capture."""
        guid = f"A{len(self.records):03d}-B2C3"
        at = at or datetime.now(UTC).replace(microsecond=0)
        self.records[guid] = {
            "guid": guid,
            "creation_timestamp": f"{at:%Y-%m-%dT%H:%M:%SZ}",
            "url": url,
            "title": "-",
            "captures": [
                {"role": "screenshot", "status": "success", "url": "file:///cap.png", "record_type": "resource"},
                {"role": "primary", "status": "success", "url": url, "record_type": "response",
                 "content_type": "text/html", "user_upload": False, **primary},
            ],
        }  # fmt: skip
        self.warcs[guid] = warc(at, *exchanges)
        return guid

    def reply(self, handler: Any, path: str, form: dict[str, Any], authorization: str) -> None:
        parts = urlsplit(path)
        where = parts.path.removeprefix("/v1/").strip("/").split("/")
        public = where[0] == "public"
        if public:
            where = where[1:]
        elif authorization != f"ApiKey {KEY}":
            return handler.json((401, {"detail": "Invalid token."}))
        if len(where) == 1 and form:
            guid = self.record(form["url"], *self._capture(form["url"]), status="pending")
            self.records[guid]["polls"] = 0
            return handler.json((201, self.records[guid]))
        if len(where) == 1:
            wanted = parse_qs(parts.query).get("url", [""])[0]
            found = [
                one for one in self.records.values() if not self.filters or one["url"] == wanted
            ]
            return handler.json((200, {"meta": {"limit": 300}, "objects": found[::-1]}))
        record = self.records.get(where[1])
        if record is None:
            return handler.json((404, {"detail": "Not found."}))
        if len(where) == 3:
            return handler.send(200, {"Content-Type": "application/gzip"}, self.warcs[where[1]])
        if "polls" in record:
            record["polls"] += 1
            if record["polls"] > self.pending_polls:
                record["captures"][1]["status"] = "success"
        return handler.json((200, record))


def answer(url: str, body: bytes, status: str = "200 OK", *headers: str) -> Exchange:
    """An exchange as the web gave it."""
    head = (f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *headers)
    return url, "\r\n".join(head), body


def warc(at: datetime, *exchanges: Exchange) -> bytes:
    """A WARC of them, a gzip member each, as others write it."""
    members = []
    for url, head, body in exchanges:
        block = f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        lines = (
            "WARC/1.0", "WARC-Type: response", f"WARC-Target-URI: {url}", f"WARC-Date: {at:%Y-%m-%dT%H:%M:%SZ}",
            "Content-Type: application/http;msgtype=response", f"Content-Length: {len(block)}", "", "",
        )  # fmt: skip
        members.append(gzip.compress("\r\n".join(lines).encode() + block + b"\r\n\r\n"))
    return b"".join(members)
