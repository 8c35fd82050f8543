"""The answer about one URL: what it says, how certain it is by itself, and in which words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.changes.quote import Quote, State
from evidence.errors import ExitCode
from evidence.reports import terminal
from evidence.reports.answer import Answer, ComparedWith, Copy, certainty_alone
from evidence.store.answers import Baseline, CheckView
from evidence.store.outbox import Unsaved
from evidence.store.records import Check, Memento, Standing
from evidence.vocabulary import Cause, Certainty, Fidelity, JobState, MementoState, Stage, Verdict

URL = "https://a.example/plan"
CHECK = CheckView(
    id="k",
    url_id="u",
    run_id="r",
    checked_at="2026-01-02T03:04:05Z",
    verdict=Verdict.CHANGED,
    cause=Cause.REMOVED,
    status=200,
    reason="OK",
    media_type="text/html",
    final_url="https://a.example/nuevo",
    reasons_json='[{"rule": "changed.removed", "facts": {"words": 12, "baseline": "2020-01-02"}}]',
    redirects_json='[{"url": "https://a.example/nuevo", "status": 301}]',
    failure_json=None,
    capture_id="urn:uuid:1",
    warc="warc/a.warc.gz",
    offset=7,
    length=9,
    payload_sha256="0" * 64,
    fidelity=Fidelity.EXACT,
    baseline_at="2020-01-02T03:04:05Z",
    memento_url="https://archive.example/1",
    change_kind="removed",
    significance=0.4,
    words_removed=12,
    words_added=0,
    flags_json=None,
)


def test_an_answer_says_what_the_check_says() -> None:
    kept = Memento("m", "u", "wayback", "https://archive.example/1", "2020", MementoState.KEPT)
    refused = Unsaved("perma", JobState.REFUSED)
    answer = Answer.of(URL, CHECK, Certainty.PROBABLE, mementos=[kept], unsaved=[refused])
    assert answer.mementos[0] == Copy("wayback", "https://archive.example/1", "2020", "kept")
    assert (answer.verdict, answer.cause) == (Verdict.CHANGED, Cause.REMOVED)
    assert answer.capture
    assert answer.capture.fidelity is Fidelity.EXACT
    assert answer.baseline.kind == "as-cited"
    assert answer.mementos[-1] == Copy("perma", None, None, "save-refused")
    told = answer.json()
    assert told["http"]["redirects"] == [{"url": "https://a.example/nuevo", "status": 301}]
    assert told["change"]["flags"] == []
    assert told["certainty"] == "probable"


def test_a_failure_is_told_with_its_stage() -> None:
    failed = CHECK._replace(
        verdict=Verdict.UNREACHABLE,
        cause=Cause.DNS,
        status=None,
        redirects_json=None,
        failure_json='{"stage": "dns", "kind": "nxdomain", "detail": "no such name"}',
        capture_id=None,
        baseline_at=None,
        change_kind=None,
    )
    answer = Answer.of(URL, failed)
    assert answer.failure
    assert answer.failure.stage is Stage.DNS
    assert answer.baseline == ComparedWith("none")
    told = answer.json()
    assert told["http"]["error"] == {"stage": "dns", "kind": "nxdomain", "detail": "no such name"}
    assert (told["capture"], told["change"], told["certainty"]) == (None, None, None)


def test_reasons_are_worded_in_the_language_that_is_asked_for() -> None:
    answer = Answer.of(URL, CHECK._replace(reasons_json='[{"rule": "gone.http-404", "facts": {}}]'))
    english, spanish = answer.why("en"), answer.why("es")
    assert english != spanish
    assert answer.json("es")["reasons"][0]["text"] == spanish


@pytest.mark.parametrize(
    ("verdict", "certainty"),
    [(Verdict.MISSING, Certainty.CONFIRMED), (Verdict.ALIVE, Certainty.SUSPECTED)],
)
def test_one_look_that_says_something_else_is_a_suspicion(
    verdict: Verdict, certainty: Certainty
) -> None:
    standing = Standing(
        "u", Verdict.MISSING, Cause.HTTP_404, Certainty.CONFIRMED,
        "2026", "2026", None, 4, "2026", "[]", None, "k",
    )  # fmt: skip
    assert certainty_alone(verdict, standing) is certainty


@pytest.mark.parametrize(
    ("verdict", "state", "code"),
    [
        (Verdict.ALIVE, None, ExitCode.SOUND),
        (Verdict.ALIVE, State.PRESENT, ExitCode.SOUND),
        (Verdict.ALIVE, State.UNSURE, ExitCode.SOUND),
        (Verdict.ALIVE, State.ALTERED, ExitCode.BROKEN),
        (Verdict.MOVED, State.ABSENT, ExitCode.BROKEN),
        (Verdict.MISSING, None, ExitCode.BROKEN),
        (Verdict.BLOCKED, None, ExitCode.UNCHECKED),
    ],
)
def test_what_an_answer_comes_to(verdict: Verdict, state: State | None, code: ExitCode) -> None:
    answer = Answer.of(URL, CHECK._replace(verdict=verdict), Certainty.SUSPECTED)
    quote = Quote(state, 0.5, "") if state else None
    assert replace(answer, quote=quote).exit_code is code


def test_a_quotes_score_has_three_digits() -> None:
    answer = Answer.of(URL, CHECK)
    assert answer.json()["quote"] is None
    asked = replace(answer, quote=Quote(State.ALTERED, 0.91239, "otra cosa"))
    said = {"state": "altered", "score": 0.912, "found": "otra cosa", "part": None}
    told = asked.json()["quote"]
    assert {name: told[name] for name in said} == said
    assert (told["then"], told["last_present"], told["first_absent"]) == ([], None, None)


def test_an_answer_in_a_terminal_tells_all_and_nothing_in_it_acts() -> None:
    """What came from elsewhere stays on its line; a save that has no copy yet has no address."""
    check = CHECK._replace(
        reasons_json='[{"rule": "moved.same-text", "facts": {"final_url": "https://a/\\u001b[2J"}}]'
    )
    waits = Unsaved("perma", JobState.NOT_ATTEMPTED)
    kept = Memento("m", "u", "way\nback", "https://w/1", "2020-01-02", MementoState.KEPT)
    answer = Answer.of(URL, check, Certainty.PROBABLE, mementos=[kept], unsaved=[waits])
    answer = replace(answer, quote=Quote(State.ALTERED, 0.9, "otra\x07 cosa"))
    text = terminal.answer(answer, "en")
    assert all(line.isprintable() for line in text.split("\n"))
    for told in (
        "  CHANGED (probable) · status 200",
        "  301 https://a.example/nuevo",
        "  → https://a.example/nuevo",
        "  Compared with the capture of 2 January 2020: -12 +0",
        "  As cited, by the archived copy of 2 January 2020: https://archive.example/1",
        "  The quoted passage stands there in other words: otra cosa",
        "  Evidence: warc/a.warc.gz @ 7",
        "    way back 2020-01-02, shows the document: https://w/1",
        "    perma: waits to be saved",
    ):
        assert told in text.split("\n")


def test_a_terminal_is_told_a_certainty_only_of_what_is_broken() -> None:
    alive = CHECK._replace(verdict=Verdict.ALIVE, cause=Cause.IDENTICAL, change_kind=None)
    text = terminal.answer(Answer.of(URL, alive, Certainty.CONFIRMED), "es")
    assert text.split("\n")[1] == "  DISPONIBLE · código 200"


def test_against_another_baseline_only_what_was_judged_again_differs() -> None:
    baseline = Baseline("2018-05-01T00:00:00Z", "https://archive.example/2018")
    nothing = CHECK.against(baseline, None, None)
    assert (nothing.verdict, nothing.change, nothing.id) == (CHECK.verdict, None, CHECK.id)
    assert nothing.baseline == baseline
    made = Check(
        "k2", "r", "u", "2026-02-02", 1, "us", Verdict.ALIVE, Cause.IDENTICAL, "[]", Certainty.CONFIRMED
    )  # fmt: skip
    again = CHECK.against(baseline, made, None)
    assert (again.id, again.verdict, again.reasons_json) == ("k2", Verdict.ALIVE, "[]")
    assert (again.capture, again.status, again.final_url) == (
        CHECK.capture,
        CHECK.status,
        CHECK.final_url,
    )


@pytest.mark.parametrize(
    "state", [*(one for one in MementoState if one is not MementoState.LISTED), *JobState]
)
def test_no_state_of_a_copy_or_a_save_leaves_a_reader_without_words(
    state: MementoState | JobState,
) -> None:
    save = Unsaved("perma", state) if isinstance(state, JobState) else None
    copy = (
        None
        if save
        else Memento("m", "u", "perma", "https://w/1", "2020-01-02", MementoState(state))
    )
    answer = Answer.of(URL, CHECK, mementos=[copy] if copy else [], unsaved=[save] if save else [])
    assert "perma" in terminal.answer(answer, "es")
