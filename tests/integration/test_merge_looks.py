"""What the looks of two organisations add up to: merging tells no fairy tales."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evidence import clock
from evidence.custody.log import keys
from evidence.custody.merge import merge
from evidence.errors import RecordError
from evidence.looks import rejoined
from evidence.looks.accept import accept
from evidence.looks.rejoined import Rejoined
from evidence.looks.standings import standing_of
from evidence.store import looks
from evidence.store.sources import url_id
from evidence.verdicts.series import DEFAULT
from evidence.verdicts.transition import Step, transition
from evidence.verdicts.transition import Told as ToldOf
from evidence.vocabulary import Cause, Certainty, Stage, Verdict
from tests.integration.test_looks_law import ARTICLE, QUOTED, failed, other, page
from tests.looks import MAX_BODY, URL, Lab, Told, answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.store.records import Standing

ID = url_id(URL)
CITED = Told(page(ARTICLE, QUOTED))
EDITED = Told(page(ARTICLE, QUOTED.replace("deberá", "podrá")))
REMOVED = Told(page(ARTICLE))
OTHER = Told(page(other(7), title="Otra cosa"))
GONE = Told(answer("No existe", status=404))
BLOCKED = Told(answer("x", "cf-mitigated: challenge", status=403))
DARK = failed(Stage.TIMEOUT, "timeout")


@pytest.fixture(autouse=True)
def _keys(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Lab, Lab]]:
    labs = Lab(tmp_path / "ours"), Lab(tmp_path / "theirs")
    for lab in labs:
        keys.make(lab.folder, lab.store)
    yield labs
    for lab in labs:
        lab.store.close()


def nights(lab: Lab, looks: dict[int, Told]) -> None:
    """Looks by the night in which they were made."""
    for night, told in looks.items():
        lab.nights = night
        lab.look(told)


def merged(into: Lab, taken: Lab) -> Standing:
    merge(into.folder, into.store, taken.folder, Rejoined(into.path, DEFAULT, MAX_BODY))
    found = looks.standing(into.store, ID)
    assert found is not None
    return found


def both(ours: Lab, theirs: Lab) -> Standing:
    """Each takes the other in; both must come to the same."""
    here = merged(ours, theirs)
    there = merged(theirs, ours)
    assert standing_of(here) == standing_of(there)
    assert here.baseline_id == there.baseline_id
    return here


@contextmanager
def without_rejudging() -> Iterator[None]:
    """As where the records of their looks are damaged."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rejoined, "rebase", _damaged)
        yield


def _damaged(*_: object) -> None:
    raise RecordError("warc/x.warc.gz", 0, "damaged")


TALES = {
    "a first look after an edit": ({0: CITED, 4: EDITED}, {5: EDITED}, Cause.EDITED),
    "first looks after an edit": ({0: CITED, 4: EDITED}, {5: EDITED, 6: EDITED}, Cause.EDITED),
    "a first look after a removal": ({0: CITED, 4: REMOVED}, {5: REMOVED}, Cause.REMOVED),
    "a first look after a replacement": ({0: CITED, 4: OTHER}, {5: OTHER}, Cause.REPLACED),
    "a first look at another text after an edit": (
        {0: CITED, 4: EDITED},
        {5: OTHER},
        Cause.REPLACED,
    ),
    "a page that took the place of a lost one": ({0: CITED, 4: GONE}, {5: OTHER}, Cause.REPLACED),
    "the same, looked at for days": (
        {0: CITED, 4: GONE},
        {5: OTHER, 6: OTHER, 7: OTHER},
        Cause.REPLACED,
    ),
    "an edit between our looks": ({0: CITED, 8: EDITED}, {4: EDITED, 5: EDITED}, Cause.EDITED),
    "they looked first": ({4: EDITED, 5: EDITED}, {0: CITED, 3: EDITED}, Cause.EDITED),
    "they saw it back as it was": ({0: CITED, 4: EDITED}, {5: CITED}, Cause.IDENTICAL),
    "it came back": ({0: CITED, 4: GONE}, {5: CITED}, Cause.IDENTICAL),
    "they saw the loss": ({0: CITED}, {1: CITED, 4: GONE}, Cause.HTTP_404),
    "they saw the edit": ({0: CITED}, {1: CITED, 4: EDITED}, Cause.EDITED),
    "they see nothing": ({0: CITED, 4: EDITED}, {5: BLOCKED}, Cause.EDITED),
    "no answer there": ({0: CITED, 4: EDITED}, {5: DARK}, Cause.EDITED),
    "the page of both": ({0: CITED, 2: CITED}, {1: CITED, 3: CITED}, Cause.IDENTICAL),
}


@pytest.mark.parametrize("tale", TALES)
def test_what_they_saw_counts_by_what_it_shows(tale: str, pair: tuple[Lab, Lab]) -> None:
    ours, theirs = pair
    here, there, cause = TALES[tale]
    nights(ours, here)
    nights(theirs, there)
    standing = both(ours, theirs)
    assert standing.cause is cause


def test_an_edit_that_both_saw_is_confirmed_by_both(pair: tuple[Lab, Lab]) -> None:
    ours, theirs = pair
    nights(ours, {0: CITED, 4: EDITED})
    nights(theirs, {6: EDITED})
    standing = both(ours, theirs)
    assert (standing.verdict, standing.certainty) == (Verdict.CHANGED, Certainty.CONFIRMED)
    # the check behind the standing is one that was compared, and its reasons say so
    assert looks.last_cause(ours.store, ID) is Cause.EDITED


def test_what_nobody_can_compare_is_looked_at_as_soon_as_can_be(pair: tuple[Lab, Lab]) -> None:
    ours, theirs = pair
    nights(ours, {0: CITED, 4: GONE, 8: GONE, 12: GONE})
    nights(theirs, {13: OTHER})
    with without_rejudging():
        standing = both(ours, theirs)
    assert (standing.verdict, standing.certainty) == (Verdict.MISSING, Certainty.CONFIRMED)
    assert (
        clock.parse(standing.next_look) < clock.parse(standing.last_look) + DEFAULT.look_dead_after
    )
    ours.nights = 14
    assert ours.look(CITED).check.cause is Cause.IDENTICAL


@pytest.mark.parametrize("tale", [name for name in TALES if TALES[name][2] is not Cause.IDENTICAL])
def test_no_false_recovery_is_told(tale: str, pair: tuple[Lab, Lab]) -> None:
    ours, theirs = pair
    here, there, _ = TALES[tale]
    nights(ours, here)
    nights(theirs, there)
    before = looks.standing(ours.store, ID)
    assert before is not None
    since = clock.parse(before.since)
    told = ToldOf(before.verdict, since, standing_of(before).series.text_sha256, since)
    after = standing_of(both(ours, theirs))
    step = transition(told, after, Certainty.SUSPECTED, after.last_look)
    assert step is not Step.RECOVERED


def test_looks_are_compared_with_what_was_seen_first_by_either(pair: tuple[Lab, Lab]) -> None:
    ours, theirs = pair
    nights(ours, {4: EDITED})
    nights(theirs, {0: CITED})
    first = looks.standing(theirs.store, ID)
    assert first is not None
    assert both(ours, theirs).baseline_id == first.baseline_id
    ours.nights = 6
    assert ours.look(EDITED).check.cause is Cause.EDITED


def test_what_a_person_accepted_stays_the_baseline_of_both(pair: tuple[Lab, Lab]) -> None:
    ours, theirs = pair
    nights(ours, {0: CITED, 4: EDITED})
    assert accept(ours.store, ID, "an erratum", "Ana", DEFAULT)
    accepted = looks.standing(ours.store, ID)
    assert accepted is not None
    nights(theirs, {1: CITED, 5: EDITED})
    standing = both(ours, theirs)
    assert (standing.verdict, standing.baseline_id) == (Verdict.ALIVE, accepted.baseline_id)


def test_what_could_not_be_compared_is_no_recovery_of_a_text() -> None:
    at = clock.parse("2026-11-02T03:00:00Z")
    told = ToldOf(Verdict.CHANGED, at, "a", at)
    lost = ToldOf(Verdict.MISSING, at, "", at)
    from evidence.verdicts.series import Seen
    from evidence.verdicts.standing import advance

    for cause, news in (
        (Cause.FIRST_LOOK, None),
        (Cause.INCOMPARABLE, None),
        (Cause.IDENTICAL, Step.RECOVERED),
        (Cause.REDIRECT, Step.RECOVERED),
    ):
        now = advance(None, Seen(cause, at + timedelta(days=1)))  # a look since it was told
        assert transition(told, now, Certainty.PROBABLE, now.last_look) is news
        assert transition(lost, now, Certainty.PROBABLE, now.last_look) is Step.RECOVERED
