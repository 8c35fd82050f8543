"""A capture and what lies beside it, read back from the folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.custody.warc import reader
from evidence.custody.warc.http import MessageError
from evidence.custody.warc.message import message_of
from evidence.errors import RecordError, UsageError
from evidence.formats.charset import decode
from evidence.formats.sniff import sniff
from evidence.store import due, loaded
from evidence.views import page_of
from testigo.api.folder import opened
from testigo.desk.copies import raster, style
from testigo.desk.copies.kept import DRAWING, LOCAL, Kept, as_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evidence.store.due import KnownCapture
    from evidence.store.loaded import Loaded
    from testigo.api.folder import Folder

_STYLE = "text/css"
_FONT_MAGIC = {
    b"wOF2": "font/woff2",
    b"wOFF": "font/woff",
    b"OTTO": "font/otf",
    b"\0\1\0\0": "font/ttf",
}
_LARGEST_FONT = 200_000
_MOST_FONTS = 1_000_000
"""Bytes of one font that stands in a page, and of all of them: those of icons have 80,000."""
_FONT_ENDINGS = (".woff2", ".woff", ".ttf", ".otf")


@dataclass(frozen=True, slots=True)
class Stored:
    """A capture with its bytes."""

    known: KnownCapture
    body: bytes
    """without content codings"""
    content_type: str
    """as received"""
    media_type: str
    """by the bytes"""
    beside: Mapping[str, Loaded]
    """what is kept of what the page loads, by address"""

    @property
    def url(self) -> str:
        """Of the page, where it is a browser's view of one."""
        return page_of(self.known.body_url)

    @property
    def is_drawing(self) -> bool:
        """Whether it is an SVG, which the bytes alone do not tell from other XML."""
        return self.content_type.partition(";")[0].strip().lower() == DRAWING


def read(folder: Folder, capture_id: str) -> Stored:
    """Read a capture. Raises UsageError when there is none with this id, and as :func:`body_of`."""
    with opened(folder) as store:
        known = due.capture(store, capture_id)
        beside = loaded.with_capture(store, capture_id) if known else {}
    if known is None:
        raise UsageError(
            Words("no capture {id} in {folder}", "no existe la captura {id} en {folder}"),
            id=capture_id,
            folder=folder.path,
        )
    body, content_type = body_of(folder, known)
    return Stored(known, body, content_type, sniff(body, content_type), beside)


def body_of(folder: Folder, known: KnownCapture) -> tuple[bytes, str]:
    """The bytes of a capture, and their Content-Type. Raises RecordError for a damaged record."""
    record = reader.read_at(folder.path, known.warc, known.offset)
    try:
        message = message_of(record)
    except MessageError as error:
        raise RecordError(known.warc, known.offset, str(error)) from error
    return message.decoded(folder.config.crawl.max_body), message.content_type


def name_of(one: Loaded) -> str | None:
    """How the file of a picture is named; None where it is none."""
    ending = raster.ENDINGS.get(one.media_type.lower())
    return f"{LOCAL}{one.payload_sha256}.{ending}" if ending else None


def kept(folder: Folder, beside: Mapping[str, Loaded]) -> Kept:
    """What a page may show of what lies beside it; what can't be read back is left out."""
    pictures = {url: name for url, one in beside.items() if (name := name_of(one))}
    sheets = {
        url: decode(body, content_type)
        for url, body, content_type in _read(folder, _sheets(beside))
    }
    fonts = {
        url: as_data(kind, body)
        for url, body, _ in _read(folder, _fonts(beside))
        if (kind := _FONT_MAGIC.get(body[:4]))
    }
    return Kept(pictures, sheets, fonts)


def _sheets(beside: Mapping[str, Loaded]) -> list[Loaded]:
    found = [one for one in beside.values() if one.media_type.lower() == _STYLE]
    return _within(found, style.LARGEST, style.LARGEST)


def _fonts(beside: Mapping[str, Loaded]) -> list[Loaded]:
    found = [
        one for one in beside.values() if one.url.partition("?")[0].lower().endswith(_FONT_ENDINGS)
    ]
    return _within(sorted(found, key=lambda one: one.payload_bytes), _LARGEST_FONT, _MOST_FONTS)


def _within(found: Iterable[Loaded], largest: int, most: int) -> list[Loaded]:
    """Those for which there is room."""
    chosen = []
    for one in found:
        if one.payload_bytes <= min(largest, most):
            most -= one.payload_bytes
            chosen.append(one)
    return chosen


def _read(folder: Folder, wanted: list[Loaded]) -> list[tuple[str, bytes, str]]:
    found = []
    with opened(folder) as store:
        for one in wanted:
            known = due.capture(store, one.capture_id)
            try:
                if known is not None:
                    found.append((one.url, *body_of(folder, known)))
            except RecordError:  # verify tells of it
                continue
    return found
