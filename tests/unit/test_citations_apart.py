"""What stands by itself behind an address, or below it, and what is more of it."""

from __future__ import annotations

import pytest

from evidence.citations.find import urls
from evidence.citations.layout import Layout
from evidence.formats.document import Document

PLACE = "https://www.agua.example.org/a/"


def found(text: str) -> list[str]:
    return [one.url for one in urls(text, Layout(Document(text)))]


@pytest.mark.parametrize(
    "words",
    [
        "12/03/2020", "03/2020", "2019-2021", "2020-03-12", "12.03.2020", "contacto@agua.example.org",
        "+52 55 1234 5678",
        "tel. 55-1234-5678", "pp. 3-5", "p.3", "art. 5", "vol.2/3", "s/f", "n.d.", "1/2", "50%", "3.5MB", "14:30 h",
        "A/RES/70/1", "INAI/123/2020", "C-4/2019", "#GobiernoAbierto #INAI",
    ],
)  # fmt: skip
def test_what_stands_by_itself_is_no_part_of_an_address(words: str) -> None:
    assert found(f"Disponible en: {PLACE} {words}") == [PLACE]
    assert found(f"Disponible en:\n{PLACE}\n{words}\n") == [PLACE]
    assert found(f"Disponible en:\n{PLACE}\n{words}.\n\nOtra cosa.") == [PLACE]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://www.agua.example.org/actas/2019/", "12-informe-final.pdf"),
        ("https://www.agua.example.org/handle/", "11651/3941"),
        ("https://www.agua.example.org/LeyesBiblio/", "PDF/125.PDF"),
        ("https://www.agua.example.org/ver?doc=", "INAI/123/2020"),
        ("https://www.agua.example.org/nota?fecha=", "12/07/2019"),
        ("https://www.agua.example.org/actas/", "2019/12/acta-final.html"),
    ],
)
def test_what_only_looks_like_it_is(first: str, second: str) -> None:
    assert found(f"Disponible en:\n{first}\n{second}\n") == [first + second]


def test_a_struck_out_or_raised_end_is_left_off() -> None:
    assert found("Ver https://www.agua.example.org/a^ y más") == ["https://www.agua.example.org/a"]
