r"""RTF: links by their words, notes, tables, letters of any code page, and what a reader does not see."""

from __future__ import annotations

import time

import pytest

from evidence.citations import read
from evidence.formats.document import Unreadable
from tests.unit.reading import content, document, lines

A = "https://www.gob.mx/a"


def rtf(body: str) -> bytes:
    return b"{\\rtf1\\ansi " + body.encode("latin-1") + b"}"


def link(code: str, shown: str) -> str:
    return f"{{\\field{{\\*\\fldinst{code}}}{{\\fldrslt{shown}}}}}"


def to(target: str, shown: str) -> str:
    return link(f'{{ HYPERLINK "{target}" }}', f"{{{shown}}}")


def links(body: str) -> list[tuple[str, str]]:
    """Words and target of each link."""
    found = document(rtf(body))
    return [(found.text[one.start : one.end], one.target) for one in found.links]


WORD = r"\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid1 "
WRITTEN = {
    "Word": link(f'{{{WORD} HYPERLINK "{A}" }}', f"{{{WORD}\\cs15\\ul\\cf2 informe}}"),
    "Word, once opened": (
        f'{{\\field\\fldedit{{\\*\\fldinst {{{WORD} HYPERLINK "{A}" }}{{{WORD}{{\\*\\datafield 00d0c9ea}}}}}}'
        "{\\fldrslt {\\ul informe}}}"
    ),
    "LibreOffice": link(f' HYPERLINK "{A}" ', " informe"),
    "WordPad": link(f'{{HYPERLINK "{A}"}}', r"{\ul\cf1 informe}"),
    "without quotes": link(f"{{HYPERLINK {A}}}", "{informe}"),
    "over lines": link(f'{{HYPER\r\nLINK "{A[:9]}\r\n{A[9:]}"}}', "{infor\r\nme}"),
    "what the mouse shows": link(f'{{HYPERLINK \\\\o "un acta" "{A}"}}', "{informe}"),
    "its code in pieces": link(f'{{HYPERLINK }}{{"{A[:9]}}}{{\\b {A[9:]}"}}', "{inf}{orme}"),
    "its address from another field": link(
        f'{{HYPERLINK "}}{link("{MERGEFIELD u}", f"{{{A}}}")}{{"}}', "{informe}"
    ),
}


@pytest.mark.parametrize("field", WRITTEN.values(), ids=WRITTEN.keys())
def test_links_stand_on_their_words_whoever_wrote_them(field: str) -> None:
    assert links(f"Ver {field} de hoy") == [("informe", A)]
    assert document(rtf(f"Ver {field} de hoy")).text.rstrip() == "Ver informe de hoy"


def test_links_in_one_line_keep_to_their_own_words() -> None:
    many = " y ".join(to(f"{A}{n}", f"acta {n}") for n in range(300))
    assert links(many) == [(f"acta {n}", f"{A}{n}") for n in range(300)]


def test_a_place_in_the_document_and_other_fields_are_no_links() -> None:
    body = link('{HYPERLINK \\\\l "x"}', "{ind}") + link("{PAGEREF x}", "{7}")
    assert links(body) == []
    assert lines(rtf(body)) == ("ind7",)


def test_a_picture_that_links() -> None:
    shape = r"{\shp{\*\shpinst{\sp{\sn pihlShape}{\sv {\*\hl{\hlfr x}{\hlsrc %s}}}}}{\shprslt x}}"
    assert links("Antes. " + shape % A) == [("", A)]
    assert links(r"{\deleted " + shape % A + "}") == []


HIDDEN = {
    "hidden": r"{\v https://oculto.example/}",
    "deleted": r"{\deleted https://borrado.example/}",
    "moved away": r"{\mvf https://llevado.example/}",
    "hidden and shown again": r"\v https://oculto.example/\v0 ",
    "deleted and plain again": r"\deleted https://borrado.example/\plain ",
    "comment": r"{\*\annotation https://nota.example/}",
    "unknown": r"{\*\desconocido https://x.example/{\footnote y}}",
    "index": r"{\xe https://x.example/}",
    "data": "{\\*\\objdata \\bin4 }{}}}",
    "picture": "{\\pict\\wmetafile8 https\r\n\\bin3 }}}x}",
    "a link whose words were deleted": to("https://b.example/", r"\deleted x"),
    "a deleted link": r"{\deleted " + to("https://b.example/", "x") + "}",
    "a note of what was deleted": r"{\deleted x{\footnote\pard\plain https://n.example/}}",
}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN.keys())
def test_what_a_reader_does_not_see_cites_nothing_and_glues_nothing(hidden: str) -> None:
    found = document(rtf(f"Ver {hidden}{A} hoy"))
    assert found.text.rstrip() == f"Ver {A} hoy"
    assert (found.links, found.notes, found.refs) == ([], [], [])


def test_what_was_inserted_and_moved_here_stands_there() -> None:
    body = r"{\revised Ver} {\mvt el acta} {\v0\deleted0 hoy}"
    assert lines(rtf(body)) == ("Ver el acta hoy",)
    assert links(to(A, r"{\deleted viejo}{\revised nuevo}")) == [("nuevo", A)]


def test_a_paragraph_whose_end_was_deleted_runs_on() -> None:
    assert lines(rtf(r"Se publica {\deleted \par}cada mes\par Otro")) == (
        "Se publica cada mes",
        "Otro",
    )


def test_notes_belong_to_their_sentences() -> None:
    body = (
        r"Se public\'f3 el tablero{\super\chftn{\footnote \pard\plain {\super\chftn} Ver "
        + to(A, "el acta")
        + r".}}. Otra frase de la misma secretaría, que es más larga.{\super\chftn{\footnote\ftnalt \chftn https://n.example/1}}"
    )
    cited = read(rtf(body), "a.rtf", "").citations
    assert [(one.url, one.marker, one.claim) for one in cited] == [
        (A, "1", "Se publicó el tablero."),
        ("https://n.example/1", "1", "Otra frase de la misma secretaría, que es más larga."),
    ]
    assert content(rtf(body)).lines[0].startswith("Se publicó el tablero. Otra frase de")


def test_heads_and_feet_cite_once_and_are_not_the_documents_own_text() -> None:
    body = rf"{{\header {A}\par}}{{\headerf {A}\par}}{{\footer p. \chpgn}}Texto"
    found = document(rtf(body))
    assert [found.text[one.start : one.end].strip() for one in found.margins] == [A, "p."]
    assert content(rtf(body)).main == ("Texto",)


def test_text_boxes_stand_behind_their_paragraph() -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt \pard\plain Recuadro\par}}{\shprslt Recuadro}}"
    assert lines(rtf(rf"Antes {box}y despu\'e9s\par Otro")) == (
        "Antes y después",
        "Recuadro",
        "Otro",
    )


TABLES = {
    "LibreOffice": (
        r"\trowd\cellx1\cellx2\pard\plain \intbl{Agua}\cell{Acta}\cell\row\pard "
        r"\trowd\cellx1\cellx2\pard\plain \intbl{Luz}\cell{Lista}\cell\row\pard\plain "
    ),
    "Word": (
        r"\trowd\cellx1\cellx2\pard\plain \intbl {Agua\cell Acta\cell }\pard \intbl {\trowd\cellx1\cellx2\row }"
        r"\pard\plain \intbl {Luz\cell Lista\cell }\pard \intbl {\trowd\cellx1\cellx2\row }\pard\plain "
    ),
    "pandoc": "".join(
        rf"{{\trowd\cellx1\cellx2\trkeep\intbl{{{{{{\pard\intbl {one}\par}}\cell}}"
        rf"{{{{\pard\intbl {two}\par}}\cell}}}}\intbl\row}}"
        for one, two in (("Agua", "Acta"), ("Luz", "Lista"))
    ),
}  # fmt: skip


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_rows_of_a_table(table: str) -> None:
    found = document(rtf(rf"Antes\par {table}Despu\'e9s\par"))
    rows = [[found.text[c.start : c.end].strip() for c in row.cells] for row in found.rows]
    assert rows == [["Agua", "Acta"], ["Luz", "Lista"]]
    assert lines(rtf(rf"Antes\par {table}Despu\'e9s\par")) == (
        "Antes",
        "Agua | Acta",
        "Luz | Lista",
        "Después",
    )


def test_a_row_that_is_spoken_of_and_never_comes_is_none() -> None:
    found = document(rtf(r"\trowd\pard Uno\par Dos\par\trowd\intbl Agua\cell\row"))
    assert [found.text[row.start : row.end].strip() for row in found.rows] == ["Agua"]


def test_headings_by_their_outline() -> None:
    body = r"\pard\outlinelevel0 Agua\par\pard Texto\par{\pard\outlinelevel1 Metas\par}Fin\par"
    found = document(rtf(body))
    assert [(found.text[h.start : h.end], h.level) for h in found.headings] == [
        ("Agua", 1),
        ("Metas", 2),
    ]


LETTERS = {
    "Western": (r"Informaci\'f3n", "Información"),
    "of the document": (r"\ansicpg1251 \'c0\'e1", "Аб"),
    "of the font": (r"{\fonttbl{\f7\fcharset204 Arial CYR;}}\f7 \'c0\f0\'e1", "Аá"),
    "of the usual font": (r"\deff7{\fonttbl{\f7\fcharset238{\*\falt x} Arial;}}\'b9", "ą"),
    "of two bytes": (r"{\fonttbl{\f1\fcharset128 MS;}}\f1\'93\'fa\'96{}\'7b", "日\ufffd{"),
    "of a Mac": (r"\mac \'97", "ó"),
    "a code page that nobody knows": (r"\ansicpg0 \'f3", "ó"),
    "Unicode": (r"\u243?n", "ón"),
    "Unicode with two signs for others": (r"\uc2\u8220\'93\'94Acta\u8221 ab", "“Acta”"),
    "Unicode with none": (r"{\uc0\u243 n}\u243?n", "ónón"),
    "Unicode, negative": (r"\u-4?", "\ufffc"),
    "beyond 16 bits": (r"\u-10179?\u-8704?x", "\U0001f600x"),
    "beyond 16 bits, in one": (r"\u128512?", "\U0001f600"),
    "half a letter": (r"\u-10179?x\u-8704?", "\ufffdx\ufffd"),
    "half a letter at the end of a group": (r"{\u-10179?}x", "\ufffdx"),
    "signs": (r"a\emdash b\~c\_d\{e\}\\f", "a—b\u00a0c-d{e}\\f"),
    "nothing": (r"\u0?", "\ufffd"),
}


@pytest.mark.parametrize(("written", "shown"), LETTERS.values(), ids=LETTERS.keys())
def test_letters(written: str, shown: str) -> None:
    assert document(rtf(written)).text == f"{shown}\n\n"


def test_a_link_behind_letters_of_two_halves_keeps_its_words() -> None:
    assert links(r"\u-10179?\u-8704? " + to(A, "acta")) == [("acta", A)]


OPEN = f'{{\\field{{\\*\\fldinst{{HYPERLINK "{A}'
HOSTILE = {
    "links that never close": OPEN * 20_000,
    "one code": OPEN + "x" * 1_000_000 + '"}}{\\fldrslt x}}',
    "quotes": OPEN + '"' * 1_000_000,
    "notes in notes": r"a{\footnote b" * 20_000,
    "notes": r"a{\footnote b}" * 20_000,
    "boxes in boxes": r"{\shp{\*\shpinst{\shptxt x\par " * 20_000,
    "heads": "".join(rf"{{\header {n}}}" for n in range(20_000)),
    "cells": r"\trowd\intbl a\cell " * 50_000,
    "numbers": r"\uc" + "9" * 1_000_000 + r"\bin" + "9" * 5_000,
    "backslashes": "\\" * 1_000_000,
    "halves": r"\u-10179?" * 100_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_take_no_longer_than_their_length_asks_for(body: str) -> None:
    begun = time.process_time()
    found = document(b"{\\rtf1 " + body.encode())
    assert time.process_time() - begun < 10
    assert all(0 <= one.start <= one.end <= len(found.text) for one in found.links)


def test_groups_without_end_are_refused() -> None:
    with pytest.raises(Unreadable, match="damaged"):
        document(b"{\\rtf1 " + b"{" * 200_000)


def test_what_stands_behind_the_end_is_not_read() -> None:
    assert document(rtf("uno") + b"dos").text == "uno\n\n"
