"""``testigo doctor``: what is wrong with this set-up, and what to do about it."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from evidence.errors import ExitCode, TestigoError
from schedules.health import Sign
from testigo.app import App, common

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from evidence.store import Store

_LOW_DISK = 2_000_000_000
"""Bytes: two full WARC files."""


@click.command("doctor")
@common("text", "json")
def command(app: App) -> ExitCode:
    """Look at Python, the clock, the folder and its permissions, the disk, the database, the
    configuration, the network, notices, the last and the next run, and the nightly service; each
    line says what to do. Exit code 2 if something needs doing, 3 if only the network is down.
    """
    signs = list(_signs(app))
    if app.format == "json":
        click.echo(json.dumps([asdict(sign) for sign in signs], indent=1))
    else:
        for sign in signs:
            click.echo(f"{'ok  ' if sign.good else 'BAD '} {sign.what}: {sign.says}")
    bad = {sign.what for sign in signs if not sign.good}
    if bad == {"network"}:
        return ExitCode.UNCHECKED
    return ExitCode.USAGE if bad else ExitCode.SOUND


def _signs(app: App) -> Iterator[Sign]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Sign("python", sys.version_info >= (3, 11), f"{version} (3.11 or later is needed)")
    contact = app.config.crawl.contact
    yield Sign(
        "contact",
        bool(contact),
        contact or f"none; put an address under [crawl] in {app.folder.config}",
    )
    yield _archive(app)
    yield from _perma(app)
    network, told = _network(app)
    yield network
    yield from _folder(app, told)


def _archive(app: App) -> Sign:
    """Doing without an archive is a choice; half a pair of keys is not."""
    if not app.config.archive.wayback.enabled:
        return Sign("archive", good=True, says="the Wayback Machine is switched off")
    given = [name for name in ("IA_ACCESS_KEY", "IA_SECRET_KEY") if os.environ.get(name)]
    if len(given) == 1:
        return Sign("archive", good=False, says=f"only {given[0]} is set; saving needs both keys")
    without = (
        "looks up only; to save, set IA_ACCESS_KEY and IA_SECRET_KEY (archive.org/account/s3.php)"
    )
    return Sign("archive", good=True, says="keys are set" if given else without)


def _perma(app: App) -> Iterator[Sign]:
    """Nothing where it is left switched off, as it comes."""
    if app.config.archive.perma.enabled:
        key = bool(os.environ.get("PERMA_API_KEY"))
        says = (
            "the key is set"
            if key
            else "looks up only; to save, set PERMA_API_KEY (perma.cc/settings/tools)"
        )
        yield Sign("perma", good=True, says=says)


def _folder(app: App, told: datetime | None) -> Iterator[Sign]:
    from evidence import clock
    from schedules.health import clock_sign

    path = app.folder.path
    place = next(p for p in (path, *path.parents) if p.exists())
    yield Sign(
        "folder",
        os.access(place, os.W_OK),
        f"{path}" + ("" if path.exists() else " (made when needed)"),
    )
    free = shutil.disk_usage(place).free
    yield Sign(
        "disk",
        free > _LOW_DISK,
        f"{free / 1e9:.1f} GB free" + ("" if free > _LOW_DISK else "; make room"),
    )
    if not app.folder.exists:
        yield clock_sign(clock.now(), told, None)
        return
    yield _permissions(app)
    try:
        store = app.store()
    except TestigoError as error:
        yield Sign("database", good=False, says=str(error))
        return
    try:
        yield from _evidence(app, store, told)
    except TestigoError as error:
        yield Sign("database", good=False, says=str(error))
    finally:
        store.close()


def _permissions(app: App) -> Sign:
    """A single run as root leaves files that the service's own user can't write."""
    folder = app.folder
    ours = [
        folder.path,
        folder.warc,
        folder.logs,
        *folder.path.glob("evidence.db*"),
        *folder.path.glob("*.lock"),
    ]
    closed = [
        path
        for path in (*ours, folder.index)
        if path.exists() and not os.access(path, os.R_OK | os.W_OK)
    ]
    if closed:
        return Sign(
            "permissions",
            good=False,
            says=f"{closed[0]} can't be written; give it to the user of the service",
        )
    return Sign("permissions", good=True, says="all files can be written")


def _evidence(app: App, store: Store, told: datetime | None) -> Iterator[Sign]:
    from evidence import clock
    from evidence.store import runs
    from schedules import calendar, health

    now = clock.now()
    newest = store.one("SELECT MAX(at) AS at FROM custody")
    yield health.clock_sign(now, told, newest["at"] if newest else None)
    damage = store.one("PRAGMA quick_check(1)")
    lost = [
        row["id"]
        for row in store.all("SELECT id FROM warc_files")
        if not (app.folder.path / row["id"]).exists()
    ]
    if damage and damage["quick_check"] != "ok":
        yield Sign(
            "database",
            good=False,
            says=f"damaged ({damage['quick_check']}); restore your last copy",
        )
    elif lost:
        yield Sign(
            "database", good=False, says=f"{lost[0]} is missing; restore it, then testigo verify"
        )
    else:
        yield Sign("database", good=True, says="sound; testigo verify hashes everything again")
    yield health.notices(store, app.config.notify, os.environ)
    yield health.last_run(store, held=app.folder.runner() is not None)
    last = runs.latest_to_report(store)
    try:
        calendars = calendar.read(app.config, app.folder.config)
    except TestigoError as error:
        yield Sign("next run", good=False, says=str(error))
    else:
        sources = {row["id"] for row in store.all("SELECT id FROM sources")}
        sources |= {source.id for source in app.config.sources}
        began = last.started_at if last else None
        yield from health.nights(app.folder, calendars, now, sources=sources, last_run_at=began)


def _network(app: App) -> tuple[Sign, datetime | None]:
    """Whether the network is up, and what time it is there."""
    from crawler.wire.connectivity import require_network, server_time

    hosts = app.config.crawl.neutral_hosts
    try:
        require_network([f"https://{host}/" for host in hosts], app.config.crawl)
    except TestigoError:
        says = "none of the neutral hosts answers; see to the connection"
        return Sign("network", good=False, says=says), None
    return Sign("network", good=True, says="reachable"), server_time(hosts)
