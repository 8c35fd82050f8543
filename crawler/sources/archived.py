"""Versions of a plan that stood at one address, from the copies that web archives have of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.archives.copies import Years, copies
from crawler.sources.taken import Candidate, take
from crawler.sources.versions import version
from evidence.series.chains import Version

if TYPE_CHECKING:
    from evidence.config import Config
    from evidence.folder import EvidenceFolder
    from evidence.store import Store


def take_archived(
    folder: EvidenceFolder, config: Config, store: Store, name: str, url: str, years: Years,
    problems: list[str],
) -> list[Version]:  # fmt: skip
    """Keep each text that archives have of ``url`` as a version of the plan ``name``, dated by the day of
    its first copy, and return those that are new.

    Copies that are none are put into ``problems``. Raises UsageError, SourceUnseen when there is no copy,
    StoreError. The caller holds the folder.
    """
    found = []
    for one in copies(folder, config, store, url, years, problems):
        read = version(one.capture_id, one.day, config.crawl, folder, store)
        found.append(Candidate(Version(one.memento_url, one.day, read.plan), one.capture_id))
    return take(store, name, found, problems)
