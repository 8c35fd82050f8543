"""What this process may take of its machine: less than all of it in a container, or in a unit of systemd that has
limits.

Linux keeps such limits in control groups, one within another: what the narrowest says holds. psutil knows none of
them; loky and Dask read only what the mount's own folder says, which is that of a container and not of a unit.
"""

from __future__ import annotations

import math
import os
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OURS = Path("/proc/self/cgroup")
"""The groups that this process is in: ``number:controllers:path`` a line, controllers empty for version 2
(cgroups(7))."""
MOUNTS = Path("/sys/fs/cgroup")
"""Where systemd, Docker and Podman mount them."""
_LONGEST = 1 << 16
"""Bytes of a file of these: they have some hundred."""


def cores(ours: Path = OURS, mounts: Path = MOUNTS) -> int:
    """How many cores we may keep busy; whole ones, at least one."""
    try:
        there = len(os.sched_getaffinity(0))
    except (AttributeError, OSError):  # macOS has no such thing
        there = os.cpu_count() or 1
    share = min(_found(ours, mounts, _share), default=math.inf)
    return max(1, int(min(there, share)))


def memory(ours: Path = OURS, mounts: Path = MOUNTS) -> int:
    """How many bytes of memory we may fill."""
    there = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return int(min([there, *_found(ours, mounts, _bytes)]))


def _found(ours: Path, mounts: Path, limits: Callable[[Path], Iterator[float]]) -> Iterator[float]:
    for folder in _folders(ours, mounts):
        yield from (limit for limit in limits(folder) if limit > 0)


def _folders(ours: Path, mounts: Path) -> Iterator[Path]:
    """The folders of our groups and of those around them, whether they are there or not: a container sees its own
    group as the mount itself, but may be told the path that it has outside."""
    for line in _read(ours).splitlines():
        _, _, rest = line.partition(":")
        controllers, _, path = rest.partition(":")
        names = controllers.split(",") if controllers else ()
        # beside version 1, as systemd has it in its hybrid mode, version 2 is mounted below
        for mount in (*names, controllers) if controllers else ("", "unified"):
            place = PurePosixPath(*(part for part in path.split("/") if part not in ("", "..")))
            for around in (place, *place.parents):
                yield mounts / mount / around


def _bytes(folder: Path) -> Iterator[float]:
    """The limits of memory that a group has: of version 2 also the one beyond which it is slowed down."""
    for name in ("memory.max", "memory.high", "memory.limit_in_bytes"):
        yield from _numbers(_read(folder / name))[:1]


def _share(folder: Path) -> Iterator[float]:
    """The cores that a group may keep busy: microseconds of processor in so many by the clock."""
    both = _numbers(_read(folder / "cpu.max"))
    quota = _numbers(_read(folder / "cpu.cfs_quota_us"))
    period = _numbers(_read(folder / "cpu.cfs_period_us"))
    for one in (both, quota[:1] + period[:1]):
        if len(one) == 2 and one[1] > 0:
            yield one[0] / one[1]


def _numbers(text: str) -> list[int]:
    """The whole numbers of a line; none where anything else stands there, as ``max`` does."""
    with suppress(ValueError):
        return [int(word) for word in text.split()]
    return []


def _read(path: Path) -> str:
    """The text of a small file; none where it can't be read."""
    with suppress(OSError, ValueError), path.open("rb") as file:
        return os.fsdecode(file.read(_LONGEST))
    return ""
