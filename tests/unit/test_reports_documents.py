"""The parts of a document stand in every form of the report, with their verdicts."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

from evidence.reports import terminal
from evidence.store import answers
from tests.reports import Sample, sample

_PAGE, _FILE = "https://www.example.org/ver?doc=acta", "https://www.example.org/acta.pdf"


def _made(folder: Path) -> Sample:
    """A page that stands while the file in it is gone, and one without parts."""
    made = sample(folder)
    made.cite(_PAGE, status=200, rule="document.gone", facts={"url": _FILE, "role": "embedded"})
    made.cite(_FILE)
    made.cite("https://www.example.org/sola")
    parts = json.dumps({"parts": [{"role": "embedded", "check": "k0002-2"}]})
    made.store.db.execute("UPDATE checks SET basis_json = ? WHERE id = 'k0001-2'", (parts,))
    return made


def test_json_lists_the_parts_of_each_document(tmp_path: Path) -> None:
    report = json.loads(_made(tmp_path).render("json"))
    parts = {one["url"]: one["check"]["document"]["parts"] for one in report["citations"]}
    assert [(p["role"], p["url"], p["verdict"], p["cause"]) for p in parts.pop(_PAGE)] == [
        ("embedded", _FILE, "missing", "http-404")
    ]
    assert list(parts.values()) == [[], []]


def test_csv_has_a_column_of_parts_and_markdown_a_line(tmp_path: Path) -> None:
    made = _made(tmp_path)
    rows = csv.DictReader(io.StringIO(made.render("csv").decode("utf-8-sig")))
    assert {row["url"]: row["parts"] for row in rows} == {
        _PAGE: f"embedded missing: http-404 {_FILE}",
        _FILE: "",
        "https://www.example.org/sola": "",
    }
    assert f"archivo en la página: <{_FILE}> (desaparecido)" in made.render(
        "markdown", language="es"
    ).decode().replace("\\", "")


def test_the_page_folds_them_with_their_captures(tmp_path: Path) -> None:
    page = _made(tmp_path).render("html").decode()
    (block,) = re.findall(r'<script type="application/json" id="d0">(.*?)</script>', page)
    parts = [one.get("parts") for one in json.loads(block)]
    (part,) = [made for made in parts if made]
    role, url, _, cause, capture = part[0]
    assert (role, url, cause) == ("embedded", _FILE, "http-404")
    assert (capture[0], capture[4]) == ("0002-2", "cd" * 32)
    assert len(parts) == 3
    without_script = page.partition("<noscript>")[2].partition("</noscript>")[0]
    assert without_script.count("<details><summary>") == 1
    assert "Parts of the document" in without_script
    assert "Partes del documento" in without_script


def test_each_look_of_a_url_has_its_own_parts(tmp_path: Path) -> None:
    store = _made(tmp_path).store
    (url_id,) = {answers.check(store, "k0001-2").url_id}
    found = answers.parts_of_url(store, url_id)
    assert list(found) == ["k0001-2"]
    (part,) = answers.parts_of(store, "k0001-2")
    assert found["k0001-2"] == [part]
    assert terminal.made_of(part, "es") == f"archivo en la página: {_FILE} (desaparecido)"
    assert answers.parts_of(store, "k0001-1") == ()
