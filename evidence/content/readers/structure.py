"""JSON -> one line a value, ``path: value``, keys sorted: order and white space say nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from evidence.content.model import Content
from evidence.folding import as_shown
from evidence.formats.charset import decode
from evidence.formats.document import MOST_CHARACTERS, Unreadable

if TYPE_CHECKING:
    from evidence.formats.document import Body


def read(body: Body) -> Content:
    """The content of a JSON document. Raises Unreadable."""
    try:
        value = json.loads(decode(body.data, body.content_type), parse_int=str)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"no sound JSON: {error}") from error
    lines = tuple(_lines(value))
    return Content(body.media_type, lines=lines, main=lines)


def _lines(value: Any) -> list[str]:
    """Items of a list share their path, so that an item more does not renumber the rest."""
    lines: list[str] = []
    room = MOST_CHARACTERS
    waiting: list[tuple[str, Any]] = [("", value)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(f"{path}.{key}", value[key]) for key in sorted(value, reverse=True)]
        elif isinstance(value, list):
            waiting += [(f"{path}[]", item) for item in reversed(value)]
        else:
            text = value if isinstance(value, str) else json.dumps(value)
            lines.append(f"{path.removeprefix('.')}: {as_shown(text)}")
            room -= len(lines[-1])
            if room < 0:
                raise Unreadable(f"more than {MOST_CHARACTERS} characters of text")
    return lines
