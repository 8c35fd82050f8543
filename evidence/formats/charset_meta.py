"""The charset that a page names in a ``<meta>``, looked for where browsers look (HTML, 13.2.3.2).

The standard looks through 1,024 bytes; Chromium goes on to the end of the head, and so do we: a page
with a long style sheet before its ``<meta>`` is not another page for that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.formats.charset_labels import codec_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_WITHIN = 1024
"""Bytes looked through in any case (HTML, 13.2.3.2)."""
_HEAD_WITHIN = 65_536
"""Bytes in which the head is looked for: with style sheets and data in it, it seldom has more."""
_BODY = re.compile(rb"<body[\s>/]|</head\s*>", re.IGNORECASE)
_OPENS = re.compile(
    rb"<(?:(?P<comment>!--)|(?P<raw>script|style|title|textarea)(?=[\s/>])"
    rb"|meta(?=[\s/])(?P<attributes>(?:\"[^\"]*+\"|'[^']*+'|[^>\"'])*+))",
    re.IGNORECASE,
)
"""What a reader of tags looks for: what holds no tags, and every ``<meta>``."""
_ATTRIBUTE = re.compile(
    rb"[\s/]*+(?:(?P<name>[^\s=>/]++)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'"
    rb"|(?P<bare>[^\s>\"'][^\s>]*+)))?+|[=>]|\Z)"
)
_CHARSET = re.compile(rb"charset\s*+=\s*+[\"']?\s*+([^\s;\"']++)", re.IGNORECASE)
"""In the content of a ``<meta>`` (HTML, 2.4.3)."""


def charset_in_meta(body: bytes) -> str | None:
    """Python's name of the charset that the first ``<meta>`` with a known one names; None for none.

    What could be read so far is not in UTF-16, whatever it says: that name means UTF-8.
    """
    head = body[:_HEAD_WITHIN]
    body_at = _BODY.search(head)
    for label in _labels(head[: max(_WITHIN, body_at.start()) if body_at else None]):
        if codec := codec_of(label.decode("latin-1")):
            return "utf-8" if codec.startswith("utf-16") else codec
    return None


def _labels(head: bytes) -> Iterator[bytes]:
    """What every ``<meta>`` names; what a comment or a script holds is none."""
    at, lower = 0, head.lower()
    while found := _OPENS.search(head, at):
        at = found.end()
        if found["comment"]:
            at = lower.find(b"-->", at)
        elif found["raw"]:
            at = lower.find(b"</" + found["raw"].lower(), at)
        elif label := _label(found["attributes"]):
            yield label
        if at < 0:  # it does not end
            return


def _label(attributes: bytes) -> bytes | None:
    said: dict[bytes, bytes] = {}
    for one in _ATTRIBUTE.finditer(attributes):
        if not one["name"]:  # a sign that belongs to none, or the end
            continue
        value = one["double"] or one["single"] or one["bare"] or b""
        said.setdefault(one["name"].lower(), value)
    if b"charset" in said:
        return said[b"charset"]
    if said.get(b"http-equiv", b"").strip().lower() != b"content-type":
        return None
    content = _CHARSET.search(said.get(b"content", b""))
    return content[1] if content else None
