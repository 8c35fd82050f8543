"""What was matched in a source, in words; and that another reading is no citation of its own."""

from __future__ import annotations

import pytest

from evidence.citations.cite import citations_of
from evidence.citations.matched import Matched, matched
from evidence.citations.model import Citation
from evidence.formats.document import Document, Link


def cite(marker: str | None, note: str | None, page: int | None = None, *flags: str) -> Citation:
    return Citation("x", "http://a.example/", marker=marker, note=note, page=page, flags=flags)


def test_notes_are_counted_once_and_the_bare_ones_placed() -> None:
    found = matched(
        [
            cite(None, None),
            cite("1", "See x and y"),
            cite("1", "See x and y"),
            cite("2", "See z", 4, "no-marker"),
            cite("3", "See w", 9, "no-marker"),
        ]
    )
    assert found == Matched(5, 1, 2, (4, 9))


@pytest.mark.parametrize(
    ("found", "en", "es"),
    [
        (Matched(0, 0, 0, ()), "no citation was found in it", "no se encontró ninguna cita"),
        (Matched(1, 0, 0, ()), "1 URL", "1 dirección"),
        (Matched(2, 1, 0, ()), "2 URLs, 1 note tied to its sentence", "2 direcciones, 1 nota unida a su oración"),
        (Matched(30, 28, 2, (4, 9)),
         "30 URLs, 28 notes tied to their sentences, 2 notes without a marker: pages 4, 9",
         "30 direcciones, 28 notas unidas a su oración, 2 notas sin llamada en el texto: páginas 4, 9"),
        (Matched(3, 0, 1, ()), "3 URLs, 0 notes tied to their sentences, 1 note without a marker",
         "3 direcciones, 0 notas unidas a su oración, 1 nota sin llamada en el texto"),
    ],
)  # fmt: skip
def test_words(found: Matched, en: str, es: str) -> None:
    assert (found.text("en"), found.text("es")) == (en, es)


def test_a_second_link_that_reads_what_is_written_otherwise_is_no_citation() -> None:
    text = "See http://agua.example.org/acuerdos-de-la-mesa here."
    whole, end = "http://agua.example.org/acuerdos-de-la-mesa", text.index(" here")
    for second in ("http://agua.example.org/acuerdos-", "http://agua.example.org/acuerdosdelamesa"):
        links = [Link(4, 30, whole), Link(30, end, second)]
        assert [c.url for c in citations_of(Document(text, links=links))] == [whole]
    other = [Link(4, 30, whole), Link(30, end, "http://luz.example.org/")]
    assert len(citations_of(Document(text, links=other))) == 2
