"""What was captured: the bytes that the folder keeps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import UsageError
from testigo.api.folder import opened

if TYPE_CHECKING:
    from testigo.api.folder import Folder


@dataclass(frozen=True, slots=True)
class StoredCapture:
    """One answer of a server, as it is kept. It comes from the web: escape it where it is shown."""

    id: str
    url: str
    """that was asked, after redirects"""
    captured_at: str
    """UTC, ISO 8601 with ``Z``"""
    status: int
    media_type: str
    """by the bytes, not as declared"""
    headers: tuple[tuple[str, str], ...]
    """names in lower case, in the order received"""
    body: bytes
    """without content codings, at most ``crawl.max_body`` bytes"""
    text: str
    """what a reader sees, a paragraph a line, what differs on every visit masked; empty where no
    text can be had of it"""


def save_capture(folder: Folder, capture_id: str, path: Path | str) -> None:
    """Write the body of a capture to a file, whole or not at all; errors are those of
    :func:`read_capture`, and StoreError when the disk refuses.

    >>> testigo.save_capture(folder, looks[0].capture.id, "compromiso-4.html")
    """
    from evidence.files import write_whole

    write_whole(Path(path), read_capture(folder, capture_id).body)


def read_capture(folder: Folder, capture_id: str) -> StoredCapture:
    """Read a capture back from the WARC file; asks nobody.

    ``capture_id`` is what answers call ``capture.id``. Of one that only says "not modified", the body
    is that of the capture it refers to.

    Raises UsageError when there is no such capture, FolderError without evidence, StoreError,
    RecordError for a damaged record.

    >>> kept = testigo.read_capture(folder, looks[0].capture.id)
    >>> kept.status, kept.media_type
    (200, 'text/html')
    >>> b"<h1>Compromiso 4: agua</h1>" in kept.body
    True
    """
    from evidence.custody.warc import reader
    from evidence.custody.warc.message import message_of
    from evidence.looks.contents import content_of
    from evidence.store import due
    from evidence.views import page_of

    with opened(folder) as store:
        known = due.capture(store, capture_id)
    if known is None:
        raise UsageError(
            Words(
                "no capture {id} in {folder}; see testigo history URL",
                "no existe la captura {id} en {folder}; vea testigo history URL",
            ),
            id=capture_id,
            folder=folder.path,
        )
    record = reader.read_at(folder.path, known.warc, known.offset)
    message = message_of(record)
    most = folder.config.crawl.max_body
    content = content_of(message, page_of(known.body_url), most)
    return StoredCapture(
        known.id,
        known.url,
        known.captured_at,
        message.status,
        content.media_type,
        message.headers,
        message.decoded(most),
        content.text,
    )
