"""Where a plan's commitments begin: by word and number, by figures, headings, rows and lists."""

from __future__ import annotations

import pytest

from evidence.series.model import Problem
from evidence.series.read import read
from tests.unit.documents import W, docx, pdf

SAYS = "La Secretaría deberá publicar los contratos de obra en formato abierto."


def units(text: str, name: str = "plan.txt") -> list[tuple[str, str]]:
    return [(unit.number, unit.title) for unit in read(text.encode(), name).units]


def test_words_with_numbers_begin_units_and_what_is_numbered_within_belongs_to_them() -> None:
    plan = read(
        f"Presentación\n\nCompromiso 1. Agua\n\n{SAYS}\n\n1. Un portal.\n2. Un informe.\n\nResponsable: CONAGUA\n\n"
        f"Compromiso 2: Salud\n\n{SAYS}\n\nAnexo 1. Glosario\n\nTexto del glosario.".encode()
    )
    assert [unit.label for unit in plan.units] == ["Compromiso 1", "Compromiso 2"]
    assert plan.units[0].title == "Agua"
    assert "Un informe." in plan.units[0].text
    assert plan.units[0].actor == "CONAGUA"
    assert "glosario" not in plan.units[1].text


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (f"Artículo 1.- {SAYS}\n\nI. Un portal.\n\nII. Un plazo.\n\nArtículo 2.- {SAYS}", ["1", "2"]),
        (f"1.1 Agua: {SAYS}\n\n1.2 Salud: {SAYS}\n\n2.1 Clima: {SAYS}", ["1.1", "1.2", "2.1"]),
        (f"I. Agua: {SAYS}\n\nII. Salud: {SAYS}\n\nIII. Clima: {SAYS}", ["I", "II", "III"]),
        (f"a) Agua: {SAYS}\n\nb) Salud: {SAYS}\n\nc) Clima: {SAYS}", ["a", "b", "c"]),
        (f"• Agua: {SAYS}\n\n• Salud: {SAYS}\n\n• Clima: {SAYS}", ["", "", ""]),
        ("Commitment 1 – Water\n\nThe ministry shall act.\n\nCommitment 2 – Health\n\nIt shall act.", ["1", "2"]),
        ("Compromisso 1. Água\n\nO ministério deverá agir.\n\nCompromisso 2. Saúde\n\nDeverá agir.", ["1", "2"]),
    ],
)  # fmt: skip
def test_the_strongest_marks_of_a_plan_begin_its_units(text: str, numbers: list[str]) -> None:
    assert [number for number, _ in units(text)] == numbers


def test_headings_begin_units_where_nothing_is_numbered() -> None:
    page = f"<h1>Plan</h1><h2>Agua</h2><p>{SAYS}</p><h2>Salud</h2><p>{SAYS}</p><h2>Clima</h2><p>{SAYS}</p>"
    assert [title for _, title in units(page, "plan.html")] == ["Agua", "Salud", "Clima"]


def test_rows_of_a_table_are_units_and_the_head_names_who_is_to_do_it() -> None:
    head = "<tr><th>Compromiso</th><th>Meta</th><th>Responsable</th></tr>"
    rows = "".join(
        f"<tr><td>{n}</td><td>{SAYS}</td><td>32 entidades</td><td>SFP</td></tr>" for n in (1, 2)
    )
    head = head.replace("<tr>", "<tr><th>No.</th>")
    plan = read(f"<p>Plan</p><table>{head}{rows}</table><p>Fin.</p>".encode(), "plan.html")
    assert [(unit.number, unit.actor) for unit in plan.units] == [("1", "SFP"), ("2", "SFP")]
    assert "Fin" not in plan.units[1].text


def test_the_text_of_a_table_of_contents_is_no_commitment() -> None:
    listed = "Compromiso 1. Agua ........ 4\n\nCompromiso 2. Salud ........ 9\n\n"
    text = f"{listed}Compromiso 1. Agua\n\n{SAYS}\n\nCompromiso 2. Salud\n\n{SAYS}"
    assert len(units(text)) == 2


def test_a_reference_to_a_commitment_begins_none() -> None:
    other = "Artículo 6 de la Constitución dice otra cosa."
    text = f"Compromiso 1. Agua\n\n{SAYS}\n\n{other}\n\nCompromiso 2. Salud\n\n{SAYS}"
    assert len(units(text)) == 2


def test_items_whose_bullets_word_draws_are_units() -> None:
    item = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    )
    body = "".join(item.format(f"{topic}: {SAYS}") for topic in ("Agua", "Salud", "Clima"))
    plan = read(docx(f"<w:document {W}><w:body>{body}</w:body></w:document>"), "plan.docx")
    assert [unit.title for unit in plan.units] == ["Agua", "Salud", "Clima"]


def test_a_page_of_pdf_is_told_and_a_word_broken_at_a_lines_end_is_one() -> None:
    first = ["Compromiso 1. Agua", "La Secretaría deberá publicar los con-", "tratos de obra.", "1"]
    plan = read(pdf([first, ["Compromiso 2. Salud", "La Secretaría deberá actuar.", "2"]]))
    assert [unit.page for unit in plan.units] == [1, 2]
    assert "contratos de obra." in plan.units[0].text


def test_a_commitment_at_the_head_of_each_page_is_no_running_head() -> None:
    more = ["Un informe al año.", "Un portal de datos."]
    pages = [["Plan de gobierno", f"Compromiso {n}", SAYS, *more, str(n)] for n in range(1, 6)]
    plan = read(pdf(pages))
    assert [unit.number for unit in plan.units] == ["1", "2", "3", "4", "5"]
    assert "Plan de gobierno" not in plan.units[3].whole


def test_what_has_no_units_is_scanned_or_no_document_says_so() -> None:
    grey = bytes(64 * 64)
    assert (
        read(b"Una carta sin partes.\nNada se distingue en ella.", "a.txt").problem
        == Problem.NO_UNITS
    )
    assert read(pdf([[], []], pictures=[grey, grey])).problem == Problem.SCANNED
    for junk in (
        b"",
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        b"PK\x03\x04" + bytes(100),
        b"%PDF-1.4\njunk",
    ):
        plan = read(junk, "plan.docx")
        assert plan.problem == Problem.UNREADABLE
        assert plan.warnings
