"""Tables without rules that are drawn line by line across their cells: no URL goes on in the next cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evidence.citations.reading import read
from tests.unit.documents import drawn, placed

if TYPE_CHECKING:
    from evidence.citations.model import Reading

Cell = tuple[float, str]
SITE = "http://www.agua.gob.mx"


def read_of(lines: tuple[tuple[Cell, ...], ...], step: float = 12, shrunk: float = 0) -> Reading:
    rows = [
        (x, 700 - step * at, 10 - shrunk * at, words)
        for at, line in enumerate(lines)
        for x, words in line
    ]
    return read(drawn(placed(*rows)), "", "")


def urls(*lines: tuple[Cell, ...]) -> list[str]:
    return [one.url for one in read_of(lines).citations]


def test_each_url_goes_on_in_its_own_cell() -> None:
    assert urls(
        ((50, "Agua"), (120, f"{SITE}/programas/"), (340, f"{SITE}/cierre/")),
        ((120, "informe-2018.pdf"), (340, "acta-final.pdf")),
        ((50, "Luz"), (120, f"{SITE}/luz/"), (340, f"{SITE}/sol/")),
        ((120, "plan-2018.pdf"), (340, "nota-final.pdf")),
    ) == [
        f"{SITE}/programas/informe-2018.pdf",
        f"{SITE}/cierre/acta-final.pdf",
        f"{SITE}/luz/plan-2018.pdf",
        f"{SITE}/sol/nota-final.pdf",
    ]


def test_words_beside_a_url_are_not_its_end() -> None:
    assert urls(
        ((50, "Falta el anexo y no hay"), (300, f"{SITE}/programas/")),
        ((50, "fecha/entrega ni nada."), (300, "plan-2018.pdf")),
    ) == [f"{SITE}/programas/plan-2018.pdf"]


def test_three_lines_of_one_cell() -> None:
    lines: tuple[tuple[Cell, ...], ...] = (
        ((50, f"{SITE}/un/"), (300, f"{SITE}/otro/")),
        ((50, "muy/"), (300, "mas/")),
        ((50, "largo-2018.pdf"), (300, "corto-2018.pdf")),
    )
    cells = f"{SITE}/un/ muy/ largo-2018.pdf {SITE}/otro/ mas/ corto-2018.pdf"
    assert read_of(lines).text.split() == cells.split()


BESIDE = {
    "prose in both": (((50, f"Ver {SITE}/a/"), (300, "y otros")), ((50, "que dice el plan"), (300, "de la mesa"))),
    "other edges": (((50, f"{SITE}/a/"), (300, "Agua")), ((70, "b-2.pdf"), (330, "Luz"))),
    "the next row": (((50, f"{SITE}/a/"), (300, "Agua")), ((50, f"{SITE}/b/"), (300, "Luz"))),
    "one cell": (((50, f"Ver {SITE}/a/ y"),), ((50, "otra cosa"),)),
}  # fmt: skip


PARTED = (((50, f"{SITE}/a/"), (300, f"{SITE}/b/")), ((50, "uno-1.pdf"), (300, "dos-2.pdf")))


def words(lines: tuple[tuple[Cell, ...], ...]) -> list[str]:
    return " ".join(text for line in lines for _, text in line).split()


@pytest.mark.parametrize("lines", BESIDE.values(), ids=BESIDE.keys())
def test_other_lines_stay_in_their_order(lines: tuple[tuple[Cell, ...], ...]) -> None:
    assert read_of(lines).text.split() == words(lines)


@pytest.mark.parametrize(("step", "shrunk"), [(40, 0), (12, 3)], ids=["far below", "other type"])
def test_what_stands_elsewhere_is_no_more_of_a_cell(step: float, shrunk: float) -> None:
    assert read_of(PARTED).text.split() != words(PARTED)
    assert read_of(PARTED, step, shrunk).text.split() == words(PARTED)
