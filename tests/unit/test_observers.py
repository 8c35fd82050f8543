"""What observers saw at the same time counts: a loss that they do not see is none, one that they see,
too, is more than a suspicion, and who is silent changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from evidence.verdicts.judging import judge
from evidence.verdicts.model import Judgement, Look, Observation, Sighting
from evidence.verdicts.observers import WORDS, seen_together, told_apart
from evidence.verdicts.series import Seen
from evidence.verdicts.standing import advance
from evidence.verdicts.wording import explain
from evidence.vocabulary import VERDICT_OF, Apart, Cause, Certainty, Manner, Shows, Silence, Verdict

START = datetime(2026, 3, 1, 3, tzinfo=UTC)
LOST = Look("https://dependencia.example/acta.pdf", START, status=404)
CAUSE = {Shows.SAME: Cause.HTTP_404, Shows.OTHER: Cause.FIRST_LOOK, Shows.NONE: Cause.HTTP_404,
         Shows.UNSURE: Cause.FIRST_LOOK, Shows.UNSEEN: Cause.TIMEOUT}  # fmt: skip
SAME, OTHER, UNSEEN = Shows.SAME, Shows.OTHER, Shows.UNSEEN


def observer(
    name: str,
    *shows: Shows,
    away: bool = True,
    abroad: bool = False,
    problem: Silence | None = None,
) -> Observation:
    """An observer that made one look after the other, each in its manner."""
    made = tuple(
        Sighting(manner, shown, Judgement(CAUSE[shown], ()))
        for manner, shown in zip(Manner, shows, strict=False)
    )
    return Observation(name, is_elsewhere=away, is_abroad=abroad, problem=problem, sightings=made)


def judged(*observers: Observation, first: Cause = Cause.HTTP_404, **look: bool) -> Judgement:
    seen = replace(LOST, observations=observers, **look)  # type: ignore[arg-type]
    return seen_together(Judgement(first, ()), seen)


def told(judgement: Judgement) -> list[str]:
    return [one.rule.removeprefix("observers.") for one in judgement.reasons]


@pytest.mark.parametrize(
    ("shows", "by"),
    [
        ((OTHER, OTHER, OTHER), Apart.ADDRESS),
        ((SAME, OTHER, OTHER, OTHER, OTHER), Apart.AGENT),
        ((SAME, SAME, OTHER, SAME, SAME), Apart.LANGUAGE),
        ((SAME, SAME, SAME, OTHER, SAME), Apart.VISIT),
        ((SAME, SAME, SAME, SAME, OTHER), Apart.REFERRER),
        ((OTHER, UNSEEN), Apart.ADDRESS),
    ],
)
def test_a_loss_that_an_observer_does_not_see_is_shown_only_to_some(
    shows: tuple[Shows, ...], by: Apart
) -> None:
    found = judged(observer("norte", *shows))
    assert found.cause is Cause.SHOWN_TO_SOME
    assert told(found)[:2] == ["document", by]


def test_by_country_where_those_at_home_agree_with_us() -> None:
    look = replace(
        LOST, observations=(observer("berlin", OTHER, abroad=True), observer("norte", SAME))
    )
    assert told_apart(look, look.observations) is Apart.COUNTRY
    alone = replace(LOST, observations=(observer("berlin", OTHER, abroad=True),))
    assert told_apart(alone, alone.observations) is Apart.ADDRESS


def test_one_that_sees_it_outweighs_any_number_that_do_not() -> None:
    found = judged(*(observer(f"n{n}", SAME, SAME) for n in range(5)), observer("sur", OTHER))
    assert found.cause is Cause.SHOWN_TO_SOME


@pytest.mark.parametrize("first", [cause for cause in Cause if VERDICT_OF[cause].is_broken])
def test_agreement_makes_a_loss_or_a_change_probable_and_no_more(first: Cause) -> None:
    found = judged(observer("norte", SAME, SAME), first=first)
    assert (found.cause, found.at_least) == (first, Certainty.PROBABLE)
    after = advance(None, Seen(first, START, at_least=found.at_least))
    assert after.certainty is Certainty.PROBABLE
    weak = seen_together(
        Judgement(first, (), Certainty.SUSPECTED),
        replace(LOST, observations=(observer("norte", SAME),)),
    )
    assert weak.at_least is Certainty.SUSPECTED


def test_an_observer_of_our_own_network_is_no_second_opinion() -> None:
    found = judged(observer("vecina", SAME, SAME, away=False))
    assert found.at_least is Certainty.SUSPECTED
    assert told(found) == ["gone-too", "same-network"]


@pytest.mark.parametrize("problem", list(Silence))
@pytest.mark.parametrize("first", list(Cause))
def test_who_is_silent_changes_nothing_and_is_told(problem: Silence, first: Cause) -> None:
    found = judged(observer("norte", problem=problem), first=first)
    assert (found.cause, found.at_most, found.at_least) == (
        first,
        Certainty.CONFIRMED,
        Certainty.SUSPECTED,
    )
    assert told(found) == [problem]


@pytest.mark.parametrize(
    "first", [cause for cause in Cause if VERDICT_OF[cause] is Verdict.MISSING]
)
@pytest.mark.parametrize("shows", [(), (UNSEEN,)])
def test_a_loss_that_observers_denied_waits_for_their_word(
    first: Cause, shows: tuple[Shows, ...]
) -> None:
    found = judged(observer("norte", *shows), first=first, doubted=True)
    assert found.at_most is Certainty.PROBABLE
    assert "doubted" in told(found)
    assert "doubted" not in told(judged(observer("norte", OTHER), first=first, doubted=True))
    heard = judged(observer("norte", SAME), first=first, doubted=True)
    assert heard.at_most is Certainty.CONFIRMED


def changed(shows: Shows, theirs: Cause) -> Judgement:
    said = Observation("norte", sightings=(Sighting(Manner.PROGRAM, shows, Judgement(theirs, ())),))
    return judged(said, first=Cause.EDITED)


def test_an_alteration_that_others_are_not_shown_is_named() -> None:
    assert changed(OTHER, Cause.IDENTICAL).cause is Cause.SHOWN_TO_SOME
    assert (
        changed(OTHER, Cause.EDITED).cause is Cause.EDITED
    )  # there are three texts: it did change
    personal = changed(Shows.UNSURE, Cause.IDENTICAL)
    assert (personal.cause, personal.at_most) == (Cause.EDITED, Certainty.SUSPECTED)


@pytest.mark.parametrize("shows", [Shows.NONE, OTHER])
def test_what_we_are_shown_stands_and_what_they_are_shown_is_told(shows: Shows) -> None:
    found = judged(observer("norte", shows), first=Cause.IDENTICAL)
    assert found.cause is Cause.IDENTICAL
    assert told(found) == ["no-document" if shows is Shows.NONE else "other-text", Apart.ADDRESS]


def test_the_looks_of_a_loss_reset_when_an_observer_is_shown_it() -> None:
    standing = None
    for day, cause in enumerate(
        (Cause.IDENTICAL, Cause.HTTP_404, Cause.SHOWN_TO_SOME, Cause.HTTP_404)
    ):
        standing = advance(standing, Seen(cause, START + timedelta(days=3 * day)))
    assert standing is not None
    assert (standing.verdict, standing.certainty) == (Verdict.MISSING, Certainty.SUSPECTED)


def test_every_reason_has_words_in_both_languages() -> None:
    found = judged(observer("norte", SAME), observer("sur", problem=Silence.AWAY))
    for reason in found.reasons:
        assert explain(reason, "en") != explain(reason, "es")
    assert all(words.en != words.es for words in WORDS.values())


def test_judging_without_observers_is_as_it_was() -> None:
    assert judge(LOST).at_least is Certainty.SUSPECTED
