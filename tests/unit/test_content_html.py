"""HTML: what a reader sees, where it stands, and what is masked."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.content import Link, extract
from evidence.content.noise import mask
from tests.unit.documents import page


def lines(html: str) -> tuple[str, ...]:
    return extract(html.encode(), "text/html; charset=utf-8").lines


def test_blocks_end_where_their_element_ends() -> None:
    assert lines("<div><h2>Meta</h2>uno<p>dos</p>tres <b>y</b> cuatro<br>cinco</div>") == (
        "Meta", "uno", "dos", "tres y cuatro", "cinco",
    )  # fmt: skip


def test_a_table_row_is_one_line() -> None:
    assert lines("<table><tr><th>Año<th>Monto<tr><td>2018<td>1.5</table>") == (
        "Año | Monto",
        "2018 | 1.5",
    )


def test_what_nobody_sees_is_no_text() -> None:
    hidden = "<input type=hidden name=__VIEWSTATE value=dDw><script>x()</script><style>p{}</style><!--c-->"
    assert lines(f"<p>{hidden}Texto</p>") == ("Texto",)


def test_main_is_without_frame_and_dialogs() -> None:
    content = extract(
        page(
            "<h1>Compromiso 3</h1><p>Publicar el padrón.</p><div role=dialog>Usamos cookies</div>"
        ),
        "text/html",
    )
    assert content.main == ("Compromiso 3", "Publicar el padrón.")
    assert content.lines[0] == "Inicio"
    assert content.headings == ("Compromiso 3",)
    assert [part.name for part in content.parts] == ["", "Compromiso 3"]


def test_an_empty_main_element_is_not_the_document() -> None:
    html = (
        "<nav>Menú</nav><main>Cargando</main><div><p>" + "El texto del plan. " * 20 + "</p></div>"
    )
    assert any("El texto del plan." in line for line in extract(html.encode(), "text/html").main)


def test_links_are_absolute_and_without_sessions() -> None:
    html = (
        "<a href='/doc/plan.pdf;jsessionid=1A2B#p2'>El <b>plan</b></a>"
        "<a href=javascript:void(0)>x</a><iframe src=visor.pdf></iframe>"
    )
    assert extract(html.encode(), "text/html", "https://a.gob.mx/b/c").links == (
        Link("https://a.gob.mx/doc/plan.pdf", "El plan"),
        Link("https://a.gob.mx/b/visor.pdf", ""),
    )


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("Visitas: 1,234", "Visitas: 1,235"),
        ("Total 88 visitas", "Total 91 visitas"),
        ("© 2023 Secretaría", "© 2024 Secretaría"),
        ("Página generada 10:03:22", "Página generada 11:40:01"),
        ("Publicado hace 3 días", "Publicado hace 4 días"),
        ("Jueves, 3 de julio de 2025", "Viernes, 4 de julio de 2025"),
    ],
)
def test_what_changes_by_itself_is_masked(line: str, other: str) -> None:
    assert mask(line) == mask(other)


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("Se realizarán 12 visitas de inspección a los municipios del estado", None),
        ("Atención de 9:00 a 15:00 horas", "Atención de 9:00 a 18:00 horas"),
        ("Visitas | 12", "Visitas | 13"),
        ("Fecha límite: 3 de julio de 2025", "Fecha límite: 4 de julio de 2025"),
    ],
)
def test_what_a_sentence_says_is_not_masked(line: str, other: str | None) -> None:
    assert mask(line) != mask(other or line.replace("12", "21"))


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 19_000,
        b"<h1><div>" * 9_000 + b"x",
        b"<a href=x><table><td>" * 6_000,
        b"<p>" + b"1,1." * 200_000,
        b"<p>" + b"lunes 1" * 100_000,
        b"<!---->" * 580 + b"x",
        b"<meta http-equiv=refresh content='" + b"1" * 500_000 + b"'>",
    ],
    ids=["deep", "deep-headings", "deep-links", "figures", "weekdays", "comments", "refresh"],
)
def test_hostile_pages_take_bounded_time(body: bytes) -> None:
    started = time.process_time()
    extract(body, "text/html")
    assert time.process_time() - started < 3


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "text/html", "text/html; charset=utf-16", "text/csv"]),
)
def test_no_bytes_raise(body: bytes, content_type: str) -> None:
    extract(b"<p>" + body, content_type, "https://a.mx/")


@given(st.text(max_size=200))
def test_masking_twice_is_masking_once(text: str) -> None:
    line = " ".join(text.split())
    assert mask(mask(line)) == mask(line)
