r"""The code of a HYPERLINK field, which Word writes into DOCX and RTF alike (ECMA-376 part 1, 17.16.5.25).

``HYPERLINK "https://a.example/" \l "place" \o "what the mouse shows"``: the first thing that belongs to
no switch is the target, wherever it stands.
"""

from __future__ import annotations

import re

_NAME = re.compile(r"\s*HYPERLINK(?![\w-])", re.IGNORECASE)
_TOKEN = re.compile(
    r"""\\(?P<switch>[^\s"“”„])
    | "(?P<straight>(?:[^"\\]|\\.)*)(?:"|\Z)
    | [“”„](?P<curly>[^“”"]*)(?:[“”"]|\Z)
    | (?P<bare>[^\s"“”„]+)""",
    re.VERBOSE | re.DOTALL,
)
"""Word takes its own curly quotes for straight ones; what is never closed ends with the code."""
_TAKING = frozenset("lot*@#")
"""Switches with an argument: a place in the target, what the mouse shows, a frame, and the general
three of all fields. The others (``\\m``, ``\\n``, and ``\\h`` of other fields) have none."""
_ESCAPED = re.compile(r'\\(["\\])')


def target_of(code: str) -> str:
    """Where the field leads, with its place behind ``#``; "" for a place in the document itself, and for
    another field."""
    return whole_of(*parts_of(code))


def whole_of(target: str, place: str) -> str:
    """A target with a place in it, if it has one."""
    return f"{target}#{place.removeprefix('#')}" if target and place else target


def parts_of(code: str) -> tuple[str, str]:
    """The target and the place in it, "" where there is none."""
    name = _NAME.match(code)
    if name is None:
        return "", ""
    target = place = switch = ""
    for token in _TOKEN.finditer(code, name.end()):
        if token["switch"]:
            switch = token["switch"].lower()
        elif switch in _TAKING:
            place = _words(token) if switch == "l" else place
            switch = ""
        else:
            target, switch = target or _words(token), ""
    return target, place


def _words(token: re.Match[str]) -> str:
    """What is quoted, or stands bare; within straight quotes a backslash escapes a quote and itself."""
    straight = token["straight"]
    if straight is not None:
        return _ESCAPED.sub(r"\1", straight).strip()
    return (token["curly"] or token["bare"] or "").strip()
