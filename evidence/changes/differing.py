"""Which lines of the document's own text differ between two contents.

HTML: lines of the main part that the other page has nowhere, kept where they belong to the article.
Measured on 116 recorded pairs (maintainers' labels): main lines alone alarm on 0.19 of noise pairs
months apart; with this filter 0.08, at a recall of 0.98. trafilatura loses short lines and now and
then a whole page, so a line also counts that stands between, or (a date, a number) right beside,
lines of the article, and one that was altered where it stands; and where trafilatura finds next to
nothing the page's own long blocks stand for it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from evidence.changes.words import shingles, words
from evidence.content.article import article
from evidence.fence import FenceFailure

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from evidence.content.model import Content

_INSIDE = 0.60
"""Share of a line's 4-word shingles that must stand in the article."""
_LONG = 8
"""Words of a line that is no menu item."""
_BETWEEN = 8
"""Lines of distance within which two lines of the article vouch for one that stands between them.
On the recorded pairs any value to 30 alarms alike; where the long blocks stand in, 15 alarms on
noise."""
_ALTERED = 70.0
"""Likeness of two lines, 0 to 100, of which one is the other with a word or two altered."""
_LABEL = ": "
"""Behind what a value is called, as in "Estado: cumplido"."""
_FOUND = 0.20
"""Share of the main words that an article must have to be believed."""


class Differing(NamedTuple):
    """The lines that only one side has, in reading order, and whether the words of the whole pages
    differ."""

    removed: list[str]
    added: list[str]
    around: bool
    gone: frozenset[int]
    """indexes of ``removed`` in the old main text"""
    come: frozenset[int]
    """indexes of ``added`` in the new main text"""
    all_come: frozenset[int]
    """the same, with lines that do not belong to the article"""


def differing(old: Content, new: Content) -> Differing:
    """The lines of the documents' own text that differ by more than case, punctuation and place."""
    removed, added = _unmatched(old.main, new.main)
    removed = _not_in_header(removed, old, new)
    added = _not_in_header(added, new, old)
    around = _words_differ(old.lines, new.lines)
    all_come = frozenset(added)
    if (removed or added) and old.html and new.html:
        rewritten = _rewritten(old, new, removed, added)
        removed = sorted({*_own(old, removed), *(i for i, _ in rewritten)})
        added = sorted({*_own(new, added), *(j for _, j in rewritten)})
    return Differing(
        [old.main[i] for i in removed],
        [new.main[i] for i in added],
        around,
        frozenset(removed),
        frozenset(added),
        all_come,
    )


def _not_in_header(indexes: list[int], one: Content, other: Content) -> list[int]:
    """Those of the main lines of ``one`` at ``indexes`` that are no headings which only moved: another
    template may set a document's title into a header, where ``other`` shows it and ``one`` did not.

    Headings alone: of the recorded pairs one shows a text in its main part that stood in the frame
    before, and its maintainers call that a change.
    """
    headings = {tuple(words(line)) for line in one.headings}
    spare = _framed(other) - _framed(one)
    kept = []
    for index in indexes:
        key = tuple(words(one.main[index]))
        if key in headings and spare[key] > 0:
            spare[key] -= 1
        else:
            kept.append(index)
    return kept


def _framed(content: Content) -> Counter[tuple[str, ...]]:
    """The lines outside a document's own text, as words."""
    frame = Counter(content.lines) - Counter(content.main)
    return Counter(tuple(words(line)) for line in frame.elements())


def _unmatched(old: Sequence[str], new: Sequence[str]) -> tuple[list[int], list[int]]:
    """Indexes of the lines of either side that the other has less often.

    Equal lines go first, then lines of the same words: two tables of a million rows that differ in
    one are read word by word in that row only.
    """
    rest_old, rest_new = _without(old, new), _without(new, old)
    keys_old = [tuple(words(old[index])) for index in rest_old]
    keys_new = [tuple(words(new[index])) for index in rest_new]
    removed = [rest_old[place] for place in _without(keys_old, keys_new) if keys_old[place]]
    added = [rest_new[place] for place in _without(keys_new, keys_old) if keys_new[place]]
    return removed, added


def _without(items: Sequence[Hashable], others: Sequence[Hashable]) -> list[int]:
    """Indexes of ``items`` that ``others`` has less often; of equal ones the last count as left
    over."""
    left = Counter(items) - Counter(others)
    found = []
    for index in range(len(items) - 1, -1, -1):
        if left[items[index]] > 0:
            left[items[index]] -= 1
            found.append(index)
    return found[::-1]


def _words_differ(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether the lines that only one side has hold other words."""
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    return _bag(gone) != _bag(come)


def _bag(lines: Counter[str]) -> Counter[str]:
    return Counter(word for line in lines.elements() for word in words(line))


def _rewritten(
    old: Content, new: Content, removed: list[int], added: list[int]
) -> list[tuple[int, int]]:
    """The differing lines of which the one stands where the other stood, altered in a word or two:
    "Estado: cumplido" is the document's own however short it is and wherever it stands.

    A line of a widget is another line each time, and what only counts or tells the day differs in
    figures. A link is no text, nor is what describes the items of a menu: it stands between links,
    and bears no label. On the recorded pairs this finds 51 lines, none of them on noise; one without
    the last condition.
    """
    after = {_place(new.main, j): j for j in added}
    links = {tuple(words(link.text)) for content in (old, new) for link in content.links}
    found = []
    for i in removed:
        place = _place(old.main, i)
        j = after.get(place)
        if j is None:
            continue
        before, now = words(old.main[i]), words(new.main[j])
        if {tuple(before), tuple(now)} & links or not _is_altered(before, now):
            continue
        if not links.issuperset(place) or _LABEL in old.main[i][:-1]:
            found.append((i, j))
    return found


def _place(lines: Sequence[str], index: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines around a line, as words."""
    return (
        tuple(words(lines[index - 1])) if index else (),
        tuple(words(lines[index + 1])) if index + 1 < len(lines) else (),
    )


def _is_altered(before: Sequence[str], now: Sequence[str]) -> bool:
    """Whether words without a figure differ, and the lines are alike all the same."""
    differ = Counter(before) - Counter(now) + (Counter(now) - Counter(before))
    figures = any(character.isdigit() for word in differ for character in word)
    return not figures and fuzz.ratio(" ".join(before), " ".join(now)) >= _ALTERED


def _own(content: Content, indexes: list[int]) -> list[int]:
    """Those of the main lines at ``indexes`` that belong to the article."""
    if not indexes:
        return []
    shown = len(content.main) - content.data_lines  # behind them stand records, which are its own
    if all(index >= shown for index in indexes):
        return indexes
    keys = [tuple(words(line)) for line in content.main[:shown]]
    inside = _inside(content, keys)
    vouching = [sure and len(key) >= _LONG for sure, key in zip(inside, keys, strict=True)]
    return [i for i in indexes if i >= shown or inside[i] or _vouched(i, keys[i], vouching)]


def _inside(content: Content, keys: list[tuple[str, ...]]) -> list[bool]:
    """For each main line, as words, whether the article has it."""
    try:
        found_lines = [tuple(words(line)) for line in article(content.html).splitlines()]
    except FenceFailure:
        found_lines = []
    tokens = [word for line in found_lines for word in line]
    if len(tokens) < _FOUND * sum(map(len, keys)):
        menu = {tuple(words(link.text)) for link in content.links}
        return [len(key) >= _LONG and key not in menu for key in keys]
    found = shingles(tokens, 4)
    grams = [shingles(key, 4) if len(key) >= 4 else set() for key in keys]
    short = {line for line in found_lines if 0 < len(line) < 4}
    return [
        key in short or (bool(mine) and len(mine & found) >= _INSIDE * len(mine))
        for key, mine in zip(keys, grams, strict=True)
    ]


def _vouched(index: int, key: tuple[str, ...], vouching: list[bool]) -> bool:
    """Whether lines of the article stand on both sides of a line, or next to one with a figure."""
    ahead = vouching[max(0, index - _BETWEEN) : index]
    behind = vouching[index + 1 : index + 1 + _BETWEEN]
    if any(ahead) and any(behind):
        return True
    figures = any(character.isdigit() for word in key for character in word)
    return figures and (ahead[-1:] == [True] or behind[:1] == [True])
