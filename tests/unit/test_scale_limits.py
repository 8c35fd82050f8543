"""What a container or a unit leaves us of the machine, by folders as Linux shows them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from crawler.scale import limits

GB = 1 << 30


@dataclass
class Machine:
    """Of eight cores and 16 GB."""

    place: Path
    said: list[str] = field(default_factory=list)

    def is_in(self, line: str) -> None:
        self.said.append(f"{line}\n")
        (self.place / "cgroup").write_text("".join(self.said))

    def limit(self, name: str, text: str) -> None:
        path = self.place / "fs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    @property
    def cores(self) -> int:
        return limits.cores(self.place / "cgroup", self.place / "fs")

    @property
    def memory(self) -> int:
        return limits.memory(self.place / "cgroup", self.place / "fs")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    said = {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": 16 * GB // 4096}
    monkeypatch.setattr(os, "sysconf", said.__getitem__)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    return Machine(tmp_path)


def test_without_limits_all_of_it(machine: Machine) -> None:
    assert (machine.cores, machine.memory) == (8, 16 * GB), "no file at all"
    machine.is_in("0::/user.slice/session-1.scope")
    machine.limit("user.slice/session-1.scope/memory.max", "max\n")
    machine.limit("user.slice/session-1.scope/cpu.max", "max 100000\n")
    assert (machine.cores, machine.memory) == (8, 16 * GB)


def test_a_unit_of_systemd(machine: Machine) -> None:
    machine.is_in("0::/system.slice/testigo.service")
    machine.limit("system.slice/testigo.service/memory.max", f"{2 * GB}\n")
    machine.limit("system.slice/testigo.service/cpu.max", "350000 100000\n")
    assert (machine.cores, machine.memory) == (3, 2 * GB)
    machine.limit("system.slice/testigo.service/memory.high", f"{GB}\n")
    assert machine.memory == GB, "beyond that it is slowed down"


def test_the_narrowest_of_those_around_it(machine: Machine) -> None:
    machine.is_in("0::/a.slice/b.slice/c.service")
    machine.limit("a.slice/b.slice/c.service/memory.max", f"{8 * GB}\n")
    machine.limit("a.slice/b.slice/memory.max", "max\n")
    machine.limit("a.slice/memory.max", f"{4 * GB}\n")
    machine.limit("a.slice/cpu.max", "200000 100000\n")
    assert (machine.cores, machine.memory) == (2, 4 * GB)


@pytest.mark.parametrize("path", ["/", "/../..", "/docker/0123"])
def test_a_container(machine: Machine, path: str) -> None:
    """It sees its own group as the root, whether it is told the path outside or not."""
    machine.is_in(f"0::{path}")
    machine.limit("memory.max", f"{3 * GB}\n")
    machine.limit("cpu.max", "50000 100000\n")
    assert (machine.cores, machine.memory) == (1, 3 * GB), "half a core is one"


@pytest.mark.parametrize("mount", ["cpu", "cpu,cpuacct"])
def test_version_1(machine: Machine, mount: str) -> None:
    machine.is_in("12:pids:/")
    machine.is_in("5:cpu,cpuacct:/docker/0123")
    machine.is_in("4:memory:/docker/0123")
    machine.is_in("1:name=systemd:/docker/0123")
    machine.limit("memory/docker/0123/memory.limit_in_bytes", f"{GB}\n")
    machine.limit("memory/memory.limit_in_bytes", "9223372036854771712\n")
    machine.limit(f"{mount}/docker/0123/cpu.cfs_quota_us", "400000\n")
    machine.limit(f"{mount}/docker/0123/cpu.cfs_period_us", "100000\n")
    assert (machine.cores, machine.memory) == (4, GB)
    machine.limit(f"{mount}/docker/0123/cpu.cfs_quota_us", "-1\n")
    assert machine.cores == 8


def test_version_2_beside_version_1(machine: Machine) -> None:
    machine.is_in("4:memory:/")
    machine.is_in("0::/system.slice/testigo.service")
    machine.limit("unified/system.slice/testigo.service/cpu.max", "200000 100000\n")
    assert machine.cores == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "0\n",
        "-5\n",
        "0 0\n",
        "100000 0\n",
        "many\n",
        "1e9 x\n",
        "9" * 5000,
        "\xff\0\udcff",
    ],
)
def test_nonsense_is_no_limit(machine: Machine, text: str) -> None:
    machine.is_in("0::/x")
    for name in ("memory.max", "cpu.max"):
        machine.limit(f"x/{name}", "")
        (machine.place / "fs/x" / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert machine.cores == 8
    assert machine.memory in (16 * GB, 100_000)  # a number for memory is one, whatever follows it


@pytest.mark.parametrize(
    "line", ["", ":", "0:", "0::", "x", "0::/\0", "0::/\xff", "0::" + "/.." * 99]
)
def test_groups_that_can_not_be_told(machine: Machine, line: str) -> None:
    machine.is_in(line)
    assert (machine.cores, machine.memory) == (8, 16 * GB)


def test_a_file_that_can_not_be_read(machine: Machine) -> None:
    machine.is_in("0::/x")
    (machine.place / "fs/x/memory.max").mkdir(parents=True)
    assert machine.memory == 16 * GB


def test_where_no_one_says_which_cores_are_ours(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 6)
    assert machine.cores == 6
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert machine.cores == 1


def test_this_machine_has_some() -> None:
    assert 1 <= limits.cores() <= (os.cpu_count() or 1)
    assert limits.memory() > 1 << 26
