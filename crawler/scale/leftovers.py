"""Shards that a night has left whose leader is gone: the next run takes them in before it looks at anything."""

from __future__ import annotations

import logging
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.scale.places import (
    ALIVE,
    AWAY,
    DAMAGED,
    SHARDS,
    STOP,
    TOLD,
    Around,
    send_left,
    shards,
    where,
)
from crawler.scale.taking import once_free, settle_for, taken_once_free
from evidence import signing
from evidence.bilingual import Words
from evidence.custody.shards import take
from evidence.errors import FolderBusy, FolderError, StoreError, UsageError
from evidence.folder import EvidenceFolder

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence.config import Config
    from evidence.errors import TestigoError
    from evidence.looks.rejoined import Rejoined
    from evidence.store import Store

log = logging.getLogger(__name__)


def take_up(
    folder: EvidenceFolder, store: Store, config: Config, told: Callable[[str], None]
) -> None:
    """Take in what others have left. The caller holds the folder. Raises StoreError."""
    here = folder.path / SHARDS
    if not here.is_dir():
        return
    (here / ALIVE).unlink(missing_ok=True)  # who still walks one ends it
    places = {
        path: away for away in sorted(here.glob(f"*{AWAY}")) if (path := _fetched(away, told))
    }
    settle = settle_for(folder, config)
    files: list[str] = []
    for path in (*shards(folder), *places):
        if not path.suffix:
            files += _taken(folder, store, EvidenceFolder(path), settle, told)
    take.index(folder, store, files)
    for path, away in places.items():
        if not path.exists():
            away.unlink()
            _tidy(path)
    for left in (*here.glob("*.new"), *here.glob(f"*{TOLD}"), here / ALIVE, here / STOP):
        shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)
    with suppress(OSError):
        here.rmdir()


def _fetched(away: Path, told: Callable[[str], None]) -> Path | None:
    """Fetch a shard from afar; or say where it lies in another folder that this machine sees, and is taken in
    where it is."""
    place, must_be_there = where(away)
    root, _, name = place.rpartition("/")
    try:
        around = Around(root)
        around.remove(ALIVE)
        if not around.is_far:
            if not Path(root).is_dir():  # a disk of the network that is not there tonight
                raise FileNotFoundError(root)
            return Path(root, name)
        once_free(lambda: send_left(f"{root}/{name}"))
        around.fetch(name, away.parent / name)
        around.remove(name)
        away.unlink()
    except (OSError, FolderError, UsageError) as problem:
        if not must_be_there and isinstance(problem, FileNotFoundError):
            away.unlink()  # it was not sent yet, or taken in already
            return None
        told(f"shard {name} can't be fetched from {root} ({problem})")
    return None


def _tidy(path: Path) -> None:
    """Nothing stays in another folder of a shard that lay there."""
    with suppress(OSError):
        path.with_name(f"{path.name}{TOLD}").unlink(missing_ok=True)
        path.with_name(STOP).unlink(missing_ok=True)
        path.parent.rmdir()


def _taken(
    folder: EvidenceFolder,
    store: Store,
    shard: EvidenceFolder,
    settle: Rejoined,
    told: Callable[[str], None],
) -> tuple[str, ...]:
    """Take one in, and return its WARC files."""
    key = take.key_of(shard)
    if not shard.exists or key is None:  # it was not whole yet
        shutil.rmtree(shard.path, ignore_errors=True)
        return ()
    if signing.private(key) is None:
        return _kept(shard, FolderError(shard.path, take.NO_KEY), told)
    try:
        taken = taken_once_free(folder, store, shard, key, settle)
    except FolderBusy as problem:  # it is still walked, and the next run takes it in
        told(str(problem))
        return ()
    except (FolderError, StoreError) as problem:
        if isinstance(problem, StoreError) and problem.path != shard.database:
            raise
        return _kept(shard, problem, told)
    log.info(
        Words(
            "{shard}: {count} looks taken in that an earlier run had left",
            "{shard}: revisiones incorporadas que dejó una revisión anterior, {count}",
        ).of(shard=shard.path, count=taken.looks)
    )
    take.discard(shard)
    return taken.files


def _kept(shard: EvidenceFolder, problem: TestigoError, told: Callable[[str], None]) -> tuple[()]:
    """Keep one that can't be taken in; a person may see to it."""
    kept = shard.path.with_name(f"{shard.path.name}{DAMAGED}")
    shard.path.rename(kept)
    told(f"{problem}; it is kept as {kept}")
    return ()
