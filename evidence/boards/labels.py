"""What stands around a link on its page: the headings above it, its row, its list items, its
lead."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bs4.element import PageElement

    from evidence.boards.model import Path

_LONGEST = 200
"""Characters of one label."""
_LISTS = ("ul", "ol", "table", "dl", "menu")
_BARE = re.compile(r"[\W\d]{0,12}|[ivxlc]{1,6}[.)]?", re.IGNORECASE)
"""A number or sign alone: no label by itself"""
_WORD = re.compile(r"[^\W\d_]{3}")


def words_of(node: Tag | NavigableString | Iterable[PageElement]) -> str:
    """The visible words of an element, white space folded, cut at the longest label."""
    tops = [node] if isinstance(node, NavigableString | Tag) else node
    texts = (text for top in tops for text in (top.descendants if isinstance(top, Tag) else (top,)))
    pieces = (str(text) for text in texts if _is_text(text))
    words: list[str] = []
    length = 0
    for piece in pieces:
        words += piece.split()
        length += len(piece)
        if length > 4 * _LONGEST:
            break
    return " ".join(words)[:_LONGEST].strip()


def _is_text(node: object) -> bool:
    return isinstance(node, NavigableString) and not isinstance(node, PreformattedString)


def heading(node: Tag) -> str:
    """The words of a heading; a bare number takes the next words along: ``4`` + ``Agua para
    todos``."""
    words = words_of(node)
    if words and _BARE.fullmatch(words):
        # the title of a card stands within a few tags of its number
        for text in islice(node.next_elements, 80):
            if isinstance(text, NavigableString) and _is_text(text) and _WORD.search(text):
                return f"{words} {' '.join(text.split())}"[:_LONGEST]
    return words


def row_path(row: Tag, cell: Tag | None) -> Path:
    """What a table row is about, up to the cell that holds the link: cells that span rows, then the
    first cell with words. A cell that holds a table is layout and labels nothing."""
    spanning: list[str] = []
    label = ""
    for other in row.find_all(("td", "th"), recursive=False):
        if other is cell:
            break
        words = words_of(other)
        if not words or len(words) >= _LONGEST or other.find("table") is not None:
            continue
        if (spanning or label) and other.find("a") is not None:
            continue  # another link of the row
        if span(other) > 1:
            spanning.append(words)
        elif not label or _BARE.fullmatch(label):
            label = f"{label} {words}".strip()
    return (*spanning, label) if label and not _BARE.fullmatch(label) else tuple(spanning)


def span(cell: Tag) -> int:
    """The rows that a cell stands for."""
    value = str(cell.get("rowspan") or "1").strip()
    return min(int(value), 10_000) if value.isdecimal() else 1


def lead(item: Tag) -> str:
    """The words that open a list item or paragraph, before its first link or nested list."""
    opening: list[PageElement] = []
    for child in item.children:
        if isinstance(child, Tag) and (
            child.name in _LISTS or child.name == "a" or child.find(("a", *_LISTS)) is not None
        ):
            break
        opening.append(child)
    return words_of(opening).rstrip(" :-–—") if opening else ""
