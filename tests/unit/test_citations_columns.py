"""Tables: each address goes with what is said of it, wherever its column stands."""

from __future__ import annotations

import time

import pytest

from evidence.citations.columns import groups_of
from evidence.citations.reading import read

A, B, C, D = (f"https://sitio.example/{name}" for name in ("a.pdf", "b.pdf", "c.pdf", "d.pdf"))


def _read(text: str, name: str = "lista.csv") -> list[tuple[str, str | None, str | None]]:
    return [(one.url, one.claim, one.label) for one in read(text.encode(), name, "").citations]


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        ("Dependencia|Compromiso 1|Enlace 1|Compromiso 2|Enlace 2", "|1|1|2|2"),
        ("Enlace A|Compromiso A|Enlace B|Compromiso B", "a|a|b|b"),
        ("Compromiso|Enlace|Compromiso|Enlace|Notas", "#1|#1|#2|#2|"),
        ("P1 Enlace|P1 Texto|P2 Enlace|P2 Texto", "1|1|2|2"),
        ("Evidencia 1 (liga)|Nombre de la evidencia 1|Evidencia 2 (liga)|Nombre de la evidencia 2", "1|1|2|2"),
        ("Indicador|Avance 2019|Enlace 2019|Avance 2020|Enlace 2020", "|2019|2019|2020|2020"),
        ("url_01|claim_01|url_02|claim_02", "1|1|2|2"),
        # two addresses of one commitment
        ("Compromiso|Enlace 1|Enlace 2", "||"),
        ("Compromiso|URL|Copia", "||"),
        # names that make no whole groups tell nothing
        ("Meta 1|Meta 2|Enlace 1", "||"),
        ("Compromiso|Enlace|Compromiso|Enlace|Enlace", "||||"),
        ("Meta 2019|Fuente|Meta 2020", "||"),
        ("Sí|No|Enlace 1|Enlace 2", "|||"),
        ("||", "||"),
    ],
)  # fmt: skip
def test_columns_that_come_several_times(names: str, groups: str) -> None:
    assert groups_of(names.split("|")) == groups.split("|")


@pytest.mark.parametrize(
    "table",
    [
        f"Compromiso 1,Enlace 1,Compromiso 2,Enlace 2\nEl gasto,{A},El agua,{B}\n",
        f"Enlace 1,Compromiso 1,Enlace 2,Compromiso 2\n{A},El gasto,{B},El agua\n",
        f"Enlace,Compromiso,Enlace,Compromiso\n{A},El gasto,{B},El agua\n",
        f"Compromiso 1,Compromiso 2,Enlace 1,Enlace 2\nEl gasto,El agua,{A},{B}\n",
    ],
)
def test_each_address_goes_with_its_own_claim(table: str) -> None:
    assert [(url, claim) for url, claim, _ in _read(table)] == [(A, "El gasto"), (B, "El agua")]


def test_what_all_groups_share_is_said_of_each() -> None:
    table = f"Dependencia,Meta 1,Liga 1,Meta 2,Liga 2\nSEP,El gasto,{A},El agua,{B}\n"
    assert [claim for _, claim, _ in _read(table)] == ["SEP | El gasto", "SEP | El agua"]


def test_tables_of_pages_are_read_alike() -> None:
    names = ("Dependencia", "Meta 1", "Liga 1", "Meta 2", "Liga 2")
    cells = ("SEP", "El gasto", f"<a href='{A}'>ver</a>", "El agua", B)
    rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in (names, cells))
    page = f"<!doctype html><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    assert [(url, claim) for url, claim, _ in _read(page, "tablero.html")] == [
        (A, "SEP | El gasto | ver"),
        (B, "SEP | El agua"),
    ]


def test_two_addresses_of_one_claim_share_it() -> None:
    table = f"Compromiso,Enlace 1,Enlace 2\nEl gasto,{A},{B}\n"
    assert [claim for _, claim, _ in _read(table)] == ["El gasto", "El gasto"]


def test_where_names_do_not_tell_the_row_is_the_claim() -> None:
    rows = [f"El gasto,{A},El agua,{B}", f"La luz,{C},El gas,{D}", "x,https://e.example/,y,z"]
    told = _read("\n".join(rows))
    assert [claim for _, claim, _ in told[:2]] == ["El gasto | El agua"] * 2
    assert {label for _, _, label in told} == {None}  # addresses name no column


def test_the_day_is_of_its_own_group() -> None:
    names = "Meta,Liga,Consultado el,Meta,Liga,Consultado el"
    table = f"{names}\nEl gasto,{A},2019-05-03,El agua,{B},2020-06-07\n"
    found = read(table.encode(), "lista.csv", "").citations
    assert [one.accessed for one in found] == ["2019-05-03", "2020-06-07"]


def test_columns_are_named_below_a_title() -> None:
    table = f"Tablero de compromisos,,\nNo.,Compromiso,Liga\n1,El gasto,{A}\n2,El agua,{B}\n"
    assert [label for _, _, label in _read(table)] == ["Liga", "Liga"]


@pytest.mark.parametrize("below", ["1,El gasto,sin liga", f"El gasto,{'x' * 90},sin liga"])
def test_a_row_of_the_table_names_no_columns(below: str) -> None:
    table = f"Tablero de compromisos,,\n{below}\n2,El agua,{B}\n"
    assert [label for _, _, label in _read(table)] == [None]


@pytest.mark.parametrize("between", ["; ", "\n", " | ", " "])
def test_several_addresses_in_a_cell_say_nothing_of_each_other(between: str) -> None:
    table = f'Título,URL\nActa,"{A}{between}{B}"\nOtra,{C}\n'
    assert _read(table) == [(A, "Acta", "URL"), (B, "Acta", "URL"), (C, "Otra", "URL")]


def test_a_cell_that_says_more_than_addresses_is_said() -> None:
    assert _read(f"Título,URL\nActa,{A} (copia)\nOtra,{C}\n")[0][1] == f"Acta | {A} (copia)"


@pytest.mark.parametrize(
    ("name", "before", "between", "behind", "many"),
    [
        ("informe.txt", "Véase ", " ", "", 16_000),
        ("lista.csv", "a,b\nx,", ",", "\n", 3_000),
        ("lista.csv", 'a,b\nx,"', " ", '"\n', 3_000),
        ("lista.csv", 'a,b\nx,"', " consultado el 3 de mayo de 2019 ", '"\n', 5_000),
        ("lista.json", '["', " ", '"]', 3_000),
    ],
)
def test_very_many_addresses_in_one_line_take_time_by_their_number(
    name: str, before: str, between: str, behind: str, many: int
) -> None:
    listed = between.join(f"https://s{n % 50}.example.org/d/{n}.pdf" for n in range(many))
    begun = time.process_time()
    found = read(f"{before}{listed}{behind}".encode(), name, "").citations
    assert len(found) == many
    assert time.process_time() - begun < 12  # each looked for in all of the line takes 15 to 60
