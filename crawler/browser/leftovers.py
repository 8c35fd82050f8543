"""The temporary folders of workers, and what nights that were killed have left of them."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from crawler.browser import processes

_PREFIX = "testigo-browser-"
_LONGEST = 28
"""Characters of the folder for temporary files: below it Chromium has a socket, 78 further on, and the path of a socket
has no more than 107 (unix(7)). With a longer one it does not start."""
_SHORT = "/tmp"  # noqa: S108 - folders in it are made by mkdtemp, for us alone


def place() -> Path:
    """A new folder of this process: for a worker, its browser's profile and temporary files, or for what
    pages are until they are kept."""
    return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=_base()))


def remove(path: Path) -> None:
    """Remove a folder that :func:`place` made. Anything else is left alone, whoever asks: a temporary folder that
    turned out to be everybody's must not go with it."""
    if path.name.startswith(_PREFIX) and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)


def sweep() -> None:
    """Remove the folders of processes that are gone, and what still lives in them."""
    for path in Path(_base()).glob(f"{_PREFIX}*"):
        pid = path.name.removeprefix(_PREFIX).partition("-")[0]
        try:
            is_ours = path.stat().st_uid == os.getuid()
        except OSError:
            continue
        if is_ours and pid.isdigit() and not processes.is_alive(int(pid)):
            processes.end(*processes.named(str(path)))
            remove(path)


def _base() -> str:
    """Where temporary files lie; the system's own place where that of this process has too long a name."""
    base = tempfile.gettempdir()
    return base if len(base) <= _LONGEST else _SHORT
