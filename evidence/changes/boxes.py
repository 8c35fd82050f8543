"""A box that came at the beginning or the end of a page and speaks of something else: a campaign, a consent.

Sites set them on all their pages, and often into the main element. One that wants a consent to cookies or an
address for a newsletter is none of the document; of another, in an element of its own and in words that the
page does not use, nobody can know: it may be a note by the document's authors.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence import fence
from evidence.changes.model import Flag, Kind
from evidence.changes.words import tells, words
from evidence.content.readers.html_boxes import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evidence.changes.model import Change
    from evidence.content.model import Content

_READ = fence.Task("evidence.content.readers.html_boxes:read_box", Box)
_MOST_LINES, _MOST_WORDS = 12, 100
"""Of a box; a paragraph more than that is a text."""
_OF_THE_PAGE = 0.25
"""Share of a box's telling words that the page used before, from which on it speaks of the same."""
_ASKED = re.compile(r"cookie|consent|bolet[ií]n|newsletter|suscri|subscri", re.IGNORECASE)
"""What such boxes are about; a document may be, too."""


def of_a_box(change: Change, old: Content, new: Content) -> Change:
    """The change, where all that was added is a box: unsure, or none of the document's."""
    if change.kind is not Kind.ADDED or change.words_removed or not (old.html and new.html):
        return change
    added = _at_an_end(old.shown, new.shown)
    if not added:
        return change
    try:
        box = fence.call(_READ, new.html.encode("utf-8", "replace"), text="\n".join(added))
    except fence.FenceFailure:
        return change
    if not box.is_own or _speaks_of(added, old.lines):
        return change
    if box.asks and not _ASKED.search("\n".join(old.shown)):
        return replace(
            change, kind=Kind.BOILERPLATE, significance=0.0, words_added=0, flags=(), hunks=()
        )
    flags = {*map(Flag, change.flags), Flag.UNSURE}
    return replace(change, flags=tuple(flag.value for flag in Flag if flag in flags))


def _at_an_end(old: Sequence[str], new: Sequence[str]) -> Sequence[str]:
    """The lines that were added, where they stand together at the beginning or the end of the page."""
    count = len(new) - len(old)
    if not 0 < count <= _MOST_LINES:
        return ()
    for added, rest in ((new[-count:], new[:-count]), (new[:count], new[count:])):
        if Counter(rest) == Counter(old):
            return added if sum(line.count(" ") + 1 for line in added) <= _MOST_WORDS else ()
    return ()


def _speaks_of(added: Iterable[str], lines: Iterable[str]) -> bool:
    said = {word for line in added for word in words(line) if tells(word)}
    there = {word for line in lines for word in words(line)}
    return len(said & there) >= _OF_THE_PAGE * len(said)
