"""The day of each look is the site's; any other day is the document's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.changes import compare
from tests.unit.test_changes_signs import plan

THEN, NOW = "2026-11-28", "2027-01-04"


def kind(before: str, after: str, then: str = THEN, now: str = NOW) -> str:
    old, new = replace(plan(before), day=then), replace(plan(after), day=now)
    return compare(old, new).kind.value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("sábado, 28 de noviembre de 2026", "lunes, 4 de enero de 2027"),
        ("Sábado 28 de noviembre del 2026", "Lunes 04 de enero del 2027"),
        ("Hoy es sábado 28 de noviembre de 2026", "Hoy es lunes 4 de enero de 2027"),
        ("Saturday, November 28, 2026", "Monday, January 4, 2027"),
        ("Today is 28 November 2026", "Today is 4 January 2027"),
        ("México, a 28 de noviembre de 2026, 10:05 h", "México, a 4 de enero de 2027, 11:15 h"),
        ("28/11/2026", "04/01/2027"),
        ("28-Nov-2026", "04-Jan-2027"),
        ("11/28/2026", "1/4/2027"),
        ("2026-11-28", "2027-01-04"),
        ("viernes, 27 de noviembre de 2026", "martes, 5 de enero de 2027"),
    ],
)
def test_the_day_of_each_look_says_nothing(before: str, after: str) -> None:
    assert kind(before, after) == "cosmetic"
    assert kind(after, before, NOW, THEN) == "cosmetic"
    assert kind(before, after, "", NOW) == kind(before, after, THEN, "") == "edited"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Audiencia: sábado, 28 de noviembre de 2026", "Audiencia: sábado, 9 de enero de 2027"),
        ("Audiencia: viernes, 20 de noviembre de 2026", "Audiencia: lunes, 4 de enero de 2027"),
        ("Hearing: November 28, 2026", "Hearing: January 14, 2027"),
        ("El plazo vence el 28 de noviembre de 2026", "El plazo vencía el 4 de enero de 2027"),
        ("Folio 128/11/2026", "Folio 104/01/2027"),
    ],
)
def test_another_day_and_another_word_do(before: str, after: str) -> None:
    assert kind(before, after) == "edited"
