"""Whether a body is all of the document, whatever the message around it says.

Servers announce the length before they pack the body, or a few bytes too many, and forget the last
chunk: every browser shows such a page. Its format says where it ends.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.formats.sniff import sniff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.custody.warc.http import Message

LENGTH = "length"
"""The WARC standard's word for what was left out on purpose (WARC 1.1, 5.13)."""
DISCONNECT = "disconnect"
"""Its word for what was left out because the connection broke off."""
_PAGE = "text/html"
_ENDS = {
    _PAGE: re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE),
    "application/pdf": re.compile(rb"%%EOF"),
}
"""What stands at the end of a whole document."""
_OPENS = re.compile(rb"<(?:!--|(?P<name>script|style|textarea|title|xmp)(?=[\s>/]))", re.IGNORECASE)
"""What begins where a tag is a text like any other."""
_CLOSES = {
    name: re.compile(rb"</" + name + rb"(?=[\s>/])", re.IGNORECASE)
    for name in (b"script", b"style", b"textarea", b"title", b"xmp")
}
_COMMENT_ENDS = re.compile(rb"--!?>")
_ZIP_END = re.compile(rb"PK\x05\x06")
"""The end of the central directory (APPNOTE 4.3.16): of office documents, too."""
_WITHIN = 2048
"""Last bytes in which it stands; PDF readers look through 1,024, pages have a counter behind it."""


def cut_of(message: Message, truncated: str | None, max_body: int) -> str | None:
    """Why a part of the document is missing: ``length``, ``time`` or ``disconnect``; None when
    nothing is.

    ``truncated`` says the same of the message. An answer with a part that nobody asked for (206) is
    cut by ``length``, one whose packed stream breaks off or is damaged by ``disconnect``, whatever
    length was announced: what a server packed once and cut is no edited document.
    """
    if message.is_part:
        return LENGTH
    if truncated == LENGTH:
        return truncated
    encoding = message.values("content-encoding")
    body, whole = message.unpacked(max_body)
    if truncated is None and (not encoding or whole or body == message.payload[:max_body]):
        return None  # a body that is not in the coding that it claims comes back as it is
    if whole or _ends(body, message.content_type):
        return None
    return truncated or DISCONNECT if len(body) < max_body else truncated


def _ends(body: bytes, content_type: str) -> bool:
    media_type = sniff(body, content_type)
    sign = _ZIP_END if body.startswith(b"PK") else _ENDS.get(media_type)
    if sign is None:
        return False
    last = max(0, len(body) - _WITHIN)
    if sign.search(body, last) is None:
        return False
    return media_type != _PAGE or any(
        sign.search(body, max(start, last), end) for start, end in _marked_up(body)
    )


def _marked_up(body: bytes) -> Iterator[tuple[int, int]]:
    """Where the tags of a page are tags: from the end of a comment or script to the beginning of the next."""
    at = 0
    while opened := _OPENS.search(body, at):
        yield at, opened.start()
        name = (opened["name"] or b"").lower()
        # of an empty comment (<!-->) the same hyphens open and close
        closed = (
            _CLOSES[name].search(body, opened.end())
            if name
            else _COMMENT_ENDS.search(body, opened.end() - 2)
        )
        if closed is None:
            return
        at = closed.end()
    yield at, len(body)
