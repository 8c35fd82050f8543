"""One version of a plan, wherever it is: a file, a capture of a folder, or a URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.sources.document import had_at
from evidence.series.chains import Version
from evidence.series.read import read

if TYPE_CHECKING:
    from evidence.config import Crawl
    from evidence.folder import EvidenceFolder
    from evidence.store import Store


def version(
    place: str, date: str, config: Crawl, folder: EvidenceFolder, store: Store | None
) -> Version:
    """The version at ``place``, dated ``date``; a capture without one has the day on which it was made.

    Raises SourceError when it can't be had, UsageError for a capture that is not in the folder.
    """
    had = had_at(place, config, folder, store)
    return Version(place, date or had.at[:10], read(had.data, had.url or place, had.content_type))
