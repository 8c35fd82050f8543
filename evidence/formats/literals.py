"""Values that stand written in scripts: JSON, and the literals of JavaScript that are none.

Pages carry lists and states in their scripts, with bare names, single quotes and commas at the end.
Such a literal is rewritten token by token into JSON, which the standard library reads at the speed
of C; a parser of JSON5 in Python takes minutes for what a page may carry. No code is run: a name
that stands for something else is read as nothing, and where a function begins the data ends.
"""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from evidence.well_formed import well_formed_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_CHARACTERS = 4_000_000
"""Of one script that are read as data."""
_MOST_LITERALS = 2_000
"""Of one script; pages have a few, or push the rows of a list one by one."""
_MOST_TAKEN = 100
"""Of those, texts that are parsed and functions that are called: each is looked past afterwards."""
_MOST_GROWTH = 4_000_000
"""Characters that names may stand for in one literal: a text of 1 MB that is named a thousand times
is an attack."""
_SCANNED = 4
"""Times that a script may be gone through for the ends of its literals."""
_NAMED = 100
"""Characters before a literal in which its name is looked for."""

_STRING = r"\"[^\"\\\n]*+(?:\\.[^\"\\\n]*+)*+\"|'[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'"
_TEMPLATE = r"`[^`\\]*+(?:\\.[^`\\]*+)*+`"
_COMMENT = r"//[^\n]*|/\*.*?(?:\*/|\Z)"
_OPEN = r"[\"'][^\n]*+|`.*+"
"""A text that is never closed: what stands behind it is none of ours, and nobody looks again."""
_NUMBER = (
    r"(?<![\w.])[+-]?(?:0[xX][0-9a-fA-F]+|\d[\d_]*\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)"
)
_BEGINS = re.compile(r"[=(:|]\s*(?=[{\[])")
_EXPORTED = re.compile(r"\bexport\s+default\b")
_NAME_BEFORE = re.compile(r"([\w$-]{1,80}(?:\.push)?)['\"]?\s*(?:\]\s*)?(?:[=:(]\s*)?$")
_SIGNS = re.compile(
    rf"{_STRING}|{_TEMPLATE}|{_OPEN}|{_COMMENT}|[{{}}\[\]()]|\bfunction\b|=>", re.DOTALL
)
_TOKENS = re.compile(
    rf"(?P<string>{_STRING}|{_TEMPLATE})|(?P<open>{_OPEN})|(?P<comment>{_COMMENT})"
    rf"|(?P<key>[A-Za-z_$][\w$]*|\d+)(?=\s*:)|(?P<comma>,)(?=\s*[}}\]])"
    rf"|new\s+Date\(\s*+(?P<date>{_STRING}|\d*+)\s*+\)|(?<!!)(?P<not>!++)(?P<truth>[01])\b|void 0"
    rf"|(?P<name>[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)|(?P<number>{_NUMBER})",
    re.DOTALL,
)
_ESCAPES = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|(.))", re.DOTALL
)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": ""}
_JOINED = re.compile(r"(?<!\\)\"\s*\+\s*\"")
_WORDS = {"true": "true", "false": "false", "null": "null"}
_JSON_PARSE = re.compile(
    rf"JSON\.parse\(\s*(?:(?P<coded>decodeURIComponent)\(\s*)?(?P<text>{_STRING})\s*\)", re.DOTALL
)
_CALLED = re.compile(
    r"=\s*\(?function\s*\((?P<names>[\w$,\s]{0,20000})\)\s*\{[^{}]{0,20000}?return\s*(?=\{)"
)
"""The state of Nuxt 2: a function that is called at once with the values that occur often."""
_CALLED_WITH = re.compile(r"\s*+;?+\s*+\}\s*+\)?+\s*+\(")
_GUARD = re.compile(r"\s*(?:\)\]\}',?|while\s*\(1\)\s*;|for\s*\(;;\)\s*;|/\*\*?/)")
"""What interfaces put before an answer so that no foreign page can run it."""


class Literal(NamedTuple):
    """A value that a script sets or passes on."""

    name: str
    """what it is assigned to, or the key or function that it is given to, of a row that is added to
    a list ``list.push``; "" for none"""
    value: Any
    """of dict, list, str, int, float, bool and None"""
    start: int
    end: int
    """where it stands in the script"""


def loads(text: str) -> Any:
    """The value of one JSON text or JavaScript literal. Raises ValueError for any other, also for
    one that is nested too deep to be read."""
    try:
        return _json(text)
    except ValueError:
        return _json(_as_json(text, {}))


def documents(text: str) -> list[Literal]:
    """The values of a body that is data: JSON, JSON lines, JSONP, or a script that only assigns.

    Raises ValueError, with words for a reader, for a text that is none of them.
    """
    guard = _GUARD.match(text)
    text = text[guard.end() :] if guard else text
    try:
        return [Literal("", _json(text), 0, len(text))]
    except ValueError as error:
        problem = error
    if lines := _json_lines(text):
        return lines
    if text.lstrip().startswith(("{", "[")):
        raise problem
    text = _EXPORTED.sub("exports =", text, count=1)
    found = list(in_code(text))
    if not found or not _only_assigns(text, found):
        raise problem
    return found


def in_code(code: str) -> Iterator[Literal]:
    """The objects and lists that a script assigns or passes on, written as JSON or as JavaScript
    has it, at most :data:`MOST_CHARACTERS` of it; nothing is raised for any text."""
    code = code[:MOST_CHARACTERS]
    taken = [*islice(_parsed(code), _MOST_TAKEN), *islice(_called(code), _MOST_TAKEN)]
    yield from taken
    decoder = json.JSONDecoder()
    at, room = 0, _SCANNED * len(code)
    for _ in range(_MOST_LITERALS):
        begins = _BEGINS.search(code, at)
        if begins is None or room < 0:
            return
        start = begins.end()
        if over := [known.end for known in taken if known.start <= start < known.end]:
            at = max(over)
            continue
        try:
            value, at = decoder.raw_decode(code, start)
        except (ValueError, RecursionError):
            end, whole = _end(code, start)
            if end < 0:
                return  # never closed: nothing behind it can be told apart
            room -= end - start
            at = start + 1  # of an object that holds functions, what it holds beside them
            if not whole:
                continue
            try:
                value = _json(_as_json(code[start:end], {}))
            except ValueError:
                continue
            at = end
        if isinstance(value, dict | list):
            yield Literal(_name(code, begins.start()), value, start, at)


def _json(text: str) -> Any:
    try:
        # Python refuses to read whole numbers of more than 4,300 digits
        return json.loads(
            well_formed_json(text), parse_int=lambda digits: int(digits[:300]), strict=False
        )
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def _json_lines(text: str) -> list[Literal]:
    """One JSON object or list a line, the form of logs and large exports; none for another text."""
    found = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            try:
                value = _json(line)
            except ValueError:
                return []
            if not isinstance(value, dict | list):
                return []
            found.append(value)
        at += len(line)
    return [Literal("", found, 0, at)] if len(found) > 1 else []


_GLUE = re.compile(
    rf"{_COMMENT}|['\"]use strict['\"]|\b(?:var|let|const|window|self|globalThis|export|module"
    rf"|exports)\b|(?<![\w$])[A-Za-z_$][\w$]*+\s*+(?:[=(]|\|\||(?=[\[.]))|\[\s*(?:{_STRING})\s*\]\s*=|[\s;,.=()]|typeof\b.{{0,80}}&&",
    re.DOTALL,
)


def _only_assigns(code: str, found: list[Literal]) -> bool:
    """Whether nothing stands in a script but its literals and what they are assigned to."""
    at = 0
    for literal in sorted(found, key=lambda literal: literal.start):
        if literal.start >= at:
            if _GLUE.sub("", code[at : literal.start]):
                return False
            at = literal.end
    return not _GLUE.sub("", code[at:])


def _parsed(code: str) -> Iterator[Literal]:
    """What stands as JSON in a text: ``x = JSON.parse('{"a": 1}')``."""
    for match in _JSON_PARSE.finditer(code):
        try:
            text = json.loads(_string(match["text"]))
            value = _json(unquote(text) if match["coded"] else text)
        except ValueError:
            continue
        if isinstance(value, dict | list):
            name = _name(code, match.start())
            yield Literal(name, value, match.start(), match.end())


def _called(code: str) -> Iterator[Literal]:
    """What a function returns that is called at once: ``x = (function(a){return {b: a}}("c"))``."""
    for match in _CALLED.finditer(code):
        start, (end, whole) = match.end(), _end(code, match.end())
        called = _CALLED_WITH.match(code, end) if whole else None
        closed = _end(code, called.end() - 1)[0] if called else -1
        if called is None or closed < 0:
            return
        try:
            values = loads(f"[{code[called.end() : closed - 1]}]")
            names = [name.strip() for name in match["names"].split(",")]
            known = {n: json.dumps(v) for n, v in zip(names, values, strict=False) if n}
            value = _json(_as_json(code[start:end], known))
        except ValueError:
            continue
        yield Literal(_name(code, match.start()), value, match.start(), closed)


def _name(code: str, at: int) -> str:
    found = _NAME_BEFORE.search(code[max(0, at - _NAMED) : at])
    return found[1] if found else ""


def _end(code: str, start: int) -> tuple[int, bool]:
    """Where the bracket at ``start`` is closed, and True; or where a function begins before that,
    which is no data, and False; -1 for the end: nowhere."""
    depth = 0
    for match in _SIGNS.finditer(code, start):
        sign = match[0]
        if sign in ("function", "=>"):
            return match.start(), False
        if len(sign) == 1:
            depth += 1 if sign in "{[(" else -1
            if depth == 0:
                return match.end(), True
    return -1, False


def _as_json(literal: str, known: Mapping[str, str]) -> str:
    """The same as JSON; ``known`` says what names stand for. Raises ValueError when that is too
    much."""
    grown = 0

    def token(match: re.Match[str]) -> str:
        nonlocal grown
        kind = match.lastgroup
        if kind == "string":
            return _string(match[0])
        if kind == "key":
            return f'"{match[0]}"'
        if kind in ("comment", "comma", "open"):
            return " "
        if kind == "number":
            return _number(match[0])
        if kind == "truth":
            return "true" if (len(match["not"]) + int(match["truth"])) % 2 else "false"
        if kind == "date":
            date = match["date"] or "null"
            return date if date.isalnum() else _string(date)
        name = match["name"] or ""
        grown += len(known.get(name, ""))
        if grown > _MOST_GROWTH:
            raise ValueError("names stand for more than is read")
        return known.get(name) or _WORDS.get(name, "null")

    return _JOINED.sub("", _TOKENS.sub(token, literal))


def _string(written: str) -> str:
    """A text of JavaScript, with its quotes, as JSON."""
    inner = written[1:-1]
    if "\\" in inner:
        inner = _ESCAPES.sub(_unescaped, inner)
    elif '"' not in inner:
        return f'"{inner}"'
    return json.dumps(inner)


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code is None:
        return _ESCAPED.get(match[4], match[4])
    number = int(code, 16)
    return chr(number) if number < 0x110000 else ""


def _number(written: str) -> str:
    digits = written.replace("_", "").lstrip("+")
    if "x" in digits.lower():
        return str(int(digits, 16))
    return repr(float(digits)) if re.search(r"[.eE]", digits) else str(int(digits[:300]))
