"""Addresses as LaTeX has them written: with escapes, commands for signs, and breaks that are no part of
them (hyperref, url; BibLaTeX, 2.3.3)."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = {
    "textasciitilde": "~", "sim": "~", "textunderscore": "_", "textasciicircum": "^", "textbackslash": "\\",
    "slash": "/", "textpercent": "%", "textampersand": "&", "texthash": "#", "textdollar": "$",
    "allowbreak": "", "linebreak": "", "break": "", "penalty0": "", "string": "",
}  # fmt: skip
"""Commands -> what they set."""
_WRAPPED = r"\\(?:url|nolinkurl|path|burl)\s*\{([^{}]{1,8000})\}"
_LINKED = r"\\href\s*\{([^{}]{1,8000})\}"
WRAPPED = re.compile(rf"{_WRAPPED}|{_LINKED}(?:\s*\{{([^{{}}]{{0,8000}})\}})?")
"""An address in a command: in group 1, or in 2 where group 3 has the words that carry it."""
BARE = re.compile(
    r"(?:https?|ftp)://(?:[^\s{}\\$]|\\[^\sa-z{]|\$\\[a-z]{1,20}\$|\\[a-z]{1,20}(?![a-z])"
    r"|\\?\{\\?[^\s{}\\]{0,20}\}){1,8000}",
    re.IGNORECASE,
)
"""One that is written in a text."""
_COMMAND = re.compile(
    rf"\$\\sim\$|\\(?:{'|'.join(_SIGNS)})(?![a-z])(?:\{{\}}|[ \t]++)?|\\hspace\*?\{{[^{{}}]{{0,20}}\}}"
)
_ACCENT = re.compile(r"\\(['\"`^])\s?\{?\\?([A-Za-z])\}?")
_ACCENTS = {"'": "\u0301", '"': "\u0308", "`": "\u0300", "^": "\u0302"}
_ESCAPED = re.compile(r"\\([_%&#~$^{}])|\\[-/]|[{}]")
_SIGN = re.compile("[_%&#]")
_ESCAPED_SIGN = re.compile(rf"\\{_SIGN.pattern}")
_BREAK = re.compile(r"(?<![ \t])[ \t]*+\r?\n\s*+(?!(?:https?|ftp)://|www\.|[(\[])")
"""A line's end in a field: white space is no part of it. Another address begins anew."""


def address(value: str) -> str:
    """The address that a field or a command of LaTeX says."""
    if wrapped := WRAPPED.search(value):
        value = wrapped[1] or wrapped[2]
    return unescaped(_BREAK.sub("", value.strip())).strip()


def unescaped(text: str) -> str:
    """A text with the signs of its addresses as they are asked for, and without braces."""
    if "\\" in text or "$" in text:
        text = _ACCENT.sub(_accented, _COMMAND.sub(_sign, text))
    return _ESCAPED.sub(lambda sign: sign[1] or "", text)


def escaped(url: str, like: str) -> str:
    """An address as it is put in the place of ``like``: its signs escaped where those there are."""
    return _SIGN.sub(r"\\\g<0>", url) if _ESCAPED_SIGN.search(like) else url


def _sign(command: re.Match[str]) -> str:
    name = re.search(r"[a-z]+", command[0])
    return _SIGNS.get(name[0], "") if name else ""


def _accented(accent: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", accent[2] + _ACCENTS[accent[1]])
