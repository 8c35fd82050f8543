"""What is news to readers, and what they were told already."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.verdicts.standing import Seen, Standing, advance
from evidence.verdicts.transition import STEADY, Step, Told, transition
from evidence.vocabulary import Cause, Certainty

START = datetime(2026, 1, 1, 6, tzinfo=UTC)
_BY_LETTER = {
    ".": Cause.IDENTICAL,
    "m": Cause.HTTP_404,
    "t": Cause.TIMEOUT,
    "w": Cause.WAF,
    ">": Cause.REDIRECT,
}


def nightly(letters: str, least: Certainty = Certainty.PROBABLE) -> dict[int, Step]:
    """Night -> what is told, where each night brings one look: ``.`` good, ``m`` missing, ``t`` no
    answer, ``w`` firewall, ``>`` moved, ``A`` ``B`` changed to that text, a blank none."""
    standing: Standing | None = None
    told: Told | None = None
    news: dict[int, Step] = {}
    for night, letter in enumerate(letters):
        at = START + timedelta(days=night)
        if letter != " ":
            cause = _BY_LETTER.get(letter, Cause.EDITED)
            standing = advance(standing, Seen(cause, at, text_sha256=letter))
        assert standing is not None
        step = transition(told, standing, least, at)
        if step:
            news[night] = step
            told = Told(standing.verdict, standing.since, standing.series.text_sha256, at)
    return news


BROKEN, CHANGED, RECOVERED = Step.BROKEN, Step.CHANGED, Step.RECOVERED


@pytest.mark.parametrize(
    ("letters", "news"),
    [
        ("....", {}),
        (".>>>", {}),
        (".wtwt", {}),
        (".m.m.m.m", {}),  # one look at a time: a suspicion, taken back in silence
        (".mmmmmmmmmm", {2: BROKEN}),  # probable after a day, told once, also when it is confirmed
        (".mmm....", {2: BROKEN, 4: RECOVERED}),
        (".mmmwwww", {2: BROKEN}),  # a firewall takes nothing back
        (".mmm>", {2: BROKEN, 4: RECOVERED}),
        (".mm.mm.mm.mm.mm.", {2: BROKEN, 3: RECOVERED}),  # it flaps: told once
        (".mm.mmmmmmmmm", {2: BROKEN, 3: RECOVERED, 11: BROKEN}),  # gone again, and for a week
        (".AAAA", {2: CHANGED}),
        (".AA.AA.AA.AA", {2: CHANGED, 3: RECOVERED}),
        (".AABBAABBAA", {2: CHANGED}),  # two texts in turn
        (".AABBBBBBBBB", {2: CHANGED, 10: CHANGED}),  # another text, and it stays
        (".ABCDEFGH", {4: CHANGED}),  # never the same twice, and never what was cited
        (
            ".AA" + "A" * 40 + "BB",
            {2: CHANGED, 44: CHANGED},
        ),  # long settled: the next is news as the first was
        (".AAmmmmmmmmm", {2: CHANGED, 10: BROKEN}),
        ("." + "t" * 32, {31: BROKEN}),  # silent for thirty days: missing
    ],
)
def test_what_nights_tell(letters: str, news: dict[int, Step]) -> None:
    assert nightly(letters) == news


def test_who_wants_to_hear_suspicions_hears_them_taken_back() -> None:
    assert nightly(".m.m.m.", Certainty.SUSPECTED) == {1: BROKEN, 2: RECOVERED}
    assert nightly(".mmmmmmmm", Certainty.CONFIRMED) == {8: BROKEN}


def test_what_is_broken_at_the_first_look_is_news() -> None:
    assert nightly("mm") == {1: BROKEN}


@given(st.text(".mtw>AB ", min_size=1, max_size=80).map(lambda text: "." + text))
def test_however_it_flaps_readers_hear_of_losses_a_week_apart_and_of_each_once(
    letters: str,
) -> None:
    news = list(nightly(letters).items())
    losses = [night for night, step in news if step is not RECOVERED]
    assert all(later - earlier >= STEADY.days for earlier, later in pairwise(losses))
    steps = [step for _, step in news]
    assert steps[:1] != [RECOVERED]
    assert not {(BROKEN, BROKEN), (RECOVERED, RECOVERED)} & set(pairwise(steps))
