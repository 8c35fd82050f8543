"""HTML: what a reader sees, where it stands, and what is masked."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.addresses import resolve
from evidence.content import Link, extract, is_light
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


@pytest.mark.parametrize("name", ["footer", "pie"])
def test_what_old_templates_set_around_a_document_is_not_of_it(name: str) -> None:
    html = f"<article><h1>Acta</h1><p>Texto</p><div id='{name}'><p>Dirección</p></div></article>"
    content = extract(html.encode(), "text/html; charset=utf-8")
    assert (content.main, content.lines) == (("Acta", "Texto"), ("Acta", "Texto", "Dirección"))


TEXT = "<h1>Acta</h1>" + "<p>Se acordó publicar el padrón de beneficiarios cada trimestre.</p>" * 4


@pytest.mark.parametrize(
    "where",
    [
        "class='pie-de-pagina'", "class='row piePagina'", "class=footer", "class='bg-dark site-footer'",
        "id=footer_wrapper", "class=rodapé", "id='Footer'", "class='gob-footer-bottom'",
    ],
)  # fmt: skip
def test_a_footer_by_name_is_around_the_document(where: str) -> None:
    foot = f"<div {where}><p>Av. Insurgentes 1735</p><p><a href=/aviso.pdf>Aviso</a></p></div>"
    content = extract(f"<div>{TEXT}</div>{foot}".encode(), "text/html; charset=utf-8")
    assert "Av. Insurgentes 1735" in content.lines
    assert set(content.main) == set(lines(TEXT))
    assert [link.is_framed for link in content.links] == [True]


@pytest.mark.parametrize(
    "where", ["class=menu", "id=main-nav", "class='top-bar'", "class=encabezado"]
)
def test_a_menu_by_name_is_made_of_links(where: str) -> None:
    menu = f"<div {where}><a href=/a>Quiénes somos</a> <a href=/b>Prensa</a></div>"
    assert set(extract(f"{menu}{TEXT}".encode(), "text/html").main) == set(lines(TEXT))
    for own in (
        f"<div {where}><p>Lunes: sopa de lentejas</p><p><a href=/m>Martes</a>: arroz</p></div>",
        f"<ul {where}><li><a href=/acta-1.pdf>Acta de la primera sesión</a></ul>",
    ):
        assert set(lines(own)) <= set(extract(f"{own}{TEXT}".encode(), "text/html").main), own


@pytest.mark.parametrize(
    "html",
    [
        "<main class=has-footer>{text}</main>",
        "<div class='with-menu footer-visible'>{text}</div>",
        "<div class=footer><h1>Acta</h1>{more}</div>",  # who never closed it
        "<div class=footer>{more}</div><p>Secretaría</p>",
        "<article>{text}<div class=footer>{more}</div></article>",
        "<div role=main>{text}<div class=footer>{more}</div></div>",
        "<div class=card-footer>{more}</div>{text}",
        "<div class=piedra>{more}</div>{text}",
    ],
)
def test_a_name_alone_makes_no_frame(html: str) -> None:
    more = "<p>Fuente: INEGI, encuesta de 2019.</p><p>La siguiente sesión es en marzo.</p>"
    written = html.format(text=TEXT, more=more)
    content = extract(written.encode(), "text/html; charset=utf-8")
    assert content.main == content.lines


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
        ("Descargas: 120", "Descargas: 133"),
        ("Página generada en 0.123 segundos", "Página generada en 0.256 segundos"),
        ("Actualizado hace 3 días", "Actualizado hace un mes"),
        ("Visto 12 veces", "Visto 345 veces"),
        ("Visitas: 1,234", "Visitas: 1,235"),
        ("Total 88 visitas", "Total 91 visitas"),
        ("Página generada 10:03:22", "Página generada 11:40:01"),
        (
            "This page was generated in 0.2 seconds with 31 queries.",
            "This page was generated in 1.2 seconds with 30 queries.",
        ),
        ("Page générée en 0,3 secondes", "Page générée en 0,5 secondes"),
        ("Página gerada em 0,12 segundos", "Página gerada em 0,22 segundos"),
        ("Usted es el visitante número: 10233", "Usted es el visitante número: 10234"),
        ("Usted es el visitante no. 12345", "Usted es el visitante no. 12389"),
        ("A 120 personas les gusta esto", "A 133 personas les gusta esto"),
        ("120 people like this", "133 people like this"),
        ("¿Cuánto es 3 + 4?", "¿Cuánto es 8 + 1?"),
        ("What is 3 + 4 ?", "What is 8 + 1 ?"),
        ("Hora del servidor: 26/11/2026 10:05", "Hora del servidor: 27/11/2026 11:45"),
        ("26/11/2026 10:05", "27/11/2026 11:45"),
        ("You are visitor #1234", "You are visitor #1239"),
        ("Número de visitas: 12", "Número de visitas: 19"),
        ("Posted 3 hours ago", "Posted 2 days ago"),
        ("Publicado há 3 dias", "Publicado há 2 semanas"),
        ("Publié il y a 3 jours", "Publié il y a un mois"),
        ("Esta página ha sido vista 1 234 veces", "Esta página ha sido vista 1 239 veces"),
        ("© 2023 Secretaría", "© 2024 Secretaría"),
        ("Gobierno de México © 2018-2023", "Gobierno de México © 2018-2024"),
        ("Jueves, 26 de noviembre de 2026, 10:05:33", "Viernes, 27 de noviembre de 2026, 11:15:03"),
        ("1,234 views", "1,300 views"),
        ("Lu 120 fois", "Lu 121 fois"),
        ("Téléchargements : 120", "Téléchargements : 121"),
        ("Baixado 12 vezes", "Baixado 15 vezes"),
        ("Copyright © 2023", "Copyright © 2024"),
        ("Page views: 5321", "Page views: 5409"),
        ("Visto: 1204", "Visto: 1219"),
        ("Viewed (1204)", "Viewed (1219)"),
        ("Visitas desde enero de 2015: 5,321", "Visitas desde enero de 2015: 5,409"),
        ("Visits since 2015: 5,321", "Visits since 2015: 5,409"),
        ("Visitas hoy: 12", "Visitas hoy: 19"),
        ("12.3K views", "12.9K views"),
        ("1,2 mil visualizaciones", "1,4 mil visualizaciones"),
        ("1.2 M de vistas", "1.3 M de vistas"),
        ("Hay 12 invitados y ningún miembro en línea", "Hay 19 invitados y un miembro en línea"),
        ("We have 12 guests and no members online", "We have 19 guests and 2 members online"),
        ("Visitas: 120 | Descargas: 33", "Visitas: 133 | Descargas: 35"),
        (
            "Visitas: 120 · 3 comentarios · hace 2 días",
            "Visitas: 133 · 4 comentarios · hace 3 días",
        ),
        ("Visitas hoy: 12 Visitas totales: 3300", "Visitas hoy: 19 Visitas totales: 3350"),
        ("Me gusta 120 Compartir 33", "Me gusta 133 Compartir 35"),
        ("120 vistas 3 comentarios", "133 vistas 4 comentarios"),
        ("Updated just now", "Updated 5 minutes ago"),
        ("Actualizado hace un momento", "Actualizado hace 5 minutos"),
        ("Actualizado hace más de un año", "Actualizado hace casi 2 años"),
        ("2 years, 3 months ago", "2 years, 4 months ago"),
        ("Aktualisiert vor 3 Tagen", "Aktualisiert vor einem Monat"),
        ("Aufrufe: 120", "Aufrufe: 133"),
        ("2026-11-26T10:05:33Z", "2026-11-27T11:45:02.123+00:00"),
        ("Hora: 10:05:33", "Hora: 11:45:02"),
        ("Última visita: 26/11/2026 10:05", "Última visita: 27/11/2026 11:45"),
        ("Actualizado hoy a las 10:05", "Actualizado ayer a las 23:15"),
        ("Tiempo de lectura: 3 minutos", "Tiempo de lectura: 4 minutos"),
        ("3 min read", "4 min read"),
        ("Faltan 45 días", "Faltan 44 días"),
        ("Quedan 3 días para el simulacro", "Quedan 2 días para el simulacro"),
        (
            "Request ID: 8f3a9c1e-1234-4bcd-9e0f-aabbccddeeff",
            "Request ID: 11aa9c1e-1234-4bcd-9e0f-aabbccddee00",
        ),
        ("Su dirección IP es: 189.203.1.2", "Su dirección IP es: 187.190.33.4"),
    ],
)
def test_what_changes_by_itself_is_masked(line: str, other: str) -> None:
    assert mask(line) == mask(other)


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("Visitas | 12", "Visitas | 13"),
        ("Se realizarán 12 visitas", "Se realizarán 2 visitas"),
        ("Lunes 4 de marzo de 2019", "Viernes 28 de junio de 2019"),
        ("El registro cierra a las 10:00:00", "El registro cierra a las 12:00:00"),
        ("10:00:00", "12:00:00"),
        ("(c) 2018 personas atendidas", "(c) 2019 personas atendidas"),
        ("Según el inciso (c) 2018 beneficiarios", "Según el inciso (c) 2019 beneficiarios"),
        ("Fecha límite: 3 de julio de 2025", "Fecha límite: 4 de julio de 2025"),
        ("Plazo: 12 horas", "Plazo: 24 horas"),
        ("Lunes 4 de marzo de 2019, 10:00 horas", "Lunes 4 de marzo de 2019, 12:00 horas"),
        ("We will make 12 visits", "We will make 2 visits"),
        ("Serão realizadas 12 visitas", "Serão realizadas 2 visitas"),
        ("Au moins 12 visites", "Au moins 2 visites"),
        ("Meta: 12 visitas", "Meta: 2 visitas"),
        ("12 visitas de inspección", "2 visitas de inspección"),
        ("La ley se aprobó hace 3 años", "La ley se aprobó hace 4 años"),
        ("Audiencia: 26/11/2026 10:05", "Audiencia: 27/11/2026 10:05"),
        ("El acta fue publicada en 2018", "El acta fue publicada en 2019"),
        ("Total: 120", "Total: 133"),
        ("A 120 personas les gusta leer", "A 133 personas les gusta leer"),
        ("¿Cuánto es 3 + 4 por ciento de la meta?", "¿Cuánto es 8 + 1 por ciento de la meta?"),
        ("Visitas hoy | 12", "Visitas hoy | 19"),
        ("Visitas | 120 | Descargas | 33", "Visitas | 133 | Descargas | 35"),
        ("Meta 2019: 4 | Visitas: 120", "Meta 2019: 5 | Visitas: 120"),
        ("12 visitas | 8 talleres", "2 visitas | 8 talleres"),
        ("12 visitas 8 talleres", "2 visitas 8 talleres"),
        ("Visitas de inspección desde 2015: 120", "Visitas de inspección desde 2015: 12"),
        ("Hay 12 invitados al foro", "Hay 2 invitados al foro"),
        ("Hora: 10:00", "Hora: 12:00"),
        ("Última visita de inspección: 12/03/2019", "Última visita de inspección: 12/03/2021"),
        ("Última visita: 12/03/2019", "Última visita: 12/03/2021"),
        ("Tiempo de respuesta: 3 días", "Tiempo de respuesta: 30 días"),
        ("Faltan 45 contratos", "Faltan 5 contratos"),
        ("Faltan 3 años para cumplir la meta", "Faltan 9 años para cumplir la meta"),
        ("Quedan 3 días para el simulacro", "Quedan 3 días para el registro"),
        (
            "La última auditoría fue hace más de 3 años",
            "La última auditoría fue hace más de 8 años",
        ),
        ("Vor 3 Gerichten", "Vor 8 Gerichten"),
        ("Informe anual 2019 (120 descargas)", "Informe anual 2019 (133 descargas)"),
        ("2026-11-26", "2026-11-27"),
        ("Leído el 12 de marzo", "Leído el 19 de marzo"),
        ("12 M de pesos", "2 M de pesos"),
        ("Error 404: 12 casos", "Error 404: 2 casos"),
    ],
)
def test_what_a_sentence_says_is_not_masked(line: str, other: str) -> None:
    assert mask(line) != mask(other)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<ul><li>04/03/2019 10:00</li></ul>", "<ul><li>28/06/2021 18:00</li></ul>"),
        (
            "<dl><dt>Audiencia<dd>04/03/2019 10:00</dl>",
            "<dl><dt>Audiencia<dd>28/06/2021 18:00</dl>",
        ),
        (
            "<h3>Audiencia</h3><p>04/03/2019 10:00 hrs</p>",
            "<h3>Audiencia</h3><p>28/06/2021 18:00 hrs</p>",
        ),
        (
            "<h3>Hearing</h3><p>March 4, 2019 10:00:00</p>",
            "<h3>Hearing</h3><p>June 8, 2021 10:00:00</p>",
        ),
        (
            "<h3>Visitas de campo</h3><p>120 visitas</p>",
            "<h3>Visitas de campo</h3><p>12 visitas</p>",
        ),
        (
            "<h3>Public consultation</h3><p>350 comments</p>",
            "<h3>Public consultation</h3><p>35 comments</p>",
        ),
        (
            "<h3>Última auditoría</h3><p>Hace 3 años</p>",
            "<h3>Última auditoría</h3><p>Hace 8 años</p>",
        ),
        (
            "<h3>Visitas de campo</h3><p>120 visitas</p><h3>Acta</h3>",
            "<h3>Visitas de campo</h3><p>12 visitas</p><h3>Acta</h3>",
        ),
        (
            "<h3>Metas</h3><ul><li>12 visitas<li>8 talleres</ul>",
            "<h3>Metas</h3><ul><li>2 visitas<li>8 talleres</ul>",
        ),
        (
            "<ul><li>8 talleres<li>30 descargas<li>12 visitas</ul>",
            "<ul><li>8 talleres<li>30 descargas<li>2 visitas</ul>",
        ),
        (
            "<ul><li>12 downloads<li>8 workshops held</ul>",
            "<ul><li>2 downloads<li>8 workshops held</ul>",
        ),
        (
            "<h3>Metas</h3><p>Total de visitas: 12</p><p>Total de talleres: 8</p>",
            "<h3>Metas</h3><p>Total de visitas: 2</p><p>Total de talleres: 8</p>",
        ),
        (
            "<h2>26/11/2026 10:00</h2><p>Sesión ordinaria</p>",
            "<h2>15/01/2027 12:00</h2><p>Sesión ordinaria</p>",
        ),
        ("<ol><li>(c) 2018</ol>", "<ol><li>(c) 2015</ol>"),
        ("<p>(b) 2017</p><p>(c) 2018</p>", "<p>(b) 2017</p><p>(c) 2015</p>"),
        (
            "<p>El indicador se midió:</p><p>12 veces</p>",
            "<p>El indicador se midió:</p><p>2 veces</p>",
        ),
        (
            "<dl><dt>Comentarios recibidos en la consulta<dd>1,200 comentarios</dl>",
            "<dl><dt>Comentarios recibidos en la consulta<dd>12 comentarios</dl>",
        ),
        (
            "<dl><dt>Inspecciones<dd>120 visitas<dt>Monto<dd>5</dl>",
            "<dl><dt>Inspecciones<dd>12 visitas<dt>Monto<dd>5</dl>",
        ),
        (
            "<p><a href=/i>Visitas de inspección</a> (120 visitas)</p>",
            "<p><a href=/i>Visitas de inspección</a> (12 visitas)</p>",
        ),
        (
            "<p>Se hicieron <a href=/i>las obras</a> (120 descargas)</p>",
            "<p>Se hicieron <a href=/i>las obras</a> (12 descargas)</p>",
        ),
    ],
)
def test_what_a_heading_names_or_a_list_holds_is_not_masked(before: str, after: str) -> None:
    one, other = (lines(f"<p>El plan de acción.</p>{html}") for html in (before, after))
    assert one != other


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "<h2>Nota</h2><p>Hace 3 días</p><p>El texto.</p>",
            "<h2>Nota</h2><p>Hace 4 días</p><p>El texto.</p>",
        ),
        (
            "<h2>Post</h2><p>120 comments</p><p>Text.</p>",
            "<h2>Post</h2><p>133 comments</p><p>Text.</p>",
        ),
        ("<h3>Visitas</h3><p>120 visitas</p>", "<h3>Visitas</h3><p>133 visitas</p>"),
        (
            "<h3>Contador de visitas</h3><p>120 visitas</p>",
            "<h3>Contador de visitas</h3><p>133 visitas</p>",
        ),
        (
            "<h3>Acerca</h3><p>Página generada en 0.2 segundos</p>",
            "<h3>Acerca</h3><p>Página generada en 0.3 segundos</p>",
        ),
        (
            "<h3><a href=/1>Nota</a></h3><p>120 comentarios</p>",
            "<h3><a href=/1>Nota</a></h3><p>133 comentarios</p>",
        ),
        (
            "<h3>Última auditoría</h3><p>Hace 3 días</p>",
            "<h3>Última auditoría</h3><p>Hace 4 días</p>",
        ),
        ("<ul><li>Descargas: 120</li></ul>", "<ul><li>Descargas: 133</li></ul>"),
        (
            "<ul><li>3 comentarios</li><li>hace 3 días</li></ul>",
            "<ul><li>4 comentarios</li><li>hace 4 días</li></ul>",
        ),
        ("<div>26/11/2026 10:05</div>", "<div>27/11/2026 11:45</div>"),
        (
            "<nav><ul><li>26/11/2026 10:05</li></ul></nav>",
            "<nav><ul><li>27/11/2026 11:45</li></ul></nav>",
        ),
        (
            "<ul><li>120 vistas<li>2.3 MB<li>4 archivos</ul>",
            "<ul><li>133 vistas<li>2.3 MB<li>4 archivos</ul>",
        ),
        (
            "<ul><li>4 de marzo de 2019<li>3 comentarios<li>5 min</ul>",
            "<ul><li>4 de marzo de 2019<li>4 comentarios<li>5 min</ul>",
        ),
        (
            "<p>Número de páginas: 12</p><p>Número de descargas: 120</p>",
            "<p>Número de páginas: 12</p><p>Número de descargas: 133</p>",
        ),
        (
            "<dl><dt>Detalles<dd>Visto: 1204<dd>Categoría: Actas</dl>",
            "<dl><dt>Detalles<dd>Visto: 1219<dd>Categoría: Actas</dl>",
        ),
        ("<dl><dt>Estadísticas<dd>120 visitas</dl>", "<dl><dt>Estadísticas<dd>133 visitas</dl>"),
        (
            "<p>Esta página ha sido vista:</p><p>120 veces</p>",
            "<p>Esta página ha sido vista:</p><p>133 veces</p>",
        ),
        (
            "<p>Fecha y hora:</p><p>26/11/2026 10:05</p>",
            "<p>Fecha y hora:</p><p>27/11/2026 11:45</p>",
        ),
        ("<p>Compartir:</p><p>12 likes</p>", "<p>Compartir:</p><p>19 likes</p>"),
        (
            "<h3>12 comentarios</h3><p>Buen trabajo, dice Ana.</p>",
            "<h3>19 comentarios</h3><p>Buen trabajo, dice Ana.</p>",
        ),
        (
            "<ul><li>(c) 2018. All rights reserved</ul>",
            "<ul><li>(c) 2019. All rights reserved</ul>",
        ),
        (
            "<p><a href=/a.pdf>Informe anual 2019</a> (120 descargas)</p>",
            "<p><a href=/a.pdf>Informe anual 2019</a> (133 descargas)</p>",
        ),
        (
            "<ul><li><a href=/a.pdf>Informe anual 2019</a> <span>120 descargas</span></ul>",
            "<ul><li><a href=/a.pdf>Informe anual 2019</a> <span>133 descargas</span></ul>",
        ),
        (
            "<p><a href=/n>Nota del día</a> – Visitas: 120</p>",
            "<p><a href=/n>Nota del día</a> – Visitas: 133</p>",
        ),
    ],
)
def test_what_a_site_counts_is_masked_under_headings_and_in_lists(before: str, after: str) -> None:
    one, other = (lines(f"<p>El plan de acción.</p>{html}") for html in (before, after))
    assert one == other


def test_today_is_masked_around_the_document_and_not_in_it() -> None:
    today, tomorrow = "Jueves, 3 de julio de 2025", "Viernes, 4 de julio de 2025"
    assert mask(today, own=False) == mask(tomorrow, own=False)
    assert mask(today) != mask(tomorrow)
    assert mask("Portal 10:03:22", own=False) == mask("Portal 11:40:01", own=False)


def test_addresses_that_are_coded_anew_on_every_visit_are_read() -> None:
    def coded(address: str, key: int) -> str:
        code = bytes([key, *(byte ^ key for byte in address.encode())]).hex()
        return (
            f'<p>Escriba a <a href="/cdn-cgi/l/email-protection#{code}"><span class="__cf_email__" '
            f'data-cfemail="{code}">[email&#160;protected]</span></a></p>'
        )

    first, second, plain = (
        extract(html.encode(), "text/html")
        for html in (
            coded("actas@dependencia.mx", 17),
            coded("actas@dependencia.mx", 200),
            '<p>Escriba a <a href="mailto:actas@dependencia.mx">actas@dependencia.mx</a></p>',
        )
    )
    assert first.lines == second.lines == plain.lines == ("Escriba a actas@dependencia.mx",)
    assert extract(coded("otra@dependencia.mx", 17).encode(), "text/html").lines != first.lines
    broken = extract(b"<span data-cfemail='zz'>[email protected]</span>", "text/html")
    assert broken.lines == ("[email protected]",)


PIECES = ["/", "..", ".", "%2e", "%2E", "%41", "a", "b-1", "?", "&", "=", "+", "é", "\\", "#", "//",
          ":", "@", "http://", "https://", "x.org", "127.1", "0x7f", "C:", "|", "~", "[", "^", ","]  # fmt: skip


@given(
    st.sampled_from(["http://x.org/a/b", "https://x.org:8443/q", "http://u:p@127.0.0.1:80/a/", ""]),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join),
)
def test_every_link_leads_where_resolving_it_leads(base: str, href: str) -> None:
    try:
        leads = [resolve(base, href).partition("#")[0]]
    except ValueError:
        leads = []
    found = extract(f'<a href="{href}">x</a>'.encode(), "text/html; charset=utf-8", base).links
    in_the_page = not href.startswith(("#", "javascript:", "mailto:", "tel:", "data:", "about:"))
    assert [link.url for link in found] == (leads if in_the_page else [])


def test_a_session_in_the_path_of_a_link_is_left_out() -> None:
    html = (
        "<a href='/(S(lit3py55t21z5v55vlm25s55))/doc/plan.pdf'>Plan</a><a href='/nota(s(1))'>x</a>"
    )
    assert [link.url for link in extract(html.encode(), "text/html", "https://a.mx/").links] == [
        "https://a.mx/doc/plan.pdf",
        "https://a.mx/nota(s(1))",
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 19_000,
        b"<h1><div>" * 9_000 + b"x",
        b"<a href=x><table><td>" * 6_000,
        b"<p>" + b"1,1." * 200_000,
        b"<p>" + b"lunes 1" * 100_000,
        b"<p>total el visto hoy la page 1" * 20_000,
        b"<p>Visitas hoy: 12 Visitas totales: 3" * 8_000,
        b"<li><a href=x>x</a> 12 visitas<li>8 de" * 5_000,
        b"<p>hay 1 hace casi 12 de 1,2 mil visto" * 10_000,
        b"<a data-cfemail=" * 30_000,
        b"<!---->" * 580 + b"x",
        b"<meta http-equiv=refresh content='" + b"1" * 500_000 + b"'>",
    ],
    ids=[
        "deep",
        "deep-headings",
        "deep-links",
        "figures",
        "weekdays",
        "counters",
        "counters-in-a-line",
        "counters-behind-links",
        "stems",
        "coded-addresses",
        "comments",
        "refresh",
    ],
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


TEXT = "La dependencia publicará el informe trimestral sobre el presupuesto. " * 12
JAVASCRIPT = (
    "You need to enable JavaScript to run this app. Active JavaScript para ver esta página. "
)


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (f"<div id=app></div><noscript><p>{TEXT}</p></noscript>", TEXT.strip()),
        (f"<nav>Inicio</nav><noscript><div><p>{TEXT}</p></div></noscript>", TEXT.strip()),
        (f"<div id=app></div><noscript>{JAVASCRIPT}</noscript>", None),
        (f"<p>{TEXT}</p><noscript><p>Otra cosa. {TEXT}</p></noscript>", TEXT.strip()),
    ],
)
def test_what_stands_for_browsers_without_scripts_counts_where_it_is_the_text(
    html: str, shown: str | None
) -> None:
    main = extract(f"<body>{html}".encode(), "text/html; charset=utf-8").main
    assert main == ((shown,) if shown else ())


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<select><option>Uno<option>Dos</select>", "Estado: Uno"),
        ("<select><option>Uno<option selected>Dos</select>", "Estado: Dos"),
        ("<select multiple><option>Uno<option>Dos</select>", "Estado: Uno Dos"),
        ("<select size=4><option>Uno<option>Dos</select>", "Estado: Uno Dos"),
        ("<select></select>", "Estado:"),
        (
            "<svg><title>logo</title><text>Avance <tspan>80 %</tspan></text></svg>",
            "Estado: Avance 80 %",
        ),
        ("<svg><foreignObject><p>Meta</p></foreignObject></svg>", "Estado: Meta"),
        ("<svg><path d='M0 0'/><style>a{}</style></svg>", "Estado:"),
    ],
)
def test_what_fields_and_drawings_show_is_text(html: str, shown: str) -> None:
    page = f"<body><p>Estado: {html}</p>".encode()
    assert extract(page, "text/html; charset=utf-8").lines == (shown,)


NAMES = " ".join(f"a{number}" for number in range(9_000))


@pytest.mark.parametrize(
    ("element", "light"),
    [
        (f"<div {NAMES}>", False),
        (f'<div x=">" {NAMES}>', False),
        (f'<div x" {NAMES}>', False),
        (f"<div {NAMES}", False),
        (f"<p>{NAMES}<p>", True),
        (f"<script>{NAMES}</script>", True),
        (f"<img src='data:image/png;base64,{'A' * 90_000}'>", True),
    ],
    ids=["many", "sign in a value", "lone quote", "without an end", "text", "script", "picture"],
)
def test_an_element_with_thousands_of_attributes_is_read_behind_the_fence(
    element: str, *, light: bool
) -> None:
    assert is_light("text/html", f"<p>Acta</p>{element}<p>Fin</p>".encode()) == light
