"""A suspicion that nobody could look at again is told as one, in every form and both languages, and is
counted as a loss nowhere; an altered page that is then removed tells both."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from evidence import clock, days
from evidence.config import Notify
from evidence.errors import ExitCode
from evidence.folder import EvidenceFolder
from evidence.looks.standings import record_of
from evidence.store import Store, notices, runs
from evidence.verdicts.outcome import outcome
from evidence.verdicts.series import Seen
from evidence.verdicts.standing import advance
from evidence.vocabulary import VERDICT_OF, Cause, NoticeState, Verdict
from schedules.notices import compose, render
from schedules.notices.notice import read
from tests.commands import run as command
from tests.reports import SHA, Sample

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.verdicts.series import Standing

FIRST = datetime(2026, 3, 1, 6, tzinfo=UTC)
URL = "https://www.example.org/plan"
ALIVE, GONE, WAF, OTHER = Cause.IDENTICAL, Cause.HTTP_404, Cause.WAF, Cause.REPLACED
REASONS = {
    ALIVE: "alive.identical",
    GONE: "gone.http-404",
    WAF: "blocked.forbidden",
    OTHER: "changed.replaced",
}
FADED = ((0, ALIVE), (1, GONE), (4, WAF), (11, WAF))
"""Alive, gone on 2 March, and since 5 March it can't be seen."""
REMOVED = ((0, ALIVE), (1, OTHER), (2, OTHER), (5, GONE), (9, GONE), (13, GONE))
"""Altered since 2 March, gone since 6 March."""
DATES = {FADED: ("2026-03-05", "2026-03-02"), REMOVED: ("2026-03-06", "2026-03-02")}
FORMS = ("html", "markdown", "csv", "json", "sarif", "junit")


class Story:
    """An evidence folder with one cited URL that was looked at."""

    def __init__(self, folder: Path, looks: tuple[tuple[int, Cause], ...]) -> None:
        EvidenceFolder(folder).create()
        self.folder = folder
        self.sample = Sample(Store(folder / "evidence.db"), folder)
        self.sample.source()
        self.sample.cite(URL, None)
        standing: Standing | None = None
        for number, (day, cause) in enumerate(looks):
            at = FIRST + timedelta(days=day)
            standing = advance(standing, Seen(cause, at, text_sha256="t"))
            self._look(f"run-{number}", cause, clock.stamp(at))
        assert standing is not None
        self.standing = standing
        check = f"k-run-{len(looks) - 1}"
        record = record_of(standing, _id(), None, check)
        self.sample.insert("standings", record.row())

    def _look(self, run: str, cause: Cause, at: str) -> None:
        self.sample.insert("runs", {
            "id": run, "kind": "night", "state": "finished", "started_at": at, "ended_at": at, "due": 1,
            "options_json": "{}", "tool_version": "1", "rules_version": "8", "config_sha256": SHA})  # fmt: skip
        self.sample.insert("checks", {
            "id": f"k-{run}", "run_id": run, "url_id": _id(), "checked_at": at, "duration_ms": 5,
            "observer": "us", "verdict": str(VERDICT_OF[cause]), "cause": str(cause), "status": 200,
            "at_most": "confirmed",
            "reasons_json": json.dumps([{"rule": REASONS[cause], "facts": {}}])})  # fmt: skip

    def shown(self, form: str, language: str = "en") -> str:
        """The report in a form, without the escapes of Markdown and of JSON."""
        return self.sample.render(form, language=language).decode().replace("\\", "")

    def digest(self, least: str) -> Any:
        """The digest of the last night; None where it has no news."""
        store = self.sample.store
        notify = Notify(to=("ana@example.org",), language="en", certainty=least)
        now = FIRST + timedelta(days=30)
        if not compose.compose(store, notify, "o", now, runs.latest_night(store)):
            return None
        (queued,) = notices.in_state(store, NoticeState.WAITING)
        return read(queued.content, id=queued.id, composed_at=queued.queued_at)


def _id() -> str:
    return hashlib.sha256(URL.encode()).hexdigest()[:32]


@pytest.fixture
def faded(tmp_path: Path) -> Story:
    return Story(tmp_path, FADED)


@pytest.fixture
def removed(tmp_path: Path) -> Story:
    return Story(tmp_path, REMOVED)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            (
                "can't be seen since 5 March 2026",
                "since 2 March 2026, it was suspected to be missing",
            ),
        ),
        (
            "es",
            (
                "No se puede ver desde el 5 de marzo de 2026",
                "desde el 2 de marzo de 2026, había una sospecha",
            ),
        ),
    ],
)
def test_a_suspicion_that_ended_unseen_reads_as_that(
    faded: Story, form: str, language: str, words: tuple[str, str]
) -> None:
    told = faded.shown(form, language)
    if form in ("json", "csv"):  # these have it in fields
        assert all(day in told for day in DATES[FADED])
        assert "http-404" in told
    else:
        assert all(text in told for text in words)


@pytest.mark.parametrize("form", FORMS)
def test_an_altered_page_that_was_removed_tells_both_with_both_dates(
    removed: Story, form: str
) -> None:
    assert removed.standing.verdict is Verdict.MISSING
    shown = removed.shown(form)
    assert all(at in shown or days.day(at, "en") in shown for at in DATES[REMOVED])
    if form not in ("json", "csv"):
        assert "seen altered from 2 March 2026 on" in removed.shown(form)
        assert "veía modificado desde el 2 de marzo de 2026" in removed.shown(form, "es")


def test_no_number_counts_it_as_a_loss(faded: Story) -> None:
    report = faded.sample.report()
    assert report.summary.verdicts == {Verdict.BLOCKED: 1}
    assert not any(report.summary.certainties.values())
    assert report.doubts == 1
    assert report.nights[-1].verdicts == {Verdict.BLOCKED: 1}
    (level,) = [
        result["level"] for result in json.loads(faded.sample.render("sarif"))["runs"][0]["results"]
    ]
    assert level == "warning"
    suite = etree.fromstring(faded.sample.render("junit"))
    assert (suite.get("failures"), suite.get("skipped")) == ("0", "1")
    assert (
        outcome(faded.standing.verdict, faded.standing.certainty, strict=True) is ExitCode.UNCHECKED
    )


@pytest.mark.parametrize("least", ["suspected", "probable", "confirmed"])
def test_no_digest_tells_it_as_a_loss(faded: Story, least: str) -> None:
    assert faded.digest(least) is None


def test_a_digest_of_a_removed_page_says_that_it_was_altered_before(removed: Story) -> None:
    notice = removed.digest("confirmed")
    for text in (render.message(notice).text, render.message(notice).html):
        assert "seen altered from 2 March 2026 on" in text
    assert notice.items[0].last_good[:10] == "2026-03-01"


def test_history_and_status_tell_it(faded: Story) -> None:
    folder = ("--folder", str(faded.folder))
    told = command("history", URL, *folder).out
    assert "can't be seen since 5 March 2026" in told
    assert (
        "había una sospecha: desaparecido" in command("history", URL, "--lang", "es", *folder).out
    )
    seen = json.loads(command("history", URL, "--format", "json", *folder).out)["seen"]
    assert seen["suspected"]["verdict"] == "missing"
    assert "1 that can't be seen was suspected" in command("status", *folder).out
    status = json.loads(command("status", "--format", "json", *folder).out)
    assert (status["verdicts"], status["doubts"]) == ({"blocked": 1}, 1)


def test_a_change_that_stands_and_is_out_of_sight_says_so(tmp_path: Path) -> None:
    looks = ((0, ALIVE), (1, OTHER), (2, OTHER), (5, WAF))
    told = Story(tmp_path, looks).shown("markdown")
    assert "can't be seen since 6 March 2026" in told
    assert "seen altered" not in told
