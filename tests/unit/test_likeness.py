"""Two sides that look more than once: what differs each time tells them apart, and noise does not."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from evidence.changes.likeness import Likeness, likeness
from evidence.content import extract
from tests.noisy import Visit, honest

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence.content import Content

TRIED = {"Datos abiertos para ti", "Participa hoy", "Conoce los datos", "Súmate al plan"}
PARAGRAPHS = [
    "La dependencia publicará todos los contratos del programa antes del treinta de junio de cada año.",
    "El padrón de personas beneficiarias se actualiza cada mes y se puede consultar en formato abierto.",
    "La meta es construir doce aulas en los municipios con mayor rezago durante la presente administración.",
]


def page(*paragraphs: str, title: str = "Compromiso 4", extra: str = "") -> Content:
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    html = f"<html><head><title>{title}</title></head><body>{extra}<main><h1>{title}</h1>{text}</main></body></html>"
    return extract(html.encode(), "text/html; charset=utf-8", "https://x.example/p")


def looks(
    page: Callable[[Visit], bytes], address: str, count: int, first: int, seed: int
) -> list[Content]:
    return [
        extract(
            page(
                Visit(first + number, address, chance=random.Random(f"{seed} {address} {number}"))
            ),
            "text/html; charset=utf-8",
            "https://x.example/p",
        )
        for number in range(count)
    ]


@pytest.mark.parametrize(
    "start", [0, *(pytest.param(start, marks=pytest.mark.slow) for start in range(50, 200, 50))]
)
def test_honest_noise_is_no_difference(start: int) -> None:
    for seed in range(start, start + 50):
        ours = looks(honest(seed), "10.0.0.1", 4, 0, seed)
        theirs = looks(honest(seed), "189.1.2.4", 4, 4, seed)
        found = likeness(ours, theirs)
        assert found is not Likeness.OTHER, seed
        # a heading of which each visitor is always shown the same one can't be told from cloaking
        lines = {line for one in ours for line in one.lines}
        assert found is Likeness.SAME or lines & TRIED, seed


PLAIN = page(*PARAGRAPHS)
SWAPPED = page(PARAGRAPHS[0].replace("publicará", "revisará"), *PARAGRAPHS[1:])
SHORTER = page(*PARAGRAPHS[:2])
TITLED = page(*PARAGRAPHS, title="Compromiso cuatro del plan")


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ([PLAIN] * 4, [SWAPPED] * 4, Likeness.OTHER),
        ([PLAIN] * 4, [SHORTER] * 4, Likeness.OTHER),
        ([SHORTER] * 4, [PLAIN] * 4, Likeness.OTHER),
        ([PLAIN] * 4, [PLAIN] * 4, Likeness.SAME),
        ([PLAIN] * 3, [SWAPPED] * 4, Likeness.UNSURE),  # too few to tell it from chance
        ([PLAIN] * 4, [SWAPPED] * 2, Likeness.UNSURE),
        (
            [PLAIN, SWAPPED] * 2,
            [SWAPPED, PLAIN] * 2,
            Likeness.SAME,
        ),  # two servers, one of them behind
        ([PLAIN] * 4, [PLAIN, SWAPPED, SWAPPED, SWAPPED], Likeness.SAME),
        ([PLAIN] * 4, [TITLED] * 4, Likeness.UNSURE),  # headings are tried on half of the visitors
    ],
)
def test_what_one_side_sees_each_time_and_the_other_never(
    ours: list[Content], theirs: list[Content], expected: Likeness
) -> None:
    assert likeness(ours, theirs) is expected


def test_a_word_that_differs_beside_one_that_moves_is_told_with_care() -> None:
    def moving(word: str, number: int) -> Content:
        return page(
            f"Hoy, en la visita {number * 7919}, la dependencia {word} todos los contratos.",
            *PARAGRAPHS,
        )

    ours = [moving("divulgará", number) for number in range(4)]
    theirs = [moving("ocultará", number) for number in range(4, 8)]
    assert likeness(ours, theirs) is Likeness.UNSURE
    assert likeness(ours, [moving("divulgará", number) for number in range(4, 8)]) is Likeness.SAME


def test_a_document_that_is_linked_from_one_side_alone() -> None:
    def linked(name: str) -> Content:
        return page(*PARAGRAPHS, f'<a href="/docs/{name}.pdf">Acta de la sesión</a>')

    assert likeness([linked("acta")] * 4, [linked("otra")] * 4) is Likeness.OTHER


def test_pictures_may_be_packed_anew_for_each() -> None:
    one, other = (extract(b"\x89PNG\r\n\x1a\n" + bytes([n]) * 40, "image/png") for n in (1, 2))
    assert likeness([one] * 4, [other] * 4) is Likeness.UNSURE
    assert likeness([one] * 4, [other, one]) is Likeness.SAME
