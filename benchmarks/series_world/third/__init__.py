"""A third set of plans, by another hand: each unit as its first version has it, and what was done to it
in the two that follow."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
VERSIONS = (1, 2, 3)
_NOTE = re.compile(r"\[[^\]]*\]")
SOUND = ("kept", "re-typeset")


@dataclass(frozen=True)
class Item:
    """A unit of one version; a foot-note stands within it in brackets."""

    title: str
    parts: tuple[str, ...]
    """cells, or paragraphs"""

    @property
    def anchor(self) -> str:
        """Words by which it is found again."""
        first = max(self.parts, key=len) if not self.title else self.title
        return _NOTE.sub("", first)


@dataclass(frozen=True)
class Change:
    """What became of a unit between two versions; None where it is not in one."""

    old: Item | None
    new: Item | None
    fates: tuple[str, ...]
    kind: str = ""


@dataclass
class ThirdPlan:
    """Three versions of a plan."""

    name: str
    language: str
    form: str
    title: str
    intro: str
    word: str = ""
    head: tuple[str, ...] = ()
    versions: list[list[Item]] = field(default_factory=lambda: [[], [], []])
    changes: list[list[Change]] = field(default_factory=lambda: [[], []])


def plans() -> list[ThirdPlan]:
    """All of them."""
    return [_plan(tomllib.loads(path.read_text("utf-8"))) for path in sorted(HERE.glob("*.toml"))]


def _plan(told: dict[str, Any]) -> ThirdPlan:
    plan = ThirdPlan(
        told["name"], told["language"], told["form"], told["title"], told["intro"],
        told.get("word", ""), tuple(told.get("head", ())),
    )  # fmt: skip
    for unit in told["unit"]:
        title, parts = unit.get("title", ""), list(unit.get("cells") or unit["text"])
        before: Item | None = None
        for n in VERSIONS:
            parts = _changed(parts, unit.get(f"to{n}", ()))
            there = unit.get("from", 1) <= n and not any(
                unit.get(f"drop{m}") for m in range(1, n + 1)
            )
            now = Item(title, tuple(part for part in parts if part)) if there else None
            if now and plan.form in ("table", "matrix"):
                now = Item(title, tuple(parts))
            if n > 1 and (before or now):
                plan.changes[n - 2].append(_change(unit, n, before, now))
            if now:
                plan.versions[n - 1].append(now)
            before = now
    return plan


def _changed(parts: list[str], replacements: list[list[str]]) -> list[str]:
    for old, new in replacements:
        assert any(old in part for part in parts), old
        parts = [part.replace(old, new) for part in parts]
    return parts


def _change(unit: dict[str, Any], n: int, before: Item | None, now: Item | None) -> Change:
    if before is None or now is None:
        return Change(before, now, ("new",) if before is None else ("dropped",))
    fates = tuple(unit.get(f"became{n}", SOUND))
    return Change(before, now, fates, unit.get(f"kind{n}", ""))
