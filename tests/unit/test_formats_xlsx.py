"""XLSX: the values that a sheet shows, its links, and the columns that they stand in."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.folding import as_shown
from tests.unit.documents import xlsx
from tests.unit.reading import content, document, lines


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def rows(*given_rows: str) -> str:
    return f"<sheetData>{''.join(f'<row>{cells}</row>' for cells in given_rows)}</sheetData>"


def of(cells: str, **facts: str) -> tuple[str, ...]:
    """The lines of one sheet with one row."""
    return content(xlsx({"H": rows(cells)}, **facts)).lines[1:]  # type: ignore[arg-type]


DATES = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="46"/></cellXfs>'
CUSTOM = '<numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy hh:mm"/></numFmts>'
VALUES = {
    "a whole number": ("<c><v>1500</v></c>", "1500"),
    "a number with noise": ("<c><v>0.30000000000000004</v></c>", "0.3"),
    "a great number": ("<c><v>1.5E+20</v></c>", "1.5e+20"),
    "a date": ('<c s="1"><v>43831</v></c>', "2020-01-01"),
    "a date in a format of its own": ('<c s="2"><v>43831.5</v></c>', "2020-01-01T12:00:00"),
    "a span of time": ('<c s="3"><v>1.5</v></c>', "1 day, 12:00:00"),
    "a date that can't be": ('<c s="1"><v>99999999999</v></c>', "99999999999"),
    "a date in ISO 8601": ('<c t="d"><v>2020-01-01</v></c>', "2020-01-01"),
    "true": ('<c t="b"><v>1</v></c>', "TRUE"),
    "an error": ('<c t="e"><v>#N/A</v></c>', "#N/A"),
    "a computed text": ('<c t="str"><f>A1</f><v>acta</v></c>', "acta"),
    "an escaped sign": ('<c t="str"><v>a_x000D_b</v></c>', "a b"),
}


@pytest.mark.parametrize(("cell", "shown"), VALUES.values(), ids=VALUES.keys())
def test_values(cell: str, shown: str) -> None:
    assert of(cell, styles=CUSTOM + DATES) == (shown,)


def test_styles_of_styles_are_no_styles_of_cells() -> None:
    others = '<{0}><xf numFmtId="14"/><xf numFmtId="14"/><xf numFmtId="14"/></{0}>'
    cells = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    styles = others.format("cellStyleXfs") + cells + others.format("later")
    rows_of = '<c s="0"><v>43831</v></c><c s="1"><v>43831</v></c><c s="2"><v>43831</v></c>'
    assert of(rows_of, styles=styles) == ("43831 | 2020-01-01 | 43831",)


def test_dates_of_a_book_that_counts_from_1904() -> None:
    data = xlsx(
        {"H": rows('<c s="1"><v>42369</v></c>')}, styles=DATES, book='<workbookPr date1904="1"/>'
    )
    assert content(data).lines == ("H", "2020-01-01")


def test_shared_strings_rich_text_and_phonetic_readings() -> None:
    strings = ["<r><t>Meta</t></r><r><t> 3</t></r>", "<t>東京</t><rPh><t>トウキョウ</t></rPh>"]
    cells = '<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>9</v></c><c t="s"><v>x</v></c>'
    assert content(xlsx({"H": rows(cells)}, strings=strings)).lines == ("H", "Meta 3 | 東京")


def test_cells_stand_under_their_column_and_links_on_their_cell() -> None:
    body = rows(
        inline("A1", "Meta") + inline("B1", "Nota") + inline("C1", "Evidencia"),
        inline("A2", "Agua") + inline("C2", "acta"),
        inline("A3", "Luz")
        + '<c r="B3"/><c r="C3" t="str"><f>HYPERLINK("https://b.example/","x")</f><v>x</v></c>',
    )
    links = '<hyperlinks><hyperlink ref="C2:C4" r:id="a" location="p2"/><hyperlink ref="E9" r:id="a"/></hyperlinks>'
    found = document(xlsx({"H": body + links}, links={"a": "https://a.example/"}))
    assert found.text.split("\n")[1:4] == ["Meta\tNota\tEvidencia", "Agua\t\tacta", "Luz\t\tx"]
    assert [(found.text[k.start : k.end], k.target) for k in found.links] == [
        ("acta", "https://a.example/#p2"),
        ("x", "https://b.example/"),
        ("", "https://a.example/"),
    ]


def test_what_is_hidden_by_a_click_is_read_and_comments_are_not() -> None:
    columns = '<cols><col min="1" max="1" hidden="1"/></cols>'
    hidden = f'{columns}<sheetData><row hidden="1">{inline("A1", "fila")}</row></sheetData>'
    data = xlsx({"Datos": rows(inline("A1", "a")), "Oculta": hidden})
    assert lines(data) == ("Datos", "a", "Oculta", "fila")
    assert [part.name for part in content(data).parts] == ["Datos", "Oculta"]


def test_a_cell_far_out_costs_no_thousand_tabs() -> None:
    found = document(xlsx({"H": rows(inline("A1", "a") + inline("XFD1", "z"))}))
    assert len(found.text) < 500
    assert content(xlsx({"H": rows(inline("A1", "a") + inline("XFD1", "z"))})).lines == (
        "H",
        "a | z",
    )


CELLS = st.one_of(
    st.none(),
    st.integers(-(10**14), 10**14),
    st.integers(-(10**9), 10**9).map(lambda number: number / 64),
    st.text(
        st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn", "Co"]), max_size=20
    ).filter(lambda text: not text.startswith("=") and "_x" not in text),
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(
        lambda at: at.replace(microsecond=0)
    ),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=6))
def test_a_book_says_what_openpyxl_wrote_into_it(table: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Datos"
    for written in table:
        page.append(written)
    buffer = io.BytesIO()
    book.save(buffer)
    expected = (
        " | ".join(shown for value in written if (shown := as_told(value))) for written in table
    )
    assert content(buffer.getvalue()).lines == ("Datos", *(line for line in expected if line))


def as_told(value: object) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat().removesuffix("T00:00:00")
    if isinstance(value, int | float):
        return f"{value:.15g}"
    assert not isinstance(value, timedelta)
    return "" if value is None else as_shown(str(value))
