"""Notes that one version keeps apart, and the other sets amid its sentences, as plain text does at the end of
each page: taken out of these, they are no change."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.series.spelling import squeezed

if TYPE_CHECKING:
    from evidence.series.model import Plan, Unit

_LEAST = 10
"""Letters of a note that can be looked for in a text: *Ibid.* stands anywhere."""
_NUMBER = re.compile(r"(?<!\w)\d{1,3}\W{1,4}$")
"""That of the note, where the text keeps it on the line."""


def without_notes(plan: Plan, other: Plan) -> Plan:
    """``plan`` without the notes of ``other`` that stand within its units."""
    notes = [(squeezed(one), one) for one in other.notes.split("\n")]
    notes = [(letters, one) for letters, one in notes if len(letters) >= _LEAST]
    if not notes:
        return plan
    return replace(plan, units=tuple(_without(unit, notes) for unit in plan.units))


def _without(unit: Unit, notes: list[tuple[str, str]]) -> Unit:
    text = unit.text
    for letters, note in notes:
        if letters in unit.squeezed:
            text = _cut(text, note)
    return replace(unit, text=text) if text != unit.text else unit


def _cut(text: str, note: str) -> str:
    """``text`` without ``note``, which may be broken into other lines and words there."""
    places = [at for at, sign in enumerate(text) for _ in squeezed(sign)]
    wanted = "".join(map(squeezed, note))
    start = "".join(map(squeezed, text)).find(wanted)
    if start < 0:
        return text
    before, behind = text[: places[start]], text[places[start + len(wanted) - 1] + 1 :]
    return f"{_NUMBER.sub('', before)} {behind.lstrip('.')}"
