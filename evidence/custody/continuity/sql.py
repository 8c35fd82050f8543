"""Whether two statements that make a table, a view, an index or a trigger are the same one, as SQLite reads
them.

Tools that copy a database, or rename something and name it back, set other spaces, capitals and quotes
around names. What stands between ``'…'`` is a value and stays as it is, and so does a quoted word that is
no name of ours: ``LEFT`` joins and ``"LEFT"`` is an alias, ``NULL`` is nothing and ``"NULL"`` a text.
"""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_TOKEN = re.compile(
    r"""
    (?P<text>'(?:[^']|'')*(?:'|\Z))
    | (?P<quoted>"(?:[^"]|"")*(?:"|\Z) | `(?:[^`]|``)*(?:`|\Z) | \[[^\]]*(?:\]|\Z))
    | (?P<nothing>[ \t\n\f\r]+ | --[^\n]* | /\*.*?(?:\*/|\Z))
    | (?P<word>[0-9A-Za-z_$\x80-\U0010ffff]+)
    | (?P<sign>.)
    """,
    re.DOTALL | re.VERBOSE,
)
"""As SQLite cuts (its tokenize.c): any sign beyond ASCII is part of a word, also what others take for a space."""
_CAPITALS = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def folded(name: str) -> str:
    """A name as SQLite compares it: capitals of ASCII, and no others, are as small letters."""
    return name.translate(_CAPITALS)


def tokens(statement: str, names: Collection[str]) -> list[str]:
    """What a statement says: two with the same list are the same. ``names``, folded, are those that may stand
    with quotes or without."""
    return [
        _told(str(found.lastgroup), found[0], names)
        for found in _TOKEN.finditer(statement)
        if found.lastgroup != "nothing"
    ]


def _told(kind: str, token: str, names: Collection[str]) -> str:
    if kind == "text":
        return token
    if kind == "quoted" and (name := folded(token[1:-1])) in names:
        return name
    return folded(token)
