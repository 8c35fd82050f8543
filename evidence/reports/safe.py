"""Remote text made harmless for the place where it is shown. HTML is escaped by the template
engine."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""And half of a pair of signs (a surrogate), which nothing can write out."""
_DIRECTION = re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""Bidirectional controls (Unicode 9.0, UAX #9): they can show a name as another name."""
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""Any of these two kinds, tab and line feed too: most texts have none and are done with one
look."""
_FORMULA = re.compile(r"^[\s]*[=+\-@\t\r]")
"""What makes a spreadsheet run a cell (OWASP, CSV injection)."""
_NOT_XML = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
"""Beside the control characters, what XML 1.0 has no way to write."""
_ACTING = re.compile(r"[\x7f-\x9f\u200e\u200f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069]")
LONGEST = 2_000
"""Characters of one remote text in a form that people read: the length of a page of a report."""


Cell = str | int | None
MOST_CELL = 32_000
"""Characters of a cell; Excel holds 32,767 and cuts or refuses more."""


def line(text: str) -> str:
    """``text`` on one line, without control characters and direction overrides."""
    if _ODD.search(text) is None:
        return text
    return _DIRECTION.sub("", _CONTROL.sub("", text.replace("\n", " ").replace("\t", " ")))


def short(text: str, most: int = LONGEST) -> str:
    """:func:`line` of at most ``most`` characters; a cut text ends in an ellipsis."""
    return line(text) if len(text) <= most else f"{line(text[: most - 1])}…"


def cell(text: str) -> str:
    """``text`` as a CSV cell that no spreadsheet takes for a formula."""
    return _no_formula(line(text))


def cells(row: list[Cell]) -> list[Cell]:
    """A row with :func:`cell` done to its texts; nearly all are printable and begin with a
    letter."""
    texts = [value for value in row if isinstance(value, str)]
    clean = len(whole := "".join(texts)) <= MOST_CELL and whole.isprintable()
    return [
        value
        if not isinstance(value, str) or (clean and value[:1].isalnum())
        else cell(value[:MOST_CELL])
        for value in row
    ]


_UNPLAIN = re.compile(r'"(?![^\W_])(?=[^"])')
"""A text behind a quotation mark that begins with no letter or digit."""


def are_plain(texts: Sequence[str]) -> bool:
    """Whether :func:`cells` leaves texts as they are and none has a quotation mark, told by one look at all of
    them, as of nearly all rows; False where that takes another look."""
    whole = '"' + '"'.join(texts) + '"'
    return (
        len(whole) <= MOST_CELL
        and whole.count('"') == len(texts) + 1
        and whole.isprintable()
        and _UNPLAIN.search(whole) is None
    )


def _no_formula(text: str) -> str:
    return f"'{text}" if not text[:1].isalnum() and _FORMULA.match(text) else text


def xml(text: str) -> str:
    """``text`` of characters that XML 1.0 can hold; escaping is the writer's."""
    return _NOT_XML.sub("\ufffd", short(text))


def dumps(value: object, *, indent: int | None = None) -> str:
    """JSON that loses nothing and in which no character acts on a terminal or turns the reading
    direction."""
    separators = None if indent else (",", ":")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    if text.isprintable():  # as nearly all are, which is told in a fifth of the time
        return text
    return _ACTING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def href(url: str) -> str | None:
    """``url`` if it may be a link target at all: http and https only."""
    return url if url.lower().startswith(("http://", "https://")) else None
