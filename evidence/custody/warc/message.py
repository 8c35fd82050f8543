"""What a record holds as an answer to a request, whether a server gave it or a browser made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.custody.warc.http import Message, parse
from evidence.vocabulary import RecordType

if TYPE_CHECKING:
    from evidence.custody.warc.reader import Record

STATUS = "Testigo-Page-Status"
"""Field of the record of a document as drawn: the status of the answer that the page began with."""
_FOUND = 200


def message_of(record: Record) -> Message:
    """The answer in a record of ours. What a browser made is one without headers but its type; its
    status is that of the page. Raises MessageError for a response that is no HTTP answer."""
    if record.kind != RecordType.RESOURCE:
        return parse(record.block)
    status = record.headers.get(STATUS.lower(), "")
    return drawn(
        record.block,
        record.headers.get("content-type", ""),
        int(status) if len(status) == 3 and status.isdecimal() else _FOUND,
    )


def drawn(body: bytes, content_type: str, status: int) -> Message:
    """What a browser made of a page that began with ``status``."""
    headers = (("content-type", content_type),)
    return Message("HTTP/1.1", status, "", headers, 0, body, complete=True)
