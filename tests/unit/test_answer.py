"""The answer about one URL: what it says, how certain it is by itself, and in which words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from evidence.changes.quote import Quote, State
from evidence.errors import ExitCode
from evidence.reports.answer import Answer, ComparedWith, Copy, certainty_alone
from evidence.store.outbox import Unsaved
from evidence.store.records import Standing
from evidence.vocabulary import Cause, Certainty, Fidelity, JobState, Stage, Verdict

URL = "https://a.example/plan"
CHECK: dict[str, Any] = {
    "final_url": "https://a.example/nuevo",
    "verdict": "changed",
    "cause": "removed",
    "reasons": [{"rule": "changed.removed", "facts": {"words": 12, "baseline": "2020-01-02"}}],
    "status": 200,
    "reason": "OK",
    "media_type": "text/html",
    "redirects": [{"url": "https://a.example/nuevo", "status": 301}],
    "failure": None,
    "capture": {
        "id": "urn:uuid:1", "warc": "warc/a.warc.gz", "offset": 7, "length": 9,
        "payload_sha256": "0" * 64, "fidelity": "exact", "url": URL,
    },
    "baseline": {"captured_at": "2020-01-02T03:04:05Z", "memento_url": "https://archive.example/1"},
    "change": {
        "kind": "removed", "significance": 0.4, "words_removed": 12, "words_added": 0, "flags": None,
    },
    "mementos": [
        {"archive": "wayback", "url": "https://archive.example/1", "captured_at": "2020", "state": "kept"}
    ],
    "checked_at": "2026-01-02T03:04:05Z",
}  # fmt: skip


def test_an_answer_says_what_the_check_says() -> None:
    answer = Answer.of(URL, CHECK, Certainty.PROBABLE, unsaved=[Unsaved("perma", JobState.REFUSED)])
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
    failed = {
        **CHECK, "verdict": "unreachable", "cause": "dns", "status": None, "capture": None, "redirects": None,
        "failure": {"stage": "dns", "kind": "nxdomain", "detail": "no such name"},
        "baseline": None, "change": None,
    }  # fmt: skip
    answer = Answer.of(URL, failed)
    assert answer.failure
    assert answer.failure.stage is Stage.DNS
    assert answer.baseline == ComparedWith("none")
    told = answer.json()
    assert told["http"]["error"] == {"stage": "dns", "kind": "nxdomain", "detail": "no such name"}
    assert (told["capture"], told["change"], told["certainty"]) == (None, None, None)


def test_reasons_are_worded_in_the_language_that_is_asked_for() -> None:
    answer = Answer.of(URL, {**CHECK, "reasons": [{"rule": "gone.http-404", "facts": {}}]})
    english, spanish = answer.why("en"), answer.why("es")
    assert english != spanish
    assert answer.json("es")["reasons"][0]["text"] == spanish


@pytest.mark.parametrize(
    ("verdict", "certainty"),
    [("missing", Certainty.CONFIRMED), ("alive", Certainty.SUSPECTED)],
)
def test_one_look_that_says_something_else_is_a_suspicion(
    verdict: str, certainty: Certainty
) -> None:
    standing = Standing(
        "u", Verdict.MISSING, Cause.HTTP_404, Certainty.CONFIRMED,
        "2026", "2026", None, 4, "2026", "[]", None, "k",
    )  # fmt: skip
    assert certainty_alone(verdict, standing) is certainty


@pytest.mark.parametrize(
    ("verdict", "state", "code"),
    [
        ("alive", None, ExitCode.SOUND),
        ("alive", State.PRESENT, ExitCode.SOUND),
        ("alive", State.UNSURE, ExitCode.SOUND),
        ("alive", State.ALTERED, ExitCode.BROKEN),
        ("moved", State.ABSENT, ExitCode.BROKEN),
        ("missing", None, ExitCode.BROKEN),
        ("blocked", None, ExitCode.UNCHECKED),
    ],
)
def test_what_an_answer_comes_to(verdict: str, state: State | None, code: ExitCode) -> None:
    answer = Answer.of(URL, {**CHECK, "verdict": verdict}, Certainty.SUSPECTED)
    quote = Quote(state, 0.5, "") if state else None
    assert replace(answer, quote=quote).exit_code is code


def test_a_quotes_score_has_three_digits() -> None:
    answer = Answer.of(URL, CHECK)
    assert answer.json()["quote"] is None
    asked = replace(answer, quote=Quote(State.ALTERED, 0.91239, "otra cosa"))
    assert asked.json()["quote"] == {"state": "altered", "score": 0.912, "found": "otra cosa"}
