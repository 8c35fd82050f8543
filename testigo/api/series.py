"""One plan through its versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.errors import UsageError
from testigo.api.folder import open_folder, opened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from evidence.series.chains import Series
    from testigo.api.folder import Folder


def series(folder: Folder, name: str) -> Series:
    """What became of each commitment of a plan whose versions are kept in the folder; asks nobody.

    Raises UsageError when no plan is called so, FolderError without evidence, StoreError.

    >>> testigo.add_versions(folder, "plan", ["plan-2016.md", "plan-2017.md"])
    (True, True)
    >>> plan = testigo.series(folder, "plan")
    >>> [version.label for version in plan.versions], plan.is_alarming
    (['2016', '2017'], True)
    """
    from evidence.series.chains import series_of
    from evidence.store import series as kept

    with opened(folder) as store:
        versions = kept.versions(store, name)
        names = kept.names(store)
    if not versions:
        known = f"; there are {', '.join(names)}" if names else ""
        raise UsageError(
            f"no series is called {name!r}{known}; testigo series NAME add DOC begins one"
        )
    return series_of(name, versions)


def series_names(folder: Folder) -> tuple[str, ...]:
    """The plans whose versions are kept in the folder.

    Raises FolderError without evidence, StoreError.

    >>> testigo.series_names(folder)
    ('plan',)
    """
    from evidence.store import series as kept

    with opened(folder) as store:
        return tuple(kept.names(store))


def add_versions(
    folder: Folder, name: str, versions: Sequence[Path | str], *, dates: Sequence[str] = ()
) -> tuple[bool, ...]:
    """Keep versions of a plan in the folder: files, URLs (fetched now) or captures (``urn:uuid:…``), with
    dates as :func:`compare_versions` takes them. For each, whether it was new.

    Of a file the text is kept, as it was read, with the digest of its bytes; the bytes of a capture are
    in the folder already.

    Raises UsageError for dates that are none or too few, SourceError when a version can't be had,
    FolderError, FolderBusy while another process writes, StoreError.

    >>> testigo.add_versions(folder, "plan", ["plan-2016.md"], dates=["2016"])
    (False,)
    """
    from crawler.sources.document import CAPTURE
    from crawler.sources.versions import version
    from evidence.series.dated import dates_for
    from evidence.store import series as kept

    places = [str(one) for one in versions]
    days = dates_for(places, dates)
    folder.place.create()
    with folder.place.hold(), opened(folder, make=True) as store:
        found = [
            (place, version(place, day, folder.config.crawl, folder.place, store))
            for place, day in zip(places, days, strict=True)
        ]
        return tuple(
            kept.add(store, name, one, place if place.startswith(CAPTURE) else None)
            for place, one in found
        )


def remove_version(folder: Folder, name: str, label: str) -> None:
    """Take a version out of a plan, by what it is called there (its year, else its date); the custody
    log remembers that it was there.

    Raises UsageError when there is none, FolderError, FolderBusy, StoreError.

    >>> testigo.remove_version(folder, "plan", "2017")
    >>> [version.label for version in testigo.series(folder, "plan").versions]
    ['2016']
    """
    from evidence.store import series as kept

    with folder.place.hold(), opened(folder) as store:
        plan = series(folder, name)
        found = next((one for one in plan.versions if one.label == label), None)
        if found is None:
            labels = ", ".join(one.label for one in plan.versions)
            raise UsageError(f"{name} has no version {label!r}; it has {labels}")
        kept.remove(store, name, found)


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
