"""What stood around a passage in an earlier copy, and what stands between the same words now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evidence.changes.nearest import exact, read, windows
from evidence.changes.newcomers import line_of, new_alone, outside
from evidence.changes.words import align

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from evidence.changes.nearest import Text
    from evidence.changes.words import Step
    from evidence.content.model import Content

_SIDE = 12
"""Words on either side by which a place is known again: a clause."""
_FEWEST = 3
"""Words of a side that can tell a place at all; fewer stand anywhere."""
_SHARE = 0.6
"""Share of a side's words that must be there still, in their order."""
_LONGER = 10
"""Words by which what stands in a passage's place may be longer than three times the passage: beyond, it
is another part of the page."""
_MOST_SENTENCES = 20
_MOST_WORDS = 120
"""Words of a sentence; what has no end for so long is no sentence."""
_END = re.compile(r"[.;!?]\s|\n")


class Place(NamedTuple):
    """What stands where a passage stood."""

    found: str
    """empty where the words around it follow one another now"""
    around_then: str
    """the passage with the words around it, as the earlier copy has it"""
    around_now: str


def instead(quote: str, content: Content, before: Content) -> Place | None:
    """What stands in ``content`` where ``before`` has ``quote``; None where the words around it are not
    there, or too few to tell."""
    old, new, wanted = read(before.text), read(content.text), read(quote).words
    at = exact(wanted, old.words) if wanted else None
    if at is None:
        return None
    start, stop = max(0, at - _SIDE), min(len(old.words), at + len(wanted) + _SIDE)
    lead, end = at - start, at - start + len(wanted)
    around = old.words[start:stop]
    for begin, finish in windows(around, new.words):
        between = _between(align(around, new.words[begin:finish]), lead, end, len(around))
        if between is not None and between[1] - between[0] <= 3 * len(wanted) + _LONGER:
            first, last = begin + between[0], begin + between[1]
            passage = (at, at + len(wanted))
            first, last = new_alone(new, old, (first, last), _frame(content, before, old, at))
            now = _line(new, first, last) if last > first else _closed(old, passage, new, first)
            found = new.passage(first, last) if last > first else ""
            return Place(found, _line(old, *passage), now)
    return None


def _frame(content: Content, before: Content, old: Text, at: int) -> Callable[[str], bool]:
    """Tells what stands around the page's text; nothing does for a passage that stood there itself."""
    first = outside(before.main, before.lines)
    is_of_text = bool(before.main and content.main) and not first(line_of(old, at))
    return outside(content.main, content.lines) if is_of_text else (lambda _: False)


def _closed(old: Text, passage: tuple[int, int], new: Text, gap: int) -> str:
    """What is left of the line that a passage stood on, where nothing took its place: the words before
    ``gap`` and from it on that ``old`` had beside it; empty where it had the line for itself."""
    lead = passage[0] - _to_line_end(old, passage[0], -1)
    tail = _to_line_end(old, passage[1], 1) - passage[1]
    begin = max(_to_line_end(new, gap, -1), gap - lead)
    end = min(_to_line_end(new, gap, 1), gap + tail)
    return new.passage(begin, end) if end > begin else ""


def _to_line_end(text: Text, word: int, step: int) -> int:
    """How far the line goes from before ``word``, :data:`_SIDE` words at most: back for a step of -1, on for 1."""
    at = word
    while abs(at - word) < _SIDE and 0 < at + min(step, 0) + 1 <= len(text.words):
        one = at + min(step, 0)
        last, first = (one, one + 1) if step < 0 else (one - 1, one)
        if last >= 0 and first < len(text.words) and _breaks(text, last, first):
            break
        at += step
    return at


def _breaks(text: Text, word: int, following: int) -> bool:
    return "\n" in text.raw[text.spans[word][1] : text.spans[following][0]]


def _between(steps: Sequence[Step], lead: int, end: int, size: int) -> tuple[int, int] | None:
    """Where the words begin and end that stand between what was before and behind the passage
    ``around[lead:end]``; None where either side is not there."""
    before = [j2 - (i2 - min(i2, lead)) for _, i1, i2, _, j2 in _equal(steps) if i1 < lead]
    behind = [j1 + max(0, end - i1) for _, i1, i2, j1, _ in _equal(steps) if i2 > end]
    kept_before = sum(min(i2, lead) - i1 for _, i1, i2, *_ in _equal(steps) if i1 < lead)
    kept_behind = sum(i2 - max(i1, end) for _, i1, i2, *_ in _equal(steps) if i2 > end)
    sides = [(kept_before, lead), (kept_behind, size - end)]
    if any(kept < _SHARE * there for kept, there in sides if there >= _FEWEST):
        return None
    if not before or not behind or max(there for _, there in sides) < _FEWEST:
        return None
    return (before[-1], behind[0]) if before[-1] <= behind[0] else None


def _line(text: Text, start: int, stop: int) -> str:
    """The words from ``start`` to before ``stop`` with those beside them on their line."""
    first, last = text.spans[min(start, len(text.spans) - 1)][0], text.spans[max(0, stop - 1)][1]
    from_line = text.raw.rfind("\n", 0, min(first, last)) + 1
    to_line = text.raw.find("\n", max(first, last))
    begin = next(
        n for n in range(max(0, start - _SIDE), start + 1) if _starts(text, n) >= from_line
    )
    end = min(len(text.words), stop + _SIDE)
    while end > stop and 0 <= to_line <= text.spans[end - 1][0]:
        end -= 1
    return text.passage(begin, end) if end > begin else ""


def _starts(text: Text, word: int) -> int:
    return text.spans[word][0] if word < len(text.spans) else len(text.raw)


def _equal(steps: Sequence[Step]) -> Iterator[Step]:
    return (step for step in steps if step[0] == "equal")


def sentences(quote: str, content: Content) -> list[str]:
    """The sentences of ``content`` that hold ``quote``, from the first; those that have no end are left
    out."""
    text, wanted = read(content.text), read(quote).words
    found: list[str] = []
    at = 0
    while wanted and len(found) < _MOST_SENTENCES:
        place = exact(wanted, text.words[at:])
        if place is None:
            break
        at += place + len(wanted)
        sentence = _sentence(text, at - len(wanted), at)
        if len(sentence.split()) <= _MOST_WORDS:
            found.append(sentence)
    return found


def _sentence(text: Text, start: int, stop: int) -> str:
    """The sentence, or the sentences, in which the words from ``start`` to before ``stop`` stand."""
    first, last = text.spans[start][0], text.spans[stop - 1][1]
    ends = [match.end() for match in _END.finditer(text.raw, max(0, first - 2_000), first)]
    end = _END.search(text.raw, last)
    begin = ends[-1] if ends else max(0, first - 2_000)
    return " ".join(
        text.raw[begin : end.start() if end else len(text.raw)][: 4_000 + last - first].split()
    )
