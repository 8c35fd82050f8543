"""What a row of a table says of what it cites, in every format that has tables in its text."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from evidence.citations import read
from evidence.citations.cite import citations_of
from tests.unit.documents import docx, odf, paragraph, run
from tests.unit.reading import document

if TYPE_CHECKING:
    from collections.abc import Callable

A, B = "https://www.gob.mx/a", "https://www.gob.mx/b"
LINKED, BARE = "linked", "bare"
Cell = tuple[str, str]
"""How a cell cites, or "", and its words; ``|`` parts paragraphs."""


def html(rows: list[list[Cell]]) -> bytes:
    def cell(kind: str, words: str) -> str:
        shown = "".join(f"<p>{one}</p>" for one in words.split("|"))
        return f"<td>{f'<a href={A}>{words}</a>' if kind == LINKED else shown}</td>"

    inner = "".join(f"<tr>{''.join(cell(*one) for one in row)}</tr>" for row in rows)
    return f"<!doctype html><meta charset=utf-8><p>Antes.</p><table>{inner}</table>".encode()


def word(rows: list[list[Cell]]) -> bytes:
    def cell(kind: str, words: str) -> str:
        shown = "".join(map(paragraph, words.split("|")))
        linked = f"<w:p><w:hyperlink r:id='a'>{run(words)}</w:hyperlink></w:p>"
        return f"<w:tc>{linked if kind == LINKED else shown}</w:tc>"

    inner = "".join(f"<w:tr>{''.join(cell(*one) for one in row)}</w:tr>" for row in rows)
    return docx(f"{paragraph('Antes.')}<w:tbl>{inner}</w:tbl>", {"a": A})


def odt(rows: list[list[Cell]]) -> bytes:
    def cell(kind: str, words: str) -> str:
        shown = "".join(f"<text:p>{one}</text:p>" for one in words.split("|"))
        linked = f'<text:p><text:a xlink:href="{A}">{words}</text:a></text:p>'
        return f"<table:table-cell>{linked if kind == LINKED else shown}</table:table-cell>"

    inner = "".join(
        f"<table:table-row>{''.join(cell(*one) for one in row)}</table:table-row>" for row in rows
    )
    return odf("text", f"<text:p>Antes.</text:p><table:table>{inner}</table:table>")


def rtf(rows: list[list[Cell]]) -> bytes:
    def cell(kind: str, words: str) -> str:
        field = f'{{\\field{{\\*\\fldinst HYPERLINK "{A}"}}{{\\fldrslt {words}}}}}'
        return (field if kind == LINKED else words.replace("|", "\\par ")) + "\\cell "

    inner = "".join(f"\\trowd\\intbl {''.join(cell(*one) for one in row)}\\row " for row in rows)
    return f"{{\\rtf1 Antes.\\par {inner}}}".encode()


MAKERS = [html, word, odt, rtf]
HEAD: list[Cell] = [("", "Compromiso"), ("", "Evidencia")]


@pytest.mark.parametrize("make", MAKERS)
def test_the_claim_is_the_row_and_the_label_the_column(
    make: Callable[[list[list[Cell]]], bytes],
) -> None:
    rows = [HEAD, [("", "Agua"), (LINKED, "Acta")], [("", "Luz"), (BARE, B)]]
    linked, bare = read(make(rows), "", "").citations
    assert (linked.url, linked.claim, linked.label) == (A, "Agua | Acta", "Acta")
    assert (bare.url, bare.claim, bare.label) == (B, "Luz", "Evidencia")
    assert (linked.heading, bare.heading) == (None, None)


@pytest.mark.parametrize("make", MAKERS)
def test_of_a_cell_with_several_paragraphs_only_its_own_is_said(
    make: Callable[[list[list[Cell]]], bytes],
) -> None:
    rows = [HEAD, [("", "Agua"), (BARE, f"Lista de asistencia.|Acta en {B}|Fotos.")]]
    (found,) = read(make(rows), "", "").citations
    assert (found.claim, found.label) == (f"Agua | Acta en {B}", "Evidencia")


NO_ROWS: dict[str, list[list[Cell]]] = {
    "one row: a page is laid out by it": [[("", "Inicio"), (BARE, f"Ver {B} hoy.")]],
    "one column": [[("", "Evidencia")], [(BARE, f"Ver {B} hoy.")]],
    "as long as a page": [HEAD, [("", "Agua. " * 400), (BARE, f"Ver {B} hoy.")]],
}


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("rows", NO_ROWS.values(), ids=NO_ROWS.keys())
def test_what_is_no_row_of_data_is_text_as_any_other(
    make: Callable[[list[list[Cell]]], bytes], rows: list[list[Cell]]
) -> None:
    (found,) = read(make(rows), "", "").citations
    assert (found.claim or "").endswith(f"Ver {B} hoy.")
    assert "|" not in (found.claim or "")


NO_NAMES: dict[str, list[Cell]] = {
    "it cites": [("", "Sol"), (LINKED, "Lista")],
    "it has other cells": [("", "Compromisos de 2019")],
    "it says more than a name": [("", "Compromiso"), ("", "Evidencia de lo que se hizo " * 5)],
}


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("top", NO_NAMES.values(), ids=NO_NAMES.keys())
def test_a_first_row_that_names_no_columns(
    make: Callable[[list[list[Cell]]], bytes], top: list[Cell]
) -> None:
    *_, found = read(make([top, [("", "Luz"), (BARE, B)]]), "", "").citations
    assert (found.claim, found.label) == ("Luz", None)


def test_a_note_of_a_cell_supports_its_row() -> None:
    rows = "".join(
        f"<w:tr><w:tc>{paragraph(one)}</w:tc><w:tc><w:p>{run(two)}{mark}</w:p></w:tc></w:tr>"
        for one, two, mark in (
            ("Compromiso", "Avance", ""),
            ("Agua", "5 pozos", "<w:r><w:footnoteReference w:id='2'/></w:r>"),
        )
    )
    notes = f"<w:footnote w:id='2'>{paragraph(A)}</w:footnote>"
    (found,) = read(docx(f"<w:tbl>{rows}</w:tbl>", footnotes=notes), "", "").citations
    assert (found.claim, found.label, found.marker) == ("Agua | 5 pozos", "Avance", "1")


@pytest.mark.parametrize(
    "rows",
    [
        [[(BARE, B)] * 256] * 40,
        [[(BARE, B)] * 2_000] * 2,
        [HEAD, [("", "x"), (BARE, f"{B}|" * 10_000)]],
    ],
)
def test_a_table_made_for_it_takes_no_longer_than_its_length_asks_for(
    rows: list[list[Cell]],
) -> None:
    begun = time.process_time()
    citations_of(document(rtf(rows)))
    assert time.process_time() - begun < 20
