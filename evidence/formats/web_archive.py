"""Web archives of others (WARC 1.0 and 1.1, WACZ): the pages that they hold, as a list.

Only heads of records are read: what was archived is not what is cited. In a WACZ the list of pages is
taken, which names what its makers meant to keep (WACZ 1.1.1, 5.2).
"""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

from evidence.formats.document import Unreadable
from evidence.formats.package import Package
from evidence.formats.reference_table import table_of
from evidence.vocabulary import RecordType
from evidence.well_formed import well_formed_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence.formats.document import Body, Document

_PAGES = ("pages/pages.jsonl", "pages/extraPages.jsonl")
_HEADER = re.compile(rb"^([\w-]+):[ \t]*([^\r\n]*)\r?$", re.MULTILINE)
_STATUS = re.compile(rb"HTTP/[\d.]+ (\d{3})")
_CONTENT = re.compile(rb"^content-type:[ \t]*([\w/+.-]+)", re.MULTILINE | re.IGNORECASE)
_DOCUMENTS = (
    b"text/html",
    b"application/xhtml+xml",
    b"application/pdf",
    b"application/vnd",
    b"application/msword",
)
"""What people cite: pages and files, not what they are drawn with."""
_LONGEST_HEAD = 65536
_MOST = 2**30
"""Bytes of a WARC, unpacked, that are gone through."""
_MOST_ROWS = 100_000


class Record(NamedTuple):
    """The head of one record, and how its content begins."""

    fields: dict[str, str]
    start: bytes


def read(body: Body) -> Document:
    """The pages of an archive. Raises Unreadable."""
    rows = list(_wacz(body.data) if body.data.startswith(b"PK") else _warc(body.data))
    told = [f"only the first {_MOST_ROWS} pages are read"] if len(rows) == _MOST_ROWS else []
    return table_of(rows, told)


def _wacz(data: bytes) -> Iterator[Mapping[str, str]]:
    package = Package(data)
    for name in _PAGES:
        for line in (package.bytes_of(name) or b"").splitlines()[:_MOST_ROWS]:
            try:
                page: Any = json.loads(well_formed_json(line.decode()))
            except (ValueError, RecursionError):
                continue
            if isinstance(page, dict) and isinstance(page.get("url"), str):
                yield {
                    "url": page["url"],
                    "title": str(page.get("title") or ""),
                    "accessed": str(page.get("ts") or "")[:10],
                }


def _warc(data: bytes) -> Iterator[Mapping[str, str]]:
    seen = set[str]()
    for record in _records(data):
        url = record.fields.get("warc-target-uri", "").strip("<>")
        if url in seen or len(seen) >= _MOST_ROWS or not _is_document(record):
            continue
        seen.add(url)
        yield {"url": url, "accessed": record.fields.get("warc-date", "")[:10]}


def _is_document(record: Record) -> bool:
    kind = record.fields.get("warc-type")
    if kind == RecordType.RESOURCE:
        return record.fields.get("content-type", "").encode().startswith(_DOCUMENTS)
    status, content = _STATUS.match(record.start), _CONTENT.search(record.start)
    found = status is not None and status[1] == b"200" and content is not None
    return (
        kind == RecordType.RESPONSE
        and found
        and content is not None
        and content[1].lower().startswith(_DOCUMENTS)
    )


def _records(data: bytes) -> Iterator[Record]:
    """The records of a WARC one after another; Raises Unreadable for one that is damaged."""
    stream: Any = io.BytesIO(data)
    if data.startswith(b"\x1f\x8b"):
        stream = gzip.GzipFile(fileobj=stream)
    gone = 0
    try:
        while head := _head(stream):
            fields = {
                name.decode("latin-1").lower(): value.decode("utf-8", "replace")
                for name, value in _HEADER.findall(head)
            }
            left = int(fields.get("content-length", "0"))
            start = stream.read(min(left, _LONGEST_HEAD)).partition(b"\r\n\r\n")[0]
            left -= min(left, _LONGEST_HEAD)
            gone += len(head) + left
            yield Record(fields, start)
            while left > 0 and (piece := stream.read(min(left, 1 << 20))):
                left -= len(piece)
            if gone > _MOST:
                return
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise Unreadable("this WARC is damaged") from error


def _head(stream: Any) -> bytes:
    """The named fields of the next record; nothing at the end. Raises Unreadable for what is none."""
    line = stream.readline(_LONGEST_HEAD)
    while line in (b"\r\n", b"\n"):
        line = stream.readline(_LONGEST_HEAD)
    if not line:
        return b""
    if not line.startswith(b"WARC/"):
        raise Unreadable("this WARC is damaged")
    head = b""
    while (line := stream.readline(_LONGEST_HEAD)) not in (b"\r\n", b"\n", b""):
        head += line
        if len(head) > _LONGEST_HEAD:
            raise Unreadable("this WARC is damaged")
    return head
