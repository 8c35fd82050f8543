"""A page that a browser opened, read back from the records of a folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence.custody.warc import reader
from evidence.custody.warc.http import MessageError, parse
from evidence.errors import RecordError
from evidence.store import due, replays

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence.custody.warc.http import Message
    from evidence.store import Store
    from evidence.store.records import Rendering
    from evidence.store.replays import LoadedPlace


@dataclass(frozen=True, slots=True)
class Loaded:
    """An answer that a page loaded."""

    url: str
    method: str
    sent: bytes
    """the body of the request"""
    answer: Message
    """its head as this page got it; the body may be that of an earlier record"""
    body: bytes


def loaded(folder: Path, store: Store, rendering: Rendering) -> Iterator[Loaded]:
    """Every answer that a page loaded, in the order in which it was asked for. Raises RecordError."""
    for place in replays.loaded(store, rendering):
        answer = _message(folder, place.warc, place.offset)
        is_revisit = (place.body_warc, place.body_offset) != (place.warc, place.offset)
        whole = _message(folder, place.body_warc, place.body_offset) if is_revisit else answer
        sent = _sent(folder, place)
        yield Loaded(place.url, place.method or "GET", sent, answer, whole.payload)


def view(folder: Path, store: Store, capture_id: str | None) -> bytes | None:
    """What the browser made of the page, as a picture or its text; None where it was not kept. Raises
    RecordError."""
    known = due.capture(store, capture_id) if capture_id else None
    return reader.read_at(folder, known.warc, known.offset).block if known else None


def told(block: bytes | None) -> dict[str, Any]:
    """What an ``urn:pageinfo:`` record says; empty where it says nothing that can be read."""
    try:
        found = json.loads(block or b"{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _message(folder: Path, warc: str, offset: int) -> Message:
    try:
        return parse(reader.read_at(folder, warc, offset).block)
    except MessageError as error:
        raise RecordError(warc, offset, str(error)) from error


def _sent(folder: Path, place: LoadedPlace) -> bytes:
    """The body of the request, whose record lies behind that of the answer."""
    if place.method is None:
        return b""
    request = reader.read_at(folder, place.warc, place.offset + place.length)
    return request.block.partition(b"\r\n\r\n")[2]
