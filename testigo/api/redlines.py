"""What changed, word by word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from testigo.api.folder import open_folder, opened

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.reports.redline import Redline
    from testigo.api.folder import Folder


def diff(folder: Folder, url: str, *, since: str = "", until: str = "") -> Redline:
    """What was taken out, put in and moved in one URL between two captures; asks nobody.

    ``since`` and ``until`` are times, such as ``2026-11-21`` or ``2026-11`` (their end),
    ``2026-11-21T18:00:00Z``, ``yesterday``, ``12 de septiembre de 2019``: the last capture not after them
    is taken, without them the baseline and the latest. ``gone`` of the answer says so where the document
    is missing by now, or can't be seen.

    Raises UsageError for what is no time, when no capture shows a document, none is so early or both
    times mean the same one; DocumentGone and SourceUnseen when no time is given, the document is gone or
    can't be seen, and one copy alone is kept; FolderError without evidence, StoreError, RecordError for a
    damaged record.

    >>> redline = testigo.diff(folder, "https://agua.example/compromiso-4")
    >>> redline.change.kind.value, redline.change.words_removed
    ('removed', 27)
    >>> "contratos de obra" in redline.render("unified")
    True
    """
    from evidence.days import utc
    from evidence.looks.between import captures_between, today
    from evidence.looks.contents import stored_content
    from evidence.reports.redline import Redline

    with opened(folder) as store:
        old, new = captures_between(store, url, since, until)
        gone = None if until else today(store, url)
    most = folder.config.crawl.max_body
    before, after = (stored_content(folder.path, one, most) for one in (old, new))
    names = [f"{url} {utc(one.captured_at, seconds=True)}" for one in (old, new)]
    return replace(Redline.between(before, after, *names), gone=gone)


def compare(old: Path | str, new: Path | str, folder: Folder | None = None) -> Redline:
    """What NEW lost against OLD: files, URLs (fetched now) or captures (``urn:uuid:…``), of whatever
    formats.

    ``folder`` is the one whose configuration is gone by and that holds the captures; without it, the
    one that :func:`testigo.open` finds.

    Raises SourceError when one can't be read or has no text, Interrupted by SIGINT or SIGTERM while
    one is fetched, UsageError for a capture that is not there, StoreError, RecordError.

    >>> testigo.compare("informe.md", "informe.md").change.kind.value
    'identical'
    """
    from crawler.sources.document import document
    from evidence.reports.redline import Redline

    within = folder or open_folder()
    places = (str(old), str(new))
    if not within.exists:
        before, after = (document(p, within.config.crawl, within.place, None) for p in places)
        return Redline.between(before, after, *places)
    with opened(within) as store:
        before, after = (document(p, within.config.crawl, within.place, store) for p in places)
    return Redline.between(before, after, *places)
