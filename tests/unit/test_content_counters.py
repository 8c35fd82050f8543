"""Counters, ages and clocks of content systems are masked; what looks like one in a report is not."""

import pytest

from evidence.content import extract
from evidence.content.noise import mask


def main_of(body: str) -> tuple[str, ...]:
    page = f"<main><p>El informe del compromiso 4 se publica aquí.</p>{body}</main>"
    return extract(page.encode(), "text/html; charset=utf-8").main


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("Enviado por admin hace 3 años 2 meses", "Enviado por admin hace 3 años 3 meses"),
        ("Publicado por Redacción hace 2 horas", "Publicado por Redacción hace 3 horas"),
        ("Última conexión: hace 5 minutos", "Última conexión: hace 12 minutos"),
        ("última modificação 3 anos atrás", "última modificação 4 anos atrás"),
        ("Ana Pérez (hace 3 días)", "Ana Pérez (hace 4 días)"),
        ("Por Ana · hace 3 días · 4 min de lectura", "Por Ana · hace 4 días · 4 min de lectura"),
        ("Post Views: 120", "Post Views: 131"),
        ("Visitas de la publicación: 120", "Visitas de la publicación: 131"),
        ("Accesos al artículo: 120", "Accesos al artículo: 131"),
        ("Nº de accesos: 1204", "Nº de accesos: 1219"),
        ("Visto por 120 personas", "Visto por 131 personas"),
        ("Este contenido ha sido compartido 33 veces", "Este contenido ha sido compartido 35 veces"),
        ("Esta página ha sido visitada 1204 veces.", "Esta página ha sido visitada 1299 veces."),
        ("This page has been accessed 1,204 times.", "This page has been accessed 1,299 times."),
        ("Número de veces visto: 120", "Número de veces visto: 133"),
        ("Resumen = 120 veces | PDF = 33 veces", "Resumen = 131 veces | PDF = 35 veces"),
        ("Consulté 120 fois", "Consulté 131 fois"),
        ("Letto 120 volte", "Letto 131 volte"),
        ("120 keer bekeken", "131 keer bekeken"),
        ("Просмотров: 120", "Просмотров: 131"),
        ("浏览次数：120", "浏览次数：131"),
        ("閲覧数：120", "閲覧数：131"),
        ("12.3K suscriptores", "12.9K suscriptores"),
        ("1,204 seguidores", "1,233 seguidores"),
        ("Promedio (12 Votos)", "Promedio (13 Votos)"),
        ("¿Le sirvió esta página? 4.2 de 5 (120 votos)", "¿Le sirvió esta página? 4.3 de 5 (131 votos)"),
        ("Pregunta matemática * 5 + 4 =", "Pregunta matemática * 8 + 1 ="),
        ("7 + 2 =", "4 + 9 ="),
        ("¿Cuánto es 5 más 3?", "¿Cuánto es 2 más 9?"),
        ("Token: 8f3a9c1e77aa", "Token: 19bc9c1e7712"),
        ("Actualizado: 26/11/2026 10:05:11", "Actualizado: 27/11/2026 10:05:44"),
        ("Fecha de impresión: 26/11/2026 10:05", "Fecha de impresión: 27/11/2026 10:06"),
        ("Página consultada el 26 de noviembre de 2026", "Página consultada el 2 de marzo de 2027"),
        ("Hora del centro de México: 10:05", "Hora del centro de México: 11:07"),
        ("Caché generada el 26/11/2026 10:05:11", "Caché generada el 27/11/2026 10:05:14"),
        ("45 días 10 horas 33 minutos 12 segundos", "44 días 9 horas 3 minutos 2 segundos"),
    ],
)  # fmt: skip
def test_what_content_systems_count_is_masked(line: str, other: str) -> None:
    assert mask(line) == mask(other)


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("Fundada hace 20 años", "Fundada hace 2 años"),
        ("Última auditoría (hace 3 años)", "Última auditoría (hace 13 años)"),
        ("El contrato se modificó 12 veces", "El contrato se modificó 2 veces"),
        ("El plan fue consultado 12 veces con la comunidad", "El plan fue consultado 2 veces con la comunidad"),
        ("Visitas al sitio: 12", "Visitas al sitio: 2"),
        ("Visitantes al museo: 120,000", "Visitantes al museo: 12,000"),
        ("Descargas de agua: 120", "Descargas de agua: 12"),
        ("Sí: 120 votos", "Sí: 20 votos"),
        ("Candidata A (120 votos)", "Candidata A (20 votos)"),
        ("Aprobado por 12 personas", "Aprobado por 2 personas"),
        ("Presupuesto 2019: 10 + 5 = 15 millones", "Presupuesto 2019: 10 + 8 = 18 millones"),
        ("Fecha de consulta: 26/11/2026", "Fecha de consulta: 27/12/2026"),
        ("Publicado: 04/03/2019 10:05", "Publicado: 14/06/2019 10:05"),
        ("Resumen = 120 municipios", "Resumen = 12 municipios"),
        ("Plazo: 10 días 12 horas", "Plazo: 5 días 12 horas"),
        ("Lunes 4 de marzo de 2019", "Viernes 28 de junio de 2019"),
        ("Folio: 330024623000123", "Folio: 330024623000999"),
    ],
)  # fmt: skip
def test_what_a_report_counts_is_not(line: str, other: str) -> None:
    assert mask(line) != mask(other)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "<table><tr><td><a href=/a>Acta 1</a><td class=list-hits>120</table>",
            "<table><tr><td><a href=/a>Acta 1</a><td class=list-hits>133</table>",
        ),
        (
            "<table><tr><td>Acta 1<td class='views-field views-field-totalcount'>120 lecturas</table>",
            "<table><tr><td>Acta 1<td class='views-field views-field-totalcount'>133 lecturas</table>",
        ),
        ("<span class=itemHits>Visto <b>120</b> veces</span>", "<span class=itemHits>Visto <b>131</b> veces</span>"),
        ("<p>Contador de visitas</p><p>0 0 4 5 1 2</p>", "<p>Contador de visitas</p><p>0 0 4 5 3 3</p>"),
        ("<h4>Visitantes</h4><p>004512</p>", "<h4>Visitantes</h4><p>004533</p>"),
        (
            "<h3>Visitas</h3><ul><li>Hoy: 12<li>Ayer: 30<li>Total: 4512</ul>",
            "<h3>Visitas</h3><ul><li>Hoy: 15<li>Ayer: 12<li>Total: 4533</ul>",
        ),
        (
            "<h3>Contador de visitas</h3><table><tr><td>Hoy<td>12<tr><td>Esta semana<td>90<tr><td>Total<td>451</table>",
            "<h3>Contador de visitas</h3><table><tr><td>Hoy<td>15<tr><td>Esta semana<td>95<tr><td>Total<td>499</table>",
        ),
        (
            "<h4>¿Quién está en línea?</h4><p>Hay 12 invitados y ningún miembro en línea</p>",
            "<h4>¿Quién está en línea?</h4><p>Hay 14 invitados y un miembro en línea</p>",
        ),
        (
            "<ul><li>Descargas: 120<li>Tamaño: 12<li>Páginas: 34</ul>",
            "<ul><li>Descargas: 133<li>Tamaño: 12<li>Páginas: 34</ul>",
        ),
    ],
)  # fmt: skip
def test_what_stands_where_sites_count_is_masked(before: str, after: str) -> None:
    assert main_of(before) == main_of(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<h3>Visitas</h3><p>120</p>", "<h3>Visitas</h3><p>12</p>"),
        ("<h3>Visitas de inspección</h3><p>004512</p>", "<h3>Visitas de inspección</h3><p>004533</p>"),
        (
            "<h3>Visitas</h3><ul><li>Total: 120<li>Este año: 30</ul>",
            "<h3>Visitas</h3><ul><li>Total: 12<li>Este año: 30</ul>",
        ),
        (
            "<table><tr><th>Municipio<th>Visitas<th>Actas<tr><td>Puebla<td>120<td>3</table>",
            "<table><tr><th>Municipio<th>Visitas<th>Actas<tr><td>Puebla<td>12<td>3</table>",
        ),
        ("<ul><li>Lecturas: 120<li>Cortes: 3</ul>", "<ul><li>Lecturas: 20<li>Cortes: 3</ul>"),
        ("<p>Comentarios: 1200</p><p>Participantes: 300</p>", "<p>Comentarios: 12</p><p>Participantes: 300</p>"),
        (
            "<p>Fecha y hora: 26/11/2026 10:00</p><p>Lugar: Sala 3</p>",
            "<p>Fecha y hora: 30/12/2026 12:00</p><p>Lugar: Sala 3</p>",
        ),
        (
            "<p>Audiencia: segunda</p><p>26/11/2026 10:00</p>",
            "<p>Audiencia: segunda</p><p>30/12/2026 12:00</p>",
        ),
    ],
)  # fmt: skip
def test_what_a_report_sets_there_is_not(before: str, after: str) -> None:
    assert main_of(before) != main_of(after)


def test_a_link_keeps_its_figures_where_they_count() -> None:
    page = "<main><p class=view-count><a href=/2019>Informe 2019</a></p></main>"
    found = extract(page.encode(), "text/html; charset=utf-8")
    assert [link.text for link in found.links] == ["Informe 2019"]
