"""The plans that the configuration follows: versions that it lists, and what stands at their addresses
now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.sources.versions import version
from evidence import clock
from evidence.errors import SourceError, UsageError
from evidence.series.chains import Series, Version, series_of
from evidence.series.fate import between
from evidence.store import answers
from evidence.store import series as kept
from evidence.store.sources import known_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.config import Config, settings
    from evidence.folder import EvidenceFolder
    from evidence.store import Store


def follow(
    store: Store, config: Config, folder: EvidenceFolder, problems: list[str]
) -> Iterator[Series]:
    """Take in what is new of each plan; those that have a new version at their address, with it.

    What can't be had or read is put into ``problems``, in words; the versions that are there stand.
    """
    for plan in config.series:
        try:
            _listed(store, config, folder, plan)
            if plan.location and _taken(store, config, folder, plan, problems):
                yield series_of(plan.name, kept.versions(store, plan.name))
        except (SourceError, UsageError) as error:
            problems.append(f"series {plan.name}: {error}")


def _listed(store: Store, config: Config, folder: EvidenceFolder, plan: settings.Series) -> None:
    """Keep the versions that the configuration lists; each is read once."""
    known = {(one.dated, one.location) for one in kept.records(store, plan.name)}
    for entry in plan.versions:
        date, _, location = entry.partition(" ")
        if (date, location) not in known:
            kept.add(store, plan.name, version(location, date, config.crawl, folder, store))


def _taken(
    store: Store, config: Config, folder: EvidenceFolder, plan: settings.Series, problems: list[str]
) -> bool:
    """Keep what stands at a plan's address now, where it says something else than its last version;
    a page that is no version of it (an error, a login) is left alone, and said."""
    versions = kept.versions(store, plan.name)
    place, date = _where(store, plan.location)
    found = version(place, date, config.crawl, folder, store)
    found = Version(plan.location, found.date, found.plan)
    if any(_says_the_same(one, found) for one in versions):
        return False
    last = versions[-1] if versions else None
    if found.plan.problem or (last is not None and between(last.plan, found.plan).problem):
        problems.append(
            f"series {plan.name}: what stands at {plan.location} is no version of the plan, "
            "or can't be read"
        )
        return False
    capture = place if place != plan.location else None
    return kept.add(store, plan.name, found, capture) and last is not None


def _where(store: Store, url: str) -> tuple[str, str]:
    """The last capture of an address that is looked at anyway, else the address itself, with the day
    of today."""
    key = known_id(store, url)
    captures = answers.captures_of(store, key)
    if captures:
        return captures[-1].id, captures[-1].captured_at[:10]
    return url, clock.stamp(clock.now())[:10]


def _says_the_same(one: Version, other: Version) -> bool:
    if one.plan.sha256 == other.plan.sha256:
        return True
    return [unit.squeezed for unit in one.plan.units] == [
        unit.squeezed for unit in other.plan.units
    ]
