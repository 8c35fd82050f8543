"""What stands by itself behind an address or on the line below it, though an address could go on so: a date, a page,
the number of a file, a mailbox, a telephone, a hashtag."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.citations.layout import Break

_ENDS = r"[.,;)]*$"
_MOMENT = re.compile(
    r"(?:(?:0?[1-9]|[12]\d|3[01])[/.-])?(?:0?[1-9]|1[0-2])[/.-](?:19|20)\d\d[.,;)]*$"
    r"|(?:19|20)\d\d(?:[-–/](?:19|20)\d\d|-[01]\d-[0-3]\d)[.,;)]*$"
)
"""A date or a span of years."""
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}" + _ENDS)
_PHONE = re.compile(r"\+\d{1,3}$")
_FIGURES = re.compile(r"[ -]\(?\d{2,}")
_SHORT = re.compile(
    r"(?:pp?|pág|párr|arts?|cap|vols?|núm|num|no|fr|frac|inc|sec|fig|tel|ext|c\.p|ed|lám)\.(?:$|\d[\d/-]*[.,;)]*$)",
    re.IGNORECASE,
)
"""How a place in a document, or how to reach its author, is announced."""
_UNDATED = re.compile(r"(?:s[./]f|n[./]d|s[./]a)\.{0,2}[,;)]*$", re.IGNORECASE)
_AMOUNT = re.compile(
    r"(?:\d{1,2}:\d\d|\d+(?:[.,]\d+)?(?:%|[kMG]B)|\d{1,3}/\d{1,3})" + _ENDS, re.IGNORECASE
)
_DOCKET = re.compile(
    r"(?=\S*/)(?=\S*[A-Z])[A-ZÁÉÍÓÚÑ\d]{1,12}(?:[/-][A-ZÁÉÍÓÚÑ\d]{1,12}){0,4}[/-]\d{1,4}[.,;)]*$"
)
"""``INAI/123/2020``, ``A/RES/70/1``: no small letter stands in it."""
_TAG = re.compile(r"[#@]\w+" + _ENDS)


def is_apart(left: str, right: str, setting: Break | None, after: str) -> bool:
    """Whether ``right`` is no more of the address ``left``, by what it is; as :func:`evidence.citations.score.score`
    is asked. What fills its line to the end goes on as any other may."""
    ends = after[:1] in {"", "\n"}
    if left[-1] in "=&?" or left.endswith("//"):
        return False
    if _MOMENT.match(right):
        return not _is_waited_for(left, right, setting) and (
            setting is None or ends or setting.room >= len(right)
        )
    if _MAIL.match(right) or (right[0] == "#" and re.match(r"\s[#@]\w", after)):
        return True
    if setting is not None and setting.room < len(right) and (setting.full or setting.longest):
        return False
    if _PHONE.match(right) and _FIGURES.match(after):
        return True
    if _SHORT.match(right) and re.search(r"\d", right + after[:2]):
        return True
    if _TAG.match(right):
        return setting is not None
    is_one = _UNDATED.match(right) or _AMOUNT.match(right) or _DOCKET.match(right)
    return is_one is not None and left[-1] != "-"


def _is_waited_for(left: str, right: str, setting: Break | None) -> bool:
    """Whether a path was broken before what only looks like a date: no more of it fitted."""
    if left[-1] not in "/-_" or setting is None:
        return left[-1] in "-_"
    return setting.full and setting.room < len(right)
