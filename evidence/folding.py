"""Three ways to make different spellings one, each for a question of its own.

:func:`as_shown` is for comparing what a reader sees, :func:`rejoined` for quoting a passage on one
line, :func:`caseless` for looking for words whatever their case and accents.
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\x7f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
"""Soft hyphen, zero-width characters, marks of writing direction and DEL: editors, web fonts and word processors
scatter them. None of them is printable for ``str.isprintable``."""
_TYPESET = re.compile("[\u034f\ufb00-\ufb06\ufe0e\ufe0f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
"""Ligatures and full-width figures and letters; the grapheme joiner and the selectors of an emoji's style,
which show nothing by themselves."""
_UNSEEN = frozenset("\u034f\ufe0e\ufe0f")
_BROKEN = re.compile("\u00ad\\s*")
"""A word broken over two lines: readers of formats put a soft hyphen where the break was."""
_BEYOND_LATIN = re.compile("[\u0300-\U0010ffff]")
"""Where every combining mark stands."""
_A_PAGE = range(500, 20_000)
"""Characters."""
_APOSTROPHES = "’‘`´"
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
ON_THE_LINE = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
"""Digits as superscripts, and those as digits again (``str.translate``)."""


def as_shown(text: str) -> str:
    """One spelling for what looks the same: ``text`` with white space folded, invisible characters
    dropped, ligatures and full-width letters as letters, in Unicode NFC."""
    if text.isprintable():  # its only white space is the space, and nothing in it is invisible
        line = " ".join(text.split()) if "  " in text else text.strip(" ")
    else:
        line = " ".join(text.split())
        if not line.isprintable():
            line = " ".join(_INVISIBLE.sub("", line).split())
    if line.isascii():
        return line
    try:
        line.encode("latin-1")  # most lines have no sign beyond it: ten times as fast as searching
    except UnicodeEncodeError:
        if _TYPESET.search(line):
            line = " ".join(_TYPESET.sub(_as_typed, line).split())
    return unicodedata.normalize("NFC", line)


def _as_typed(sign: re.Match[str]) -> str:
    """What a sign of typography stands for: "fi" for the ligature, 2 for a full-width 2, nothing for what
    is invisible."""
    code = sign[0]
    return "" if code in _UNSEEN else unicodedata.normalize("NFKC", code)


def rejoined(text: str) -> str:
    """One line for what was set on several: white space folded, words that were broken at a line's
    end put together."""
    return " ".join(_BROKEN.sub("", text).split())


def caseless(text: str) -> str:
    """``text`` without accents, case and doubled white space: 'Página  No' is 'pagina no'."""
    return " ".join(unaccented(text).casefold().split())


def unaccented(text: str) -> str:
    """``text`` in Unicode NFKD without combining marks, typographic apostrophes as plain ones."""
    if text.isascii():
        return text.replace("`", "'")
    for typographic in _APOSTROPHES:
        text = text.replace(typographic, "'")
    apart = unicodedata.normalize("NFKD", text)
    # a text has a handful of different marks: taking each out whole is ten times as fast as asking
    # every character
    for mark in filter(unicodedata.combining, _signs_of(apart)):
        apart = apart.replace(mark, "")
    return apart


def _signs_of(text: str) -> set[str]:
    """The different characters of ``text``; of a page's worth those alone among which marks are, which takes a
    third of the time, and for a whole book of them more memory than the book."""
    return set(_BEYOND_LATIN.findall(text) if len(text) in _A_PAGE else text)
