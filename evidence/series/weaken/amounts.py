"""The amounts that a sentence names: 32 entities, 90 %, twelve reports; no dates, no references."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from evidence.series.weaken.dates import dates_of
from evidence.series.weaken.lexicon import lists

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIGURE = re.compile(
    r"(?<![\w.,/-])(?P<sign>[$€£]\s?)?(?P<value>\d{1,3}(?:[., '\u00a0\u202f]\d{3}){1,4}|\d{1,12}(?:[.,]\d{1,6})?)"
    r"(?P<percent>\s?%|\s?(?:por ciento|por cento|percent|per cent)(?!\w))?(?![\w/]|[.,-]\d)"
)
_SCALED = re.compile(r"\s?([^\W\d_]{3,8})(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
_SCALE = {"mil": 1e3, "millon": 1e6, "millones": 1e6, "thousand": 1e3, "million": 1e6, "billion": 1e9,
          "milhao": 1e6, "milhoes": 1e6, "bilhoes": 1e9}  # fmt: skip
_SMALL = frozenset(
    "de los las la el del por of the per dos das do da em en a y e and nuevas nuevos new".split()
)
_YEARS = range(1900, 2101)
_CLAUSE = re.compile(r"[^.,;]*")
_BEHIND = 40
"""Characters behind a number in which its noun stands."""
PERCENT = "%"
MONEY = "$"
_STEM = 5


class Amount(NamedTuple):
    """One amount in a text that is caseless."""

    value: float
    unit: str
    """the stem of what is counted, ``%``, ``$``, or "" where nothing tells"""
    written: str
    start: int
    end: int


def amounts_of(text: str) -> list[Amount]:
    """The amounts of a sentence, in order."""
    taken = [(one.start, one.end) for one in dates_of(text)]
    found = sorted((*_figures(text), *_words(text)), key=lambda one: one.start)
    return [
        one for one in found
        if not any(start < one.end and one.start < end for start, end in taken)
        and not _is_reference(text, one)
    ]  # fmt: skip


def _figures(text: str) -> Iterator[Amount]:
    for found in _FIGURE.finditer(text):
        value = _value(found["value"])
        scale, end = _scaled(text, found.end())
        if found["percent"]:
            yield Amount(value, PERCENT, found[0], *found.span())
        elif found["sign"]:
            yield Amount(value * scale, MONEY, text[found.start() : end], found.start(), end)
        else:
            noun = _noun(text, end)
            if not (not noun and value in _YEARS):
                unit = (
                    MONEY if noun[:_STEM] in {"pesos", "dolar", "dolla", "euros", "reais"} else noun
                )
                yield Amount(value * scale, unit, text[found.start() : end], found.start(), end)


def _words(text: str) -> Iterator[Amount]:
    """Numbers that are written out; two with *y* between are one."""
    before: Amount | None = None
    for found in _WORD.finditer(text):
        value = lists()["number_words"].get(found[0])
        if value is None:
            continue
        start = found.start()
        joint = before is not None and text[before.end : start] in (" y ", " e ", "-", " ")
        if before is not None and joint and value < 10 <= before.value:
            value, start = before.value + value, before.start
        elif before is not None:
            yield before
        before = Amount(
            float(value), _noun(text, found.end()), text[start : found.end()], start, found.end()
        )
    if before is not None:
        yield before


def _value(written: str) -> float:
    """A number as es, en and pt write it: groups of three digits are thousands."""
    plain = (
        re.sub(r"[., '\u00a0\u202f](?=\d{3}(?!\d))", "", written) if len(written) > 4 else written
    )
    return float(plain.replace(",", "."))


def _scaled(text: str, at: int) -> tuple[float, int]:
    scale = 1.0
    while found := _SCALED.match(text, at):
        if found[1] not in _SCALE:
            break
        scale, at = scale * _SCALE[found[1]], found.end()
    return scale, at


def _noun(text: str, at: int) -> str:
    """The stem of the word that is counted: the first behind that is no article."""
    clause = _CLAUSE.match(text, at, at + _BEHIND)
    for word in _WORD.findall(clause[0] if clause else ""):
        if word not in _SMALL:
            return str(word[:_STEM])
    return ""


@cache
def _references() -> frozenset[str]:
    return frozenset(lists()["reference"]["words"])


def _is_reference(text: str, one: Amount) -> bool:
    """Whether it is the number of a thing, and no count: *artículo 6*, *NOM-151*, *meta 3*."""
    if one.unit in (PERCENT, MONEY):
        return False
    before = _WORD.findall(text[max(0, one.start - 24) : one.start])
    opened = text[: one.start].rstrip().endswith(("(", "[", "#"))
    return bool(before and before[-1] in _references()) or (opened and not one.unit)
