"""The forms of a series: whole, in both languages, and harmless whatever a plan says."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import openpyxl
import pytest

from evidence import formats
from evidence.bilingual import LANGUAGES
from evidence.formats.document import Body
from evidence.formats.kinds import kind_of
from evidence.reports.series import BINARY, FORMS, render
from evidence.reports.series.words import FATES, KINDS, PROBLEMS, REASONS, SAID, SIGNS
from evidence.series.chains import Series, Version, series_of
from evidence.series.model import Fate, Problem, Weakening
from evidence.series.reading import read

BAD = "<script>alert(1)</script> =HYPERLINK(\"http://a/\") \u202e\x1b[31m 'x' & co"
OLD = f"""Compromiso 1. Agua {BAD}

La SFP deberá publicar los contratos de obra. {BAD}

Responsable: {BAD}

Compromiso 2. Salud

Se hará un portal con 32 entidades."""
NEW = OLD.replace("deberá", "podrá").replace("Compromiso 2. Salud", "Compromiso 2. Clima y montes")


def series(*texts: str) -> Series:
    versions = [
        Version(f"{BAD}{n}.txt", str(2016 + n), read(text.encode(), "plan.txt", ""))
        for n, text in enumerate(texts)
    ]
    return series_of(f"plan {BAD}", versions)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", sorted({*FORMS} - BINARY))
def test_nothing_of_a_plan_acts(form: str, language: str) -> None:
    made = render(series(OLD, NEW), form, language).decode()  # type: ignore[arg-type]
    assert "\x1b" not in made
    if form != "json":
        assert "\u202e" not in made
    if form == "html":
        assert "<script" not in made
        assert 'http-equiv="Content-Security-Policy"' in made
    if form == "csv":
        rows = list(csv.reader(io.StringIO(made.lstrip("\ufeff"))))
        assert not any(cell.startswith("=") for row in rows for cell in row)


def test_json_has_what_the_page_on_it_says() -> None:
    made = json.loads(render(series(OLD, NEW), "json", "en"))
    first = made["units"][0]
    assert [version["id"] for version in made["versions"]] == ["2016", "2017"]
    assert set(first["versions"]) == {"2016", "2017"}
    (became,) = first["became"]
    assert (became["from"], became["to"], became["outcome"]) == ("2016", "2017", "weakened")
    assert became["findings"][0]["kind"] == "modal"
    assert "deberá" in became["findings"][0]["before"]
    assert "podrá" in became["findings"][0]["after"]


def test_everything_has_words_in_both_languages() -> None:
    for table, words in (
        (FATES, Fate),
        (SAID, Fate),
        (SIGNS, Fate),
        (KINDS, Weakening),
        (PROBLEMS, Problem),
    ):
        assert set(table) == set(words)
    for words in (
        *FATES.values(),
        *SAID.values(),
        *KINDS.values(),
        *PROBLEMS.values(),
        *REASONS.values(),
    ):
        assert words.en
        assert words.es
    assert len(set(SIGNS.values())) == len(SIGNS)


def test_what_cant_be_told_is_said() -> None:
    empty = "Una carta sin partes.\nNada se distingue en ella."
    for form in sorted({*FORMS} - BINARY - {"csv"}):
        assert "no commitments, articles" in render(series(OLD, empty), form, "en").decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_office_files_open_and_hold_both_texts(language: str) -> None:
    made = {form: render(series(OLD, NEW), form, language) for form in BINARY}  # type: ignore[arg-type]
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any("deberá publicar" in str(cell.value) for cell in cells)
    word = formats.read(Body(made["docx"], kind_of(made["docx"], "")))
    assert "podrá publicar los contratos" in word.text
    assert [heading.level for heading in word.headings][:3] == [1, 2, 3]
    with zipfile.ZipFile(io.BytesIO(made["docx"])) as archive:
        body = archive.read("word/document.xml").decode()
    assert "<w:del " in body
    assert "<w:ins " in body
    assert "<script" not in body
