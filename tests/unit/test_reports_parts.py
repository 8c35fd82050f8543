"""What a report works out by itself: nights, news, replacements, next steps, charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from evidence.changes.redline import Act, Operation, redline
from evidence.reports import chart, excerpts, limits, replacement, steps
from evidence.reports.building import build
from evidence.reports.causes import CAUSES
from evidence.reports.citations import MOST_CAPTURES
from evidence.reports.forms import html
from evidence.reports.nights import MOST, Night, nights
from evidence.reports.steps import NextStep
from evidence.reports.words import WORDS
from evidence.store import reporting
from evidence.store.records import Memento
from evidence.store.reporting import NightLook
from evidence.vocabulary import Cause, Certainty, MementoState, Verdict
from tests.reports import NIGHTS, sample, small

VERDICTS = (Verdict.ALIVE, Verdict.MISSING, Verdict.CHANGED)


@given(st.lists(st.tuples(st.integers(0, 99), st.sampled_from("abc"), st.sampled_from(VERDICTS))))
def test_every_night_counts_every_url_seen_so_far_once(
    looks: list[tuple[int, str, Verdict]],
) -> None:
    looks.sort(key=lambda look: look[0])
    rows = [NightLook(url, verdict, f"{night:03}") for night, url, verdict in looks]
    by_url = sorted(rows, key=lambda row: row.url_id)
    found, parts = nights(by_url, [("a", ["odd"]), ("aa", ["none"]), ("c", ["odd", "last"])])
    assert len(found) <= MOST
    for group, urls in (("odd", "ac"), ("last", "c"), ("none", ())):
        if not any(row.url_id in urls for row in rows):
            assert group not in parts
            continue
        assert parts[group] == [
            night._replace(verdicts=dict(alone.verdicts))
            for night, alone in zip(found, _of(rows, urls, found), strict=True)
        ]
    for night in found:
        seen = {row.url_id: row.verdict for row in rows if row.night <= night.at}
        assert sum(night.verdicts.values()) == len(seen)
        assert all(list(seen.values()).count(v) == n for v, n in night.verdicts.items())
    if rows:
        assert found[-1].at == rows[-1].night


def _of(rows: list[NightLook], urls: str, at: list[Night]) -> Iterator[Night]:
    """The nights of some URLs alone, at the moments of all: what came last before each."""
    for night in at:
        seen = {r.url_id: r.verdict for r in rows if r.night <= night.at and r.url_id in urls}
        yield Night(night.at, dict(Counter(seen.values())))


def test_a_chart_is_a_drawing_and_nothing_else() -> None:
    nights = [
        Night(f"2026-01-{d:02} 06:00", {Verdict.MISSING: d, Verdict.ALIVE: 9}) for d in range(1, 9)
    ]
    drawing = chart.timeline(nights, "<script>\x00").es
    assert "8 missing" in chart.timeline(nights, small=True).en
    root = etree.fromstring(drawing)
    assert root.get("role") == "img"
    assert "8 desaparecido" in root.get("aria-label")
    names = {
        etree.QName(element).localname for element in root.iter() if isinstance(element.tag, str)
    }
    assert names <= {"svg", "g", "rect", "path", "text", "title", "defs"}
    assert not root.xpath("//@style|//@onload|//@href")
    assert "2026-01-08 06:00: desaparecido: 8" in drawing


def _copy(
    at: str, state: MementoState = MementoState.VERIFIED, url: str = "https://web.example/x"
) -> Memento:
    return Memento("m", "u", "wayback", url, at, state)


@pytest.mark.parametrize(
    ("copies", "expected"),
    [
        ([], None),
        ([_copy("2026-02-01T00:00:00Z")], None),  # made after the loss
        ([_copy("2025-01-01T00:00:00Z", MementoState.REFUSED)], None),
        ([_copy("2025-01-01T00:00:00Z", url="javascript:x")], None),
        ([_copy("2020-01-01T00:00:00Z"), _copy("2025-06-03T00:00:00Z"), _copy("2025-12-01T00:00:00Z")], "2025-06-03"),
        ([_copy("2020-01-01T00:00:00Z"), _copy("2025-06-03T00:00:00Z", MementoState.DIFFERS)], "2020-01-01"),
    ],
)  # fmt: skip
def test_the_copy_nearest_to_the_citation_and_before_the_loss(
    copies: list[Memento], expected: str | None
) -> None:
    found = replacement.find(
        Verdict.MISSING,
        url="https://a.mx/x",
        since=NIGHTS[1],
        cited_on="2025-06-01",
        final_url=None,
        mementos=copies,
    )
    assert (found and (found.captured_at or "")[:10]) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [(("2025-12-20", "2026-01-03"), "2025-12-20"), (("2026-01-03",), "2026-01-03")],
)
def test_what_was_altered_before_it_was_lost_is_cited_as_it_was_before_that(
    days: tuple[str, ...], expected: str
) -> None:
    copies = [_copy(f"{day}T00:00:00Z") for day in days]
    found = replacement.find(
        Verdict.MISSING, url="https://a.mx/x", since=NIGHTS[1], cited_on=None, final_url=None, mementos=copies,
        altered="2026-01-01T00:00:00Z",
    )  # fmt: skip
    assert (found and (found.captured_at or "")[:10]) == expected


def test_a_suspicion_asks_for_patience() -> None:
    missing, cause = Verdict.MISSING, Cause.HTTP_404
    assert steps.next_step(missing, cause, Certainty.SUSPECTED, None) is NextStep.WAIT
    assert steps.next_step(missing, cause, Certainty.CONFIRMED, None) is NextStep.ASK_FOR_IT
    assert steps.next_step(None, None, None, None) is NextStep.RUN


def test_every_cause_word_and_step_is_told_in_both_languages() -> None:
    assert {str(cause) for cause in Cause} <= set(CAUSES)
    for words in (*WORDS.values(), *CAUSES.values(), *steps.STEPS.values()):
        assert words.en
        assert words.es


def test_news_are_told_until_the_next_run_however_many_forms_are_made(tmp_path: Path) -> None:
    made = small(tmp_path)
    assert made.report().since == NIGHTS[2]
    assert made.report().transitions == []
    with made.store.transaction("reported", {"source": None, "run": "run-2"}):
        pass
    assert made.report().since == NIGHTS[2], "the same run: still the same report"
    news = reporting.transitions(made.store, NIGHTS[0])
    assert {one.url[-1]: (one.before, one.verdict) for one in news} == {
        "a": ("alive", "missing"), "b": ("alive", "missing"), "c": ("alive", "moved"), "d": ("alive", "blocked"),
    }  # fmt: skip


def test_a_redline_keeps_every_change_and_little_else() -> None:
    old = [f"línea {n} " + "igual " * 60 for n in range(50)] + ["se publicarán 40 contratos"]
    new = [*old[:-1], "se publicarán 4 contratos"]
    shown = list(excerpts._shortened(redline(old, new)))
    assert Operation(Act.EQUAL, " […] ", " […] ") in shown
    assert sum(len(operation.new) for operation in shown) < 1000
    assert "".join(o.old for o in shown if o.act is Act.REMOVED).split() == ["40"]
    assert "".join(o.new for o in shown if o.act is Act.ADDED).split() == ["4"]


def test_a_record_that_cannot_be_read_is_told_and_stops_nothing(tmp_path: Path) -> None:
    made = sample(tmp_path)
    made.cite("https://a.example/", "changed", "edited", rule="changed.edited", status=200)
    report = made.report(folder=tmp_path)
    assert len(report.redlines.damaged) == 1
    assert b"testigo verify" in made.render("html", folder=tmp_path)


def test_a_report_says_with_numbers_what_it_cannot_say(tmp_path: Path) -> None:
    made = small(tmp_path)
    made.store.db.execute("UPDATE standings SET looks = 1 WHERE verdict = 'blocked'")
    made.store.db.execute("UPDATE runs SET state = 'offline' WHERE id = 'run-2'")
    report = build(made.store)
    found = {limit.key: limit.count for limit in limits.limits(report, redlines=False)}
    assert found == {
        "limit_unchecked": 1,
        "limit_one_look": 1,
        "limit_sound": 1,
        "limit_run": None,
        "limit_certainty": None,
        "limit_baseline": None,
        "limit_shots": None,
    }
    assert "Veredictos que se apoyan en una sola revisión: 1" in limits.told(report, "es")


def test_a_whole_report_of_a_finished_run_leaves_nothing_out(tmp_path: Path) -> None:
    made = sample(tmp_path)
    made.cite("https://a.example/", "alive", "identical", rule="alive.identical", status=200)
    found = limits.limits(made.report(), redlines=False)
    assert found == list(limits.ALWAYS), "a number that is none is no limit"


def test_a_note_that_names_its_address_twice_is_corrected_once(tmp_path: Path) -> None:
    """The second is what the archived copy is of."""
    made = sample(tmp_path)
    url = "https://a.example/x"
    copy = ("wayback", "https://web.example/1", "2025-07-01T00:00:00Z")
    made.cite(url, note=f"En {url} (antes {url}).", mementos=(copy,))
    text = made.render("references", language="es").decode()
    assert (
        f"En {url} [copia archivada del 1 de julio de 2025: https://web.example/1] (antes {url})."
        in text
    )


def test_of_many_captures_the_first_ones_and_the_last_are_told(tmp_path: Path) -> None:
    made = sample(tmp_path)
    url_id = made.cite("https://a.example/") and made.store.value("SELECT id FROM urls")
    for number in range(15):
        at = f"2026-02-{number + 1:02}T00:00:00Z"
        made.insert("captures", {
            "id": f"urn:uuid:x{number}", "url": "", "captured_at": at, "record_type": "response",
            "warc": "w", "offset": 0, "length": 1, "status": 200, "payload_sha256": f"{number:064}",
            "payload_bytes": 1, "block_sha256": "", "fidelity": "exact"})  # fmt: skip
        made.insert("runs", {
            "id": f"x{number}", "kind": "night", "state": "finished", "started_at": at, "due": 1,
            "options_json": "{}", "tool_version": "1", "rules_version": "1", "config_sha256": ""})  # fmt: skip
        made.insert("checks", {
            "id": f"x{number}", "run_id": f"x{number}", "url_id": url_id, "checked_at": at, "duration_ms": 1,
            "observer": "us", "verdict": "missing", "cause": "http-404", "at_most": "confirmed",
            "reasons_json": "[]", "capture_id": f"urn:uuid:x{number}"})  # fmt: skip
    report = made.report()
    (listed,) = (one for one in report.citations if one.cited.url_id == url_id)
    kept = report.citations.captures(listed.cited)
    assert len(kept) == MOST_CAPTURES
    assert [one.captured_at for one in kept] == sorted(one.captured_at for one in kept)
    assert kept[0].captured_at == NIGHTS[0]
    assert kept[-1].id == "urn:uuid:x14"


def test_a_page_that_has_no_room_for_all_says_how_many_it_leaves_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = small(tmp_path)
    for number in range(5):
        made.cite(f"https://a.example/{number}")
    monkeypatch.setattr(html, "MOST", 3)
    page = "".join(html.render(made.report()))
    assert "no room for, after those that matter most" in page
    assert "https://a.example/" in page
    whole = made.report()
    cut = whole.first(3)
    assert (len(cut.citations), cut.left_out) == (3, len(whole.citations) - 3)
    assert cut.summary == whole.summary
    assert not [one for one in limits.limits(cut, redlines=False) if one.key == "limit_sound"]
    assert cut.first(3) is cut
