"""A small disk of a test's own, which can be full at any moment, out of files, or read-only."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = 4096
"""Bytes by which a tmpfs gives room."""


class Disk:
    """A tmpfs of its own at ``path``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._filler = path / "filler"

    @property
    def free(self) -> int:
        """Pages that are free."""
        told = os.statvfs(self.path)
        return told.f_bavail * told.f_frsize // PAGE

    def leave(self, pages: int) -> None:
        """Fill it up so that only so many pages are free."""
        self.make_room()
        with self._filler.open("wb") as file:
            for _ in range(self.free - pages):
                file.write(b"\0" * PAGE)
        assert self.free == pages

    def make_room(self) -> None:
        """Take away what fills it."""
        self._filler.unlink(missing_ok=True)

    def put(self, content: Path) -> None:
        """Hold a copy of a folder's content and nothing else."""
        for one in self.path.iterdir():
            shutil.rmtree(one) if one.is_dir() else one.unlink()
        shutil.copytree(content, self.path, dirs_exist_ok=True)

    def mount_again(self, options: str) -> None:
        """Change how it is mounted, such as ``ro`` or ``nr_inodes=20``."""
        _mount(self.path, f"remount,{options}")


@contextmanager
def disk(path: Path, options: str = "size=8m") -> Iterator[Disk]:
    """A small disk, mounted; skips the test where that is not permitted."""
    with mounted(path, options) as found:
        if found is None:
            pytest.skip("a disk of our own needs the right to mount one")
        yield found


@contextmanager
def mounted(path: Path, options: str = "size=8m") -> Iterator[Disk | None]:
    """A small disk, mounted; None where that is not permitted."""
    path.mkdir()
    if _mount(path, options):
        yield None
        return
    try:
        yield Disk(path)
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)


def _mount(path: Path, options: str) -> str:
    """Mount a tmpfs; returns why it could not be, or nothing."""
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(path)]
    if shutil.which(command[0]) is None:
        return "no mount on this machine"
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stderr.strip() if done.returncode else ""
