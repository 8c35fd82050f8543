"""Two documents to compare, whatever they are: files, captures of a folder, or URLs."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.sources.fetch import fetch
from crawler.sources.refresh import MAX_BYTES, TOO_LARGE, UNREAD, is_url
from evidence.bilingual import Words
from evidence.content import Content, extract
from evidence.custody.warc import reader
from evidence.custody.warc.message import message_of
from evidence.errors import SourceError, UsageError
from evidence.files import reason
from evidence.kept import kept
from evidence.store import due
from evidence.views import page_of

if TYPE_CHECKING:
    from evidence.config import Crawl
    from evidence.folder import EvidenceFolder
    from evidence.store import Store

CAPTURE = "urn:uuid:"
"""What the id of a capture begins with."""


@dataclass(frozen=True, slots=True)
class Had:
    """The bytes of a document, and what is known of them."""

    data: bytes
    content_type: str
    """as a server declared it, or as the name of a file says; may be ""."""
    url: str = ""
    """makes relative links absolute; "" for a file"""
    at: str = ""
    """when a capture was made; "" for others"""


def document(place: str, config: Crawl, folder: EvidenceFolder, store: Store | None) -> Content:
    """The content of a file, of a URL (fetched now) or of a capture (``urn:uuid:…``).

    Raises SourceError when it can't be read, UsageError for a capture that is not in the folder.
    """
    had = had_at(place, config, folder, store)
    content = extract(had.data, had.content_type, had.url)
    if not content.comparable and not had.at:
        raise SourceError(
            place,
            Words("no text can be had of it ({why})", "no se le puede extraer texto ({why})"),
            why=kept(content.problem or content.media_type),
        )
    return content


def had_at(place: str, config: Crawl, folder: EvidenceFolder, store: Store | None) -> Had:
    """The bytes of a file, of a URL (fetched now) or of a capture (``urn:uuid:…``).

    Raises SourceError when they can't be had, UsageError for a capture that is not in the folder,
    RecordError for a damaged record.
    """
    if place.startswith(CAPTURE):
        known = due.capture(store, place) if store else None
        if known is None:
            raise UsageError(
                Words(
                    "no capture {id} in {folder}; see testigo history URL",
                    "no existe la captura {id} en {folder}; vea testigo history URL",
                ),
                id=place,
                folder=folder.path,
            )
        message = message_of(reader.read_at(folder.path, known.warc, known.offset))
        body = message.decoded(config.max_body)
        return Had(body, message.content_type, page_of(known.body_url), known.captured_at)
    if is_url(place):
        fetched = fetch(place, config)
        return Had(fetched.data, fetched.content_type, fetched.url)
    return Had(_file(place), mimetypes.guess_type(place)[0] or "")


def _file(place: str) -> bytes:
    path = Path(place)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SourceError(place, TOO_LARGE, size=MAX_BYTES // 1_000_000)
        return path.read_bytes()
    except OSError as error:
        raise SourceError(place, UNREAD, why=reason(error)) from error
