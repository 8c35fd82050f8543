"""Data are compared as records: rows added, taken out, altered; order, ids and time-stamps are noise."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.changes import Kind, check_quote, compare
from evidence.changes.quote import State
from evidence.content import Content, extract
from evidence.verdicts.judging import judge
from evidence.vocabulary import Cause, Verdict
from tests.unit.pages import baseline, look

NAMES = ["Ana Pérez", "Beto Li Gómez", "Carla Ruiz", "Diego Solís", "Eva Mora Cruz", "Félix Paz"]
POSTS = ["Directora", "Enlace de archivos", "Jefa de unidad", "Subdirector", "Contralora", "Vocal"]
PEOPLE = [{"nombre": name, "cargo": post} for name, post in zip(NAMES, POSTS, strict=True)]


def kept(people: list[dict[str, str]], night: int) -> list[dict[str, Any]]:
    """The people as a machine tells them that night: with numbers, tokens and times of its own."""
    return [
        {
            **person,
            "id": 100 * night + number,
            "updated_at": f"2026-11-{night:02}T03:14:{number:02}Z",
        }
        for number, person in enumerate(people)
    ]


def body(people: list[dict[str, str]], night: int = 1) -> Content:
    return extract(json.dumps({"data": kept(people, night)}).encode(), "application/json")


def markup(people: list[dict[str, str]], night: int = 1, text: str = "<h1>Directorio</h1>") -> str:
    script = f"<script>var gente = {json.dumps(kept(people, night))};</script>"
    return f"<title>Directorio</title>{text}<div id=app></div>{script}"


def page(
    people: list[dict[str, str]], night: int = 1, text: str = "<h1>Directorio</h1>"
) -> Content:
    return extract(markup(people, night, text).encode(), "text/html; charset=utf-8")


@pytest.mark.parametrize("made", [body, page])
def test_what_becomes_of_rows(made: Any) -> None:
    before = made(PEOPLE)
    altered = compare(before, made([{**PEOPLE[0], "nombre": "Zoe Alba"}, *PEOPLE[1:]], 2))
    assert (altered.kind, altered.words_removed, altered.words_added) == (Kind.EDITED, 2, 2)
    assert compare(before, made([*PEOPLE[:1], *PEOPLE[2:]], 2)).kind is Kind.REMOVED
    more = [*PEOPLE, {"nombre": "Gil Rey Ortiz", "cargo": "Vocal suplente"}]
    assert compare(before, made(more, 2)).kind is Kind.ADDED
    assert compare(before, made([], 2)).kind is Kind.REMOVED
    assert compare(made([], 2), before).kind is Kind.ADDED
    others = [{"nombre": f"Hugo Ibarra {n}", "cargo": "Oficial mayor"} for n in "ABCDEF"]
    assert compare(before, made(others, 2)).kind is Kind.REPLACED


@given(st.integers(2, 28), st.integers(), st.sampled_from([body, page]))
def test_order_ids_and_times_are_noise(night: int, seed: int, made: Any) -> None:
    shuffled = random.Random(seed).sample(PEOPLE, len(PEOPLE))
    change = compare(made(PEOPLE, 1), made(shuffled, night))
    assert change.kind is Kind.COSMETIC
    assert not change.substantial


def test_a_name_in_the_data_is_found() -> None:
    for content in (body(PEOPLE), page(PEOPLE)):
        assert check_quote("Carla Ruiz", content).state is State.PRESENT
        assert check_quote("Carla Ruiz, Jefa de unidad", content).state is State.PRESENT
        assert check_quote("Directora: Ana Pérez", content).state is State.PRESENT
        assert check_quote("Carla Ruiz, Contralora", content).state is not State.PRESENT
        assert check_quote("Pedro Páramo", content).state is State.ABSENT


def test_a_name_that_is_taken_out_is_a_lost_quote() -> None:
    change = compare(page(PEOPLE), page(PEOPLE[1:], 2), "Ana Pérez")
    assert "quote-touched" in change.flags


def test_what_stands_beside_the_data_does_not_hide_them() -> None:
    """A banner of many words tips whether the data count; it is added, and no record is gone."""
    banner = "<p>" + "Aviso importante: el portal estará en mantenimiento. " * 40 + "</p>"
    change = compare(page(PEOPLE), page(PEOPLE, 2, banner + "<h1>Directorio</h1>"))
    assert change.words_removed == 0
    emptied = compare(page(PEOPLE), page([], 2, banner + "<h1>Directorio</h1>"))
    assert emptied.words_removed > 10


def test_a_page_that_carries_its_data_is_not_unrendered() -> None:
    thin = "<div id=root></div>"
    assert judge(look(markup(PEOPLE, text=thin))).verdict is Verdict.ALIVE
    bare = judge(look(f"<body>{thin}<script src=app.js></script></body>"))
    assert (bare.verdict, bare.cause) == (Verdict.BLOCKED, Cause.UNRENDERED)


@pytest.mark.parametrize(
    "told",
    [
        "Página no encontrada",
        "Inicie sesión para continuar",
        "Este dominio está en venta",
        "Acceso denegado",
    ],
)
def test_a_record_says_nothing_of_its_page(told: str) -> None:
    rows = [{"nombre": told, "cargo": "Titular"}, {"nombre": "Ana Pérez", "cargo": told}]
    assert judge(look(markup(rows, text="<h1>Solicitudes</h1>"))).verdict is Verdict.ALIVE
    said = judge(look(f"<title>Aviso</title><h1>{told}</h1><p>{told}.</p>")).verdict
    assert said in (Verdict.MISSING, Verdict.BLOCKED)


def test_an_emptied_list_is_removed_and_not_unrendered() -> None:
    thin = "<div id=root></div><script src=app.js></script>"
    many = [{**person, "sede": f"Oficina {letter}"} for letter in "ABCDEFG" for person in PEOPLE]
    before = baseline(markup(many, text=thin))
    assert before.content is not None
    after = look(markup([], 2, thin), baseline=before)
    assert after.content is not None
    after = look(
        markup([], 2, thin), baseline=before, change=compare(before.content, after.content)
    )
    judgement = judge(after)
    assert (judgement.verdict, judgement.cause) == (Verdict.CHANGED, Cause.REMOVED)
    elsewhere = f"<title>Directorio</title>{thin}"
    judgement = judge(look(elsewhere, baseline=before))
    assert (judgement.verdict, judgement.cause) == (Verdict.BLOCKED, Cause.UNRENDERED)
