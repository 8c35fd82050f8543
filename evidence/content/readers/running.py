"""Running headers and footers of a paged document: not part of its own text.

What cites asks for less (:mod:`evidence.formats.pdf`): there a line that comes back on three pages
is left out of sentences, here it would be left out of what is compared.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_EDGE = 3
"""Lines at the top and at the bottom of a page where headers and footers stand."""
_PAGES = 3
"""A line runs from so many pages on ..."""
_SHARE = 0.4
"""... and this share of all pages: left and right pages may have headers of their own."""
_NUMBER = re.compile(r"\b\d{1,4}\b")


def without_running_lines(pages: list[list[str]]) -> Iterator[str]:
    """The lines of ``pages`` without those at an edge that run through them, page numbers aside."""
    seen: Counter[str] = Counter()
    for number, page in enumerate(pages):
        seen.update({key for index in _edges(page) for key in _keys(page[index], number)})
    least = max(_PAGES, _SHARE * len(pages))
    for number, page in enumerate(pages):
        edges = _edges(page)
        for index, line in enumerate(page):
            if index not in edges or all(seen[key] < least for key in _keys(line, number)):
                yield line


def _edges(page: list[str]) -> set[int]:
    if len(page) <= 2 * _EDGE:
        return set()  # a page of a few lines is all edge
    return {*range(_EDGE), *range(len(page) - _EDGE, len(page))}


def _keys(line: str, number: int) -> Iterator[str]:
    """``line``, and with its first or last number as the distance to the page's: 3 on page 5 is -2.

    So a page number runs, and the figures of a table that goes on over pages do not.
    """
    yield line
    numbers = list(_NUMBER.finditer(line))
    for match in {numbers[0], numbers[-1]} if numbers else ():
        yield f"{line[: match.start()]}#{int(match[0]) - number}{line[match.end() :]}"
