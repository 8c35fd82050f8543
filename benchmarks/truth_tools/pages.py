"""Watchers of pages: they remember the first night, and tell on the second what is new.

Each address is a job with the filter that both name for pages, ``html2text``; files have none.
"""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from benchmarks.truth_tools.model import PATIENCE, Finding, Said, command, output, twice

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.truth_tools.model import Answers, Findings
    from benchmarks.truth_world.model import Fate
    from benchmarks.truth_world.serve import World

_FILES = {".pdf", ".csv"}
_TOLD = re.compile(r"(?m)^(CHANGED|ERROR|NEW|UNCHANGED): (\S+) ?\(.*\)\n-+\n((?:.*\n)*?)-{70,}$")
_SAID = {"CHANGED": Said.CHANGED, "ERROR": Said.LOST}


def webchanges(
    world: World, fates: tuple[Fate, ...], place: Path, peers: Path | None
) -> list[Answers]:
    """``webchanges`` twice, with its own configuration."""
    tool = command("webchanges", "webchanges", peers)
    jobs = _jobs(world, fates, place)
    arguments = [tool, "--jobs", str(jobs), "--database", str(place / "webchanges.db")]
    return twice("webchanges", _two_nights(world, arguments))


def urlwatch(
    world: World, fates: tuple[Fate, ...], place: Path, peers: Path | None
) -> list[Answers]:
    """``urlwatch`` twice, with the configuration that it writes itself."""
    tool = command("urlwatch", "urlwatch", peers)
    jobs = _jobs(world, fates, place)
    arguments = [
        tool, "--urls", str(jobs), "--config", str(place / "urlwatch.yaml"),
        "--hooks", str(place / "hooks.py"), "--cache", str(place / "urlwatch.db"),
    ]  # fmt: skip
    output([*arguments, "--list"])  # it writes its configuration, and does no more in that run
    return twice("urlwatch", _two_nights(world, arguments))


def _jobs(world: World, fates: tuple[Fate, ...], place: Path) -> Path:
    """A file of jobs; JSON is YAML."""
    path = place / "jobs.yaml"
    jobs = []
    for fate in fates:
        url = world.urls[fate.name]
        job = {"name": fate.name, "url": url, "timeout": PATIENCE}
        if PurePosixPath(urlsplit(url).path).suffix not in _FILES:
            job["filter"] = ["html2text"]
        jobs.append("---\n" + json.dumps(job))
    path.write_text("\n".join(jobs) + "\n", "utf-8")
    return path


def _two_nights(world: World, arguments: list[str]) -> Findings:
    world.night = 1
    output(arguments)
    world.night = 2
    told = _TOLD.findall(output(arguments))
    return {name: Finding(_SAID.get(verb, Said.FINE), text) for verb, name, text in told}
