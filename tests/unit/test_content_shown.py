"""What a page shows in attributes and dialogs is read; what lies over it is not."""

from __future__ import annotations

import time

import pytest

from evidence.changes import compare
from evidence.changes.passage import passage
from evidence.changes.quote import check_quote
from evidence.content import Content, extract

PROSE = (
    "<p>" + "El programa atiende a las comunidades de la sierra y publica sus actas. " * 5 + "</p>"
)


def page(inside: str, beside: str = "") -> Content:
    html = f"<title>Tablero</title><main>{PROSE}{inside}</main>{beside}"
    return extract(html.encode(), "text/html; charset=utf-8")


def modal(text: str, attributes: str = "role=dialog") -> str:
    return (
        f"<div class='modal fade' {attributes}><div><h2>Compromiso 4</h2><p>{text}</p></div></div>"
    )


BUDGET = "Presupuesto de {} millones de pesos para el proyecto, a cargo de la dirección general."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<img src=v.png alt='Semáforo verde'>", "<img src=r.png alt='Semáforo rojo'>"),
        ("<a href=/x><img src=v.png alt=Cumplido></a>", "<a href=/x><img alt='Sin avance'></a>"),
        ("<progress value=80 max=100></progress>", "<progress value=20 max=100></progress>"),
        ("<meter value=0.8></meter>", "<meter value=0.1></meter>"),
        ("<input readonly value='En tiempo'>", "<input readonly value='Con retraso'>"),
        ("<input type=checkbox disabled checked>", "<input type=checkbox disabled>"),
        (modal(BUDGET.format(500)), modal(BUDGET.format(5))),
        (f"<dialog>{BUDGET.format(500)}</dialog>", f"<dialog>{BUDGET.format(5)}</dialog>"),
        (modal(BUDGET.format(500), "aria-modal=true"), modal(BUDGET.format(5), "aria-modal=true")),
    ],
)
def test_what_is_shown_without_being_text_is_substance(before: str, after: str) -> None:
    change = compare(page(before), page(after))
    assert change.substantial, change


def test_a_dialog_at_the_end_of_the_page_is_substance_where_boards_keep_their_details_there() -> (
    None
):
    bare = f"<title>Tablero</title><body>{PROSE}"
    before = extract((bare + modal(BUDGET.format(500))).encode(), "text/html; charset=utf-8")
    after = extract((bare + modal(BUDGET.format(5))).encode(), "text/html; charset=utf-8")
    assert compare(before, after).substantial


@pytest.mark.parametrize(
    "over",
    [
        modal("Usamos cookies propias y de terceros para mejorar la navegación de este sitio web."),
        modal("Suscríbase a nuestro boletín y reciba cada semana las noticias de la dependencia."),
        modal("We value your privacy and share data with our partners for the stated purposes."),
        modal(
            "Iniciar sesión <input type=password> para comentar en las notas de este portal hoy."
        ),
        modal("Cargando…"),
        "<div id=onetrust-consent-sdk>Aceptar todas las cookies de este sitio y seguir adelante</div>",
    ],
)
def test_what_lies_over_the_page_is_none_of_it(over: str) -> None:
    assert not compare(page(over), page("")).substantial
    assert not compare(page(""), page("", over)).substantial


@pytest.mark.parametrize(
    "inside",
    [
        "<input value='lo que escribió un visitante'>",
        "<input type=hidden value=abc123>",
        "<input type=checkbox>",
        "<img src=x.png>",
        "<img src=x.png alt=''>",
        "<progress></progress>",
    ],
)
def test_what_shows_nothing_says_nothing(inside: str) -> None:
    assert page(inside).main_sha256 == page("").main_sha256


def test_words_on_a_picture_stand_where_the_picture_does() -> None:
    content = page("<table><tr><td>Compromiso 1</td><td><img alt=Cumplido></td></tr></table>")
    assert "Compromiso 1 | Cumplido" in content.text


RULE = "La dependencia <b>publicará</b> todos los contratos en marzo."


@pytest.mark.parametrize(
    "after",
    [
        f"<p><s>{RULE}</s></p>",
        f"<p><del>{RULE}</del></p>",
        f"<del><p>{RULE}</p></del>",
        f"<p><strike>{RULE}</strike></p>",
        f"<p style='color:red; text-decoration: line-through'>{RULE}</p>",
        "<p>La dependencia publicará <s>todos</s> los contratos en marzo.</p>",
    ],
)
def test_what_is_struck_through_is_no_longer_said(after: str) -> None:
    before = page(f"<p>{RULE}</p>")
    assert compare(before, page(after)).kind.value == "edited"
    assert compare(page(after), before).kind.value == "edited"
    assert not compare(page(after), page(after + "\n")).substantial


@pytest.mark.parametrize(
    ("html", "line"),
    [
        (f"<s>{RULE}</s>", "~~La dependencia publicará todos los contratos en marzo.~~"),
        ("<s>Uno</s> <s> dos <i>tres</i> </s> cuatro", "~~Uno dos tres~~ cuatro"),
        ("<s> </s>Uno<s></s>", "Uno"),
        ("<ins>Uno</ins> <u>dos</u>", "Uno dos"),
    ],
)
def test_a_stroke_is_written_around_the_words(html: str, line: str) -> None:
    assert page(f"<p>{html}</p>").lines[-1] == line


def test_the_words_under_a_stroke_are_there_for_who_looks_for_them() -> None:
    old, new = page(f"<p>{RULE}</p>"), page(f"<p><s>{RULE}</s></p>")
    quote = "La dependencia publicará todos los contratos en marzo"
    assert check_quote(quote, new).state == "present"
    assert passage(quote, new, old).how == "struck-through"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>~~~~~~~~~~</p><p>Acta</p>", "<p>Acta</p>"),
        ("<p>El plazo es marzo.</p>", "<p><ins>El plazo es marzo.</ins></p>"),
        ("<s>Uno</s> <s>dos</s>", "<s>Uno dos</s>"),
        ("<s>Uno</s>", "<del>Uno</del>"),
    ],
)
def test_no_stroke_came_or_went(before: str, after: str) -> None:
    assert not compare(page(before), page(after)).substantial


OTHER = "<div><a href=/{}>La secretaría inaugura una {} en el municipio y anuncia diez más para mayo</a></div>"
ANNEX = "<p>La dependencia {} todos los contratos de obra del ejercicio, y responde de ello la dirección.</p>"
REMARK = "<p>The ministry shall {} publish all contracts of the year, and the directorate answers for it.</p>"


@pytest.mark.parametrize("tag", ["section", "div", "details", "figure", "fieldset"])
def test_prose_beside_the_main_element_is_of_the_document(tag: str) -> None:
    for prose, now in ((ANNEX, "no publicará"), (REMARK, "not")):
        before, after = (
            page("", f"<{tag}>{prose.format(say)}</{tag}>") for say in ("publicará", now)
        )
        assert compare(before, after).kind.value == "edited"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "",
            "<div>Usamos cookies propias y de terceros para mejorar su visita; siga si acepta.</div>",
        ),
        (
            "",
            "<div>We use cookies to make this site better for you; go on if you accept them all.</div>",
        ),
        (
            "",
            "<div>Suscríbase a nuestro boletín y reciba cada semana las noticias de la dependencia.</div>",
        ),
        (
            OTHER.format(1, "obra"),
            OTHER.format(2, "escuela"),
        ),
        (
            "<div>La transparencia es una tarea diaria de todas y todos los servidores de esta casa.</div>",
            "<div>Quien rinde cuentas a tiempo gana la confianza de su comunidad y de su propio equipo.</div>",
        ),
        ("<div>Visitas de hoy: 120</div>", "<div>Visitas de hoy: 133</div>"),
        ("<aside>" + ANNEX.format("publicará") + "</aside>", ""),
        ("<footer>" + ANNEX.format("publicará") + "</footer>", ""),
    ],
)
def test_what_interrupts_or_leads_on_beside_the_main_element_is_not(
    before: str, after: str
) -> None:
    assert not compare(page("", before), page("", after)).substantial
    assert not compare(page("", after), page("", before)).substantial


@pytest.mark.parametrize(
    "text",
    [
        "La norma entrará en vigor en {} municipios del estado durante el año fiscal",
        "Se busca concentrar {} millones de pesos en el fondo único del programa",
        "La dependencia suscribió un convenio por {} millones de pesos con la entidad",
        "Suscribir {} acuerdos con las entidades federativas antes de fin de año",
        "Publicado en el Boletín Oficial con {} artículos y un anexo técnico completo",
        "Compromiso de datos personales y privacidad: se capacitará a {} servidores públicos",
        "El programa tendrá {} becas e inscribirá a alumnos de secundaria pública",
        "Se aplicará el formato de consentimiento informado en {} hospitales del país",
        "The commitment covers loading docks in {} public ports of the country",
        "Los {} sitios de gobierno eliminarán cookies de terceros este año fiscal",
        "Citizens will be able to log in to {} services with one account",
        "Las personas podrán iniciar sesión en {} trámites con una sola cuenta",
        "A dependência vai cadastrar {} famílias e assinar o convênio com os municípios",
        "Le ministère devra inscrire {} communes au programme avant la fin de l’année",
        "El INEGI completa la encuesta en {} municipios y publica sus resultados abiertos",
        "El asistente técnico ayudará a {} comunidades de la sierra a publicar sus actas",
        "La plataforma pedirá a {} usuarios aceptar los términos antes de consultar el padrón",
    ],
)
@pytest.mark.parametrize("where", ["inside", "beside"])
def test_a_word_that_sites_use_makes_no_overlay_of_a_dialog(text: str, where: str) -> None:
    before, after = (
        page(modal(text.format(number)))
        if where == "inside"
        else page("", modal(text.format(number)))
        for number in (500, 5)
    )
    assert compare(before, after).kind.value == "edited"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "<h4>Meta</h4><p>Presupuesto: 500 millones</p>",
            "<h4>Meta</h4><p>Presupuesto: 5 millones</p>",
        ),
        ("<p>Presupuesto: 500 millones</p>", "<p>Presupuesto: 5 millones</p>"),
        ("<h4>Meta</h4><p>Estado: Cumplido</p>", "<h4>Meta</h4><p>Estado: Incumplido</p>"),
        ("<h4>Meta</h4><p>Estado: Cumplido</p>", "<h4>Meta</h4><p>Estado: En espera</p>"),
        (
            f"<h4>Meta</h4><p>{BUDGET.format(500)}</p><form>Escriba a <input type=email></form>",
            f"<h4>Meta</h4><p>{BUDGET.format(5)}</p><form>Escriba a <input type=email></form>",
        ),
        (
            "<h4>Meta</h4><ul><li>Responsable: SFP<li>Monto: 500 millones<li>Fecha: 2019</ul>",
            "<h4>Meta</h4><ul><li>Responsable: SFP<li>Monto: 5 millones<li>Fecha: 2021</ul>",
        ),
    ],
)
@pytest.mark.parametrize(
    "around",
    [
        "<div role=dialog>{}</div>",
        "<dialog>{}</dialog>",
        "<div class='modal fade'>{}</div>",
        "<div popover id=meta>{}</div>",
    ],
)
@pytest.mark.parametrize("place", ["inside", "beside", "in the footer", "in a footer without main"])
def test_details_in_a_dialog_are_of_the_document_however_short_and_wherever(
    around: str, before: str, after: str, place: str
) -> None:
    def shown(text: str) -> Content:
        dialog = around.format(text)
        if place == "inside":
            return page(dialog)
        if place == "beside":
            return page("", dialog)
        foot = f"<footer><p>Av. Insurgentes 1735</p>{dialog}</footer>"
        if place == "in the footer":
            return page("", foot)
        return extract(f"<body>{PROSE}{foot}".encode(), "text/html; charset=utf-8")

    assert compare(shown(before), shown(after)).kind.value == "edited"
    assert not compare(shown(before), shown(before + "\n")).substantial


@pytest.mark.parametrize("place", ["inside", "beside"])
@pytest.mark.parametrize(
    "request_",
    [
        "<p>Este site utiliza biscoitos e tecnologias semelhantes. Temos {} parceiros.</p><button>Aceitar</button>",
        "<p>Ayúdenos a mejorar: responda una breve encuesta de {} preguntas.</p><button>Ahora no</button>",
        "<p>Hola, soy el asistente virtual. ¿En qué le puedo ayudar hoy? Hay {} agentes</p>",
        "<p>Hi there! How can we help you today? There are {} agents waiting for your call</p>",
        "<p>Al continuar navegando usted acepta el uso de cookies de {} socios de este portal</p>",
        "<p>Ao continuar navegando, você concorda com a nossa política e com {} parceiros nossos</p>",
        "<p>En poursuivant votre navigation vous acceptez les traceurs de {} partenaires du site</p>",
        "<p>Nosotros y nuestros {} socios almacenamos información en un dispositivo y la tratamos</p>",
        "<h2>Configuración de cookies</h2><p>Hay {} propósitos, de los que cada quien puede elegir los suyos</p>",
        "<p>Sólo las cookies necesarias se activan de oficio, otras {} no</p><button>Rechazar</button>",
        "<h3>Iniciar sesión</h3><p>Con la Llave MX se entra a {} trámites y servicios en línea</p>",
        "<p>Reciba las novedades de la dependencia cada semana, ya somos {}</p><input type=email>",
        "<p>Suscríbete a nuestro boletín de noticias y sé de los {} mil que ya lo leen cada lunes</p>",
        "<p>Subscribe to our newsletter and be one of the {} thousand readers who get it weekly</p>",
        "<p>Your opinion matters to us: tell us in {} minutes what you think of this new website</p>",
        "<p>Imagen {} de 12</p>",
        "<p>Cargando {} de 9…</p>",
        "<p>¿Desea salir de la sesión {}?</p>",
    ],
)
def test_what_asks_something_of_the_visitor_is_no_part_of_the_document(
    request_: str, place: str
) -> None:
    def shown(number: int) -> Content:
        dialog = f"<div role=dialog>{request_.format(number)}</div>"
        return page(dialog) if place == "inside" else page("", dialog)

    assert not compare(shown(3), shown(5)).substantial


def test_a_dialog_of_the_day_that_comes_or_goes_beside_the_text_is_no_change() -> None:
    for notice in (
        "<div role=dialog><h4>Aviso</h4><p>Horario: 9 a 14</p></div>",
        "<div class='modal fade'><h4>Compartir</h4><p>Tamaño: 120%</p><button>Cerrar</button></div>",
    ):
        assert not compare(page(""), page("", notice)).substantial
        assert not compare(page("", notice), page("")).substantial


def test_the_words_of_thousands_of_dialogs_are_looked_at_in_bounded_time() -> None:
    asks = "el sitio usa cookies y la página usa su privacidad por favor suscribase a nuestro " * 20
    body = f"<main>{PROSE}</main>" + "<div role=dialog><p>x y z</p></div>" * 2_000 + modal(asks)
    started = time.process_time()
    extract((body + f"<p>{asks}</p>" * 500).encode(), "text/html; charset=utf-8")
    assert time.process_time() - started < 3


YEARS = "<p>Ejercicio <select {}>{}</select></p>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "<a href=https://twitter.com/sfp><img src=tw.png alt=Twitter></a>",
            "<a href=https://twitter.com/sfp><img src=x.png alt=X></a>",
        ),
        ("<img src=img/foto1.jpg>", "<img src=img/foto1.jpg alt=foto1.jpg>"),
        ("<img src=a-1f3.png alt=a-1f3>", "<img src=a-9c2.png alt=a-9c2>"),
        (
            "<input readonly value='https://bit.ly/3abc'>",
            "<input readonly value='https://bit.ly/3xyz'>",
        ),
        (
            YEARS.format("", "<option selected>2025<option>2024"),
            YEARS.format("", "<option selected>2026<option>2025<option>2024"),
        ),
        (
            YEARS.format("", "<option>Todos<option>Enero<option selected>Febrero"),
            YEARS.format("", "<option>Todos<option>Enero<option>Febrero<option selected>Marzo"),
        ),
    ],
)
def test_what_an_icon_a_file_or_a_filter_is_called_is_no_text(before: str, after: str) -> None:
    assert not compare(page(before), page(after)).substantial


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<img src=verde.png alt=verde>", "<img src=rojo.png alt=rojo>"),
        ("<img src=semaforo_verde.png alt=semaforo_verde.png>", "<img alt=semaforo_rojo.png>"),
        ("<img src=a.png alt='Meta 1 de 5'>", "<img src=b.png alt='Meta 4 de 5'>"),
        ("<img src=a.png alt='80%'>", "<img src=a.png alt='20%'>"),
        (
            "<a href=https://www.gob.mx/x><img alt=Cumplido></a>",
            "<a href=https://www.gob.mx/x><img alt='Sin avance'></a>",
        ),
        (
            "<a href=https://twitter.com.mx/x><img alt=Cumplido></a>",
            "<a href=https://twitter.com.mx/x><img alt='Sin avance'></a>",
        ),
        (
            "<input readonly value='Ver https://a.mx/1'>",
            "<input readonly value='Ver https://a.mx/2'>",
        ),
        (
            YEARS.format("disabled", "<option selected>2025<option>2024"),
            YEARS.format("disabled", "<option>2025<option selected>2024"),
        ),
        (
            YEARS.format("", "<option selected>Cumplido<option>En proceso"),
            YEARS.format("", "<option>Cumplido<option selected>En proceso"),
        ),
        (YEARS.format("", "<option>2019"), YEARS.format("", "<option>2021")),
    ],
)
def test_what_a_picture_or_a_field_tells_is_substance(before: str, after: str) -> None:
    assert compare(page(before), page(after)).kind.value == "edited"
