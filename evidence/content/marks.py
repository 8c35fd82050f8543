"""What two looks at a page tell by attributes alone, read only where they differ in one.

A page is read without it, as nearly all looks differ in no such attribute; where they do, the whole page
is gone over once more, behind the fence.
"""

from __future__ import annotations

import re

from evidence import fence
from evidence.content.readers.html_marks import SRC, Mark, MarkKind, Marks, light_of

__all__ = ["Mark", "MarkKind", "differing_marks"]

_READ = fence.Task("evidence.content.readers.html_marks:read_marks", Marks)
_VALUE = r"""\s{0,5}=\s{0,5}(?:"[^"<]{0,300}|'[^'<]{0,300}|[^\s"'<>]{1,300})"""
_SEEN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"aria-(?:label|checked|value(?:now|text)){_VALUE}",
        rf"title(?:{_VALUE}|>[^<]{{0,300}})",
        rf"datetime{_VALUE}",
        rf"data-(?:bs-)?content{_VALUE}",
        rf" value{_VALUE}",
        r"<input\b(?=[^<>]{0,500}(?:checkbox|radio))[^<>]{0,500}>",
        r"width\s?:\s?\d{1,3}(?:\.\d{1,9})?%",
        r"<(?:iframe|video|audio|source|embed|object)\b[^<>]{0,3000}>",
        r"<td\b[^<>]{0,500}>\s{0,200}(?:<(?!/?t[dr]\b)[^<>]{0,500}>\s{0,200}){0,8}</td>",
    )
)
"""Where marks may stand, in a page in lower case; the last is a cell in which no word stands. Each begins
with letters of its own, by which ``re`` finds it six times as fast as one of several."""


def _lights(html: str) -> list[str]:
    return [light for src in SRC.findall(html) if (light := light_of(src))]


def differing_marks(old: str, new: str) -> tuple[tuple[Mark, ...], tuple[Mark, ...]] | None:
    """The marks of two pages; None where none differs, or either page can't be read."""
    before_case, after_case = old.lower(), new.lower()
    if not any(seen.findall(before_case) != seen.findall(after_case) for seen in _SEEN) and (
        _lights(before_case) == _lights(after_case)
    ):
        return None
    try:
        before, after = (fence.call(_READ, html.encode("utf-8", "replace")) for html in (old, new))
    except fence.FenceFailure:
        return None
    return None if before == after else (before.all, after.all)
