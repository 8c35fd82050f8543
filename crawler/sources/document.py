"""Two documents to compare, whatever they are: files, captures of a folder, or URLs."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.sources.fetch import fetch
from crawler.sources.refresh import MAX_BYTES, is_url
from evidence.content import Content, extract
from evidence.errors import SourceError, UsageError
from evidence.looks.contents import stored_content
from evidence.store import due

if TYPE_CHECKING:
    from evidence.config import Crawl
    from evidence.folder import EvidenceFolder
    from evidence.store import Store


def document(place: str, config: Crawl, folder: EvidenceFolder, store: Store | None) -> Content:
    """The content of a file, of a URL (fetched now) or of a capture (``urn:uuid:…``).

    Raises SourceError when it can't be read, UsageError for a capture that is not in the folder.
    """
    if place.startswith("urn:uuid:"):
        known = due.capture(store, place) if store else None
        if known is None:
            raise UsageError(f"no capture {place} in {folder.path}; see testigo history URL")
        return stored_content(folder.path, known, config.max_body)
    if is_url(place):
        fetched = fetch(place, config)
        content = extract(fetched.data, fetched.content_type, fetched.url)
    else:
        content = extract(_file(place), mimetypes.guess_type(place)[0] or "", "")
    if not content.comparable:
        raise SourceError(
            place, f"no text can be had of it ({content.problem or content.media_type})"
        )
    return content


def _file(place: str) -> bytes:
    path = Path(place)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SourceError(place, f"larger than {MAX_BYTES // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(place, f"can't be read ({error.strerror})") from error
