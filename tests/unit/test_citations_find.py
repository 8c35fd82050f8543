"""URLs in running text: where they begin and end, and how breaks are bridged."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.citations.find import urls
from evidence.citations.layout import Layout
from evidence.formats.document import Document, Line
from tests.unit.plain_text import found, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(véase https://agua.example/informe).", ["https://agua.example/informe"]),
        ("https://agua.example/a_(b), y", ["https://agua.example/a_(b)"]),
        ("[https://agua.example/a]; «https://luz.example/b»", ["https://agua.example/a", "https://luz.example/b"]),
        ("<https://a.example/x>, <https://b.example/y> y <https://c.example/z?q=>",
         ["https://a.example/x", "https://b.example/y", "https://c.example/z?q="]),
        ("https://a.example/x\u00a0más", ["https://a.example/x"]),
        ("en https://a.example/x¹⁰ y", ["https://a.example/x"]),
        ("https://a.example/informe/¿qué?", ["https://a.example/informe/¿qué"]),
        ("https://bündnis.example/añó?q=ñ.", ["https://bündnis.example/añó?q=ñ"]),
        ("[x](https://a.example/b)", ["https://a.example/b"]),
        ("3http://a.example/", ["http://a.example/"]),
        ("ftp://a.example/b", ["ftp://a.example/b"]),
    ],
)  # fmt: skip
def test_ends(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "url", "repair"),
    [
        ("ver www.gob.mx/sfp.", "http://www.gob.mx/sfp", "scheme"),
        ("ver datos.gob.mx/busca/dataset?q=1 y", "http://datos.gob.mx/busca/dataset?q=1", "scheme"),
        ("doi:10.1234/abc.5", "https://doi.org/10.1234/abc.5", "doi"),
        ("DOI 10.1234/abc(5)x.", "https://doi.org/10.1234/abc(5)x", "doi"),
        ("https://a.example/x?a=1&amp;b=2", "https://a.example/x?a=1&b=2", "entity"),
        (r"https://a.example/Plan\_de\_Accion.pdf", "https://a.example/Plan_de_Accion.pdf", "backslash"),
        ("https://drive.example/file/d/ 1Tx704DMy5bNAvKM/view?usp=x",
         "https://drive.example/file/d/1Tx704DMy5bNAvKM/view?usp=x", "space"),
        ("http:// agua.gob.mx/informe", "http://agua.gob.mx/informe", "space"),
        ("<https://a.example/uno\ndos/tres>", "https://a.example/unodos/tres", "line-break"),
    ],
)  # fmt: skip
def test_repairs(text: str, url: str, repair: str) -> None:
    (item,) = found(text)
    assert item.url == url
    assert repair in item.repairs
    assert text[item.start : item.end] == item.raw


@pytest.mark.parametrize(
    "text",
    ["ana@agua.gob.mx/x", "correo@example.org", "setup.py/x", "and/or", "v1.2.3/x", "ver informe.pdf",
     "http://", "http://.", "_http://a.example", "C:\\www.x\\y", "R3D/x", "https:// la red"],
)  # fmt: skip
def test_what_is_no_url(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example/ y/o https://b.example/",
        "https://a.example/x #etiqueta",
        "https://a.example/ La Secretaría",
        "https://a.example/\n\nhttps://b.example/",
        "https://a.example/informe.pdf\n4 Disponible en",
        "https://a.example/x/\n- otro punto",
        "https://a.example/x\nb.example.org/y",
    ],
)
def test_what_is_not_joined(text: str) -> None:
    assert found(text)[0].url in {"https://a.example/", "https://a.example/x", "https://a.example/x/",
                                  "https://a.example/informe.pdf"}  # fmt: skip


WRAPPED = "El informe que la dependencia publicó con los datos se encuentra en\n{}\nsegún se dijo en la mesa."


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("https://www.agua.gob.mx/programas/nacional/exhumaciones/documentos/", "informe_2018.pdf"),
        ("https://www.agua.gob.mx/programas/nacional/exhumaciones/documento?a=", "1&b=dos"),
        ("https://www.agua.gob.mx/programas/nacional/exhumaciones/documentos/el.", "html"),
        ("https://programas-nacionales-de-exhumaciones.subsecretaria.agua.gob.", "mx/sfp"),
        ("https:", "//www.agua.gob.mx/"),
        ("https://", "www.agua.gob.mx/"),
    ],
)
def test_lines_are_joined(left: str, right: str) -> None:
    (item,) = found(WRAPPED.format(f"{left}\n{right}"))
    assert item.url == left + right
    assert item.repairs == ("line-break",)


def test_a_doubtful_bridge_keeps_both_readings() -> None:
    (item,) = found(
        WRAPPED.format("https://www.agua.gob.mx/programas/nacional/exhumaciones-\ncompletas/x")
    )
    assert item.url.endswith("/exhumaciones-completas/x")
    assert "https://www.agua.gob.mx/programas/nacional/exhumacionescompletas/x" in item.alternatives


def styled(*lines: tuple[str, float, str, str]) -> Document:
    text, marks = "", []
    for words, right, first, last in lines:
        marks.append(Line(len(text), len(text) + len(words), 50, right, 10, first, last))
        text += words + "\n"
    return Document(text, lines=marks)


def test_style_tells_whether_a_url_runs_on() -> None:
    body = ("La secretaría dijo lo que dijo en su informe del año", 500, "body", "body")
    link = ("que está en https://a.example/informes/", 495, "body", "mono")
    for style, expected in (
        ("mono", "https://a.example/informes/Reporte"),
        ("body", "https://a.example/informes/"),
    ):
        document = styled(body, body, link, ("Reporte del año", 300, style, "body"), body)
        (item,) = urls(document.text, Layout(document))
        assert item.url == expected


def test_a_seam_ends_a_url() -> None:
    text = "https://a.example/informe4 y"
    document = Document(text, seams={text.index("4")})
    assert [item.url for item in urls(text, Layout(document))] == ["https://a.example/informe"]


@given(st.text(alphabet="htps:/w.aé1-_?=&%()[]<>\"' \n\t\u00ad\u00a0¹,;", max_size=200))
def test_spans_are_exact_ordered_and_apart(text: str) -> None:
    end = 0
    for item in found(text):
        assert item.start >= end
        assert text[item.start : item.end] == item.raw
        end = item.end


@pytest.mark.parametrize(
    "unit", [*"a.()[]<>*_#-/'\"&=%?,;~|1\n¹", "http:", "www.", "a.b/", "&amp;", "http:\n"]
)
def test_long_runs_take_no_long_time(unit: str) -> None:
    text = "https://a.example/x" + unit * (50_000 // len(unit))
    start = time.process_time()
    found(text)
    assert time.process_time() - start < 5
