"""What is drawn at the foot of a terminal; how it looks there is tried in a real one (acceptance)."""

from __future__ import annotations

import io
import sys

import pytest

from evidence.vocabulary import Verdict
from testigo.api.events import OneLook, Progress
from testigo.commands.demo import _aligned
from testigo.screen import Screen, clock_of


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    return Screen("en")


def test_an_address_can_t_act_on_the_terminal(screen: Screen) -> None:
    shown = screen._at("http://a.mx/[red]x[/red]\u202eb\x1b[31m\n").plain
    assert "a.mx/[red]x[/red]b" in shown
    assert shown.isprintable()


def test_what_was_begun_first_and_is_not_over_is_told(screen: Screen) -> None:
    screen.show(Progress("looks", 0, 3))
    for url in ("http://a.mx/1", "http://b.mx/2", "http://c.mx/3"):
        screen.show(OneLook(url))
    screen.show(OneLook("http://a.mx/1", Verdict.MISSING))
    assert screen._at(next(iter(screen._under_way))).plain == "now (2 at once): b.mx/2"
    assert screen._tally().plain == "1 missing"
    screen.show(OneLook("http://never.mx/begun", Verdict.ALIVE))
    assert screen._tally().plain == "1 missing, 1 alive"
    screen.close()


@pytest.mark.parametrize(
    ("seconds", "told"), [(7.9, "0:07"), (760, "12:40"), (11100, "3:05:00"), (0, "0:00")]
)
def test_the_time_left(seconds: float, told: str) -> None:
    assert clock_of(seconds) == told


def test_columns_of_the_demo_are_as_wide_as_what_stands_in_them() -> None:
    rows = [
        ("✓", "disponible", "los mismos bytes", "nada"),
        ("✗", "desaparecido", "-", "ya no está"),
    ]
    assert _aligned(rows) == [
        "✓  disponible    los mismos bytes  nada",
        "✗  desaparecido  -                 ya no está",
    ]
    assert _aligned([]) == []
