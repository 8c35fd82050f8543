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

from evidence.changes import miswritten, todays
from evidence.changes.signs import is_sign
from evidence.changes.words import MOST_LETTERS, MOST_WORDS, differ_in_nothing, hashes, key, words
from evidence.content.article import article
from evidence.fence import FenceFailure

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from evidence.content.model import Content

_GRAM = 4
"""Words of a run by which a line is known again."""
_INSIDE = 0.60
"""Share of a line's runs of words that must stand in the article."""
_MOST_ARTICLE = 1_000_000
"""Words of an article whose runs are held: of a page with more every line is taken as its own."""
_LETTERS = 100_000_000
"""Characters of one line times those of the other that are asked for their likeness: 10,000 each, where a
paragraph has a thousand."""
_LONG = 8
"""Words of a line that is no menu item."""
_LITTLE = 60
"""Main words of a page that says next to nothing, as in :data:`evidence.verdicts.text.NOTICE`."""
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
    """The lines that only one side has, in reading order."""

    removed: list[str]
    added: list[str]
    gone: frozenset[int]
    """indexes of ``removed`` in the old main text"""
    come: frozenset[int]
    """indexes of ``added`` in the new main text"""
    all_come: frozenset[int]
    """the same, with lines that do not belong to the article"""
    is_coarse: bool = False
    """they are too many to be looked at more closely: the frame's lines are among them"""


def differing(old: Content, new: Content) -> Differing:
    """The lines of the documents' own text that differ by more than case, punctuation and place."""
    removed, added = _unmatched(old.main, new.main, (old.day, new.day))
    is_coarse = _are_many(old.main, removed) or _are_many(new.main, added)
    if not is_coarse:
        removed = _not_in_header(removed, old, new)
        added = _not_in_header(added, new, old)
    all_come = frozenset(added)
    if not is_coarse and (removed or added) and old.html and new.html:
        rewritten = _rewritten(old, new, removed, added)
        removed = sorted({*_own(old, removed), *(i for i, _ in rewritten)})
        added = sorted({*_own(new, added), *(j for _, j in rewritten)})
    return Differing(
        [old.main[i] for i in removed],
        [new.main[i] for i in added],
        frozenset(removed),
        frozenset(added),
        all_come,
        is_coarse,
    )


def words_differ(old: Content, new: Content) -> bool:
    """Whether the words of two whole pages differ, whatever belongs to the document's own text."""
    gone, come = _unmatched(old.lines, new.lines, (old.day, new.day))
    return _bag(old.lines[n] for n in gone) != _bag(new.lines[n] for n in come)


def _are_many(lines: Sequence[str], indexes: Sequence[int]) -> bool:
    """Whether lines have more words, or characters, than two texts are compared by."""
    letters = words_there = 0
    for index in indexes:
        letters += len(lines[index])
        words_there += lines[index].count(" ") + 1
    return letters > MOST_LETTERS or words_there > MOST_WORDS


def _not_in_header(indexes: list[int], one: Content, other: Content) -> list[int]:
    """Those of the main lines of ``one`` at ``indexes`` that are no headings which only moved: another
    template may set a document's title into a header, where ``other`` shows it and ``one`` did not.

    Headings alone: of the recorded pairs one shows a text in its main part that stood in the frame
    before, and its maintainers call that a change.
    """
    headings = set(map(key, one.headings))
    spare = _framed(other) - _framed(one)
    kept = []
    for index in indexes:
        line = key(one.main[index])
        if line in headings and spare[line] > 0:
            spare[line] -= 1
        else:
            kept.append(index)
    return kept


def _framed(content: Content) -> Counter[str]:
    """The lines outside a document's own text, as words."""
    frame = Counter(content.lines) - Counter(content.main)
    return Counter(map(key, frame.elements()))


def _unmatched(
    old: Sequence[str], new: Sequence[str], days: tuple[str, str]
) -> tuple[list[int], list[int]]:
    """Indexes of the lines of either side that the other has less often.

    Equal lines go first, then lines of the same words: two tables of a million rows that differ in
    one are read word by word in that row only. Then go those of which one came in the wrong charset,
    and those that tell the day of their look, which ``days`` are.
    """
    rest_old, rest_new = _without(old, new), _without(new, old)
    keys_old = [key(old[index]) for index in rest_old]
    keys_new = [key(new[index]) for index in rest_new]
    removed = [place for place in _without(keys_old, keys_new) if keys_old[place]]
    added = [place for place in _without(keys_new, keys_old) if keys_new[place]]
    out, put = _alike([keys_old[place] for place in removed], [keys_new[place] for place in added])
    gone = [rest_old[place] for n, place in enumerate(removed) if n not in out]
    come = [rest_new[place] for n, place in enumerate(added) if n not in put]
    out, put = miswritten.same([old[index] for index in gone], [new[index] for index in come])
    gone = [index for n, index in enumerate(gone) if n not in out]
    come = [index for n, index in enumerate(come) if n not in put]
    out, put = todays.same((old[index] for index in gone), (new[index] for index in come), *days)
    return (
        [index for n, index in enumerate(gone) if n not in out],
        [index for n, index in enumerate(come) if n not in put],
    )


def _alike(removed: Sequence[str], added: Sequence[str]) -> tuple[set[int], set[int]]:
    """Indexes of the lines, given as tokens, that differ in nothing but signs that say nothing."""
    waiting: dict[str, list[int]] = {}
    for n, line in enumerate(added):
        waiting.setdefault(_unsigned(line), []).append(n)
    out, put = set(), set()
    for n, line in enumerate(removed):
        bare = _unsigned(line)
        for m in waiting.get(bare, ())[:1] if bare else ():
            if differ_in_nothing(line.split(), added[m].split()):
                waiting[bare].remove(m)
                out.add(n)
                put.add(m)
    return out, put


def _unsigned(line: str) -> str:
    return " ".join(token for token in line.split() if not is_sign(token))


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


def _bag(lines: Iterable[str]) -> Counter[str]:
    return Counter(word for line in lines for word in words(line))


def _rewritten(
    old: Content, new: Content, removed: list[int], added: list[int]
) -> list[tuple[int, int]]:
    """The differing lines of which the one stands where the other stood, altered in a word or two:
    "Estado: cumplido" is the document's own however short it is and wherever it stands.

    A line of a widget is another line each time, and what only counts or tells the day differs in
    figures; not so in dialogs with the document's details (:func:`_in_dialogs`). A link is no text, nor is
    what describes the items of a menu: it stands between links, and bears no label. On the recorded pairs
    this finds 51 lines, none of them on noise; one without the last condition.
    """
    after = {_place(new.main, j): j for j in added}
    links = {key(link.text) for content in (old, new) for link in content.links}
    found = list(_in_dialogs(old, new, removed, added))
    for i in removed:
        place = _place(old.main, i)
        j = after.get(place)
        if j is None:
            continue
        before, now = key(old.main[i]), key(new.main[j])
        if {before, now} & links or not _is_altered(before, now):
            continue
        if not links.issuperset(place) or _LABEL in old.main[i][:-1]:
            found.append((i, j))
    return found


def _in_dialogs(
    old: Content, new: Content, removed: list[int], added: list[int]
) -> Iterator[tuple[int, int]]:
    """The differing lines of dialogs that hold details of the document, of which the one stands where the
    other stood, or behind the same label, and is much like it. A dialog that comes or goes as a whole has
    none: it may be a notice of the day."""
    if not (old.details and new.details):
        return
    before, now = set(old.details), set(new.details)
    waiting: dict[object, int] = {}
    for j in added:
        if new.main[j] in now:
            waiting[_place(new.main, j)] = waiting[_label(new.main[j])] = j
    for i in removed if waiting else ():
        line = old.main[i]
        if line not in before:
            continue
        label, place = _label(line), _place(old.main, i)
        if label and label in waiting:
            yield i, waiting[label]
        elif place in waiting and _are_like(key(line), key(new.main[waiting[place]])):
            yield i, waiting[place]


def _label(line: str) -> str:
    """What a value is called in its line; empty where nothing is."""
    return line.partition(_LABEL)[0] if _LABEL in line[:-1] else ""


def _place(lines: Sequence[str], index: int) -> tuple[str, str]:
    """The lines around a line, as words."""
    return (
        key(lines[index - 1]) if index else "",
        key(lines[index + 1]) if index + 1 < len(lines) else "",
    )


def _is_altered(before: str, now: str) -> bool:
    """Whether words without a figure differ, and the lines, as words, are alike all the same."""
    if not _are_like(before, now):
        return False
    was, came = Counter(before.split()), Counter(now.split())
    return not any(character.isdigit() for word in was - came + (came - was) for character in word)


def _are_like(before: str, now: str) -> bool:
    """Whether one line, as words, is the other with a word or two altered."""
    return len(before) * len(now) <= _LETTERS and fuzz.ratio(before, now) >= _ALTERED


def _own(content: Content, indexes: list[int]) -> list[int]:
    """Those of the main lines at ``indexes`` that belong to the article."""
    if not indexes:
        return []
    shown = len(content.main) - content.data_lines  # behind them stand records, which are its own
    if all(index >= shown for index in indexes):
        return indexes
    near = {
        place
        for index in indexes
        for place in range(max(0, index - _BETWEEN), min(shown, index + 1 + _BETWEEN))
    }
    keys = {place: key(content.main[place]) for place in sorted(near)}
    inside = _inside(content, shown, keys)
    vouching = {place for place in inside if _words(keys[place]) >= _LONG}
    # a label in a dialog that a template put beside the text stands next to none of its lines
    apart = set(content.details).intersection(content.beside)
    return [
        i
        for i in indexes
        if i >= shown
        or i in inside
        or (
            _vouched(i, keys[i], vouching)
            and (_words(keys[i]) >= _LONG or content.main[i] not in apart)
        )
    ]


def _inside(content: Content, shown: int, keys: dict[int, str]) -> set[int]:
    """Those of the main lines, given as words, that the article has; ``shown`` are no records."""
    try:
        lines = list(map(key, article(content.html).splitlines()))
    except FenceFailure:
        lines = []
    size = sum(map(_words, lines))
    if size < _FOUND * sum(_words(key(line)) for line in content.main[:shown]):
        menu = {key(link.text) for link in content.links}
        least = 1 if _has_short_lines_alone(content, shown) else _LONG
        return {n for n, line in keys.items() if _words(line) >= least and line not in menu}
    if size > _MOST_ARTICLE:
        return set(keys)
    found = set(hashes((word for line in lines for word in line.split()), _GRAM))
    short = {line for line in lines if 0 < _words(line) < _GRAM}
    return {n for n, line in keys.items() if line in short or _is_among(line, found)}


def _has_short_lines_alone(content: Content, shown: int) -> bool:
    """Whether a page says what it says in a few short lines, and has no other text of its own: "Plan de 2019, en
    dos tomos."."""
    if content.main_words >= _LITTLE:
        return False
    return all(line.count(" ") < _LONG - 1 for line in content.main[:shown])


def _is_among(line: str, found: set[int]) -> bool:
    mine = set(hashes(line.split(), _GRAM))
    return bool(mine) and len(mine & found) >= _INSIDE * len(mine)


def _words(line: str) -> int:
    """How many words a line has that is given as words."""
    return line.count(" ") + 1 if line else 0


def _vouched(index: int, line: str, vouching: set[int]) -> bool:
    """Whether lines of the article stand on both sides of a line, or next to one with a figure."""
    ahead = any(place in vouching for place in range(index - _BETWEEN, index))
    behind = any(place in vouching for place in range(index + 1, index + 1 + _BETWEEN))
    if ahead and behind:
        return True
    return any(map(str.isdigit, line)) and bool({index - 1, index + 1} & vouching)
