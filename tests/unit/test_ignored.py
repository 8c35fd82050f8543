"""What is left out on purpose is counted nowhere: a report says what it would say if nobody cited it, and names it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from evidence import clock
from evidence.config import Ignore, Notify
from evidence.reports.together import HANDFUL
from evidence.store import ignored, notices, overview, runs
from evidence.store.listing import Wanted, listing
from evidence.store.scope import EVERYTHING, Scope
from schedules.notices import compose
from tests.reports import NIGHTS, Sample, small

OUT = "https://out.example/"
RULE = Ignore("out.example/*", "kept by somebody else")
_LOOKS = [NIGHTS[1], NIGHTS[2], 2, NIGHTS[2], "confirmed", ["http-404"], ""]
SERIES = json.dumps([_LOOKS, None])
DOUBTED = json.dumps([_LOOKS, None, {"doubt": ["missing", "http-404", _LOOKS]}])
NOW = datetime(2026, 1, 20, 12, tzinfo=UTC)


def cite_more(made: Sample) -> None:
    """Losses, a change and a document that is back, at addresses that are left out on purpose; one that was never
    looked at, one that can't be seen and was suspected before, and one that a board cites."""
    for number in range(HANDFUL + 1):
        made.cite(f"{OUT}lost/{number}", heading="Out")
    made.cite(f"{OUT}changed", "changed", "removed", status=200)
    made.cite(f"{OUT}never", None)
    made.cite(f"{OUT}unseen", "blocked", "waf", status=403)
    made.cite(f"{OUT}back", "alive", "identical", status=200)
    made.store.db.execute("UPDATE standings SET series_json = ?", [SERIES])
    with made.store.transaction("test"):
        made.store.db.execute("UPDATE urls SET host = 'out.example' WHERE url LIKE ?", (f"{OUT}%",))
        made.store.db.execute(
            "UPDATE standings SET series_json = ? WHERE url_id IN (SELECT id FROM urls WHERE url = ?)",
            (DOUBTED, f"{OUT}unseen"),
        )
        made.store.db.execute(
            "UPDATE checks SET verdict = 'missing', cause = 'http-404' WHERE run_id != 'run-2'"
            " AND url_id IN (SELECT id FROM urls WHERE url = ?)",
            (f"{OUT}back",),
        )
        made.store.db.execute(
            "UPDATE standings SET since = ? WHERE url_id IN (SELECT id FROM urls WHERE url = ?)",
            (NIGHTS[2], f"{OUT}back"),
        )


@pytest.fixture
def folders(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> tuple[Sample, Sample]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    plain, more = (small(tmp_path_factory.mktemp(name)) for name in ("plain", "more"))
    plain.store.db.execute("UPDATE standings SET series_json = ?", [SERIES])
    cite_more(more)
    return plain, more


@pytest.mark.parametrize("everything", [True, False])
def test_a_report_says_what_it_would_say_if_nobody_cited_it(
    folders: tuple[Sample, Sample], *, everything: bool
) -> None:
    from evidence.reports.building import build

    plain, more = (  # as if the report before had been made after the first night
        replace(
            build(one.store, everything=everything, ignore=(RULE,) if number else ()),
            since=NIGHTS[0],
        )
        for number, one in enumerate(folders)
    )
    assert plain.transitions
    assert (more.summary, more.transitions) == (plain.summary, plain.transitions)
    assert (more.nights, more.groups) == (plain.nights, plain.groups)
    assert (more.together, more.doubts, more.overruled) == (plain.together, plain.doubts, 0)
    assert [one.cited for one in more.citations] == [one.cited for one in plain.citations]
    assert [one.citations for one in more.on_purpose] == [HANDFUL + 5]
    seen = build(folders[1].store, everything=everything)
    assert seen.doubts == 1, "the sample shows what is to be hidden"
    assert seen.together
    assert seen.nights != plain.nights


@pytest.mark.parametrize(
    "form", ["html", "csv", "json", "junit", "sarif", "references", "robustlinks", "summary", "atom", "markdown"]
)  # fmt: skip
def test_no_form_has_it_but_where_it_is_named(folders: tuple[Sample, Sample], form: str) -> None:
    plain, more = folders
    text = more.render(form, ignore=(RULE,)).decode()
    assert OUT not in text
    told = [_without_its_mention(made) for made in (plain.render(form).decode(), text)]
    assert told[0] == told[1]
    assert OUT in more.render(form).decode() or form in ("references", "robustlinks", "summary")


def _without_its_mention(text: str) -> str:
    """A report without what it says of what is left out on purpose; without digests of its own style, too."""
    if text.startswith("{") and '"left_out_on_purpose"' in text:
        found: dict[str, Any] = json.loads(text)
        del found["left_out_on_purpose"], found["headline"]
        return json.dumps(found)
    text = re.sub(
        r'<section aria-labelledby="on-purpose">.*?</section>\n*', "", text, flags=re.DOTALL
    )
    text = re.sub(r"\n## Left out on purpose\n\n(- .*\n)+", "", text)
    text = re.sub(
        r" ?10 more are left out on purpose\\?\.| ?10 más se dejaron fuera a propósito\.", "", text
    )
    return re.sub(r"\s+", " ", text)


def test_no_notice_tells_of_it(folders: tuple[Sample, Sample]) -> None:
    plain, more = folders
    notify = Notify(to=("https://hook.example/",), certainty="probable")
    told = []
    for one, rules in ((plain, ()), (more, (RULE,))):
        run = runs.latest_night(one.store)
        assert compose.compose(one.store, notify, "f", NOW, run, ignore=rules) == 1
        (notice,) = one.store.all("SELECT subject_json FROM notices")
        told.append(json.loads(notice["subject_json"]))
    assert told[0] == told[1]
    scope = ignored.scope(more.store, (RULE,))
    assert len(list(notices.tellable(more.store))) > len(list(notices.tellable(more.store, scope)))


def test_no_list_and_no_count_has_it(folders: tuple[Sample, Sample]) -> None:
    plain, more = folders
    scope = ignored.scope(more.store, (RULE,))
    assert overview.verdicts(more.store, scope) == overview.verdicts(plain.store)
    assert overview.doubts(more.store, scope) == 0
    assert overview.doubts(more.store, EVERYTHING) == 1
    found = listing(more.store, Wanted(), without=scope.without)
    assert (found.verdicts, found.total) == (listing(plain.store, Wanted()).verdicts, 6)
    assert found.left_out == HANDFUL + 5
    hidden = listing(more.store, Wanted(left_out=True), without=scope.without)
    assert (hidden.total, hidden.left_out) == (HANDFUL + 5, 0)
    assert all(row.url.startswith(OUT) for row in hidden.rows)
    assert listing(more.store, Wanted(left_out=True)).total == 0


def test_of_one_source_only_what_it_cites_is_left_out(folders: tuple[Sample, Sample]) -> None:
    _, more = folders
    more.source("otro", tags_json='["agua"]')
    more.cite(f"{OUT}elsewhere", source="otro")
    report = more.report(tags=("agua",), ignore=(RULE,))
    assert (report.summary.cited, report.summary.urls) == (0, 0)
    assert [one.citations for one in report.on_purpose] == [1]
    assert more.report(source="informe", ignore=(RULE,)).on_purpose[0].citations == HANDFUL + 5
    assert ignored.scope(more.store, ()) == Scope()
