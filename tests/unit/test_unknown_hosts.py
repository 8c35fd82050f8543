"""A host that never answered anybody is told as a misprint, in every form and in both languages; a
host that once answered is one that is gone."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from evidence.config import Notify
from evidence.domains import host_of
from evidence.reports.answer import reasons
from evidence.reports.steps import NextStep
from evidence.store import notices, runs
from evidence.vocabulary import NoticeState
from schedules.notices import compose, render
from schedules.notices.notice import read
from tests.reports import NIGHTS, Sample, sample

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.reports.listed import Listed

PRINTED = "http://www.tranparencia.gob.mx/informe"
MEANT = "www.transparencia.gob.mx"
NEVER = (
    "no longer registered",
    "ya no está registrado",
    "ask the institution",
    "pida el documento",
)


@pytest.fixture
def made(tmp_path: Path) -> Sample:
    return sample(tmp_path)


def url_id(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()[:32]


def answers(made: Sample, url: str, **values: Any) -> None:
    """A citation whose host answered us."""
    made.cite(
        url, **{"verdict": "alive", "cause": "identical", "rule": "alive.identical", **values}
    )
    made.store.db.execute("UPDATE urls SET host = ? WHERE url = ?", [host_of(url), url])


def unknown(
    made: Sample, url: str, *, certainty: str = "confirmed", cause: str = "domain-gone"
) -> None:
    """A citation whose host never answered us."""
    made.cite(url, None)
    made.store.db.execute("UPDATE urls SET host = ? WHERE url = ?", [host_of(url), url])
    rule = "domain.unknown" if cause == "domain-gone" else "unreachable.timeout"
    verdict = "missing" if cause == "domain-gone" else "unreachable"
    told = [{"rule": rule, "facts": {"host": host_of(url)}}]
    made.insert("checks", {
        "id": f"k-{url}", "run_id": "run-2", "url_id": url_id(url), "checked_at": NIGHTS[2],
        "duration_ms": 5, "observer": "us", "verdict": verdict,
        "cause": "domain-gone" if cause == "domain-gone" else "timeout",
        "reasons_json": json.dumps(told), "at_most": "confirmed",
        "failure_json": json.dumps({"stage": "dns", "kind": "nxdomain", "detail": ""})})  # fmt: skip
    series = [[NIGHTS[0], NIGHTS[2], 3, NIGHTS[2], certainty, [cause], ""], None]
    made.insert("standings", {
        "url_id": url_id(url), "verdict": "missing", "cause": cause, "certainty": certainty,
        "since": NIGHTS[0], "last_look": NIGHTS[2], "last_good": None, "looks": 3,
        "next_look": NIGHTS[2], "series_json": json.dumps(series), "baseline_id": None,
        "check_id": f"k-{url}"})  # fmt: skip


def asked(made: Sample, url: str, archive: str = "wayback", state: str = "done") -> None:
    """An archive that was asked what it has of a URL."""
    made.insert("archive_jobs", {
        "id": f"{archive}-{url}", "url_id": url_id(url), "archive": archive, "act": "lookup",
        "state": state, "queued_at": NIGHTS[2], "due_at": NIGHTS[2], "attempts": 1, "rank": 2,
        "tried_at": NIGHTS[2]})  # fmt: skip


def archived(made: Sample, url: str) -> None:
    """A copy of a URL in an archive."""
    made.insert("mementos", {
        "id": f"m-{url}", "url_id": url_id(url), "archive": "wayback",
        "memento_url": f"https://web.archive.org/web/20200101000000/{url}",
        "captured_at": "2026-01-18T00:00:00Z", "state": "listed"})  # fmt: skip


def listed(made: Sample, url: str = PRINTED) -> Listed:
    return next(item for item in made.report().citations if item.cited.url == url)


def told(made: Sample, url: str = PRINTED) -> dict[str, Any]:
    """Reason -> facts."""
    check = listed(made, url).check
    assert check is not None
    return {reason.rule: reason.facts for reason in reasons(check)}


def test_the_nearest_name_is_told_and_that_no_archive_was_asked(made: Sample) -> None:
    answers(made, f"https://{MEANT}/otro")
    unknown(made, PRINTED)
    assert told(made) == {
        "domain.unknown": {"host": "www.tranparencia.gob.mx"},
        "domain.never-asked": {"host": "www.tranparencia.gob.mx"},
        "domain.nearest": {"host": "www.tranparencia.gob.mx", "nearest": MEANT},
    }
    assert listed(made).next_step is NextStep.READ_SOURCE


@pytest.mark.parametrize(
    ("jobs", "rule", "archives"),
    [
        ([("wayback", "done"), ("arquivo", "done")], "domain.never-answered", "arquivo, wayback"),
        ([("wayback", "done"), ("arquivo", "failed")], "domain.never-answered", "wayback"),
        ([("wayback", "not-attempted")], "domain.not-told", "wayback"),
    ],
)
def test_what_archives_said_rests_on_those_that_were_asked(
    made: Sample, jobs: list[tuple[str, str]], rule: str, archives: str
) -> None:
    unknown(made, PRINTED)
    for archive, state in jobs:
        asked(made, PRINTED, archive, state)
    facts = told(made)
    assert list(facts) == ["domain.unknown", rule]
    assert facts[rule]["archives"] == archives


@pytest.mark.parametrize("known", ["answered", "archived"])
def test_a_host_that_once_answered_us_or_an_archive_is_one_that_is_gone(
    made: Sample, known: str
) -> None:
    other = "http://www.tranparencia.gob.mx/otra"
    if known == "answered":
        answers(made, other)
    else:
        unknown(made, other)
        archived(made, other)
    answers(made, f"https://{MEANT}/otro")
    unknown(made, PRINTED)
    assert list(told(made)) == ["domain.gone"]
    assert listed(made).next_step is NextStep.ASK_FOR_IT


def test_a_name_that_is_dead_itself_is_never_named(made: Sample) -> None:
    unknown(made, f"https://{MEANT}/otro")
    unknown(made, PRINTED)
    assert "domain.nearest" not in told(made)
    answers(made, "http://transparencia.gob.mx/", verdict="missing", cause="parked")
    assert "domain.nearest" not in told(made)


def test_a_name_that_archives_or_other_citations_know_is_named(made: Sample) -> None:
    made.cite(f"https://{MEANT}/otro", None)
    made.store.db.execute("UPDATE urls SET host = ?", [MEANT])
    unknown(made, PRINTED)
    assert told(made)["domain.nearest"]["nearest"] == MEANT


def test_a_host_out_of_reach_for_weeks_that_nobody_ever_saw_is_a_misprint_as_well(
    made: Sample,
) -> None:
    unknown(made, PRINTED, cause="unreachable-long")
    assert "domain.never-asked" in told(made)
    assert listed(made).next_step is NextStep.READ_SOURCE


def test_a_suspected_misprint_is_looked_up_in_print_at_once(made: Sample) -> None:
    unknown(made, PRINTED, certainty="suspected")
    assert listed(made).next_step is NextStep.READ_SOURCE


def test_an_address_that_is_none_has_a_nearest_name(made: Sample) -> None:
    answers(made, f"https://{MEANT}/otro")
    broken = "http://www.transparencia.gob mx/informe"
    made.cite(broken, "unchecked", "malformed", rule="unchecked.malformed", status=None)
    assert told(made, broken)["domain.nearest"]["nearest"] == MEANT
    assert listed(made, broken).next_step is NextStep.CORRECT_ADDRESS


@pytest.mark.parametrize("form", ["html", "markdown", "csv", "json", "sarif", "junit"])
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("no archive was asked", "probably misprinted")),
        ("es", ("no se consultó ningún archivo web", "mal escrita")),
    ],
)
def test_every_form_says_so(made: Sample, form: str, language: str, words: tuple[str, str]) -> None:
    answers(made, f"https://{MEANT}/otro")
    unknown(made, PRINTED)
    asks = made.render(form, language=language).decode().replace("\\", "")
    assert MEANT in asks
    for text in words:
        assert text in asks
    if form != "html":  # which has the words of every step, for its script
        for text in NEVER:
            assert text not in asks


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("misprinted", "printed source")), ("es", ("mal escrita", "fuente impresa"))],
)
def test_notices_say_so(made: Sample, language: str, words: tuple[str, str]) -> None:
    answers(made, f"https://{MEANT}/otro")
    unknown(made, PRINTED)
    notify = Notify(to=("ana@example.org",), language=language)
    now = datetime(2026, 1, 19, 8, tzinfo=UTC)
    made.store.db.execute("DELETE FROM standings WHERE cause = 'identical'")
    assert compose.compose(made.store, notify, "o", now, runs.latest_night(made.store)) == 1
    (queued,) = notices.in_state(made.store, NoticeState.WAITING)
    message = render.message(read(queued.content, id=queued.id, composed_at=queued.queued_at))
    for text in (message.text, message.html):
        assert all(word in text for word in words)
        assert not any(word in text for word in NEVER)
