"""One plan through its versions."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import UsageError
from testigo.api.folder import open_folder, opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from evidence.series.chains import Series, Version
    from evidence.store import Store
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
            Words(
                "no series is called {name!r}{known}; testigo series NAME add DOC begins one",
                "ninguna serie se llama {name!r}{known}; testigo series NOMBRE add DOC empieza una",
            ),
            name=name,
            known=known,
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


@dataclass(frozen=True, slots=True)
class FoundVersions:
    """What a search for versions of a plan brought."""

    versions: tuple[Version, ...]
    """that were not there before, oldest first"""
    left_out: tuple[str, ...]
    """what was found and is no version, or could not be had, in words"""


def add_archived(
    folder: Folder, name: str, url: str, *, first: int | None = None, last: int | None = None
) -> FoundVersions:
    """Keep each text that web archives have of ``url``, captured in the years ``first`` to ``last``, as a version
    of a plan, dated by the day of its first copy; the copies are kept as captures.

    The archives that the configuration names are asked in turn until one has any, and at most 24 copies are
    fetched: each content once, of more than 24 the first of each year.

    Raises UsageError when no archive is switched on or the address is not public, SourceUnseen when none has a
    copy or none answers, FolderError, FolderBusy while another process writes, StoreError.

    >>> testigo.add_archived(folder, "plan", "https://www.example.org/plan")
    Traceback (most recent call last):
        ...
    UsageError: no web archive is switched on; set enabled = true in ...testigo.toml
    """
    from crawler.archives.copies import Years
    from crawler.sources.archived import take_archived

    problems: list[str] = []
    years = Years(first, last)
    with _writing(folder) as store:
        found = take_archived(folder.place, folder.config, store, name, url, years, problems)
    return FoundVersions(tuple(found), tuple(problems))


def add_listed(folder: Folder, name: str, board: str, match: str) -> FoundVersions:
    """Keep each document that the board with the id ``board`` lists, or listed, under a title that matches
    ``match`` (a phrase, with ``*`` for anything) as a version of a plan. It is dated by its title, its labels or
    its address, else by the day on which the board first listed it.

    Raises UsageError when there is no such board, SourceUnseen when it lists nothing of the kind, FolderError,
    FolderBusy while another process writes, StoreError.

    >>> testigo.add_listed(folder, "plan", "none", "plan de acción")
    Traceback (most recent call last):
        ...
    UsageError: no board is called 'none'; testigo sources lists what is watched
    """
    from crawler.sources.listed import take_listed

    problems: list[str] = []
    with _writing(folder) as store:
        found = take_listed(folder.place, folder.config, store, name, board, match, problems)
    return FoundVersions(tuple(found), tuple(problems))


@contextmanager
def _writing(folder: Folder) -> Iterator[Store]:
    """The store while WARC files are written, too: what a killed run left is put in order first."""
    from evidence.custody import continuity
    from evidence.custody.warc import recovery

    folder.place.create()
    with folder.place.hold(), opened(folder, make=True) as store:
        recovery.recover(folder.place, store, continuity.begin(folder.place, store))
        yield store


def remove_version(folder: Folder, name: str, label: str) -> None:
    """Take a version out of a plan, by what it is called there (its year, else its date); the custody
    log remembers that it was there.

    Raises UsageError when there is none, FolderError, FolderBusy, StoreError.

    >>> testigo.remove_version(folder, "plan", "2017")
    >>> [version.label for version in testigo.series(folder, "plan").versions]
    ['2016']
    """
    from evidence.store import series as kept

    with folder.place.hold(), opened(folder, writes=True) as store:
        plan = series(folder, name)
        found = next((one for one in plan.versions if one.label == label), None)
        if found is None:
            labels = ", ".join(one.label for one in plan.versions)
            raise UsageError(
                Words(
                    "{name} has no version {label!r}; it has {labels}",
                    "{name} no tiene la versión {label!r}; tiene {labels}",
                ),
                name=name,
                label=label,
                labels=labels,
            )
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
