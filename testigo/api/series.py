"""One plan through its versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from testigo.api.folder import open_folder, opened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from evidence.series.chains import Series
    from testigo.api.folder import Folder


def compare_versions(
    versions: Sequence[Path | str],
    *,
    dates: Sequence[str] = (),
    name: str = "",
    folder: Folder | None = None,
) -> Series:
    """What became of each commitment of a plan from version to version; stores nothing.

    ``versions`` are files, URLs (fetched now) or captures (``urn:uuid:…``), of whatever formats;
    ``dates`` has one for each, as ``2017-05-01``, ``2017-05`` or ``2017``. Without them a year or day in
    the name of a file is taken, and the time of a capture.

    Raises UsageError for dates that are none or too few, SourceError when a version can't be had,
    Interrupted by SIGINT or SIGTERM while one is fetched. A version that is there and can't be read
    is told of in the answer.

    >>> series = testigo.compare_versions(["plan-2016.md", "plan-2017.md"])
    >>> [one.outcome.fate.value for one in series.chains[0].became]
    ['weakened']
    >>> series.chains[0].became[0].outcome.findings[0].kind.value
    'modal'
    """
    from crawler.sources.versions import version
    from evidence.series.chains import series_of
    from evidence.series.dated import dates_for

    within = folder or open_folder()
    places = [str(one) for one in versions]
    days = dates_for(places, dates)
    if not within.exists:
        found = [
            version(p, d, within.config.crawl, within.place, None)
            for p, d in zip(places, days, strict=True)
        ]
        return series_of(name, found)
    with opened(within) as store:
        found = [
            version(p, d, within.config.crawl, within.place, store)
            for p, d in zip(places, days, strict=True)
        ]
    return series_of(name, found)
