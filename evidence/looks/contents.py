"""The comparable content of an answer, fresh from the wire or read back from the WARC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.content import Content, extract
from evidence.custody.warc import reader
from evidence.custody.warc.message import message_of
from evidence.formats.sniff import sniff
from evidence.views import page_of

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.custody.warc.http import Message
    from evidence.store.due import KnownCapture


def content_of(message: Message, url: str, max_body: int) -> Content:
    """The comparable content of an answer, decoded within ``max_body`` bytes."""
    body = message.decoded(max_body)
    return extract(body, message.content_type, url)


def stored_content(folder: Path, capture: KnownCapture, max_body: int) -> Content:
    """The content of a stored capture; raises RecordError when its record is damaged."""
    record = reader.read_at(folder, capture.warc, capture.offset)
    return content_of(message_of(record), page_of(capture.body_url), max_body)


def unread_content(message: Message, problem: str, max_body: int) -> Content:
    """The content of an answer that the fence could not read when it came, and why."""
    body = message.decoded(max_body)
    media_type = sniff(body, message.content_type)
    return Content(media_type, comparable=False, problem=problem)
