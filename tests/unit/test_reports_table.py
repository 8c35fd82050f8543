"""The rows of a table: those that are read in one go say what the others would."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.reports.building import build
from evidence.reports.forms import csv, table
from evidence.reports.listed import Listed
from evidence.reports.safe import MOST_CELL, cells
from evidence.store.lines import Line
from tests.reports import ATTACKS, NIGHTS, Sample, besieged, small

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.bilingual import Language
    from evidence.reports.safe import Cell

_LOOKS = [NIGHTS[1], NIGHTS[2], 2, NIGHTS[2], "confirmed", ["http-404"], ""]
SITE = "https://www.example.org"


def told(made: Sample) -> None:
    """One citation of each kind of which a table tells more than one row of the database knows."""
    db = made.store.db
    made.cite(f"{SITE}/doubt", "blocked", "waf", status=403)
    made.cite(
        "https://nadie.example/x", "missing", "domain-gone", rule="domain.unknown", status=None
    )
    made.cite("http:///x", "unchecked", "malformed", rule="malformed", status=None)
    made.cite(f"{SITE}/parts", "alive", "identical", status=200)
    made.cite(f"{SITE}/elsewhere")
    made.cite(f"{SITE}/person", "changed", "edited", status=200)
    made.cite(f"{SITE}/listed", mementos=(("wayback", f"{SITE}/m", NIGHTS[0]),))
    page = made.cite(f"{SITE}/page", "alive", "identical", status=200)
    made.cite(f"{SITE}/file", "changed", "edited", status=200)
    made.cite(f"{SITE}/read", accessed="2025-05-01", note=None, claim=None, marker=None, page=None)
    made.source("otra", published=None, title=None)
    made.cite(
        f"{SITE}/lines", "moved", "redirect", final_url="ftp://x/", source="otra", claim='a\n"b"\t;'
    )

    def url(end: str) -> str:
        return str(made.store.value("SELECT id FROM urls WHERE url LIKE ?", f"%/{end}"))

    with made.store.transaction("test") as act:
        series = json.dumps([_LOOKS, None, {"doubt": ["missing", "http-404", _LOOKS]}])
        db.execute("UPDATE standings SET series_json = ? WHERE url_id = ?", [series, url("doubt")])
        parts = json.dumps({"parts": [{"check": "k0002-2", "role": "embedded"}]})
        db.execute("UPDATE checks SET basis_json = ? WHERE url_id = ?", [parts, url("parts")])
        act.insert("whereabouts", {
            "id": "w", "url_id": url("elsewhere"), "place_id": url("e"), "how": "same-bytes", "certain": 1,
            "is_there": 1, "since": NIGHTS[1], "searched_at": NIGHTS[2],
            "check_id": "k0005-2", "run_id": "run-2"})  # fmt: skip
        act.insert("acceptances", {
            "id": "a", "url_id": url("person"), "capture_id": "urn:uuid:0001-2", "accepted_at": NIGHTS[2],
            "by": "Ana", "note": "errata"})  # fmt: skip
        act.insert("candidates", {
            "id": "f", "citation_id": page, "url_id": url("file"), "kind": "followed"})  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("everything", [True, False])
def test_each_row_is_what_all_that_is_known_of_the_citation_makes_of_it(
    tmp_path: Path, language: Language, *, everything: bool
) -> None:
    made = small(tmp_path)
    told(made)
    report = build(made.store, everything=everything, language=language)
    assert list(table.rows(report)) == [table.row(one, language) for one in report.citations]
    kinds = [type(one) for one in report.citations.lines()]
    assert kinds.count(Listed) == (
        8 if everything else 7
    )  # what stands, parts and all, is listed only then
    assert kinds.count(Line) > 5
    assert len(kinds) == len(report.citations)


def test_of_what_attacks_too(tmp_path: Path) -> None:
    report = build(besieged(tmp_path).store, everything=True)
    assert list(table.rows(report)) == [table.row(one, "en") for one in report.citations]


def test_what_was_counted_first_and_what_is_counted_later_is_one(tmp_path: Path) -> None:
    made = small(tmp_path)
    told(made)
    first, later = (build(made.store, everything=True, counted=one) for one in (True, False))
    assert [one.cited for one in later.citations] == [one.cited for one in first.citations]
    assert (later.summary, later.groups) == (first.summary, first.groups)
    assert (later.doubts, later.overruled) == (first.doubts, first.overruled)


CELLS = st.one_of(
    st.none(), st.integers(-5, 5), st.text(), st.sampled_from(["", '"', "_x", "=1", ",", '","', "a\nb", "ñ", "١"]),
    st.sampled_from([text[:1_000] for text in ATTACKS]), st.just("x" * (MOST_CELL + 1)),
)  # fmt: skip


@given(st.lists(CELLS, min_size=1, max_size=8))
def test_a_line_is_the_same_whether_it_needs_a_second_look_or_not(row: list[Cell]) -> None:
    slowly = [
        '"' + value.replace('"', '""') + '"' if isinstance(value, str) else "" if value is None else str(value)
        for value in cells(list(row))
    ]  # fmt: skip
    assert csv._line(row) == ",".join(slowly) + "\r\n"
