"""The media type of a body by its first bytes, as the WHATWG MIME Sniffing standard does it.

A server's word is believed only among kinds that the bytes can't tell apart (CSV, JSON, plain
text): gob.mx serves HTML challenge pages under ``.xlsx`` names with status 200.
"""

from __future__ import annotations

import re

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x1f\x8b", "application/gzip"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"{\\rtf", "application/rtf"),
)
"""Signatures at the very start (PDF may have up to 1024 bytes before it: ISO 32000-1 Annex H)."""

ZIP_MEMBERS: tuple[tuple[bytes, str], ...] = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
    (
        b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
    (
        b"mimetypeapplication/vnd.oasis.opendocument.presentation",
        "application/vnd.oasis.opendocument.presentation",
    ),
)

_HTML = re.compile(
    rb"(?>\s*(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|body|script|title|meta|div|p|h1|table|a\b"
    rb"|style|br|iframe|font|center|form|span|link|noscript)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
"""The leading comments are an atomic group: no backtracking over a long run of them."""
_SNIFF = 4096
"""Bytes looked at; the standard's resource header is 1445, ZIP member names come a little later."""

_BY_WORD = ("text/csv", "application/json", "text/markdown", "application/xhtml+xml")
_ALIASES = {
    "application/csv": "text/csv",
    "text/comma-separated-values": "text/csv",
    "application/vnd.ms-excel": "text/csv",  # what servers call a CSV that they want Excel to open
    "text/json": "application/json",
}


_CONTROLS = bytes([*range(9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)])
"""Binary data bytes (MIME Sniffing, 3)."""
_STRAY = 100
"""Bytes of text for one of those: a stray NUL, that an old form or database left, makes no binary
file. Of the bytes of real ones a tenth and more are such."""


def _is_text(head: bytes, declared: str) -> bool:
    """Whether bytes with a NUL among them are a text all the same."""
    if _HTML.match(head.replace(b"\0", b"")):  # browsers leave NULs out of a page, however many
        return True
    strays = len(head) - len(head.translate(None, _CONTROLS))
    return strays <= max(1, len(head) // _STRAY) and _is_textual(declared)


def _is_textual(media_type: str) -> bool:
    return media_type.startswith("text/") or media_type.endswith(("json", "xml")) or not media_type


def sniff(body: bytes, content_type: str = "") -> str:
    """The media type that ``body`` really has, in lower case, without parameters."""
    head = body[:_SNIFF]
    declared = content_type.split(";", maxsplit=1)[0].strip().lower()
    for magic, media_type in MAGIC:
        if head.startswith(magic):
            return media_type
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((kind for sign, kind in ZIP_MEMBERS if sign in body), "application/zip")
    text = head.removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.replace(b"\0", b"")[2:]
    elif b"\0" in head:
        if not _is_text(head, declared) and "utf-16" not in content_type.lower():
            return (
                declared if declared and not _is_textual(declared) else "application/octet-stream"
            )
        text = text.replace(b"\0", b"")
    if declared == "multipart/byteranges":  # parts with heads of their own, and no text
        return declared
    if _HTML.match(text):
        return "text/html"
    if text.lstrip().startswith(b"<?xml"):
        return "text/html" if b"<html" in text.lower() else "application/xml"
    declared = (
        "application/json" if declared.endswith("+json") else _ALIASES.get(declared, declared)
    )
    if declared in _BY_WORD or declared == "text/html":
        return declared
    return "text/plain"
