"""Compare a text with the beginning of another: an answer that broke off, as far as it goes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.changes.compare import compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.changes.model import Change
    from evidence.content.model import Content

_LINE = 3
"""Words of a line that may be known by its words: shorter ones (``Inicio``) stand anywhere."""


def compare_beginning(old: Content, new: Content, quote: str = "") -> Change:
    """The change from ``old`` to ``new``, of which the end is missing.

    What ``old`` has behind the last line that both have is no removal. Links and sections are not
    compared: who knows what would have come.
    """
    lines, main = _cut(old.lines, new.lines), _cut(old.main, new.main)
    return compare(
        replace(old, lines=lines[0], main=main[0], **_REST),  # type: ignore[arg-type]
        replace(new, lines=lines[1], main=main[1], **_REST),  # type: ignore[arg-type]
        quote,
    )


_REST = {
    "headings": (),
    "links": (),
    "parts": (),
    "raw_sha256": "",
    "html": "",
    "data_lines": 0,
    "beside": (),
}


def _cut(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both texts up to where the new one broke off; its last line may be half of one."""
    whole = tuple(new[:-1])
    places: dict[str, int] = {}
    for place, line in enumerate(old):
        places.setdefault(line, place)
    for back, line in enumerate(reversed(whole)):
        if line in places and line.count(" ") + 1 >= _LINE:
            # lines behind the last common one stand for as many of the old
            return tuple(old[: places[line] + 1 + back]), whole
    return tuple(old[: len(whole)]), whole
