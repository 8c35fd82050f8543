"""What is news to readers, and what they were told already."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.verdicts.series import DEFAULT, Confirmation, Rules, Seen, Standing
from evidence.verdicts.standing import advance
from evidence.verdicts.transition import STEADY, Step, Told, transition
from evidence.vocabulary import Cause, Certainty, Verdict

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


def pieces_told(*nights: tuple[str, ...]) -> dict[int, Step]:
    """Night -> what is told of a page that shows these pieces altered, and a counter besides: its
    whole text is another each time."""
    standing: Standing | None = None
    told: Told | None = None
    news: dict[int, Step] = {}
    for night, hunks in enumerate(nights):
        at = START + timedelta(days=night)
        cause = Cause.EDITED if hunks else Cause.IDENTICAL
        standing = advance(standing, Seen(cause, at, text_sha256=f"t{night}", hunks=hunks))
        step = transition(told, standing, Certainty.PROBABLE, at)
        if step:
            news[night] = step
            told = Told(standing.verdict, standing.since, standing.series.text_sha256, at)
    return news


ONE = ("a>x",)


@pytest.mark.parametrize(
    ("nights", "news"),
    [
        ([(), *[ONE] * 20], {2: CHANGED}),  # what moves beside it is not news
        # what turns out to have begun sooner is no other change
        ([(), ("b>1",), ("a>x", "b>2"), *[("a>x", "b>3")] * 20], {3: CHANGED}),
        ([(), *[ONE] * 4, (), *[ONE] * 20], {2: CHANGED, 5: RECOVERED, 13: CHANGED}),  # done again
    ],
)
def test_a_change_is_told_once_whatever_moves_beside_it(
    nights: list[tuple[str, ...]], news: dict[int, Step]
) -> None:
    assert pieces_told(*nights) == news


SECOND = timedelta(seconds=1)
A_WEEK = timedelta(days=7) - DEFAULT.slack
"""Of nights, whatever the order of their walks."""


@pytest.mark.parametrize(
    ("told_before", "stands", "step"),
    [
        (timedelta(days=29), timedelta(days=7), BROKEN),
        (timedelta(days=29), A_WEEK, BROKEN),
        (timedelta(days=29), A_WEEK - SECOND, None),
        (timedelta(days=30), A_WEEK - SECOND, BROKEN),
        (timedelta(days=30) - SECOND, A_WEEK - SECOND, None),
    ],
)
def test_what_was_told_within_thirty_days_must_stand_for_a_week(
    told_before: timedelta, stands: timedelta, step: Step | None
) -> None:
    """Else a page that comes and goes would be told each time."""
    now = START + timedelta(days=100)
    standing: Standing | None = None
    soon = Rules(missing=Confirmation(3, timedelta(days=3)))
    for ago in (stands, stands / 2, timedelta(0)):
        standing = advance(standing, Seen(Cause.HTTP_404, now - ago), soon)
    assert standing is not None
    assert standing.certainty is Certainty.CONFIRMED
    told = Told(Verdict.ALIVE, START, "", now - told_before)
    assert transition(told, standing, Certainty.PROBABLE, now) is step


@pytest.mark.parametrize(
    ("text", "again", "news"),
    [
        ("A", 1, None),  # the text that was told: compared with another copy it is as cited now
        ("a", 1, RECOVERED),
        ("a", 0, None),  # no look since: what was seen then is judged otherwise
    ],
)
def test_a_recovery_that_is_none_is_not_told(text: str, again: int, news: Step | None) -> None:
    nights = [START + timedelta(days=night) for night in range(3)]
    standing = advance(None, Seen(Cause.IDENTICAL, nights[0], text_sha256="a"))
    for at in nights[1:]:
        standing = advance(standing, Seen(Cause.EDITED, at, text_sha256="A"))
    assert transition(None, standing, Certainty.PROBABLE, nights[2]) is CHANGED
    told = Told(standing.verdict, standing.since, standing.series.text_sha256, nights[2])
    at = nights[2] + timedelta(days=again)
    standing = advance(standing, Seen(Cause.IDENTICAL, at, text_sha256=text))
    assert transition(told, standing, Certainty.PROBABLE, at) is news
