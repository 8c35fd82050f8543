"""What the prefilter says can't match does not, whatever the text; what it saves is no part of any answer."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence import prefilter
from evidence.prefilter import Prefilter, without_looks
from evidence.verdicts import challenge, text, trades
from evidence.verdicts.rules import RULES

assert RULES  # all phrases are added when the rules are loaded
FILTERS = {"phrases": text._MAY, "trades": trades._MAY, "scripts": challenge._MAY}
PATTERNS = [
    (name, number, pattern)
    for name, sieve in FILTERS.items()
    for number, pattern in enumerate(sieve._patterns)
    if pattern != r"(?!)"
]


def ways(pattern: str) -> list[str]:
    """The alternatives of a pattern: strings that match one of hundreds take long to make up."""
    found, begin, depth = [], 0, 0
    for token in prefilter._TOKEN.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        if token[0] == "|" and depth == 0:
            found.append(pattern[begin : token.start()])
            begin = token.end()
    return [*found, pattern[begin:]]


WAYS = [(*one[:2], way) for one in PATTERNS for way in ways(one[2])]
CASES = st.sampled_from(WAYS).flatmap(
    lambda one: st.tuples(
        st.just(one), st.from_regex(without_looks(one[2]), fullmatch=True), st.text(max_size=20)
    )
)


@settings(max_examples=600, suppress_health_check=list(HealthCheck))
@given(CASES)
def test_what_matches_is_possible(case: tuple[tuple[str, int, str], str, str]) -> None:
    (name, number, pattern), words, around = case
    place = f"{around} {words} {around}"
    if re.search(pattern, place):
        assert number in FILTERS[name].possible(place)


@pytest.mark.parametrize("name", FILTERS)
def test_what_says_nothing_is_not_searched(name: str) -> None:
    """Else it would save nothing: next to no pattern is possible everywhere."""
    sieve = FILTERS[name]
    said = "la secretaria publico el plan de obras de la cuenca con metas y fechas"
    named = {n for one, n, pattern in PATTERNS if one == name and "\\w" not in pattern}
    assert len(sieve.possible(said) & named) <= max(1, len(named) // 10)


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        (r"(?<!\w)(?:no existe)(?!\w)", "(?:no existe)"),
        (r"a(?=b(?:c|d)\))e", "ae"),
        (r"\(?!x[(?=]y", r"\(?!x[(?=]y"),
        (r"[^]](?<=a)b", "[^]]b"),
        (r"[\]](?!a)b", r"[\]]b"),
        ("(?!", ""),
    ],
)
def test_what_looks_around_is_left_out(pattern: str, left: str) -> None:
    assert without_looks(pattern) == left


def test_what_re2_does_not_know_is_always_possible() -> None:
    sieve = Prefilter()
    known, unknown = sieve.add("uno"), sieve.add(r"(a)\1")
    assert sieve.possible("nada") == {unknown}
    assert sieve.possible("el uno") == {known, unknown}


def test_patterns_may_come_later() -> None:
    sieve = Prefilter()
    first = sieve.add("uno")
    assert sieve.possible("uno dos") == {first}
    later = sieve.add("dos")
    assert sieve.possible("uno dos") == {first, later}


@pytest.mark.parametrize("place", ["", "\ud800 uno", "\x00uno", "\x1f", "uno" * 100_000])
def test_any_text_is_read(place: str) -> None:
    sieve = Prefilter()
    number = sieve.add("uno")
    assert (number in sieve.possible(place)) == ("uno" in place)


def test_a_pass_that_was_given_up_excludes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    sieve = Prefilter()
    numbers = {sieve.add("uno"), sieve.add("dos")}

    class GivenUp:
        def Match(self, _: bytes, __: bool) -> None:  # noqa: N802 - RE2's own name
            return None

    passes, *rest = sieve._pass()
    assert passes.Match(b"\x1f", True) == [0]
    monkeypatch.setattr(sieve, "_built", (GivenUp(), *rest))
    assert sieve.possible("nada") == numbers
