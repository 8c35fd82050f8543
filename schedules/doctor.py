"""What is wrong with a set-up, and what to do about it: the machine, the folder, the network, and
with :mod:`schedules.health` the nights."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from crawler.run import drawing, timestamps
from crawler.wire.connectivity import require_network, server_time
from evidence import chromium, clock
from evidence.custody.log import anchors
from evidence.errors import ExitCode, StoreDamaged, TestigoError
from evidence.store import Store, registered, runs, soundness
from schedules import calendar, health, keeping, observing, witnessing
from schedules.health import Sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from evidence.config import Config, Crawl
    from evidence.folder import EvidenceFolder

_LOW_DISK = 2_000_000_000
"""Bytes: two full WARC files."""


def signs(folder: EvidenceFolder, config: Config) -> Iterator[Sign]:
    """Python, contact, archives, authorities, browser, network, clock, folder, disk, permissions, database,
    signing key, continuity, notices, runs, shards and service, one after another. The neutral hosts are asked
    whether the network is up."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Sign("python", sys.version_info >= (3, 11), f"{version} (3.11 or later is needed)")
    contact = config.crawl.contact
    missing = f"none; put an address under [crawl] in {folder.config}"
    yield Sign("contact", bool(contact), contact or missing)
    yield _wayback(config)
    yield from _perma(config)
    yield from _authorities(folder, config)
    if config.custody.calendars:
        installed = anchors.is_installed()
        says = "OpenTimestamps is installed" if installed else "pip install 'testigo[ots]'"
        yield Sign("anchors", installed, says)
    yield _browser(config)
    network, told = _network(config.crawl)
    yield network
    yield from _machine(folder)
    yield from _folder(folder, config, told)


def _browser(config: Config) -> Sign:
    """Whether pages can be opened in a browser; without one all else works."""
    lacking = drawing.lacks(config)
    if not lacking:
        return Sign("browser", True, f"{chromium.program()}")
    unseen = "pages whose text scripts draw can't be seen, and there are no pictures"
    return Sign("browser", True, f"none: {lacking}; {unseen}")


def exit_code(found: Iterable[Sign]) -> ExitCode:
    """2 when something needs doing, 3 when only the network is down, else 0."""
    bad = {sign.what for sign in found if not sign.good}
    if bad == {"network"}:
        return ExitCode.UNCHECKED
    return ExitCode.USAGE if bad else ExitCode.SOUND


def _wayback(config: Config) -> Sign:
    """Doing without an archive is a choice; half a pair of keys is not."""
    if not config.archive.wayback.enabled:
        return Sign("archive", good=True, says="the Wayback Machine is switched off")
    given = [name for name in ("IA_ACCESS_KEY", "IA_SECRET_KEY") if os.environ.get(name)]
    if len(given) == 1:
        return Sign("archive", good=False, says=f"only {given[0]} is set; saving needs both keys")
    without = (
        "looks up only; to save, set IA_ACCESS_KEY and IA_SECRET_KEY (archive.org/account/s3.php)"
    )
    return Sign("archive", good=True, says="keys are set" if given else without)


def _perma(config: Config) -> Iterator[Sign]:
    """Nothing where it is left switched off, as it comes."""
    if config.archive.perma.enabled:
        without = "looks up only; to save, set PERMA_API_KEY (perma.cc/settings/tools)"
        says = "the key is set" if os.environ.get("PERMA_API_KEY") else without
        yield Sign("perma", good=True, says=says)


def _authorities(folder: EvidenceFolder, config: Config) -> Iterator[Sign]:
    """Whether what the entries of time-stamp authorities name is here. None of them is asked."""
    for one in config.custody.authority:
        lacks = timestamps.lacking(folder, one)
        name = timestamps.name_of(one)
        yield Sign("time-stamps", lacks is None, f"{name}: {lacks or 'credentials are here'}")


def _network(crawl: Crawl) -> tuple[Sign, datetime | None]:
    """Whether the network is up, and what time it is there."""
    hosts = crawl.neutral_hosts
    try:
        require_network([f"https://{host}/" for host in hosts], crawl)
    except TestigoError:
        says = "none of the neutral hosts answers; see to the connection"
        return Sign("network", good=False, says=says), None
    return Sign("network", good=True, says="reachable"), server_time(
        hosts, allow_private=crawl.allow_private
    )


def _machine(folder: EvidenceFolder) -> Iterator[Sign]:
    """Where the folder lies or would be made."""
    path = folder.path
    place = next(p for p in (path, *path.parents) if p.exists())
    made = "" if path.exists() else " (made when needed)"
    yield Sign("folder", os.access(place, os.W_OK), f"{path}{made}")
    free = shutil.disk_usage(place).free
    low = free <= _LOW_DISK
    yield Sign("disk", not low, f"{free / 1e9:.1f} GB free" + ("; make room" if low else ""))


def _folder(folder: EvidenceFolder, config: Config, told: datetime | None) -> Iterator[Sign]:
    """What is in it. ``told`` is the time by a server's clock, if one was asked."""
    if not folder.exists:
        yield health.clock_sign(clock.now(), told, None)
        if not config.notify.to:
            yield health.NOBODY_TOLD
        if not config.schedule:
            yield health.NO_NIGHT
        return
    yield _permissions(folder)
    yield keeping.privacy(folder)
    try:
        with closing(Store(folder.database)) as store:
            astray = [run.started_at for run in runs.astray(store)]
            yield health.clock_sign(clock.now(), told, soundness.newest_entry(store), astray)
            yield _database(folder, store)
            yield keeping.signing_key(store)
            yield keeping.unaccounted(folder, store)
            yield from witnessing.signs(store, config, clock.now())
            yield from observing.signs(store, config)
            yield health.notices(store, config.notify, os.environ)
            held = folder.runner() is not None
            yield health.last_run(store, held=held)
            yield from health.shards(folder, held=held)
            yield from _nights(folder, config, store)
    except TestigoError as error:
        yield Sign("database", good=False, says=str(error))


def _permissions(folder: EvidenceFolder) -> Sign:
    """A single run as root leaves files that the service's own user can't write."""
    kept = [folder.path, folder.warc, folder.logs, folder.index]
    ours = [*kept, *folder.path.glob("evidence.db*"), *folder.path.glob("*.lock")]
    closed = [path for path in ours if path.exists() and not os.access(path, os.R_OK | os.W_OK)]
    if closed:
        says = f"{closed[0]} can't be written; give it to the user of the service"
        return Sign("permissions", good=False, says=says)
    return Sign("permissions", good=True, says="all files can be written")


def _database(folder: EvidenceFolder, store: Store) -> Sign:
    try:
        soundness.require_sound(store)
    except StoreDamaged as damage:
        return Sign("database", good=False, says=damage.problem)
    lost = [name for name in soundness.warc_files(store) if not (folder.path / name).exists()]
    if lost:
        says = f"{lost[0]} is missing; restore it, then testigo verify"
        return Sign("database", good=False, says=says)
    return Sign("database", good=True, says="sound; testigo verify hashes everything again")


def _nights(folder: EvidenceFolder, config: Config, store: Store) -> Iterator[Sign]:
    try:
        calendars = calendar.read(config, folder.config)
    except TestigoError as error:
        yield Sign("next run", good=False, says=str(error))
        return
    last = runs.latest_to_report(store)
    yield from health.nights(
        folder,
        calendars,
        clock.now(),
        sources={*registered.ids(store), *(source.id for source in config.sources)},
        last_run_at=last.started_at if last else None,
    )
