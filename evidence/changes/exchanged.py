"""The same values under other names: the votes of two lists, the amounts of two rows, what was approved and
what was rejected.

Every word of the page stands there still, so nothing of it is gone. What tells an exchange from rows that
were sorted anew: there the name goes along with its value, here the names stay, and the values go to one
another. A number in front of a name is its place in a list, and is no value; titles of other pages that
change places are a list of news.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from evidence.changes.became import is_of_state, is_state
from evidence.changes.beside import Beside, What
from evidence.changes.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evidence.content.model import Content

_CELL, _LABEL = " | ", ": "
_NAME_WORDS = 12
"""Words of a name; what a row is about may be a title."""
_VALUE_WORDS = 12
"""Words of a value that goes from one name to another; a sentence is told by itself."""
_SHORT = 5
"""Words of a value that stands on a line of its own: "120 votos", "31 de marzo de 2026"."""
_TITLE = 4
"""Words of a link from which on it is the title of a page."""
_LONGEST = 400
"""Characters of a row that is taken apart."""
_COUNT = re.compile(r"[\s:(\[-]*\d[\d.,]*[)\]]?\s*$|:$")
"""How many stand under a heading."""
_COUNTED = 40
"""Characters at a heading's end in which that is looked for."""


class _Said(NamedTuple):
    """What a row says of a name in one of its columns."""

    name: str
    column: int
    before: str
    now: str


def exchanged(old: Content, new: Content) -> list[Beside]:
    """The values that stand under another name each, of those that both pages have."""
    before, after = old.shown, new.shown
    if before == after:
        return []
    titles = {link.text for link in (*old.links, *new.links) if link.text.count(" ") + 1 >= _TITLE}
    found = [*_in_rows(before, after), *_under_heads(before, after), *_under_lines(before, after)]
    told = [one for one in found if not {one.before, one.now} & titles]
    moved = _under_headings(old, new)
    return [Beside(What.EXCHANGED, one.name, one.before, one.now) for one in (*told, *moved)]


def _in_rows(old: Sequence[str], new: Sequence[str]) -> Iterator[_Said]:
    """Values that went from one row to another, or from one column to another under the same heads."""
    lost, won = Counter(old) - Counter(new), Counter(new) - Counter(old)
    before, after = _rows(lost), _rows(won)
    columns: dict[int, list[_Said]] = defaultdict(list)
    for name, cells in before.items():
        now = after.get(name, ())
        if len(cells) != len(now):
            continue
        said = [
            _Said(name, column, *pair)
            for column, pair in enumerate(zip(cells, now, strict=True))
            if pair[0] != pair[1]
        ]
        if len(said) > 1 and Counter(cells) == Counter(now) and _has_head(len(cells), old, new):
            yield from said
        else:
            for one in said:
                columns[one.column].append(one)
    for said in columns.values():
        yield from _permuted(said)


def _rows(lines: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Name -> what is said of it, in the rows whose name is that of no other."""
    found: dict[str, tuple[str, ...]] = {}
    names: Counter[str] = Counter()
    for line in lines:
        if len(line) > _LONGEST:
            continue
        cells = line.split(_CELL) if _CELL in line else line.split(_LABEL, 1)
        while len(cells) > 1 and not _is_name(cells[0]):  # the number of the row
            cells = cells[1:]
        if len(cells) > 1:
            names[cells[0]] += 1
            found[cells[0]] = tuple(cells[1:])
    return {name: cells for name, cells in found.items() if names[name] == 1}


def _under_heads(old: Sequence[str], new: Sequence[str]) -> Iterator[_Said]:
    """Values that went to one another in a row without a name, right under the same heads."""
    lost, won = Counter(old) - Counter(new), Counter(new) - Counter(old)
    after = {_under(heads, line): line for heads, line in pairwise(new) if won[line]}
    after.pop(None, None)  # rows of which nothing can be said
    for heads, line in pairwise(old):
        if lost[line] and (now := after.get(_under(heads, line))) is not None:
            said = zip(*(row.split(_CELL) for row in (heads, line, now)), strict=True)
            yield from (_Said(name, 0, was, put) for name, was, put in said if was != put)


def _under(heads: str, row: str) -> tuple[str, ...] | None:
    """Names and the values under them in whatever order; None where a row stands under no names of its own."""
    if _CELL not in heads or len(heads) + len(row) > _LONGEST:
        return None
    names, cells = heads.split(_CELL), row.split(_CELL)
    is_headed = (
        len(names) == len(cells) and all(map(_is_name, names)) and not any(map(_is_name, cells))
    )
    return (*names, *sorted(cells)) if is_headed else None


def _has_head(cells: int, old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether both pages have one and the same row of names above as many cells, beside that of the name."""
    heads = {
        line for line in old if line.count(_CELL) == cells and all(map(_is_name, line.split(_CELL)))
    }
    return len(heads) == 1 and heads.issubset(new)


def _permuted(said: list[_Said]) -> list[_Said]:
    """Those whose values went to one another."""
    while True:
        was, now = Counter(one.before for one in said), Counter(one.now for one in said)
        kept = [one for one in said if one.before in now and one.now in was]
        if len(kept) == len(said):
            break
        said = kept
    is_short = all(len(one.before.split()) <= _VALUE_WORDS for one in said)
    return said if was == now and len(said) > 1 and is_short else []


def _under_lines(old: Sequence[str], new: Sequence[str]) -> list[_Said]:
    """Values on lines of their own that went to one another, each between lines that stay."""
    common = Counter(old) & Counter(new)
    before, after = _in(common, old), _in(common, new)
    if before == after or len(before) != len(after):
        return []
    differ = {place for place, line in enumerate(before) if line != after[place]}
    said = []
    for place in sorted(differ):
        if {place - 1, place + 1} & differ or not (
            _is_value(before[place]) and _is_value(after[place])
        ):
            continue
        name = next(
            (
                before[beside]
                for beside in (place - 1, place + 1)
                if 0 <= beside < len(before)
                and common[before[beside]] == 1
                and _is_name(before[beside])
                and not _is_value(before[beside])
            ),
            "",
        )
        if name:
            said.append(_Said(name, 0, before[place], after[place]))
    return _permuted(said)


def _in(common: Counter[str], lines: Sequence[str]) -> list[str]:
    """Those lines that both pages have as often."""
    left = Counter(common)
    found = []
    for line in lines:
        if left[line] > 0:
            left[line] -= 1
            found.append(line)
    return found


def _under_headings(old: Content, new: Content) -> Iterator[_Said]:
    """Lines that stand under another heading, where both headings say what became of what stands there:
    from *Aprobados* to *Rechazados*."""
    both = _states(old) & _states(new)
    if len(both) > 1:
        before, after = _headed(old), _headed(new)
        for line, heading in before.items():
            now = after.get(line, heading)
            if now != heading and {heading, now} <= both:
                yield _Said(line, 0, heading, now)


def _states(content: Content) -> set[str]:
    """Its headings that say what became of something."""
    headings = map(_uncounted, content.headings)
    return {one for one in headings if is_of_state(one)}


def _uncounted(heading: str) -> str:
    return heading[:-_COUNTED] + _COUNT.sub("", heading[-_COUNTED:])


def _headed(content: Content) -> dict[str, str]:
    """Line -> the heading that it stands under; of those that stand there once."""
    headings, heading = set(content.headings), ""
    counts = Counter(content.shown)
    found = {}
    for line in content.shown:
        if line in headings:
            heading = _uncounted(line)
        elif counts[line] == 1:
            found[line] = heading
    return found


def _is_name(text: str) -> bool:
    return sum(map(str.isalpha, text[:_LONGEST])) > 1 and text.count(" ") < _NAME_WORDS


def _is_value(text: str) -> bool:
    """Whether a line is a figure, an amount, a day, or a word for what became of something."""
    if text.count(" ") >= _SHORT:
        return False
    first = next(iter(tokens(text)), "")
    return bool(first) and (not first[0].isalpha() or is_state(text))
