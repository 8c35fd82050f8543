"""Links that formulas of spreadsheets make: joined of texts and cells, and never cited by a piece."""

from __future__ import annotations

import time

import pytest

from evidence.citations import reading
from evidence.formats.hyperlinks import LONGEST, TOP, Place, link_of, number_taken
from evidence.kept import kept
from tests.unit.documents import odf, xlsx
from tests.unit.reading import document
from tests.unit.test_formats_odf import cell, row, sheet
from tests.unit.test_formats_xlsx import inline, rows

DOCS = "https://a.example/docs/"
CELLS = {
    Place("", 2, 1): "acta.pdf",
    Place("", 1, 2): DOCS,
    Place("El plan", 1, 1): DOCS,
    Place("", 3, 3): None,
}
FORMULAS = {
    "one text": (f'HYPERLINK("{DOCS}","Acta")', DOCS, "Acta"),
    "one text and no words": (f'HYPERLINK("{DOCS}")', DOCS, None),
    "a quotation mark": ('HYPERLINK("https://a.example/?q=""x""";"A")', 'https://a.example/?q="x"', "A"),
    "a cell": (f'HYPERLINK("{DOCS}"&A2,"Acta")', f"{DOCS}acta.pdf", "Acta"),
    "cells alone": ("HYPERLINK($B$1 & A2)", f"{DOCS}acta.pdf", None),
    "another sheet": ("HYPERLINK('El plan'!A1&A2,A2)", f"{DOCS}acta.pdf", "acta.pdf"),
    "as OpenDocument writes it": (f'of:=HYPERLINK("{DOCS}"&[.A2];"A")', f"{DOCS}acta.pdf", "A"),
    "its other sheets": ("of:=HYPERLINK([$'El plan'.$A$1]&[.A2])", f"{DOCS}acta.pdf", None),
    "CONCATENATE": (f'HYPERLINK(CONCATENATE("{DOCS}",A2),"A")', f"{DOCS}acta.pdf", "A"),
    "CONCAT of today": (f'HYPERLINK(_xlfn.CONCAT("{DOCS}",2018,".pdf"))', f"{DOCS}2018.pdf", None),
    "as a Spanish Excel shows it": (f'=HIPERVÍNCULO(CONCATENAR("{DOCS}";A2);"A")', f"{DOCS}acta.pdf", "A"),
    "within IF": (f'IF(A2="","",HYPERLINK(("{DOCS}"&A2),"A"))', f"{DOCS}acta.pdf", "A"),
    "words that are computed": (f'HYPERLINK("{DOCS}",LOWER(A2))', DOCS, None),
    "an empty cell": (f'HYPERLINK("{DOCS}"&Z9,"A")', DOCS, "A"),
    "a place in the book": ('HYPERLINK("#Hoja2!A1","Ir")', "#Hoja2!A1", "Ir"),
    "such a place, computed": ('HYPERLINK("#"&ADDRESS(1,2),"Ir")', "", None),
    "a computed piece": (f'HYPERLINK("{DOCS}"&LOWER(A2),"Acta")', None, None),
    "a piece that is not known": (f'HYPERLINK("{DOCS}"&C3,"Acta")', None, None),
    "a range": (f'HYPERLINK("{DOCS}"&A2:A9,"Acta")', None, None),
    "another workbook": (f'HYPERLINK("{DOCS}"&[1]Hoja1!A2,"Acta")', None, None),
    "a name": (f'HYPERLINK(base&"{DOCS}","Acta")', None, None),
    "arithmetic": (f'HYPERLINK("{DOCS}"&A2+1,"Acta")', None, None),
    "a bracket that stays open": (f'HYPERLINK("{DOCS}"&(A2,"Acta"', None, None),
}  # fmt: skip


def value_of(place: Place) -> str | None:
    return CELLS.get(place, "")


@pytest.mark.parametrize(("formula", "target", "shown"), FORMULAS.values(), ids=FORMULAS.keys())
def test_a_target_is_known_as_a_whole_or_not_at_all(
    formula: str, target: str | None, shown: str | None
) -> None:
    found = link_of(formula, value_of)
    assert found is not None
    assert (found.target, found.shown if target else None) == (target, shown)


@pytest.mark.parametrize("formula", ["SUM(A1:A9)", '"HYPERLINK("&A2', 'MYHYPERLINK("x")', ""])
def test_what_is_no_link(formula: str) -> None:
    assert link_of(formula, value_of) is None


def test_letters_that_only_look_like_a_column_are_none() -> None:
    assert link_of('HYPERLINK("https://a.example/"&\u212a1)', value_of) is not None


@pytest.mark.parametrize(
    "formula",
    ["HYPERLINK(" * 9000, "HYPERLINK(" + "(" * 9000, 'HYPERLINK("' + '""' * 900_000, "HYPERLINK(" + "A2&" * 900_000],
    ids=["calls", "brackets", "marks", "cells"],
)  # fmt: skip
def test_a_formula_made_to_cost_time_costs_none(formula: str) -> None:
    begun = time.process_time()
    found = link_of(formula, lambda _: "x" * LONGEST)
    assert found is not None
    assert not found.target
    assert time.process_time() - begun < 1


def formula(reference: str, text: str, inner: str = "", shown: str = "Acta") -> str:
    escaped = text.replace("&", "&amp;")
    return f'<c r="{reference}" t="str"><f{inner}>{escaped}</f><v>{shown}</v></c>'


def targets(data: bytes) -> list[tuple[str, str]]:
    found = document(data)
    return [(found.text[k.start : k.end], k.target) for k in found.links]


def test_a_workbook_joins_the_cells_of_the_row_and_of_the_top() -> None:
    number = '<c r="B{0}"><v>{1}</v></c>'
    by_row = formula("A300", 'HYPERLINK(Base!$A$1&B300&".pdf",1)') + number.format(300, 2018)
    by_other = formula("A301", "HYPERLINK(Base!$A$1&B300)") + number.format(301, 2019)
    metas = f'<row r="300">{by_row}</row><row r="301">{by_other}</row>'
    sheets = {"Base": rows(inline("A1", DOCS)), "Metas": f"<sheetData>{metas}</sheetData>"}
    data = xlsx(sheets)
    assert TOP < 300
    assert targets(data) == [("Acta", f"{DOCS}2018.pdf")]
    assert document(data).warnings == [
        "1 links are made by formulas that are not followed, and are not cited"
    ]
    assert "vínculos hechos con fórmulas" in kept(document(data).warnings[0]).text("es")


def test_a_formula_that_cells_share_points_at_the_cells_beside_each() -> None:
    data = xlsx(
        {
            "H": rows(
                inline("A1", "a.pdf") + formula("B1", f'HYPERLINK("{DOCS}"&A1,"Acta")', ' t="shared" si="0"'),
                inline("A2", "b.pdf") + formula("B2", "", ' t="shared" si="0"'),
                inline("A3", "c.pdf") + formula("B3", "", ' t="shared" si="7"'),
            )
        }
    )  # fmt: skip
    assert targets(data) == [("Acta", f"{DOCS}a.pdf"), ("Acta", f"{DOCS}b.pdf")]


def test_a_day_is_no_part_of_an_address_and_nothing_shown_is_no_link() -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    day = '<c r="A1" s="1"><v>43831</v></c>'
    hidden = formula("B2", f'IF(A2="","",HYPERLINK("{DOCS}"&A2,"Acta"))', shown="")
    joined = formula("B1", f'HYPERLINK("{DOCS}"&A1,"Acta")')
    data = xlsx({"H": rows(day + joined, hidden)}, styles=styles)
    assert targets(data) == [("Acta", f"{DOCS}43831")]  # as Excel joins it
    assert not document(data).warnings


def test_what_a_cell_shows_is_cited_where_its_formula_is_not_followed() -> None:
    shown = formula("A1", "HYPERLINK(LOWER(B1))", shown=f"{DOCS}x.pdf")
    found = reading.read(xlsx({"H": rows(shown)}), "a.xlsx", "")
    assert [one.url for one in found.citations] == [f"{DOCS}x.pdf"]
    assert not found.warnings


def test_sheets_of_opendocument_do_the_same() -> None:
    joined = 'table:formula="of:=HYPERLINK(&quot;{}&quot;&amp;[.{}];&quot;A&quot;)"'
    made = sheet(
        row(cell("uno.pdf", 'table:number-columns-repeated="2"'), cell("A", joined.format(DOCS, "B1"))),
        row(cell("2018", 'office:value-type="float" office:value="2018"'), cell("A", joined.format(DOCS, "A2"))),
        row(cell("12/09/18", 'office:value-type="date"'), cell("A", joined.format(DOCS, "A3"))),
    )  # fmt: skip
    data = odf("spreadsheet", made)
    assert targets(data) == [("A", f"{DOCS}uno.pdf"), ("A", f"{DOCS}2018")]
    assert document(data).warnings[0].startswith("1 links are made by formulas")


@pytest.mark.parametrize(
    ("value", "joined"),
    [("2018", "2018"), ("12.0", "12"), ("-3.50", "-3.5"), ("0.1", "0.1"), ("1e30", None), ("x", None), ("nan", None)],
)  # fmt: skip
def test_a_number_is_joined_alike_whatever_the_sheet(value: str, joined: str | None) -> None:
    assert number_taken(value) == joined
    called = f'table:formula="of:=HYPERLINK(&quot;{DOCS}&quot;&amp;[.A1])"'
    number = cell("n", f'office:value-type="float" office:value="{value}"')
    opened = odf("spreadsheet", sheet(row(number, cell("A", called))))
    assert [url for _, url in targets(opened)] == ([f"{DOCS}{joined}"] if joined else [])


def test_a_cell_of_opendocument_keeps_all_its_links_on_their_words() -> None:
    link = '<text:a xlink:href="https://a.example/{}">{}</text:a>'
    text = f"{link.format(1, 'el acta')} y {link.format(2, 'el  acta')}, {link.format(3, '')}fin"
    assert targets(odf("spreadsheet", sheet(row(cell("x"), cell(text))))) == [
        ("el acta", "https://a.example/1"),
        ("el acta", "https://a.example/2"),
        ("el acta y el acta, fin", "https://a.example/3"),
    ]


def test_a_csv_joins_them_and_leaves_what_is_written_out() -> None:
    text = (
        "Meta;Documento;Evidencia\n"
        f'1;uno.pdf;"=HYPERLINK(""{DOCS}""&B2;""Acta"")"\n'
        f'2;dos.pdf;"=HIPERVINCULO(CONCATENAR(""{DOCS}"";B3))"\n'
        f'3;tres.pdf;"=HYPERLINK(""{DOCS}""&LOWER(B4);""Acta"")"\n'
        f'4;cuatro.pdf;"=HYPERLINK(""{DOCS}cuatro"";""Acta"")"\n'
        f'5;cinco.pdf;"Ver HYPERLINK({DOCS}cinco) aquí"\n'
    )
    found = reading.read(text.encode(), "a.csv", "")
    assert [(one.url, one.label) for one in found.citations] == [
        (f"{DOCS}uno.pdf", "Acta"),
        (f"{DOCS}dos.pdf", "Evidencia"),
        (f"{DOCS}cuatro", "Evidencia"),
        (f"{DOCS}cinco", "Evidencia"),
    ]
    assert found.warnings[0].startswith("1 links are made by formulas")


def test_a_piece_of_a_csv_knows_no_numbers_of_rows() -> None:
    names = "Meta;Evidencia\n"
    text = f'{names}uno.pdf;"=HYPERLINK(""{DOCS}""&A2;""Acta"")"\ndos.pdf;{DOCS}dos\n'
    piece = reading.read_piece(text.encode(), ";", len(names))
    assert [one.url for one in piece.citations] == [f"{DOCS}dos"]
