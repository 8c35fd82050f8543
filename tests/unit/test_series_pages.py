"""What pages do to a plan: tables that they draw and cut, running heads, foot-notes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from evidence.series.fate import between
from evidence.series.model import Fate
from evidence.series.read import read
from tests.unit.documents import docx, drawn, odf, paragraph, pdf, placed

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = (50.0, 90.0, 300.0, 480.0)
Cells = tuple[list[str], list[str], list[str]]


def table(rows: Sequence[Cells], top: float = 780.0, *, ruled: bool = True) -> str:
    """A page's table with the lines of its cells."""
    content, y = [], top
    rules = [(COLUMNS[0], y, COLUMNS[-1], y)]
    for cells in rows:
        for left, cell in zip(COLUMNS, cells, strict=False):
            content += [(left + 3, y - 12 - 12 * n, 10.0, line) for n, line in enumerate(cell)]
        y -= 12 * max(map(len, cells)) + 6
        rules.append((COLUMNS[0], y, COLUMNS[-1], y))
    rules += [(x, y, x, top) for x in COLUMNS]
    lines = "\n".join(f"{a} {b} m {c} {d} l S" for a, b, c, d in rules) if ruled else ""
    return f"0.5 w\n{lines}\n{placed(*content)}"


def pages(*contents: str) -> bytes:
    whole = pypdfium2.PdfDocument.new()
    for content in contents:
        whole.import_pages(pypdfium2.PdfDocument(drawn(content)))
    out = BytesIO()
    whole.save(out)
    return out.getvalue()


HEAD: Cells = (["No."], ["Acción"], ["Responsable"])
FIRST: Cells = (["1"], ["Publicar los contratos de", "obra en formato abierto."], ["SFP"])
SECOND: Cells = (["2"], ["Publicar las mediciones", "de todas las cuencas."], ["CONAGUA"])
THIRD: Cells = (["3"], ["Capacitar a los municipios."], ["INAI"])


def texts(data: bytes) -> list[str]:
    return [f"{unit.number} {unit.text}" for unit in read(data, "plan.pdf").units]


def test_the_cells_of_a_table_that_a_page_draws_are_told_by_its_rules() -> None:
    data = pages(table([HEAD, FIRST, SECOND, THIRD]))
    assert texts(data) == [
        "1 Publicar los contratos de obra en formato abierto.\nSFP",
        "2 Publicar las mediciones de todas las cuencas.\nCONAGUA",
        "3 Capacitar a los municipios.\nINAI",
    ]
    assert [unit.actor for unit in read(data, "plan.pdf").units] == ["SFP", "CONAGUA", "INAI"]


@pytest.mark.parametrize("head", [[HEAD], []], ids=["the head again", "no head"])
def test_a_row_that_the_pages_end_cuts_is_one_and_a_head_that_comes_again_is_none(
    head: list[Cells],
) -> None:
    whole = pages(table([HEAD, FIRST, SECOND, THIRD]))
    cut: Cells = (["2"], ["Publicar las mediciones"], ["CONAGUA"])
    rest: Cells = ([], ["de todas las cuencas."], [])
    parted = pages(table([HEAD, FIRST, cut]), table([*head, rest, THIRD]))
    assert texts(parted) == texts(whole)
    alone = pages(table([HEAD, FIRST, THIRD, cut]), table([*head, rest]))
    assert texts(alone)[-1] == texts(whole)[1]


def test_a_table_without_rules_is_told_by_where_its_lines_stand() -> None:
    ruled = texts(pages(table([HEAD, FIRST, SECOND, THIRD])))
    bare = table([HEAD, FIRST, SECOND, THIRD], ruled=False)
    before = placed((50.0, 796.0, 10.0, "Plan de transparencia"))
    assert texts(pages(f"{before}\n{bare}")) == ruled
    cut: Cells = (["2"], ["Publicar las mediciones"], ["CONAGUA"])
    rest: Cells = ([], ["de todas las cuencas."], [])
    first = table([HEAD, FIRST, SECOND, THIRD, cut], ruled=False)
    for second in ([rest, FIRST, SECOND, THIRD], [HEAD, rest, FIRST, SECOND, THIRD]):
        parted = pages(first, table(second, ruled=False))
        assert texts(parted) == [*ruled, ruled[1], *ruled], second[0]


def test_columns_of_a_page_and_lists_are_no_table() -> None:
    said = [f"Compromiso {n}. Publicar los contratos." for n in range(1, 7)]
    left = [(50.0, 780.0 - 30 * n, 10.0, line) for n, line in enumerate(said[:3])]
    right = [(320.0, 780.0 - 30 * n, 10.0, line) for n, line in enumerate(said[3:])]
    assert len(texts(pages(placed(*left, *right)))) == 6
    items = [
        piece
        for n, line in enumerate(said)
        for piece in (
            (50.0, 780.0 - 28 * n, 10.0, f"{n + 1}."),
            (80.0, 780.0 - 28 * n, 10.0, line[14:]),
        )
    ]
    assert len(texts(pages(placed(*items)))) == 6


def test_a_row_that_begins_a_page_is_no_rest_of_the_one_before() -> None:
    whole = pages(table([HEAD, FIRST, SECOND, THIRD]))
    parted = pages(table([HEAD, FIRST]), table([HEAD, SECOND, THIRD]))
    assert texts(parted) == texts(whole)
    empty: Cells = (["2"], ["Publicar las mediciones."], [])
    parted = pages(table([HEAD, FIRST]), table([HEAD, empty, THIRD]))
    assert [text[0] for text in texts(parted)] == ["1", "2", "3"]


def test_a_frame_and_lines_under_words_are_no_table() -> None:
    words = [
        (60.0, 760.0 - 14 * n, 10.0, f"Compromiso {n}. Publicar los contratos de obra.")
        for n in range(1, 5)
    ]
    frame = "1 w 50 690 500 90 re S"
    across = "\n".join(
        f"{x} 690 m {x} 780 l S 50 {y} m 550 {y} l S" for x, y in ((100, 765), (180, 720))
    )
    for rules in (frame, f"{frame}\n{across}"):
        data = pages(f"{rules}\n{placed(*words)}")
        assert len(read(data, "plan.pdf").units) == 4, rules


def test_the_head_and_foot_of_two_pages_belong_to_no_commitment() -> None:
    one = [
        "Compromiso 1. Agua",
        "La Comisión deberá publicar las mediciones.",
        "Responsable: CONAGUA",
    ]
    two = ["Compromiso 2. Salud", "La Secretaría publicará 32 informes.", "Responsable: SSA"]
    head, foot = "Plan de Acción de Gobierno Abierto", "Versión para consulta - {} / 2"
    data = pdf([[head, *one, foot.format(1)], [head, *two, foot.format(2)]])
    plain = read("\n\n".join([*one, *two]).encode(), "plan.txt")
    told = between(plain, read(data, "plan.pdf"))
    assert {outcome.fate for outcome in told.outcomes} <= {Fate.KEPT, Fate.RE_TYPESET}


NOTE = "Véase el reglamento de la ley de transparencia."


def test_a_foot_note_is_no_part_of_the_commitment_above_it() -> None:
    lines = [
        (50.0, 780.0, 10.0, "Compromiso 1. Agua"), (50.0, 766.0, 10.0, "La Comisión deberá publicar las mediciones"),
        (247.0, 770.0, 6.0, "1"), (50.0, 752.0, 10.0, "de todas las cuencas antes de junio y de"),
        (50.0, 60.0, 8.0, f"1 {NOTE}"),
    ]  # fmt: skip
    rest = [
        (50.0, 780.0, 10.0, "los acuíferos del país."), (50.0, 750.0, 10.0, "Compromiso 2. Salud"),
        (50.0, 736.0, 10.0, "La Secretaría publicará 32 informes."),
    ]  # fmt: skip
    plan = read(pages(placed(*lines), placed(*rest)), "plan.pdf")
    assert "Véase" not in plan.units[0].text
    assert "junio y de los acuíferos" in plan.units[0].text
    assert NOTE in plan.notes
    assert "mediciones de todas" in plan.units[0].text  # without its marker
    text = (
        "Compromiso 1. Agua\n\nLa Comisión deberá publicar las mediciones1 de todas las cuencas antes de junio y de\n"
        f"1 {NOTE}\nlos acuíferos del país.\n\nCompromiso 2. Salud\n\nLa Secretaría publicará 32 informes."
    )
    for step in (
        between(plan, read(text.encode(), "a.txt")),
        between(read(text.encode(), "a.txt"), plan),
    ):
        assert not [one for one in step.outcomes if one.is_alarming]


def test_rows_whose_last_cell_is_a_number_are_no_table_of_contents() -> None:
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"
        for cells in (("No.", "Acción", "Meta"), ("1", "Publicar los contratos", "2017"),
                      ("2", "Publicar las mediciones", "320"), ("3", "Capacitar a los municipios", "41"))
    )  # fmt: skip
    plan = read(docx(f"<w:tbl>{rows}</w:tbl>"), "plan.docx")
    assert [unit.number for unit in plan.units] == ["1", "2", "3"]


def test_a_head_whose_words_a_narrow_column_breaks_is_one() -> None:
    head: Cells = (["No."], ["Acción"], ["Respons", "able"])
    assert len(texts(pages(table([head, FIRST, SECOND, THIRD])))) == 3


def test_items_whose_bullet_the_format_draws_are_units_in_odt_and_html() -> None:
    said = [
        f"{one}: la Secretaría deberá publicar los contratos." for one in ("Agua", "Salud", "Clima")
    ]
    items = "".join(f"<text:list-item><text:p>{one}</text:p></text:list-item>" for one in said)
    odt = odf("text", f"<text:h text:outline-level='1'>Plan</text:h><text:list>{items}</text:list>")
    html = "".join(f"<li><p><span>•</span>{one}</p></li>" for one in said)
    for data, name in ((odt, "plan.odt"), (f"<h1>Plan</h1><ul>{html}</ul>".encode(), "plan.html")):
        assert [unit.title for unit in read(data, name).units] == ["Agua", "Salud", "Clima"], name
