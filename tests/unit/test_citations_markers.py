"""Which signs in a body point to notes: explicit ones always, glued digits where they fit."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.citations import read
from evidence.citations.markers import Candidate, Marker, _heaviest_rise, assign, find_markers
from evidence.formats.document import Document, Span


def found(text: str, raised: tuple[tuple[int, int], ...] = ()) -> list[tuple[int, str]]:
    """Number and sign of each candidate in a body without notes."""
    document = Document(text, raised=[Span(*place) for place in raised])
    return [(c.number, text[c.start : c.end]) for c in find_markers(document, [], [])]


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("El agua subió¹.", [(1, "¹")]),
        ("El agua subió¹² mucho.", [(12, "¹²")]),
        ("El agua subió¹,² mucho.", [(1, "¹,²"), (2, "¹,²")]),
        ("El agua subió [7].", [(7, "[7]")]),
        ("El agua subió [^7].", [(7, "[^7]")]),
        ("El agua subió [7, 8].", [(7, "[7, 8]"), (8, "[7, 8]")]),
        ("El agua subió [7-9].", [(7, "[7-9]"), (9, "[7-9]")]),
        ("El agua subió<sup>7</sup>.", [(7, "<sup>7</sup>")]),
        ("El agua subió7.", [(7, "7")]),
        ("El agua subió7 y bajó12)", [(7, "7"), (12, "12")]),
        ("El agua subió.7 Luego bajó.", [(7, "7")]),
        ("«El agua subió»7 y más", [(7, "7")]),
        ("Costó 7 pesos el 12 de mayo.", []),
        ("Mide 5 m² y 3 km² de obra.", []),
        ("El CO2x y el H2O y el R2D2x", []),
        ("La ley 7.12 y el 3.5", []),
        ("El artículo [sic] y [a7b]", []),
        ("a.example/x7y", []),
    ],
)
def test_signs_that_may_be_markers(text: str, signs: list[tuple[int, str]]) -> None:
    assert found(text) == signs


def test_a_source_that_raises_its_numbers_glues_none() -> None:
    text = "El agua subió7 y la luz bajó8 ayer."
    assert found(text, ((13, 14),)) == [(7, "7")]


def test_numbers_in_notes_and_urls_point_nowhere() -> None:
    text = "Agua¹. https://a.example/[2] y más³."
    document = Document(text)
    url = Span(text.index("https"), text.index(" y"))
    notes = [(text.index("más"), len(text))]
    kept = find_markers(document, notes, [url])
    assert [candidate.number for candidate in kept] == [1]


candidates = st.lists(
    st.tuples(st.integers(1, 12), st.sampled_from([10.0, 1.0, 0.6])), max_size=9
).map(lambda found: [Candidate(n, i, i + 1, w, repeats=False) for i, (n, w) in enumerate(found)])


def weight(chosen: list[Candidate] | set[Candidate]) -> float:
    return round(sum(candidate.weight for candidate in chosen), 6)


@given(candidates)
def test_the_chosen_rise_with_the_text_and_no_other_choice_weighs_more(
    offered: list[Candidate],
) -> None:
    chosen = sorted(_heaviest_rise(offered), key=lambda candidate: candidate.start)
    numbers = [candidate.number for candidate in chosen]
    assert numbers == sorted(set(numbers))
    every = (
        group
        for size in range(len(offered) + 1)
        for group in combinations(offered, size)
        if all(a.number < b.number for a, b in pairwise(group))
    )
    assert weight(chosen) == max(weight(list(group)) for group in every)


@given(candidates, st.dictionaries(st.integers(1, 12), st.integers(0, 12), min_size=1))
def test_every_marker_stands_before_its_note_and_each_note_has_one(
    offered: list[Candidate], notes: dict[int, int]
) -> None:
    markers = assign(offered, notes, 0, "3")
    numbers = [int(marker.key.partition(".")[2]) for marker in markers]
    assert len(set(numbers)) == len(numbers)
    for marker, number in zip(markers, numbers, strict=True):
        assert marker.start < notes[number]
        assert marker.key == f"3.{number}"


def test_brackets_may_point_to_one_note_from_several_places_and_beat_glued_digits() -> None:
    offered = [
        Candidate(1, 0, 3, 10.0, repeats=True),
        Candidate(2, 5, 6, 1.0, repeats=False),
        Candidate(1, 9, 12, 10.0, repeats=True),
        Candidate(2, 14, 17, 10.0, repeats=True),
    ]
    assert assign(offered, {1: 99, 2: 99}, 0, "0") == [
        Marker(0, 3, "0.1"),
        Marker(9, 12, "0.1"),
        Marker(14, 17, "0.2"),
    ]


def test_markers_before_the_floor_belong_to_an_earlier_chain() -> None:
    offered = [Candidate(1, 5, 6, 10.0, repeats=False), Candidate(1, 50, 51, 10.0, repeats=False)]
    assert assign(offered, {1: 99}, 20, "1") == [Marker(50, 51, "1.1")]


def notes(text: str) -> list[tuple[str | None, str | None]]:
    """Marker and claim of each citation."""
    citations = read(text.encode(), "informe.txt").citations
    return [(citation.marker, citation.claim) for citation in citations]


@pytest.mark.parametrize("digits", ["123", "⁰¹²³⁴⁵⁶⁷⁸⁹"])
@given(st.integers(2, 25))
def test_however_many_notes_each_is_linked_to_its_own_sentence(digits: str, count: int) -> None:
    table = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹") if digits[0] == "⁰" else {}
    names = [f"La dependencia {chr(97 + n)} entregó su informe" for n in range(count)]
    body = " ".join(f"{name}{str(n).translate(table)}." for n, name in enumerate(names, 1))
    foot = "\n".join(f"{n} Disponible en https://a.example/{n}" for n in range(1, count + 1))
    assert notes(f"{body}\n\n{foot}") == [(str(n), f"{name}.") for n, name in enumerate(names, 1)]


def test_a_note_without_a_marker_is_still_a_citation() -> None:
    text = "Una cosa¹. Otra cosa.\n\n1 Ver https://a.example/1\n2 Ver https://a.example/2"
    citations = read(text.encode(), "informe.txt").citations
    assert [citation.url[-1] for citation in citations] == ["1", "2"]


@pytest.mark.parametrize(
    "text",
    [
        "Contenido\n\n1 Agua ........ 3\n2 Luz ........ 5\n3 Gas ........ 9\n\nhttps://a.example/x",
        "Pasos:\n1. Abrir\n2. Leer\n3. Cerrar\n\nhttps://a.example/x",
        "2019 fue un año\n2020 fue otro\n2021 también\n\nhttps://a.example/x",
    ],
)
def test_lists_tables_of_contents_and_years_are_no_notes(text: str) -> None:
    assert [marker for marker, _ in notes(text)] == [None]
