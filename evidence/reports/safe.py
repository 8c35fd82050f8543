"""Remote text made harmless for the place where it is shown. HTML is escaped by the template engine."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_DIRECTION = re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""Bidirectional controls (Unicode 9.0, UAX #9): they can show a name as another name."""
_FORMULA = re.compile(r"^[\s]*[=+\-@\t\r]")
"""What makes a spreadsheet run a cell (OWASP, CSV injection)."""


def line(text: str) -> str:
    """``text`` on one line, without control characters and direction overrides."""
    return _DIRECTION.sub("", _CONTROL.sub("", text.replace("\n", " ").replace("\t", " ")))


def cell(text: str) -> str:
    """``text`` as a CSV cell that no spreadsheet takes for a formula."""
    clean = line(text)
    return f"'{clean}" if _FORMULA.match(clean) else clean


def href(url: str) -> str | None:
    """``url`` if it may be a link target at all: http and https only."""
    return url if url.lower().startswith(("http://", "https://")) else None
