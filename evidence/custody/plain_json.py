"""JSON that every program reads alike.

RFC 8259 (section 4) lets an object have one name twice, and then programs differ: Python takes the last
value, SQLite the first. Nothing of ours has one twice, so whatever has was made to say two things.
"""

from __future__ import annotations

import json
from typing import Any


class TwiceNamedError(ValueError):
    """An object has one name twice."""


def read(text: str | bytes) -> Any:
    """What a text says; raises TwiceNamedError, and ValueError and RecursionError as :func:`json.loads`
    does."""
    return json.loads(text, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise TwiceNamedError("it has one name twice, which programs read differently")
    return found
