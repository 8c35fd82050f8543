"""The plans that the configuration follows: versions that it lists, and what stands at their addresses
now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.archives.copies import Years
from crawler.sources.archived import take_archived
from crawler.sources.listed import take_listed
from crawler.sources.taken import says_the_same
from crawler.sources.versions import version
from evidence import clock
from evidence.errors import RecordError, SourceError, UsageError
from evidence.series.chains import Series, Version, series_of
from evidence.series.fate import between
from evidence.store import answers
from evidence.store import series as kept
from evidence.store.sources import known_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.config import Config, series
    from evidence.folder import EvidenceFolder
    from evidence.store import Store


def follow(
    store: Store, config: Config, folder: EvidenceFolder, problems: list[str]
) -> Iterator[Series]:
    """Take in what is new of each plan; those that have a later version than before, with it.

    What can't be had or read is put into ``problems``, in words; the versions that are there stand.
    """
    for plan in config.series:
        before = kept.versions(store, plan.name)
        told: list[str] = []
        for step in (_listed, _on_board, _archived, _standing):
            try:
                step(store, config, folder, plan, told)
            except (OSError, SourceError, UsageError, RecordError) as error:
                told.append(str(error))
        problems += [f"series {plan.name}: {one}" for one in told]
        versions = kept.versions(store, plan.name)
        if before and versions[-1].plan.sha256 != before[-1].plan.sha256:
            yield series_of(plan.name, versions)


def _listed(
    store: Store,
    config: Config,
    folder: EvidenceFolder,
    plan: series.Series,
    problems: list[str],  # noqa: ARG001 - as the other steps
) -> None:
    """Keep the versions that the configuration lists; each is read once."""
    known = {(one.dated, one.location) for one in kept.records(store, plan.name)}
    for entry in plan.versions:
        date, _, location = entry.partition(" ")
        if (date, location) not in known:
            kept.add(store, plan.name, version(location, date, config.crawl, folder, store))


def _on_board(
    store: Store, config: Config, folder: EvidenceFolder, plan: series.Series, problems: list[str]
) -> None:
    """Keep what the plan's board lists of it."""
    if plan.board:
        take_listed(folder, config, store, plan.name, plan.board, plan.match, problems)


def _archived(
    store: Store, config: Config, folder: EvidenceFolder, plan: series.Series, problems: list[str]
) -> None:
    """Keep what archives have of the plan's address."""
    if plan.archived:
        take_archived(folder, config, store, plan.name, plan.location, Years(), problems)


def _standing(
    store: Store, config: Config, folder: EvidenceFolder, plan: series.Series, problems: list[str]
) -> None:
    """Keep what stands at a plan's address now, where it says something else than its other versions;
    a page that is no version of it (an error, a login) is left alone, and said."""
    if not plan.location:
        return
    versions = kept.versions(store, plan.name)
    place, date = _where(store, plan.location)
    found = version(place, date, config.crawl, folder, store)
    found = Version(plan.location, found.date, found.plan)
    if any(says_the_same(one, found) for one in versions):
        return
    last = versions[-1] if versions else None
    if found.plan.problem or (last is not None and between(last.plan, found.plan).problem):
        problems.append(
            f"what stands at {plan.location} is no version of the plan, or can't be read"
        )
        return
    kept.add(store, plan.name, found, place if place != plan.location else None)


def _where(store: Store, url: str) -> tuple[str, str]:
    """The last capture of an address that is looked at anyway, else the address itself, with the day
    of today."""
    key = known_id(store, url)
    captures = answers.captures_of(store, key)
    if captures:
        return captures[-1].id, captures[-1].captured_at[:10]
    return url, clock.stamp(clock.now())[:10]
