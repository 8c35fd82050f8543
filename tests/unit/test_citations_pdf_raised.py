"""Raised numbers in PDFs: by how they are set, whatever they are glued to."""

from __future__ import annotations

import pytest

from evidence.citations.cite import citations_of
from evidence.citations.model import Citation
from evidence.formats import pdf
from evidence.formats.document import Body, Document
from tests.unit.documents import drawn, placed

SENTENCE = "The office gave the board of the school its minutes"
WIDTH = 223.5
"""Of that sentence in Helvetica of 10 points."""


def document(*rows: tuple[float, float, float, str]) -> Document:
    return pdf.read(Body(drawn(placed(*rows)), "application/pdf"))


def cited(*rows: tuple[float, float, float, str]) -> list[Citation]:
    return list(citations_of(document(*rows)))


@pytest.mark.parametrize(
    "shown", ["www.agua.example.org/a", "agua.example.org/a", "http://agua.example.org/a", "doi:10.1000/a1"]
)  # fmt: skip
def test_a_raised_label_is_no_part_of_the_address_behind_it(shown: str) -> None:
    (found,) = cited(
        (50, 700, 10, SENTENCE), (50 + WIDTH, 704, 6, "12"), (50, 103, 5.5, "12"), (56.2, 100, 8, shown)
    )  # fmt: skip
    assert found.raw == shown
    assert found.marker == "12" or "12" not in found.url


@pytest.mark.parametrize(("size", "rise"), [(5.8, 3.3), (6.5, 2.5), (6.5, 5.5), (8.3, 3.5)])
@pytest.mark.parametrize("leading", [9.5, 12, 20])
def test_raised_numbers_of_any_size_break_no_line(size: float, rise: float, leading: float) -> None:
    right = 50 + WIDTH
    found = document(
        (50, 700, 10, SENTENCE),
        (right, 700 + rise, size, "7"),
        (right + 0.56 * size + 2.8, 700, 10, "and left."),
        (50, 700 - leading, 10, "Then it closed its doors for the whole year."),
    )
    assert found.text.split("\n")[0] == f"{SENTENCE}⁷ and left."
    assert found.text.strip().endswith("\nThen it closed its doors for the whole year.")


@pytest.mark.parametrize(
    ("before", "wide"), [("It was so in 2007", 75), ("It is their form N3", 76.1)]
)
def test_a_raised_number_behind_a_digit_is_the_marker(before: str, wide: float) -> None:
    (found,) = cited(
        (50, 700, 10, before), (50 + wide, 703.5, 6, "1"), (53.4 + wide, 700, 10, " in all."),
        (50, 103, 5.5, "1"), (54, 100, 8, "See http://agua.example.org/a"),
    )  # fmt: skip
    assert (found.marker, found.claim) == ("1", f"{before} in all.")


def test_a_label_that_touches_the_line_above_joins_no_lines() -> None:
    found = cited(
        (50, 700, 10, SENTENCE), (50 + WIDTH, 703, 6, "1"),
        (50, 688, 10, SENTENCE), (50 + WIDTH, 691, 6, "2"),
        (50, 112, 6, "1"), (54, 108, 8, "http://agua.example.org/informe/"),
        (50, 103.5, 6, "2"), (54, 99.5, 8, "www.luz.example.org/acta"),
    )  # fmt: skip
    assert [(c.url, c.marker) for c in found] == [
        ("http://agua.example.org/informe/", "1"), ("http://www.luz.example.org/acta", "2"),
    ]  # fmt: skip


def test_small_numbers_on_the_line_and_far_from_it_are_not_raised() -> None:
    found = document(
        (50, 700, 10, "In all"), (80, 700, 6, "12"), (50, 680, 10, SENTENCE), (50, 640, 10, "Table"),
        (200, 640, 6, "3"),
    )  # fmt: skip
    assert not found.raised


def test_exponents_of_units_are_no_markers() -> None:
    found = cited(
        (50, 700, 10, "The plot has 40 km"), (135, 704, 6, "2"), (138.4, 700, 10, " of forest and a well"),
        (225.1, 704, 6, "1"), (228.5, 700, 10, " in use."), (50, 688, 10, SENTENCE),
        (50 + WIDTH, 692, 6, "2"), (50, 112, 6, "1"), (54, 108, 8, "http://agua.example.org/a"),
        (50, 101, 6, "2"), (54, 97, 8, "http://agua.example.org/b"),
    )  # fmt: skip
    assert [(c.marker, c.claim) for c in found][1] == ("2", SENTENCE)
