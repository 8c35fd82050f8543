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
    are_left,
    must_be_there,
    send_left,
    shards,
)
from crawler.scale.taking import once_free, settle_for, taken_once_free
from evidence import signing
from evidence.bilingual import Words
from evidence.custody.log.seals import chain_of
from evidence.custody.shards import out, take
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
    if not are_left(folder):
        return
    here = folder.path / SHARDS
    if here.is_symlink():  # what it leads to is not ours to tidy up
        told(f"{here} leads elsewhere and is left alone")
        return
    (here / ALIVE).unlink(missing_ok=True)  # who still walks one ends it
    chain = chain_of(store)
    places = {
        path: away
        for away in sorted(here.glob(f"*{AWAY}"))
        if (path := _fetched(away, _made_here(away.stem, chain), told))
    }
    settle = settle_for(folder, config)
    files: list[str] = []
    for path in (*shards(folder), *places):
        if not path.suffix:
            made = _made_here(path.name, chain)
            files += _taken(folder, store, EvidenceFolder(path), made, settle, told)
            if made and not path.exists():
                if path in places:
                    places[path].unlink()
                    _tidy(path)
                out.forget(made.name)
    take.index(folder, store, files)
    for left in (*here.glob("*.new"), *here.glob(f"*{TOLD}"), here / ALIVE, here / STOP):
        shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)
    with suppress(OSError):
        here.rmdir()


def _made_here(name: str, chain: str) -> out.Out | None:
    """What this machine remembers of a shard of the folder whose log is ``chain``."""
    made = out.known(name)
    return made if made and made.of == chain else None


def _fetched(away: Path, made: out.Out | None, told: Callable[[str], None]) -> Path | None:
    """Fetch a shard from afar; or say where it lies in another folder that this machine sees, and is taken in
    where it is."""
    if made is None:
        told(f"{away} is left alone: {take.NO_KEY}")
        return None
    root, _, name = made.place.rpartition("/")
    is_surely_there = True
    try:
        is_surely_there = must_be_there(away)
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
        if not is_surely_there and isinstance(problem, FileNotFoundError):
            away.unlink()  # it was not sent yet, or taken in already
            out.forget(name)
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
    made: out.Out | None,
    settle: Rejoined,
    told: Callable[[str], None],
) -> tuple[str, ...]:
    """Take one in, and return its WARC files."""
    if made is None or (made.key and signing.private(made.key) is None):
        return _kept(shard, FolderError(shard.path, take.NO_KEY), told)
    if not made.key or not shard.exists:  # it was not whole yet
        take.discard(shard, made.key)
        return ()
    try:
        taken = taken_once_free(folder, store, shard, made.key, settle)
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
    take.discard(shard, made.key)
    return taken.files


def _kept(shard: EvidenceFolder, problem: TestigoError, told: Callable[[str], None]) -> tuple[()]:
    """Keep one that can't be taken in; a person may see to it."""
    kept = shard.path.with_name(f"{shard.path.name}{DAMAGED}")
    shard.path.rename(kept)
    told(f"{problem}; it is kept as {kept}")
    return ()
