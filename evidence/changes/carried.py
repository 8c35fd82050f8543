"""Data that one of two looks at a page shows, and the other not: read of both, or of neither.

Whether a page's data are part of its text is decided by what stands beside them
(:mod:`evidence.content.readers.html_data`). A banner more or a list that has grown short may tip
that, and is no removal of all records.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence import fence
from evidence.content.readers.html_data import PageData
from evidence.content.readers.structure import EMPTY

if TYPE_CHECKING:
    from evidence.content.model import Content

_READ = fence.Task("evidence.content.readers.html_data:read_page_data", PageData)


def with_data_alike(old: Content, new: Content) -> tuple[Content, Content]:
    """The contents, with the data of a page in both where one of them has it."""
    if bool(old.data_lines) == bool(new.data_lines) or not (old.html and new.html):
        return old, new
    if old.data_lines:
        return old, _with_data(new, old)
    return _with_data(old, new), new


def is_emptied(old: Content, new: Content) -> bool:
    """Whether a list that holds records on one look stands there on the other, and is empty."""
    with_data, without = (old, new) if old.data_lines else (new, old)
    if not with_data.data_lines or without.data_lines:
        return False
    return not _lists(with_data).isdisjoint(_lists(without))


def _with_data(content: Content, other: Content) -> Content:
    if is_emptied(content, other):
        return _added(content, (EMPTY,))
    with suppress(fence.FenceFailure):
        return _added(content, fence.call(_READ, content.html.encode("utf-8", "replace")).lines)
    return content


def _added(content: Content, lines: tuple[str, ...]) -> Content:
    return replace(
        content,
        lines=content.lines + lines,
        main=content.main + lines,
        data_lines=len(lines),
    )


def _lists(content: Content) -> set[str]:
    return set(content.extra.get("lists", "").split())
