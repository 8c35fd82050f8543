"""How well commitments are followed through the versions of a plan: ``python benchmarks/series.py [PDF_DIR]``.

Makes 14 plans in three versions and their re-typeset copies (``series_world``), as HTML, DOCX and PDF,
and counts: units lined up, planted changes found and named, weakenings claimed where none is. PDF_DIR
holds public documents (PDF); each is saved anew in other ways, and nothing may be claimed of it.
Needs LibreOffice and Chromium. ``--long`` measures time and memory of 200 pages in five versions.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pypdfium2

from benchmarks.series_world import plans as made
from benchmarks.series_world.held_out import held_out as written
from benchmarks.series_world.long import write
from benchmarks.series_world.render import by_browser, by_office, html
from evidence import fence
from evidence.series.fate import between
from evidence.series.model import Fate
from evidence.series.read import read
from evidence.series.spelling import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.series_world.plans import Commitment, Planted
    from evidence.series.model import Outcome, Plan, Step

VERBOSE = "-v" in sys.argv
MIXED = ("docx", "pdf", "html")
"""The formats of three versions of one plan."""


def main() -> None:
    folders = [Path(one) for one in sys.argv[1:] if not one.startswith("-")]
    if "--long" in sys.argv:
        long_plan()
        return
    with TemporaryDirectory() as place:
        world = Path(place)
        units = build(world)
        print(f"{len(made.plans())} plans, {units} units in their first versions")
        planted(world)
        copies(world)
        held_out()
        for folder in folders:
            public(folder, world)


def build(world: Path) -> int:
    """Write all versions in all formats; returns how many units the first versions have."""
    pages, again = {}, {}
    for plan in made.plans():
        for n, version in enumerate(plan.versions):
            pages[f"{plan.name}-v{n}"] = html(plan, version)
            again[f"{plan.name}-v{n}-copy"] = html(plan, version, copy=True)
    for name, markup in {**pages, **again}.items():
        (world / f"{name}.html").write_text(markup, "utf-8")
    by_office(pages, world, "docx", "pdf")
    by_office(again, world, "docx")
    by_browser(again, world)
    return sum(len(plan.versions[0]) for plan in made.plans())


def opened(path: Path) -> Plan:
    return read(path.read_bytes(), str(path))


def planted(world: Path) -> None:
    """What was planted, format by format."""
    total: Counter[str] = Counter()
    for kinds in (("html",) * 3, ("docx",) * 3, ("pdf",) * 3, MIXED):
        score: Counter[str] = Counter()
        for plan in made.plans():
            read_as = [opened(world / f"{plan.name}-v{n}.{kind}") for n, kind in enumerate(kinds)]
            for step in range(2):
                told = between(read_as[step], read_as[step + 1])
                where = f"{plan.name} {'/'.join(kinds)} {step}"
                judge(
                    told,
                    read_as[step : step + 2],
                    plan.versions[step : step + 2],
                    plan.planted[step],
                    score,
                    where,
                )
        show("/".join(dict.fromkeys(kinds)), score)
        total += score
    show("all", total)


def judge(
    told: Step,
    read_as: list[Plan],
    versions: list[list[Commitment]],
    acts: list[Planted],
    score: Counter[str],
    where: str,
) -> None:
    old, new = (places(plan, version) for plan, version in zip(read_as, versions, strict=True))
    for act in acts:
        score["units"] += 1
        olds, news = {old.get(key) for key in act.old}, {new.get(key) for key in act.new}
        found = [one for one in told.outcomes if olds & {*one.old} or news & {*one.new}]
        aligned = len(found) == 1 and olds == {*found[0].old} and news == {*found[0].new}
        right = any(one.fate.value in act.fates for one in found)
        score["aligned"] += aligned
        score["fate"] += right
        claimed = {one.kind.value for o in found for one in o.findings if one.weakens}
        alarmed = any(one.is_alarming for one in found)
        if act.kind:
            score["weakened"] += 1
            score["found"] += alarmed
            score["named"] += alarmed and act.kind in claimed
        wrong = not act.kind and bool(claimed) and "changed-at-the-core" not in act.fates
        score["false"] += wrong
        if wrong or not (aligned and right) or (act.kind and act.kind not in claimed):
            say("planted", where, act, olds, news, short(found))


def short(outcomes: list[Outcome]) -> list[object]:
    """Outcomes as they are looked at by hand."""
    return [
        (
            o.fate.value,
            o.old,
            o.new,
            [(f.kind.value, f.rule, f.before, f.after) for f in o.findings],
        )
        for o in outcomes
    ]


def say(*what: object) -> None:
    if VERBOSE:
        print("  ", *what)


def places(plan: Plan, version: list[Commitment]) -> dict[str, int]:
    """Which unit as read each commitment is: the one that holds its title and first sentence."""
    found = {}
    for one in version:
        first, title = squeezed(one.text[0]), squeezed(one.title)
        holding = [
            n
            for n, unit in enumerate(plan.units)
            if first in unit.squeezed and title in unit.squeezed
        ]
        if holding:
            found[one.key] = holding[0]
    return found


def show(name: str, score: Counter[str]) -> None:
    def part(what: str, of: str) -> str:
        return f"{score[what] / score[of]:.3f}" if score[of] else "-"

    print(
        f"{name:14} {score['units']:5} changes: lined up {part('aligned', 'units')}, "
        f"fate right {part('fate', 'units')}; "
        f"{score['weakened']:4} weakenings: found {part('found', 'weakened')}, "
        f"named {part('named', 'weakened')}; claimed where none is: {score['false']}"
    )


def copies(world: Path) -> None:
    """Each version beside the same words set in another way, in every format beside every other."""
    total: Counter[str] = Counter()
    for plan in made.plans():
        for n in range(3):
            sets = [
                [
                    opened(world / f"{plan.name}-v{n}{copy}.{kind}")
                    for kind in ("html", "docx", "pdf")
                ]
                for copy in ("", "-copy")
            ]
            for one in sets[0]:
                for other in (*sets[0], *sets[1]):
                    total += same(f"{plan.name} {n}", one, other)
    print(
        f"re-typeset: {total['pairs']} pairs of copies, {total['units']} units: {total['claims']} "
        f"weakened, reduced or dropped; {total['else']} neither kept nor re-typeset"
    )


def same(where: str, one: Plan, other: Plan) -> Counter[str]:
    """What is claimed of two texts that say the same, in both directions; all of it is wrong."""
    total: Counter[str] = Counter()
    for old, new in ((one, other), (other, one)):
        told = between(old, new)
        bad = [o for o in told.outcomes if o.is_alarming]
        total["pairs"] += 1
        total["units"] += len(old.units)
        total["claims"] += len(bad)
        total["else"] += sum(o.fate not in (Fate.KEPT, Fate.RE_TYPESET) for o in told.outcomes)
        if bad or told.problem:
            say("same", where, old.media_type, new.media_type, told.problem, short(bad)[:3])
    return total


def held_out() -> None:
    """Plans written apart from the rules, whose changes are told by hand."""
    score: Counter[str] = Counter()
    for plan in written():
        old, new = (read(text.encode(), f"{plan.name}.txt") for text in plan.versions)
        told = between(old, new)
        for what, fates, kind in plan.changes:
            found = [o for o in told.outcomes if _holds(o, what, old, new)]
            claimed = [f.kind.value for o in found for f in o.findings if f.weakens]
            right = len(found) == 1 and found[0].fate.value in fates
            score["units"] += 1
            score["aligned"] += len(found) == 1
            score["fate"] += right
            score["weakened"] += bool(kind)
            score["found"] += bool(kind) and any(o.is_alarming for o in found)
            score["named"] += bool(kind) and kind in claimed
            sound = not kind and not {"changed-at-the-core", "reduced"} & {*fates}
            score["false"] += sound and bool(claimed)
            if not right or (kind and kind not in claimed) or (sound and claimed):
                say("held out", plan.name, what, fates, kind, told.problem, short(found))
    show("held out", score)


def _holds(one: Outcome, what: str, old: Plan, new: Plan) -> bool:
    """Whether an outcome is that of the commitment with these words."""
    if one.old:
        return any(what in old.units[i].whole for i in one.old)
    return any(what in new.units[j].whole for j in one.new)


def again(path: Path, into: Path) -> Iterator[tuple[str, Path]]:
    """One PDF saved anew: by pikepdf or LibreOffice Draw where they are there, and as its text."""
    document = pypdfium2.PdfDocument(path)
    text = "\n\n".join(
        page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document
    )
    plain = into / f"{path.stem}.txt"
    plain.write_text(text, "utf-8")
    yield "text", plain
    saved = into / f"{path.stem}-saved.pdf"
    document.save(str(saved))
    yield "saved", saved
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{into}/profile", "--headless", "--infilter=draw_pdf_import",
         "--convert-to", "pdf:draw_pdf_Export", "--outdir", str(into / "office"), str(path)],
        capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    office = into / "office" / path.name
    if done.returncode == 0 and office.exists():
        yield "LibreOffice", office


def public(folder: Path, world: Path) -> None:
    """Public documents beside themselves, saved anew: whatever is claimed is wrong."""
    total: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.pdf")):
        one = opened(path)
        total["unread"] += bool(one.problem)
        for how, again_path in again(path, world) if not one.problem else ():
            other = opened(again_path)
            if not other.problem:
                total += same(f"{path.name} {how}", one, other)
    print(
        f"public documents saved anew: {total['pairs']} pairs, {total['units']} units: {total['claims']} "
        f"weakened, reduced or dropped ({total['unread']} documents without units or text)"
    )


def long_plan(pages: int = 200, versions: int = 5) -> None:
    """Time and memory of a long plan in many versions, PDF."""
    with TemporaryDirectory() as place:
        paths = write(Path(place), pages, versions)
        began = time.monotonic()
        read_as = [opened(path) for path in paths]
        told = [between(old, new) for old, new in pairwise(read_as)]
        clock = time.monotonic() - began
    fence.close()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    ours, theirs = (one.ru_maxrss // 1000 for one in used)
    work = sum(one.ru_utime + one.ru_stime for one in used)
    fates = Counter(one.fate.value for step in told for one in step.outcomes)
    print(
        f"{[plan.pages for plan in read_as]} pages, {[len(plan.units) for plan in read_as]} units: "
        f"{clock:.1f} s by the clock, "
        f"{work:.1f} s of processor, memory {ours} MB here and {theirs} MB behind the fence; {dict(fates)}"
    )


if __name__ == "__main__":
    main()
