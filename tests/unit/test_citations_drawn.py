"""Tables of PDFs: each address goes with the cells of its own row, wherever its column stands and however it wraps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evidence.citations.cite import citations_of
from evidence.formats import pdf
from evidence.formats.document import Body
from tests.unit.documents import drawn, placed

if TYPE_CHECKING:
    from evidence.citations.model import Citation

Lines = tuple[str, ...]
INAI: Lines = ("https://www.inai.org.mx/portal/documentos/", "plan/acta-final-2019.pdf")
GOB: Lines = ("https://www.gob.mx/transparencia/tableros/de/", "seguimiento-de-acuerdos")
SPENT: Lines = ("Publicar el gasto de la", "Secretaria cada mes")
ROLL: Lines = ("Abrir el padron de", "beneficiarios del campo")
TOLD = [("".join(INAI), " ".join(SPENT)), ("".join(GOB), " ".join(ROLL))]


def cited(
    edges: tuple[int, ...], rows: list[tuple[Lines, ...]], *, ruled: bool = True, by_cell: bool = False
) -> list[Citation]:  # fmt: skip
    """What is cited in a table whose columns begin at ``edges``, drawn line by line or cell by cell."""
    words, rules, y = [], [], 700.0
    for row in rows:
        rules.append(y + 12)
        placed_at = [
            (x, n, one) for x, cell in zip(edges, row, strict=False) for n, one in enumerate(cell)
        ]
        cells = [(x, y - 12 * n, 10.0, one) for x, n, one in placed_at]
        words += cells if by_cell else sorted(cells, key=lambda one: (-one[1], one[0]))
        y -= 12 * max(map(len, row)) + 14
    rules.append(y + 12)
    left, right = edges[0] - 5, edges[-1]
    drawing = [f"{left} {at} m {right} {at} l S" for at in rules]
    drawing += [f"{x - 5} {rules[0]} m {x - 5} {rules[-1]} l S" for x in edges[:-1]]
    drawing += [f"{right} {rules[0]} m {right} {rules[-1]} l S"]
    page = (" ".join(drawing) + " " if ruled else "") + placed(*words)
    return list(citations_of(pdf.read(Body(drawn(page), "application/pdf"))))


MIDDLE = (50, 90, 320, 560)
HEAD: tuple[Lines, ...] = (("No.",), ("Enlace",), ("Compromiso",))


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("by_cell", [True, False])
def test_an_address_that_wraps_in_the_middle_cell(ruled: bool, by_cell: bool) -> None:
    rows: list[tuple[Lines, ...]] = [HEAD, (("1",), INAI, SPENT), (("2",), GOB, ROLL)]
    found = cited(MIDDLE, rows, ruled=ruled, by_cell=by_cell)
    assert [(one.url, one.claim) for one in found] == [
        (url, f"{number} | {claim}") for number, (url, claim) in enumerate(TOLD, 1)
    ]
    assert {one.label for one in found} == {"Enlace"}


def test_an_address_before_its_claim() -> None:
    found = cited((50, 300, 560), [(("Enlace",), ("Compromiso",)), (INAI, SPENT), (GOB, ROLL)])
    assert [(one.url, one.claim) for one in found] == TOLD


def test_columns_that_come_twice() -> None:
    heads: tuple[Lines, ...] = (("Meta 1",), ("Enlace 1",), ("Meta 2",), ("Enlace 2",))
    own: tuple[Lines, ...] = (
        ("El gasto",),
        ("https://a.gob.mx/1.pdf",),
        ("El agua",),
        ("https://a.gob.mx/2.pdf",),
    )
    more: tuple[Lines, ...] = (
        ("La luz",),
        ("https://a.gob.mx/3.pdf",),
        ("El gas",),
        ("https://a.gob.mx/4.pdf",),
    )
    found = cited((40, 120, 300, 380, 560), [heads, own, more])
    assert [one.claim for one in found] == ["El gasto", "El agua", "La luz", "El gas"]


def test_a_first_row_that_cites_names_no_columns() -> None:
    found = cited((50, 300, 560), [(INAI, SPENT), (GOB, ROLL)])
    assert [(one.claim, one.label) for one in found] == [(claim, None) for _, claim in TOLD]


@pytest.mark.parametrize(
    "remark", ["Pendiente", "www.otro.gob.mx/x", "(sin acceso)", "https://b.gob.mx/y"]
)
def test_what_stands_below_an_address_in_its_cell_is_not_its_end(remark: str) -> None:
    cell = (INAI[0], remark)
    found = cited(MIDDLE, [HEAD, (("1",), cell, SPENT), (("2",), GOB, ROLL)])
    assert found[0].url == INAI[0]


def test_prose_in_two_columns_is_no_table() -> None:
    left = (
        "El comite se reunio dos veces y",
        "publico el acta en su portal:",
        "https://a.gob.mx/acta.pdf. La otra",
        "reunion quedo sin acta alguna.",
    )
    right = (
        "El padron se abrio en mayo, con",
        "dos meses de retraso, y quedo",
        "incompleto hasta el final del",
        "ano que se informa aqui mismo.",
    )
    (found,) = cited((50, 310, 570), [(left, right)], ruled=False, by_cell=True)
    assert found.claim is not None
    assert "El comite se reunio dos veces" in found.claim
    assert "padron" not in found.claim


def test_a_cell_as_long_as_a_page_is_read_by_its_sentence() -> None:
    long = ("Se hizo mucho y nada quedo escrito.",) * 31 + (
        "Consta en https://a.gob.mx/acta.pdf hoy.",
    )
    found = cited(
        (50, 320, 560), [(("Avance",), ("Meta",)), (long, ("El gasto",)), (("Nada",), ("El agua",))]
    )
    assert found[0].claim == "Consta en https://a.gob.mx/acta.pdf hoy."
