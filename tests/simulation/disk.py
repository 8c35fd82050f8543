"""A disk that fills, and that loses what was not synced when the power fails.

Writes go to the real file at once, for that is what other processes see of them (the page cache);
beside it stands what the disk holds for certain. A synced file is on the disk with its name, and what
a synced file is renamed to as well (ext4, xfs and btrfs do so); whatever is not synced may be there,
missing, or torn. SQLite's own files are left to SQLite.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.simulation.steps import step

if TYPE_CHECKING:
    from random import Random

_OPEN, _REPLACE, _RENAME = io.open, os.replace, os.rename
_FSYNC, _FDATASYNC = os.fsync, os.fdatasync
_RAW = {"r+": "r+", "w": "w", "a": "a", "x": "x", "w+": "w+", "a+": "a+", "x+": "x+"}


@dataclass
class Disk:
    """What is wrong with the disk, and what it would lose now."""

    root: Path | None = None
    """our files lie below it"""
    room: int | None = None
    """bytes that can still be written; None: enough"""
    sync_fails: bool = False
    unsynced: dict[str, bytes | None] = field(default_factory=dict)
    """path -> what the disk holds of it; None where it holds nothing"""
    renamed: dict[str, bytes | None] = field(default_factory=dict)
    """path -> what the disk held there before an unsynced file took its name"""

    def begin(self, root: Path) -> None:
        """Another machine begins, with a sound disk."""
        self.__init__(root)  # type: ignore[misc]

    def is_ours(self, path: object) -> bool:
        return (
            self.root is not None
            and isinstance(path, str | os.PathLike)
            and str(path).startswith(str(self.root))
        )

    def take(self, size: int) -> int:
        """How many of so many bytes still find room; raises OSError where none does."""
        if self.room is None:
            return size
        if self.room <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        taken = min(size, self.room)
        self.room -= taken
        return taken

    def touched(self, path: str, held: bytes | None) -> None:
        self.unsynced.setdefault(path, held)

    def synced(self, path: str) -> None:
        self.unsynced.pop(path, None)
        self.renamed.pop(path, None)

    def moved(self, old: str, new: str) -> None:
        if old in self.unsynced:
            del self.unsynced[old]
            self.renamed.setdefault(new, _content(new))

    def lose(self, chance: Random) -> None:
        """The power fails: what was not synced is there in part, or not at all."""
        for path, held in sorted(self.unsynced.items()):
            _tear(path, held, _content(path), chance)
        for path, held in sorted(self.renamed.items()):
            now = _content(path)
            if chance.random() < 0.5:
                _put(path, held)  # the old name won
            else:
                _tear(path, None, now, chance)


def _content(path: str) -> bytes | None:
    try:
        with _OPEN(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _put(path: str, content: bytes | None) -> None:
    if content is None:
        Path(path).unlink(missing_ok=True)
        return
    with _OPEN(path, "wb") as file:
        file.write(content)


def _tear(path: str, held: bytes | None, now: bytes | None, chance: Random) -> None:
    """Leave of a file what the disk held, and some of what came since."""
    if now is None:
        return
    sure = len(held or b"") if held is not None and now.startswith(held) else 0
    kept = now[: chance.randint(sure, len(now))]
    if len(kept) > sure and chance.random() < 0.3:  # the size came first, the bytes never
        torn = chance.randint(sure, len(kept))
        kept = kept[:torn] + bytes(len(kept) - torn)
    if not kept and held is None and chance.random() < 0.5:
        _put(path, None)
        return
    _put(path, kept)


DISK = Disk()
"""The one of this machine."""


class _File(io.FileIO):
    """One of our files, open for writing."""

    def __init__(self, path: str, mode: str) -> None:
        held = _content(path)
        super().__init__(path, mode)
        self.path = path
        if held is None or "w" in mode:
            DISK.touched(path, held)

    def write(self, data: Any) -> int:
        step("write")
        piece = memoryview(data).cast("B")
        if self.path not in DISK.unsynced:
            DISK.touched(self.path, _content(self.path))
        taken = DISK.take(len(piece))
        return super().write(piece[:taken])

    def truncate(self, size: int | None = None) -> int:
        step("truncate")
        if self.path not in DISK.unsynced:
            DISK.touched(self.path, _content(self.path))
        return super().truncate(size)


def _opened(file: Any, mode: str = "r", buffering: int = -1, *args: Any, **named: Any) -> Any:
    kind = mode.replace("b", "").replace("t", "")
    if kind not in _RAW or not DISK.is_ours(file):
        return _OPEN(file, mode, buffering, *args, **named)
    raw = _File(str(file), kind)
    if "b" in mode:
        if buffering == 0:
            return raw
        return io.BufferedRandom(raw) if "+" in kind else io.BufferedWriter(raw)
    return io.TextIOWrapper(io.BufferedWriter(raw), *args, **named)


def _synced(descriptor: Any, really: Any) -> None:
    number = descriptor if isinstance(descriptor, int) else descriptor.fileno()
    path = str(Path(f"/proc/self/fd/{number}").readlink())
    if not DISK.is_ours(path):
        really(number)
        return
    step("sync")
    if DISK.sync_fails:
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    DISK.synced(path)


def _replaced(old: Any, new: Any, really: Any) -> None:
    if not DISK.is_ours(new):
        really(old, new)
        return
    step("rename")
    DISK.moved(str(old), str(new))
    really(old, new)


def install() -> None:
    """Our files are opened on this disk from now on."""
    io.open = builtins.open = _opened
    os.fsync = lambda fd: _synced(fd, _FSYNC)
    os.fdatasync = lambda fd: _synced(fd, _FDATASYNC)
    os.replace = lambda old, new, **_: _replaced(old, new, _REPLACE)
    os.rename = lambda old, new, **_: _replaced(old, new, _RENAME)
