"""A short text whose title sounds like a wall, an error or a seller is a document; a notice that says what
its site is for is a notice."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.changes import compare
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Judgement, Look, Probe
from evidence.verdicts.own_text import has_headline, has_own_text
from evidence.vocabulary import Cause, Certainty, Verdict
from tests.unit.pages import URL, baseline, html, look, words

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
WAS = "<main><h1>Plan</h1>" + "<p>La dependencia publicará los contratos del programa.</p>" * 40
FIRST = (
    "La investigación revisó doscientos expedientes de siete municipios y encontró que los intermediarios cobran "
    "hasta cuarenta mil pesos por trámite, según las facturas que entregó la contraloría del estado."
)
MORE = (
    "Las organizaciones cuentan que durante los últimos cuatro años perdieron archivos, fotografías y testimonios de "
    "comunidades enteras, y que ninguna autoridad respondió a sus peticiones de ayuda."
)
LAST = (
    "El equipo publicará la base de datos completa en marzo, junto con las respuestas de las dependencias y una "
    "metodología para que otras personas puedan repetir el análisis en sus estados."
)
ABSTRACT = (
    "Informe de la organización sobre los obstáculos que enfrentan las personas al pedir información. Analiza 300 "
    "solicitudes en doce estados y propone cambios a la ley."
)
HEADLINES = [
    "Este dominio está a la venta: así operan los revendedores de nombres",
    "This domain is for sale: inside the business of names",
    "Este domínio está à venda: como operam os revendedores",
    "Ce domaine est à vendre : enquête sur les revendeurs",
    "Cuenta suspendida: la censura en redes sociales",
    "Servicio suspendido por falta de pago: el agua en la periferia",
    "Página no encontrada: la web oculta del gobierno",
    "404: arte y archivo",
    "Error 404: una transparencia que no llegó",
    "Not found: the archive of the disappeared",
    "Page introuvable : histoire d'un oubli numérique",
    "El documento no existe: respuestas de inexistencia en la Secretaría",
    "Acceso denegado: informe sobre obstáculos a la información pública",
    "Access Denied: the practice of internet filtering",
    "Acesso negado: relatório sobre obstáculos à informação",
    "Sitio bloqueado: la censura en línea",
    "Iniciar sesión: identidad digital y exclusión",
    "Debe iniciar sesión para ver este documento: barreras de acceso",
    "Suscríbete para seguir leyendo: los muros de pago en la prensa",
    "Authentication required: a study of digital identity",
    "Verificación de seguridad: informe de la policía de tránsito",
    "¿Eres un robot? Trabajo y automatización en México",
    "Demuestre que es humano: el sesgo de las pruebas",
    "Error del servidor: las fallas del voto electrónico",
    "Sitio en mantenimiento: la zona arqueológica cerrada",
    "Service unavailable: rural clinics in numbers",
    "Contenido bloqueado por orden judicial: doce casos de censura",
    "Demasiadas solicitudes: la carga de los institutos",
]
BODIES = {
    "three paragraphs": f"<p>{FIRST}</p><p>{MORE}</p><p>{LAST}</p>",
    "a by-line": f"<p>Por Ana López, 4 de marzo de 2019</p><p>{FIRST}</p><p>{MORE}</p>",
    "a paragraph": f"<p>{FIRST}</p>",
    "a landing page": f"<p>{ABSTRACT}</p><p><a href=/files/informe.pdf>Descargar el informe (PDF)</a></p>",
}


def story(headline: str, body: str) -> str:
    return f"<title>{headline} | El Diario</title><nav><a href=/>Inicio</a></nav><main><h1>{headline}</h1>{body}"


def after(body: str) -> Look:
    page, before = html(body), baseline(WAS)
    assert before.content is not None
    return replace(look(body), baseline=before, change=compare(before.content, page))


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("headline", HEADLINES)
def test_a_short_text_under_the_headline_of_a_notice_is_there(headline: str, body: str) -> None:
    assert judge(look(story(headline, body))).cause is Cause.FIRST_LOOK


@pytest.mark.parametrize("headline", HEADLINES)
def test_where_another_text_stood_it_is_another_document(headline: str) -> None:
    judgement = judge(after(story(headline, BODIES["three paragraphs"])))
    assert judgement.cause is Cause.REPLACED
    # of fewer than 60 words it is no more than suspected that nothing is shown
    brief = judge(after(story(headline, BODIES["a paragraph"])))
    assert (brief.verdict, brief.at_most) in {
        (Verdict.CHANGED, Certainty.CONFIRMED),
        (Verdict.MISSING, Certainty.SUSPECTED),
    }


@pytest.mark.parametrize(
    "title",
    [
        "Acceso denegado",
        "Forbidden",
        "Unauthorized",
        "Inicio de sesión",
        "Security check",
        "Sitio bloqueado",
        "En mantenimiento",
        "Dominio en venta",
        "No encontrado",
    ],
)
def test_a_long_text_that_is_called_nothing_but_that_is_there(title: str) -> None:
    assert judge(look(story(title, BODIES["three paragraphs"]))).cause is Cause.FIRST_LOOK


def test_an_article_may_speak_of_domains_in_every_sentence() -> None:
    body = (
        "<p>Los revendedores registran dominios caducados y venden cada sitio en subastas de internet por miles de "
        "dólares.</p><p>Un dominio de una organización vale más porque otros sitios web enlazan a sus páginas desde "
        "hace años.</p>"
    )
    assert judge(look(story(HEADLINES[0], body))).cause is Cause.FIRST_LOOK


def test_words_that_a_text_quotes_are_no_words_of_the_page() -> None:
    body = (
        "<h1>Los nombres perdidos</h1><p>“Este dominio está a la venta”, decía la página de la red de refugios la "
        "mañana del lunes, para sorpresa de sus fundadoras.</p><p>La red atendió a mujeres de once municipios.</p>"
    )
    assert judge(look(body)).cause is Cause.FIRST_LOOK
    assert judge(look("<p>El dominio “obra.example” está a la venta.</p>")).cause is Cause.PARKED


SITE = (
    "<p>La Secretaría de Salud es la dependencia encargada de atender a la población del estado, con hospitales y "
    "clínicas en cada uno de los municipios y brigadas en las comunidades.</p>"
)
NOTICES = {
    "maintenance": (Cause.SERVER_ERROR, "Sitio en mantenimiento", SITE),
    "refused": (Cause.FORBIDDEN, "Acceso denegado", SITE),
    "a challenge": (Cause.WAF, "Verificación de seguridad", f"<p>Compruebe que es humano.</p>{SITE}"),
    "a log-in": (Cause.LOGIN, "Iniciar sesión", f"{SITE}<button>Entrar</button>"),
    "a log-in of many words": (
        Cause.LOGIN,
        "Iniciar sesión",
        f"<p>{FIRST}</p><p>{MORE}</p><input type=password><button>Entrar</button>",
    ),
    "a wall under a teaser": (
        Cause.LOGIN,
        "El presupuesto",
        f"<p>{FIRST}</p><p>{MORE}</p><p>Suscríbete para seguir leyendo.</p>",
    ),
    "an error": (Cause.SOFT_404, "404", f"<p>No encontrado</p>{SITE}"),
    "a seller": (Cause.PARKED, "dependencia.example", f"<p>El dominio dependencia.example está a la venta.</p>{SITE}"),
    "a law told at length": (
        Cause.LEGAL,
        "Aviso",
        ("<p>Con motivo de la veda electoral los contenidos de este portal permanecerán ocultos.</p><p>La difusión de "
        "los programas sociales y de las acciones de gobierno se reanudará a partir del lunes 3 de junio, una vez "
        "concluida la jornada, como lo manda el artículo 41 de la Constitución.</p>"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("cause", "title", "body"), NOTICES.values(), ids=NOTICES)
def test_a_notice_that_tells_what_its_site_is_for_is_a_notice(
    cause: Cause, title: str, body: str
) -> None:
    page = f"<title>{title}</title><h1>{title}</h1>{body}"
    assert judge(look(page)).cause is cause
    assert judge(after(page)).cause is cause


def parked(title: str) -> Judgement:
    filler = (
        "<p>Los seguros de auto cubren daños a terceros y robo total en las principales ciudades del país.</p>"
        "<p>Las tarifas de préstamos personales se comparan cada semana entre bancos y cooperativas de ahorro.</p>"
    )
    return judge(look(f"<title>{title}</title><h1>{title}</h1>{filler}"))


def test_a_page_that_is_called_for_sale_above_a_text_may_be_a_sellers() -> None:
    assert parked("Este dominio está a la venta").cause is Cause.PARKED
    assert parked("Este dominio está a la venta").at_most is Certainty.SUSPECTED
    assert parked("El dominio dependencia.example está a la venta").at_most is Certainty.CONFIRMED


def test_what_an_error_page_tells_beside_makes_it_no_more_than_a_suspicion() -> None:
    page = f"<title>404 | Salud</title><h1>404</h1><p>No encontrado</p>{SITE}"
    assert judge(look(page)).at_most is Certainty.SUSPECTED
    refused = tuple(Probe(f"{URL}{n}", 404) for n in "ab")
    assert judge(look(page, probes=refused)).verdict is Verdict.ALIVE


@pytest.mark.parametrize(
    ("heading", "goes_on"),
    [
        ("404: arte y archivo", True),
        ("Error 404: página no encontrada aquí", False),
        ("Acceso denegado: contacte al administrador del sitio", False),
        ("404: exposición colectiva", False),  # as short as the name of a site
        ("Página no encontrada — la web oculta del gobierno", True),
        ("Página no encontrada — Gobierno del Estado de México", False),
        ("Sesión de las 12:30 del martes", False),
        ("Are you a robot? Work and automation", True),
        ("Are you a robot? Complete the captcha below", False),
    ],
)
def test_a_headline_goes_on_with_words_of_no_notice(heading: str, *, goes_on: bool) -> None:
    assert has_headline(html(f"<h1>{heading}</h1>")) is goes_on


@pytest.mark.parametrize(("count", "told"), [(23, False), (24, True)])
def test_a_text_has_words_in_sentences_that_a_stop_ends(count: int, *, told: bool) -> None:
    text = f"<p>La {words(count - 1)}"
    assert has_own_text(html(f"{text}.</p>")) is told
    assert not has_own_text(html(f"{text}</p>"))
    assert not has_own_text(html("<p>" + "Uno dos tres cuatro cinco seis. " * 9))


@pytest.mark.parametrize("of", ["you", "su cuenta", "este sitio", "el servidor", "votre page"])
def test_a_sentence_that_speaks_to_a_visitor_is_of_no_text(of: str) -> None:
    assert has_own_text(html(f"<p>La {words(60)}.</p>"))
    assert not has_own_text(html(f"<p>La {words(30)} {of} {words(30)}.</p>"))


def test_of_a_sentence_in_another_language_nobody_knows_whom_it_speaks_to() -> None:
    german = "<p>Foxy hat versucht, das zu finden, wonach du suchst, aber er konnte es nicht aufspüren.</p>"
    assert not has_own_text(html(german * 3))


RECORDED = {
    **{f"parked {name}": page for name, page in
       tomllib.loads((BENCHMARKS / "parked.toml").read_text("utf-8"))["parked"].items()},
    **{f"challenge {name}": page for name, page in
       tomllib.loads((BENCHMARKS / "challenges.toml").read_text("utf-8"))["challenges"].items()},
}  # fmt: skip


def test_no_notice_of_the_benchmarks_has_a_text_of_its_own_or_a_headline() -> None:
    pages = {name: html(page) for name, page in RECORDED.items()}
    assert not [name for name, page in pages.items() if has_own_text(page) or has_headline(page)]
