"""``testigo doctor``: what is wrong with this set-up, and what to do about it."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import click

from evidence.errors import ExitCode, TestigoError
from testigo.app import App, common

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOW_DISK = 2_000_000_000
"""Bytes: two full WARC files."""


@dataclass(frozen=True, slots=True)
class _Sign:
    what: str
    good: bool
    says: str


@click.command("doctor")
@common("text", "json")
def command(app: App) -> ExitCode:
    """Look at Python, the folder, the disk, the database, the configuration and the network; each line
    says what to do. Exit code 2 if something needs doing, 3 if only the network is down.
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


def _signs(app: App) -> Iterator[_Sign]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield _Sign("python", sys.version_info >= (3, 11), f"{version} (3.11 or later is needed)")
    contact = app.config.crawl.contact
    yield _Sign(
        "contact", bool(contact), contact or f"none; put an address under [crawl] in {app.folder.config}"
    )
    yield _archive(app)
    yield from _perma(app)
    yield from _folder(app)
    yield _network(app)


def _archive(app: App) -> _Sign:
    """Doing without an archive is a choice; half a pair of keys is not."""
    if not app.config.archive.wayback.enabled:
        return _Sign("archive", good=True, says="the Wayback Machine is switched off")
    given = [name for name in ("IA_ACCESS_KEY", "IA_SECRET_KEY") if os.environ.get(name)]
    if len(given) == 1:
        return _Sign("archive", good=False, says=f"only {given[0]} is set; saving needs both keys")
    without = "looks up only; to save, set IA_ACCESS_KEY and IA_SECRET_KEY (archive.org/account/s3.php)"
    return _Sign("archive", good=True, says="keys are set" if given else without)


def _perma(app: App) -> Iterator[_Sign]:
    """Nothing where it is left switched off, as it comes."""
    if app.config.archive.perma.enabled:
        key = bool(os.environ.get("PERMA_API_KEY"))
        says = (
            "the key is set" if key else "looks up only; to save, set PERMA_API_KEY (perma.cc/settings/tools)"
        )
        yield _Sign("perma", good=True, says=says)


def _folder(app: App) -> Iterator[_Sign]:
    path = app.folder.path
    place = next(p for p in (path, *path.parents) if p.exists())
    yield _Sign(
        "folder", os.access(place, os.W_OK), f"{path}" + ("" if path.exists() else " (made when needed)")
    )
    free = shutil.disk_usage(place).free
    yield _Sign(
        "disk", free > _LOW_DISK, f"{free / 1e9:.1f} GB free" + ("" if free > _LOW_DISK else "; make room")
    )
    if app.folder.exists:
        yield _database(app)


def _database(app: App) -> _Sign:
    from evidence.store import runs

    try:
        store = app.store()
    except TestigoError as error:
        return _Sign("database", good=False, says=str(error))
    try:
        run = runs.latest(store)
        files = {row["id"] for row in store.all("SELECT id FROM warc_files")}
    except TestigoError as error:
        return _Sign("database", good=False, says=str(error))
    finally:
        store.close()
    lost = [warc for warc in files if not (app.folder.path / warc).exists()]
    if lost:
        return _Sign("database", good=False, says=f"{lost[0]} is missing; restore it, then testigo verify")
    last = f"last run {run['started_at'][:19]}Z {run['state']}" if run else "no run yet"
    return _Sign("database", good=True, says=last)


def _network(app: App) -> _Sign:
    from crawler.guard import require_network

    try:
        require_network([f"https://{host}/" for host in app.config.crawl.neutral_hosts], app.config.crawl)
    except TestigoError:
        return _Sign("network", good=False, says="none of the neutral hosts answers; see to the connection")
    return _Sign("network", good=True, says="reachable")
