"""Blocks -> units: what a plan is made of, and where each begins.

A plan numbers its commitments by a word (*Compromiso 3*), by figures (*1.2.3*), puts them under
headings, in the rows of a table or in a list. The strongest of these that it has begins its units;
what is numbered within one belongs to it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence.folding import caseless
from evidence.series.marks import Mark, Rank, mark_of
from evidence.series.model import Unit
from evidence.series.tables import ACTORS, actor_column, drawn_rows, is_head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from evidence.series.block import Block

_ROWS_TELL = 0.5
"""Share of a plan's text that stands in tables, from which their rows are its units."""
_NAMED_ROWS_TELL = 0.25
"""The same where a row names the columns: a plan may have a long foreword, a report has small tables."""
_TITLE = 200
"""Characters of a title; a longer paragraph is what the commitment says."""
_FIRST_WORDS = 12
"""Of a unit without a title, by which it is called."""
_LEAD = re.compile(r"([^.:]{4,100})[.:]\s+(\S.*)", re.DOTALL)
_LEAD_WORDS = 9
"""Of what leads a paragraph and is a title; a longer one is its first sentence."""
_CONTENTS = frozenset(
    {"contents", "table of contents", "indice", "indice general", "contenido", "sumario"}
)
"""Titles of what is no commitment."""
_SAYS = 4
"""Words of a title that may be all that a commitment says."""
_ITEMS = 3
"""Items that make a list, where nothing else is numbered or titled."""
_LEAST = 2
"""Marks of one kind that make it the one by which a plan is numbered."""
_MOST = 0.7
"""Share of a plan's text that one section holds, where its headings tell no commitments apart."""
_FIELD = re.compile(r"([^\W\d_][^:\n\t]{3,58})[:\t]\s?(\S[^\n]{0,300})")
"""``Responsable: Secretaría de …``, on a line of its own."""
_TOO_DEEP = 1.5
"""Times as many decimal numbers as words with numbers: the words are chapters."""


@dataclass
class _Open:
    """A unit while its blocks are gathered."""

    number: str
    label: str
    page: int | None
    path: tuple[str, ...]
    title: str = ""
    lines: list[str] = field(default_factory=list)
    actor: str = ""


def units_of(blocks: list[Block]) -> tuple[tuple[Unit, ...], list[str]]:
    """The units of a plan, in order, and the text that stands in none; no units where nothing tells
    one from another."""
    blocks = drawn_rows(blocks)
    marks = [mark_of(_first_cell(block)) for block in blocks]
    begins = _scheme(blocks, marks)
    outside: list[str] = []
    if begins is None:
        return (), [block.text for block in blocks]
    return tuple(_without_doubles(list(_gathered(blocks, marks, begins, outside)))), outside


def _first_cell(block: Block) -> str:
    """What a block begins with; a cell that is a number alone goes with the next one."""
    if not block.cells:
        return block.text
    said = [cell for cell in block.cells if cell]
    if len(said) > 1 and re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){0,4}[.)]?", said[0]):
        return f"{said[0].rstrip('.)')}. {said[1]}"
    return said[0] if said else ""


def _scheme(blocks: Sequence[Block], marks: Sequence[Mark | None]) -> Callable[[int], bool] | None:
    """Which blocks begin a unit."""
    counted = _numbers(marks)
    labelled = [
        rank for rank in (Rank.COMMITMENT, Rank.ACTION, Rank.GOAL) if counted[rank] >= _LEAST
    ]
    decimals = sum(
        mark is not None and mark.rank is Rank.DECIMAL and "." in mark.number for mark in marks
    )
    if labelled and labelled[0] is Rank.COMMITMENT:
        return lambda n: _rank(marks[n]) is Rank.COMMITMENT
    if labelled and decimals <= _TOO_DEEP * counted[labelled[0]]:
        return lambda n: _rank(marks[n]) is labelled[0]
    if _rows_tell(blocks):
        return lambda n: bool(blocks[n].cells) and not is_head(blocks[n].cells)
    if any(_is_titled(block, mark) for block, mark in zip(blocks, marks, strict=True)):
        return lambda n: _is_titled(blocks[n], marks[n])
    if decimals >= _LEAST:
        return lambda n: _rank(marks[n]) is Rank.DECIMAL and "." in _number(marks[n])
    if sum(bool(block.level) for block in blocks) >= _LEAST and not _one_section(blocks):
        return lambda n: bool(blocks[n].level)
    for rank in (Rank.DECIMAL, Rank.ROMAN, Rank.LETTER, Rank.BULLET):
        if sum(_rank(mark) is rank for mark in marks) >= _ITEMS:
            return lambda n, rank=rank: _rank(marks[n]) is rank  # type: ignore[misc]
    if any(block.level for block in blocks):
        return lambda n: bool(blocks[n].level)
    return None


def _one_section(blocks: Sequence[Block]) -> bool:
    """Whether nearly all of a plan stands under one of its headings: that one is its title."""
    sizes = [0]
    for block in blocks:
        if block.level:
            sizes.append(0)
        sizes[-1] += len(block.text)
    return max(sizes) > _MOST * sum(sizes)


def _is_titled(block: Block, mark: Mark | None) -> bool:
    """Whether a heading is that of a commitment: of a page of its own one is enough."""
    return bool(block.level) and _rank(mark) is Rank.COMMITMENT


def _numbers(marks: Sequence[Mark | None]) -> Counter[Rank]:
    """How many different labels each rank has."""
    return Counter(
        rank for rank, _ in {(mark.rank, caseless(mark.label)) for mark in marks if mark}
    )


def _rank(mark: Mark | None) -> Rank | None:
    return mark.rank if mark else None


def _number(mark: Mark | None) -> str:
    return mark.number if mark else ""


def _rows_tell(blocks: Sequence[Block]) -> bool:
    rows = [block for block in blocks if block.cells]
    data = [row for row in rows if not is_head(row.cells) and len([c for c in row.cells if c]) > 1]
    total = sum(len(block.text) for block in blocks)
    held = sum(len(row.text) for row in data)
    enough = _NAMED_ROWS_TELL if len(rows) > len(data) else _ROWS_TELL
    return len(data) >= _LEAST and held >= enough * total


def _gathered(
    blocks: Sequence[Block],
    marks: Sequence[Mark | None],
    begins: Callable[[int], bool],
    outside: list[str],
) -> Iterator[Unit]:
    path: list[tuple[int, str]] = []
    one: _Open | None = None
    level = 0  # of the heading that began the unit
    actor_at: int | None = None
    in_rows = False
    for n, (block, mark) in enumerate(zip(blocks, marks, strict=True)):
        if block.cells and is_head(block.cells):
            actor_at = actor_column(block.cells)
            continue
        starts = begins(n)
        if block.level:
            path = [above for above in path if above[0] < block.level]
        if one and (starts or _closes(block, mark, level, in_rows=in_rows)):
            yield _closed(one)
            one = None
        if starts:
            one, level, in_rows = _opened(block, mark, path), block.level, bool(block.cells)
            if block.cells and actor_at is not None and actor_at < len(block.cells):
                one.actor = block.cells[actor_at]
        elif one:
            _add(one, block)
        else:
            outside.append(block.text)
        if block.level:
            path.append((block.level, block.text))
    if one:
        yield _closed(one)


def _closes(block: Block, mark: Mark | None, level: int, *, in_rows: bool) -> bool:
    """Whether a block that begins no unit ends the one before it: a chapter, a heading that stands above
    the unit's own, what stands below a table whose rows are units."""
    if in_rows and not block.cells:
        return True
    chapter = _rank(mark) is Rank.CHAPTER and len(block.text) < _TITLE
    return chapter or bool(block.level and level and block.level < level)


def _opened(block: Block, mark: Mark | None, path: list[tuple[int, str]]) -> _Open:
    one = _Open(
        mark.number if mark else "",
        mark.label if mark and mark.number else "",
        block.page,
        tuple(text for _, text in path),
    )
    rest = mark.rest if mark else _first_cell(block)
    if block.cells:
        said = [cell for cell in block.cells if cell]
        skipped = 2 if said and _first_cell(block) != said[0] else 1
        one.lines += [rest, *said[skipped:]]
    elif block.level or (len(rest) <= _TITLE and not rest.endswith((".", ";")) and _is_label(mark)):
        one.title = rest
    elif rest:
        one.lines.append(rest)
    if not one.title and one.lines:
        one.title, one.lines[0] = _led(one.lines[0])
    return one


def _led(text: str) -> tuple[str, str]:
    """The title that a paragraph begins with (*Datos abiertos: las dependencias …*), and the rest; no
    title where it begins with a sentence."""
    found = _LEAD.match(text)
    if found is None or len(found[1].split()) > _LEAD_WORDS:
        return "", text
    return found[1], found[2]


def _is_label(mark: Mark | None) -> bool:
    return mark is not None and mark.rank <= Rank.GOAL


def _add(one: _Open, block: Block) -> None:
    if not one.title and not one.lines and block.level:
        one.title = block.text
    else:
        one.lines += [cell for cell in block.cells if cell] or [block.text]


def _closed(one: _Open) -> Unit:
    text = "\n".join(filter(None, one.lines))
    return Unit(
        one.number, one.label, one.title, text, one.page, one.path, one.actor or _actor(one.lines)
    )


def _actor(lines: list[str]) -> str:
    """Who is to do it, by a line such as ``Responsable: SFP`` or one below ``Responsable``."""
    for number, line in enumerate(lines):
        found = _FIELD.match(line)
        if found and ACTORS.search(caseless(found[1])):
            return found[2].strip().rstrip(".")
        named = len(line) < 40 and ACTORS.search(caseless(line.rstrip(":")))
        if named and caseless(line).startswith(named[0]) and number + 1 < len(lines):
            return lines[number + 1][:300].rstrip(".")
    return ""


def _without_doubles(units: list[Unit]) -> Iterator[Unit]:
    """The units without what says nothing: an entry of a table of contents, a heading with nothing below
    it. What is numbered by a word may say all in its title."""
    with_text = {caseless(unit.label) for unit in units if unit.text and unit.label}
    for unit in units:
        if caseless(unit.title) in _CONTENTS or len(unit.whole.split()) < _LEAST:
            continue
        alone = unit.label and caseless(unit.label) not in with_text
        if unit.text or (alone and len(unit.title.split()) >= _SAYS):
            yield unit


def called(unit: Unit) -> str:
    """What a unit is called: its label and title, or its first words."""
    words = unit.text.split()
    first = " ".join(words[:_FIRST_WORDS]) + ("…" if len(words) > _FIRST_WORDS else "")
    return ". ".join(filter(None, (unit.label, unit.title or first)))
