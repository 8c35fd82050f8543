"""A third set of plans, and each of its versions set in five ways: ``python -m benchmarks.series_third [-v]``.

Counts what ``benchmarks.series`` counts, of plans by another hand: a ministry's table, a decree's articles, a
city's bullets, a matrix of indicators, a Brazilian plan with fields, a Kenyan one with decimals. Each version is
set on five papers (type, columns, foot-notes or end-notes, heads and feet, ruled or bare tables), and whatever is
claimed between two settings of one version is wrong. Needs LibreOffice.
"""

from __future__ import annotations

import sys
from collections import Counter
from functools import cache
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.series import opened, same, say, short, show
from benchmarks.series_world import third, typeset
from evidence.series.fate import between
from evidence.series.spelling import squeezed

if TYPE_CHECKING:
    from benchmarks.series_world.third import Change, Item
    from evidence.series.model import Plan

WEAKER = frozenset({"weakened", "reduced", "changed-at-the-core"})
MIXED = ("plain.docx", "small.pdf", "plain.html")
"""The settings of three versions of one plan."""


def main() -> None:
    given = [Path(one) for one in sys.argv[1:] if not one.startswith("-")]
    if given:
        measured(given[0])
        return
    with TemporaryDirectory() as place:
        build(Path(place))
        measured(Path(place))


def build(world: Path) -> None:
    """Every version in every setting."""
    for how in typeset.SETTINGS:
        files = {
            f"{plan.name}-v{n}-{how.name}": typeset.flat(plan, version, how)
            for plan in third.plans()
            for n, version in enumerate(plan.versions, 1)
        }
        typeset.convert(files, world, how.formats)


def measured(world: Path) -> None:
    @cache
    def version(name: str) -> Plan:
        return opened(world / name)

    names = [f"{how.name}.{kind}" for how in typeset.SETTINGS for kind in how.formats]
    for kinds in [*((name,) * 3 for name in names), MIXED]:
        score: Counter[str] = Counter()
        for plan in third.plans():
            read_as = [version(f"{plan.name}-v{n}-{kind}") for n, kind in enumerate(kinds, 1)]
            for step, changes in enumerate(plan.changes):
                judge(
                    read_as[step : step + 2],
                    changes,
                    score,
                    f"{plan.name} {kinds} {step + 1}",
                )
        show("/".join(dict.fromkeys(kinds)), score)
    total: Counter[str] = Counter()
    for plan in third.plans():
        one: Counter[str] = Counter()
        for n in third.VERSIONS:
            for old, new in permutations(names, 2):
                if old < new:  # both directions are looked at
                    files = (f"{plan.name}-v{n}-{name}" for name in (old, new))
                    one += same(f"{plan.name} {n} {old} {new}", *map(version, files))
        print(plan.name, dict(one))
        total += one
    print(
        f"set otherwise: {total['pairs']} pairs, {total['units']} units: {total['claims']} weakened, "
        f"reduced or dropped; {total['else']} neither kept nor re-typeset"
    )


def judge(read_as: list[Plan], changes: list[Change], score: Counter[str], where: str) -> None:
    told = between(*read_as)
    for change in changes:
        olds = place(read_as[0], change.old)
        news = place(read_as[1], change.new)
        found = [one for one in told.outcomes if olds & {*one.old} or news & {*one.new}]
        lined_up = len(found) == 1 and olds == {*found[0].old} and news == {*found[0].new}
        right = any(one.fate.value in change.fates for one in found)
        claimed = {one.kind.value for o in found for one in o.findings if one.weakens}
        alarmed = any(one.is_alarming for one in found)
        must = bool({*change.fates} & WEAKER) and not {*change.fates} & {*third.SOUND}
        score["units"] += 1
        score["aligned"] += lined_up
        score["fate"] += right
        score["weakened"] += must
        score["found"] += must and alarmed
        score["named"] += must and alarmed and (not change.kind or change.kind in claimed)
        wrong = alarmed and not {*change.fates} & {*WEAKER, "dropped"}
        score["false"] += wrong
        if (
            wrong
            or not (lined_up and right)
            or (must and change.kind and change.kind not in claimed)
        ):
            words = (change.old or change.new).anchor[:50]  # type: ignore[union-attr]
            say(
                "third",
                where,
                words,
                change.fates,
                change.kind,
                olds,
                news,
                told.problem,
                short(found),
            )


def place(plan: Plan, item: Item | None) -> set[int]:
    """The unit that holds an item's words; -1 where there is none."""
    if item is None:
        return set()
    words = squeezed(item.anchor)
    return {next((n for n, unit in enumerate(plan.units) if words in unit.squeezed), -1)}


if __name__ == "__main__":
    main()
