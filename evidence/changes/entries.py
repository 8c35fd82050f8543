"""An entry that is taken out of a list of links, or leads elsewhere: one of forty reports on an index.

Only where the page is an index: links of one shape, eight or more, make up much of its own text. Menus,
related pages and the latest news are lists, too, and are other ones each week; so an entry counts only where
none came in its place. What goes from the beginning or the end of a list may have run out, as what is due
next does: that is suspected, and no more. So is another address under the same words: sites mend theirs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from evidence.changes.beside import Beside, What
from evidence.changes.documents import documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from evidence.content.model import Content

_FEWEST = 8
"""Links of one shape that are a list; a menu of sections has fewer below one address."""
_OWN = 0.4
"""Share of the page's own words on lines with an entry: an index; beside an article a list has less."""
_WORDS = 2
"""Words of an entry at the mean; items of a menu have one."""
_MOST = 0.2
"""Share of a list that may be gone, or one: where more is, the list is another."""
_MOST_MENDED = 0.1
"""The same of entries that lead elsewhere: where more do, the site moved its pages."""
_CELL = " | "
_DIGITS = re.compile(r"\d+")

_Shape = tuple[str, ...]


def altered_entries(old: Content, new: Content) -> Iterator[Beside]:
    """The entries of the old page's lists that are gone, lead nowhere, or lead elsewhere."""
    if old.links == new.links or not _may_be_index(old):
        return
    theirs = {link.text: _address(link.url) for link in new.links}
    addresses = set(theirs.values())
    files = {link.url for link in documents(old.links)}
    before, after = _lists(old), _lists(new)
    on_lines = _on_lines(old, {text for entries in before.values() for text in entries})
    for shape, entries in before.items():
        if not _is_index(entries, on_lines, old):
            continue
        now = after.get(shape, {})
        gone = [
            text
            for text, url in entries.items()
            if text not in theirs and _address(url) not in addresses
        ]
        come = [
            text for text, url in now.items() if text not in entries and url not in entries.values()
        ]
        few = 0 < len(gone) <= max(1, _MOST * len(entries))
        if few and not come and not _in_their_place(entries, gone, old, new):
            yield from _gone(entries, gone, new)
        yield from _elsewhere(entries, now, files, addresses)


def _may_be_index(content: Content) -> bool:
    return (
        len(content.links) >= _FEWEST and sum(not one.is_framed for one in content.links) >= _FEWEST
    )


def _lists(content: Content) -> dict[_Shape, dict[str, str]]:
    """The page's own links by the shape of their address: words -> address, in order, of words that stand
    on one of them alone."""
    own = [
        link for link in content.links if not link.is_framed and any(map(str.isalpha, link.text))
    ]
    counts = Counter(link.text for link in own)
    found: dict[_Shape, dict[str, str]] = defaultdict(dict)
    for link in own:
        shape = _shape(link.url)
        if shape and counts[link.text] == 1:
            found[shape][link.text] = link.url
    return found


def _shape(url: str) -> _Shape:
    """What addresses of one list have in common: all but the last step, figures aside, or but the values of
    their query. Nothing for what stands right below the site's root, where menus lead."""
    host, path, query = _parts(url)
    above = path.rpartition("/")[0]
    if query:
        return (host, path, *sorted(name for name, _ in parse_qsl(query, keep_blank_values=True)))
    return (host, _DIGITS.sub("0", above)) if above else ()


def _parts(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", "", ""
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query


def _address(url: str) -> str:
    """An address as far as it says where it leads: not by which scheme, nor whether with ``www.``."""
    return "\n".join(_parts(url))


def _on_lines(content: Content, texts: set[str]) -> dict[str, int]:
    """How many words the line has that a link stands on, for those that fill a line or a cell."""
    return {
        cell: line.count(" ") + 1
        for line in content.shown
        for cell in line.split(_CELL)
        if cell in texts
    }


def _is_index(entries: Mapping[str, str], on_lines: Mapping[str, int], content: Content) -> bool:
    if len(entries) < _FEWEST or _words(entries) < _WORDS * len(entries):
        return False
    return sum(on_lines.get(text, 0) for text in entries) >= _OWN * content.main_words


def _words(lines: Iterable[str]) -> int:
    return sum(line.count(" ") + 1 for line in lines)


def _in_their_place(
    entries: Mapping[str, str], gone: Sequence[str], old: Content, new: Content
) -> bool:
    """Whether a link of any shape came between the entries around one that is gone."""
    known, missing = {link.text for link in old.links}, set(gone)
    places = {link.text: place for place, link in enumerate(new.links)}
    arrivals = sorted(place for text, place in places.items() if text and text not in known)
    before, is_open = -1, False
    for text in entries:
        if text in missing:
            is_open = True
        elif text in places:
            if is_open and _has_between(arrivals, before, places[text]):
                return True
            before, is_open = places[text], False
    return is_open and _has_between(arrivals, before, before + len(missing) + 1)


def _has_between(places: Sequence[int], after: int, before: int) -> bool:
    first = bisect_right(places, after)
    return first < len(places) and places[first] < before


def _gone(entries: Mapping[str, str], gone: Sequence[str], new: Content) -> Iterator[Beside]:
    order = list(entries)
    ends = {order[0], order[-1]}
    there = {cell for line in new.lines for cell in line.split(_CELL)}
    for text in gone:
        # what stands there still and leads nowhere has not run out
        is_sure = text in there or ends.isdisjoint(gone)
        yield Beside(What.ENTRY, text, entries[text], "", is_sure=is_sure)


def _elsewhere(
    entries: Mapping[str, str], now: Mapping[str, str], files: set[str], addresses: set[str]
) -> Iterator[Beside]:
    """Entries whose address is another; of files see :mod:`evidence.changes.documents`."""
    both = [text for text in entries if text in now]
    moved = [text for text in both if _address(entries[text]) != _address(now[text])]
    if not moved or len(moved) > max(2, _MOST_MENDED * len(both)):
        return
    was = {_address(entries[text]) for text in moved}
    for text in moved:
        is_exchanged = _address(now[text]) in was and _address(entries[text]) in addresses
        if is_exchanged or not ({entries[text], now[text]} & files):
            yield Beside(What.TARGET, text, entries[text], now[text], is_sure=is_exchanged)
