"""Numbers of rows: what opens a label, and when another number is no other name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.boards.numbering import core, ordinal, renumbered

THEMES = ("agua", "salud", "género", "gasto", "obra", "datos", "radio", "suelo", "puertos", "minas")


@pytest.mark.parametrize(
    ("label", "number", "rest"),
    [
        ("12. Acta de abril", (12,), "acta de abril"),
        ("12) Acta", (12,), "acta"),
        ("(3) Nota técnica", (3,), "nota tecnica"),
        ("12 Nota técnica", (12,), "nota tecnica"),
        ("12.- Minuta", (12,), "minuta"),
        ("12 – Minuta", (12,), "minuta"),
        ("No. 7 Informe", (7,), "informe"),
        ("Nº 7: Informe", (7,), "informe"),
        ("1.2 Publicar volúmenes", (1, 2), "publicar volumenes"),
        ("IV. Anexo", (4,), "anexo"),
        ("xix) Anexo", (19,), "anexo"),
        ("b) Anexo", (2,), "anexo"),
        ("12 Marco normativo", (12,), "marco normativo"),
        ("#5 Ata da reunião", (5,), "ata da reuniao"),
    ],
)
def test_what_opens_a_label_is_its_number(label: str, number: tuple[int, ...], rest: str) -> None:
    found = ordinal(label)
    assert found is not None
    assert (found.number, found.rest) == (number, rest)


@pytest.mark.parametrize(
    "label",
    [
        "12 de mayo de 2016: acta", "12 May 2016", "3 avril 2019", "8 de março de 2017", "2016 Informe anual",
        "12/05/2016 Acta", "2016-05-12 Acta",
        "Acta 12", "12ª sesión ordinaria", "12", "12.", "", "S/N", "3.5",
        "Informe 2016: datos", "Sesión 12 de mayo", "Compromiso 4", "Acta de la sesión 3: abril",
    ],
)  # fmt: skip
def test_dates_years_and_bare_numbers_open_no_label(label: str) -> None:
    assert ordinal(label) is None


def test_words_alone_are_compared_without_case_and_accents() -> None:
    assert core("12. Guión  COMENTADO") == core("11) guion comentado") == "guion comentado"


def _told(before: list[str], now: list[str], pairs: list[tuple[str, str]]) -> set[int]:
    return renumbered(
        [(("T", a), ("T", b)) for a, b in pairs],
        [("T", a) for a in before],
        [("T", b) for b in now],
    )


@pytest.mark.parametrize("form", ["{}. {}", "{}) {}", "{} {}", "No. {} {}", "Anexo {}"])
def test_behind_a_row_that_was_taken_out_all_are_renumbered(form: str) -> None:
    before = [form.format(n, theme) for n, theme in enumerate(THEMES, 1)]
    now = [form.format(n, theme) for n, theme in enumerate((*THEMES[:3], *THEMES[4:]), 1)]
    pairs = list(zip(before[:3] + before[4:], now, strict=True))
    assert _told(before, now, pairs) == set(range(3, 9))


def test_a_commitment_that_was_taken_out_renumbers_those_behind_it() -> None:
    before = [f"Compromiso {n}: {theme}" for n, theme in enumerate(THEMES, 1)]
    now = [f"Compromiso {n}: {theme}" for n, theme in enumerate((*THEMES[:3], *THEMES[4:]), 1)]
    pairs = list(zip(before[:3] + before[4:], now, strict=True))
    assert _told(before, now, pairs) == set(range(3, 9))
    swapped = [*before[:3], f"Compromiso 5: {THEMES[3]}", f"Compromiso 4: {THEMES[4]}", *before[5:]]
    assert _told(before, swapped, list(zip(before, swapped, strict=True))) == set()
    other = [*before[:-1], f"Compromiso 12: {THEMES[-1]}"]
    assert _told(before, other, list(zip(before, other, strict=True))) == set()


def test_how_many_stand_under_a_heading_is_no_part_of_its_name() -> None:
    pairs = [(("Evidencias (12)", "Acta"), ("Evidencias (11)", "Acta"))]
    assert renumbered(pairs, [pairs[0][0]], [pairs[0][1]]) == {0}
    copies = [(("E", "Acta (1)"), ("E", "Acta (2)")), (("E", "Acta (2)"), ("E", "Acta (1)"))]
    assert renumbered(copies, [a for a, _ in copies], [b for _, b in copies]) == set()


def test_rows_without_a_document_leave_gaps_in_the_numbers() -> None:
    before = ["2 agua", "5 salud", "9 obra", "11 radio"]
    now = ["2 agua", "4 salud", "8 obra", "10 radio"]
    assert _told(before, now, list(zip(before, now, strict=True))) == {1, 2, 3}


def test_a_row_alone_under_its_heading_is_told_by_its_words() -> None:
    assert _told(["7. agua"], ["6. agua"], [("7. agua", "6. agua")]) == {0}


def test_a_list_that_is_sorted_anew_is_renumbered() -> None:
    before = [f"{n}. {theme}" for n, theme in enumerate(THEMES, 1)]
    now = [f"{n}. {theme}" for n, theme in enumerate(THEMES[::-1], 1)][::-1]
    assert _told(before, now, list(zip(before, now, strict=True))) == set(range(10))


def test_labels_that_are_swapped_are_other_labels() -> None:
    for form in ("{}. Minuta", "Minuta {}", "{} Minuta"):
        before = [form.format(n) for n in range(1, 9)]
        now = [*before[:3], before[4], before[3], *before[5:]]
        assert _told(before, now, list(zip(before, now, strict=True))) == set(), form


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (["Acta 12", "Acta 14"], ["Acta 13", "Acta 14"]),  # corrected: there was a gap before
        (["Acta 1", "Acta 2"], ["Acta 1", "Acta 3"]),
        (["Informe 2015", "Informe 2016"], ["Informe 2015", "Informe 2015"]),
        (["12 casos resueltos"], ["15 casos resueltos"]),
        (["8 casos abiertos", "12 casos resueltos"], ["8 casos abiertos", "11 casos cerrados"]),
        (["1. Acta de abril", "2. Acta de mayo"], ["1. Acta de abril", "2. Acta de junio"]),
    ],
)
def test_a_label_that_a_person_corrects_is_another_label(before: list[str], now: list[str]) -> None:
    assert _told(before, now, list(zip(before, now, strict=True))) == set()


@given(st.lists(st.sampled_from(THEMES), min_size=3, unique=True), st.data())
def test_any_rows_taken_out_of_any_numbered_list_rename_nothing(
    themes: list[str], data: st.DataObject
) -> None:
    kept = [theme for theme in themes if data.draw(st.booleans())]
    form = data.draw(st.sampled_from(["{}. {}", "{}) {}"]))
    before = [form.format(n, theme) for n, theme in enumerate(themes, 1)]
    now = [form.format(n, theme) for n, theme in enumerate(kept, 1)]
    pairs = [(before[themes.index(theme)], label) for theme, label in zip(kept, now, strict=True)]
    shuffled = data.draw(st.permutations(pairs))
    moved = {i for i, (a, b) in enumerate(shuffled) if a != b}
    assert _told(before, now, shuffled) == moved
