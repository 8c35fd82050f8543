"""Data as records: what is said to a reader, in one order, whatever the machine keeps beside it."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evidence.content.cells import cell
from evidence.content.records import DEEPEST, records


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", 17), ("idPersona", "17"), ("persona_id", 17), ("OBJECTID", 3), ("uuid", "x1"),
        ("_rev", "3-a"), ("slug", "ana-perez"),
        ("x", "6f1c2a7e-9a1b-4c3d-8e5f-001122334455"), ("x", "d41d8cd98f00b204e9800998ecf8427e"),
        ("x", "507f1f77bcf86cd799439011"), ("x", "eyJhbGciOi.eyJzdWIi.c2ln"), ("token", "abc"),
        ("x", "aZ3kQ9pL2mN8vB4xC7tR1wEy"),
        ("updated_at", "2024-05-03T10:22:31Z"), ("fechaModificacion", "2024-05-03"), ("creado", 1714731751),
        ("x", "2024-05-03T10:22:31.123Z"),
        ("fecha", 1714731751123), ("visitas", 120), ("viewCount", "15"), ("orden", 4), ("index", "4"),
        ("icon", "fa-user"), ("x", "#a1b2c3"),
        ("x", "data:image/png;base64,AAAA"), ("__typename", "Persona"), ("type", "FeatureCollection"),
        ("x", None), ("x", ""), ("x", float("nan")),
    ],
)  # fmt: skip
def test_what_a_machine_keeps_for_itself_is_left_out(name: str, value: Any) -> None:
    assert cell(name, value).text == ""


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("id", "Acuerdo 12 de la Comisión", "Acuerdo 12 de la Comisión"), ("idioma", "español", "español"),
        ("folio", "330026523000123", "330026523000123"),
        ("fecha", "2024-05-03T10:00:00", "2024-05-03 10:00"),
        ("fecha", "2024-05-03T00:00:00.000Z", "2024-05-03"), ("fecha", "31/03/2024", "31/03/2024"),
        ("fecha", 1714694400000, "2024-05-03"), ("monto", 1500000000000, "1500000000000"),
        ("monto", 1.5, "1.5"), ("monto", 2.0, "2"), ("monto", 0, "0"),
        ("curp", "PEAA800101MDFRNN09", "PEAA800101MDFRNN09"), ("informe", "Informe2024", "Informe2024"),
        ("tel", "55 1234 5678", "55 1234 5678"),
        ("x", "<b>Ana</b> &amp; <i>Beto</i>", "Ana & Beto"), ("x", "a < b", "a < b"),
        ("activo", False, "false"), ("x", "De 2019 a 2021", "De 2019 a 2021"),
        ("orden del día", 4, "4"), ("visitas", "una al mes", "una al mes"), ("color", "rojo", "rojo"),
    ],
)  # fmt: skip
def test_what_is_said_to_a_reader_stays(name: str, value: Any, text: str) -> None:
    assert cell(name, value).text == text


@pytest.mark.parametrize(
    "address", ["https://x.example/a", "/cv/ana.pdf", "../a.html", "acta_1.pdf", "//x.example/a"]
)
def test_an_address_is_a_link_and_no_text(address: str) -> None:
    assert cell("x", address) == ("", (address,))
    assert cell("x", f'<a href="{address}">Acta</a>') == ("Acta", (address,))


def test_a_record_is_a_line() -> None:
    people = [
        {"nombre": "Ana Pérez", "id": 1, "cargo": "Directora", "cv": "/ana.pdf",
         "contacto": {"tel": ["55 2", "55 1"], "correo": "a@x.example"}},
        {"cargo": "Enlace", "nombre": "Beto Li"},
    ]  # fmt: skip
    found = records({"total": 2, "personas": people})
    first = "cargo: Directora | correo: a@x.example | tel: 55 1, 55 2 | nombre: Ana Pérez"
    assert found.lines == (first, "cargo: Enlace | nombre: Beto Li", "total: 2")
    assert found.links == (("/ana.pdf", first),)


def test_rows_maps_and_shapes() -> None:
    assert records([["Ana", "Enlace", 3], ["Beto", "Jefe", 4]]).lines == (
        "Ana | Enlace | 3",
        "Beto | Jefe | 4",
    )
    assert records({"17": {"n": "Ana"}, "18": {"n": "Beto"}}).lines == ("n: Ana", "n: Beto")
    assert records({"Ana Pérez": {"cargo": "Jefa"}, "Beto Li": {"cargo": "Enlace"}}).lines == (
        "Ana Pérez | cargo: Jefa",
        "Beto Li | cargo: Enlace",
    )
    point = {
        "type": "Feature",
        "properties": {"n": "Oaxaca"},
        "geometry": {"type": "Point", "coordinates": [-96.7, 17.06]},
    }
    assert records({"features": [point]}).lines == (
        "coordinates: -96.700000, 17.060000 | n: Oaxaca",
    )
    area = [{"n": "Puebla", "coordinates": [[[1, 2], [3, 4]]]}]
    assert records(area).lines == ("coordinates: 4 (1.0000 … 4.0000) | n: Puebla",)


def test_who_went_to_another_office_is_told() -> None:
    one = [{"area": "A", "personas": [{"n": "Ana"}]}, {"area": "B", "personas": [{"n": "Beto"}]}]
    other = [{"area": "A", "personas": [{"n": "Beto"}]}, {"area": "B", "personas": [{"n": "Ana"}]}]
    assert records(one).lines == ("area: A", "n: Ana", "area: B", "n: Beto")
    assert records(one).lines != records(other).lines


def test_a_number_that_runs_from_one_is_no_figure() -> None:
    rows = [
        {"no": number, "n": name} for number, name in enumerate("Ana Beto Carla Diego".split(), 1)
    ]
    without = [row for row in rows if row["n"] != "Beto"]
    assert set(records(without).lines) < set(records(rows).lines)
    agreements = [
        {"numero": 120, "n": "Ana"},
        {"numero": 7, "n": "Beto"},
        {"numero": 33, "n": "Carla"},
    ]
    assert records(agreements).lines[0] == "n: Ana | numero: 120"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
    | st.sampled_from(["Ana Pérez", "2024-05-03T10:00:00", "/a.pdf", "d41d8cd98f00b204e9800998ecf8427e"]),
    lambda inner: st.lists(inner, max_size=6)
    | st.dictionaries(st.sampled_from("id nombre no cargo tel 17 coordinates personas".split()), inner),
    max_leaves=40,
)  # fmt: skip


@given(VALUES, st.integers(), st.booleans())
@example({"id": {"id": None}, "nombre": {"id": None, "nombre": None}}, 0, False)
def test_order_says_nothing(value: Any, seed: int, among_settings: bool) -> None:
    """Fields in any order, rows in any order; only values without names stand in columns."""
    other = _shuffled(value, random.Random(seed))
    one = records(value, among_settings=among_settings)
    two = records(other, among_settings=among_settings)
    assert (one.lines, one.lists) == (two.lines, two.lists)
    assert set(one.links) == set(two.links)


def _shuffled(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        names = chance.sample(list(value), len(value))
        return {n: value[n] if n == "coordinates" else _shuffled(value[n], chance) for n in names}
    if isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return chance.sample([_shuffled(item, chance) for item in value], len(value))
    return value


def test_depth_and_size_are_bounded_and_said() -> None:
    value: Any = [{"n": "Ana Pérez"}]
    for _ in range(5000):
        value = {"a": [value]}
    assert f"deeper than {DEEPEST}" in records([{"n": "Beto"}, value]).problem
    assert records([{"n": "Beto"}, value]).lines[0] == "n: Beto"
    wide: Any = {"n": "x"}
    for _ in range(5000):
        wide = {"a": wide}
    assert f"deeper than {DEEPEST}" in records([wide]).problem


def test_settings_of_a_page_are_no_data() -> None:
    state = {
        "config": {"titulo": "Portal de Transparencia del Estado"},
        "i18n": {"es": {"a": "Cargando los datos"}, "en": {"a": "Loading the data"}},
        "menu": [{"label": "Inicio del sitio"}],
        "ui": {"loading": False, "tema": "oscuro", "texto": "Ver más"},
        "campos": [{"name": "nombre", "type": "text"}, {"name": "cargo", "type": "text"}],
        "personas": [{"nombre": "Ana Pérez"}, {"nombre": "Beto Li"}],
        "aviso": "El directorio se publica cada mes.",
        "vacios": [],
    }
    found = records(state, among_settings=True)
    assert found.lines == (
        "aviso: El directorio se publica cada mes.",
        "nombre: Ana Pérez",
        "nombre: Beto Li",
    )
    assert found.lists == {"personas", "vacios"}
