"""Words of the address where a redirect ended: they decide where next to nothing stands, and not where a text does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.changes import compare
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Probe
from evidence.vocabulary import Cause, Certainty
from tests.unit.pages import ARTICLE, URL, baseline, look, redirected, words

TEXT = f"<main><h1>Informe de avance</h1><p>{ARTICLE['es'] * 20}</p></main>"
FEW = "<h1>Portal</h1><p>Bienvenido al portal de la dependencia.</p>"
FORM = "<form><input name=u><input type=password name=p></form>"
AT = "https://dependencia.example"
ERRORS = ("/compromiso/404/", "/ficha?codigo=404", "/programas/error", "/acuerdos/404.html")
PORTALS = (
    "/principal/",
    "/portal/",
    "/web/guest/inicio",
    "/es/web/guest/home",
    "/Paginas/default.aspx",
    "/Pages/Home.aspx",
    "/index.php/inicio",
)
FRONTS = (*PORTALS, "/inicio", "/home")
ROOTS = ("/", "/es-es/", "/es-mx/", "/en-us/", "/index.php", "/default.aspx", "/fr/index.html")
LOGINS = ("/ayuda/login/", "/noticias/sign-in/x", "/help/log-in/")


@pytest.mark.parametrize("path", [*ERRORS, *PORTALS, *LOGINS, "/datos/challenge/", "/data/captcha"])
def test_a_text_that_stands_there_is_read(path: str) -> None:
    assert judge(redirected(AT + path, TEXT)).cause is Cause.FIRST_LOOK


@pytest.mark.parametrize("path", ERRORS)
def test_a_few_words_at_an_error_address_are_an_error(path: str) -> None:
    assert judge(redirected(AT + path, FEW)).reasons[0].rule == "redirect.error-page"


@pytest.mark.parametrize("path", [*FRONTS, *ROOTS])
def test_a_few_words_at_a_front_page_are_no_document(path: str) -> None:
    assert judge(redirected(AT + path, FEW)).reasons[0].rule == "redirect.home"


@pytest.mark.parametrize("path", ROOTS)
def test_what_a_server_shows_for_its_root_is_a_front_page_however_long(path: str) -> None:
    assert judge(redirected(AT + path, TEXT)).reasons[0].rule == "redirect.home"


@pytest.mark.parametrize(
    "path", ["/web/guest/informe", "/paginas/acta.aspx", "/portal/acta", "/es-es/acta"]
)
def test_a_page_of_such_a_portal_is_no_front_page(path: str) -> None:
    assert judge(redirected(AT + path, FEW)).cause is Cause.FIRST_LOOK


@pytest.mark.parametrize("path", [*ERRORS, *FRONTS])
def test_where_random_addresses_lead_too_a_text_is_no_document(path: str) -> None:
    probes = tuple(Probe(f"{AT}/programa/{name}.html", 200, AT + path) for name in ("qwe", "rty"))
    assert judge(redirected(AT + path, TEXT, probes=probes)).cause is Cause.REDIRECT_HOME


@pytest.mark.parametrize(
    "path", ["/404", "/error.aspx", "/app/error.aspx", "/a/no-encontrada", "/a/b?aspxerrorpath=/x"]
)
def test_what_can_name_no_document_is_an_error_page_however_long(path: str) -> None:
    assert judge(redirected(AT + path, TEXT)).reasons[0].rule == "redirect.error-page"


def test_a_long_page_that_says_so_is_an_error_page() -> None:
    page = f"<title>Página no encontrada</title><h1>Error 404</h1>{TEXT}"
    assert judge(redirected(AT + "/programas/error", page)).cause is Cause.REDIRECT_HOME


@pytest.mark.parametrize("path", LOGINS)
def test_a_form_for_a_password_makes_a_login_of_it(path: str) -> None:
    assert judge(redirected(AT + path, TEXT + FORM)).cause is Cause.LOGIN
    assert judge(redirected(AT + path, FEW)).cause is Cause.LOGIN


def test_a_host_that_is_for_logging_in_says_so_itself() -> None:
    assert judge(redirected("https://accounts.example/terms", TEXT)).cause is Cause.LOGIN


def test_a_few_words_at_a_firewalls_address_are_a_challenge() -> None:
    assert judge(redirected(AT + "/datos/challenge/", FEW)).cause is Cause.WAF


QUOTED = "El programa atiende a las comunidades de la sierra"


@pytest.mark.parametrize("path", ["/", "/inicio", "/programas/error"])
@pytest.mark.parametrize("body", [TEXT, f"<h1>Plan</h1><p>{QUOTED} y publica sus actas.</p>"])
def test_a_page_with_the_passage_that_is_quoted_is_the_document(path: str, body: str) -> None:
    claims = f"La dependencia dice que “{QUOTED}” (p. 3)."
    there = redirected("https://plan.example" + path, body, claims=claims)
    assert judge(there).cause is Cause.FIRST_LOOK
    other = redirected("https://plan.example" + path, FEW, claims=claims)
    assert judge(other).cause is Cause.REDIRECT_HOME


@pytest.mark.parametrize("cited", [URL, URL.replace("://", "://www.")])
def test_a_front_page_of_the_same_site_may_say_it_by_chance(cited: str) -> None:
    claims = f"La dependencia dice que “{QUOTED}” (p. 3)."
    body = f"<h1>Portal</h1><p>{QUOTED} y publica sus actas.</p>"
    for said, rules in ((claims, ["redirect.home", "redirect.quoted"]), ("", ["redirect.home"])):
        judgement = judge(redirected(AT + "/", body, cited, claims=said))
        assert judgement.cause is Cause.REDIRECT_HOME
        assert [one.rule for one in judgement.reasons] == rules
        assert judgement.at_most is (Certainty.SUSPECTED if said else Certainty.CONFIRMED)


def test_words_in_a_sites_menu_or_that_the_document_never_had_are_no_passage_of_it() -> None:
    claims = f"La dependencia dice que “{QUOTED}” (p. 3)."
    menu = f"<nav><p>{QUOTED}</p></nav><main><h1>Portal</h1><p>Trámites y servicios.</p></main>"
    at = "https://plan.example/"
    assert judge(redirected(at, menu, claims=claims)).cause is Cause.REDIRECT_HOME
    motto = f"<main><h1>Portal</h1><p>{QUOTED} y publica sus actas.</p></main>"
    for text, is_home in ((f"{QUOTED}. {words(90)}", False), (words(90), True)):
        before = baseline(f"<main><h1>Acta</h1><p>{text}</p></main>")
        assert before.content is not None
        seen = redirected(at, motto, claims=claims, baseline=before)
        assert seen.content is not None
        judgement = judge(replace(seen, change=compare(before.content, seen.content)))
        assert (judgement.cause is Cause.REDIRECT_HOME) is is_home


def test_a_name_in_quotation_marks_is_no_passage() -> None:
    named = redirected(AT + "/", FEW, claims="Véase el “Portal” de la dependencia.")
    assert judge(named).cause is Cause.REDIRECT_HOME


def test_what_was_cited_at_such_an_address_is_there() -> None:
    assert judge(look(FEW, URL)).cause is Cause.FIRST_LOOK


@pytest.mark.parametrize("route", ["#/acta/5", "#!acta"])
def test_a_route_within_a_scripts_page_is_no_front_page(route: str) -> None:
    to = f"{AT}/{route}"
    assert judge(redirected(to, TEXT)).cause is Cause.FIRST_LOOK
    for where, cause in ((route, Cause.REDIRECT_HOME), ("#/404", Cause.FIRST_LOOK)):
        probes = tuple(Probe(f"{AT}/programa/{n}.html", 200, f"{AT}/{where}") for n in ("q", "r"))
        assert judge(redirected(to, TEXT, probes=probes)).cause is cause
    assert judge(redirected(f"{AT}/#actas", TEXT)).cause is Cause.REDIRECT_HOME


@pytest.mark.parametrize(
    ("cited", "body", "cause"),
    [
        ("/sistema/app/#/acta/5", TEXT, Cause.REDIRECT_HOME),  # a page of text shows no routes
        ("/sistema/app/#/acta/5", f"<div id=root></div>{TEXT}", Cause.FIRST_LOOK),
        ("/#/acta/5", TEXT, Cause.FIRST_LOOK),  # a front page was cited
        ("/sistema/app/#/acta/4", TEXT, Cause.FIRST_LOOK),  # another route was named
    ],
    ids=["text", "scripts", "a front page", "another"],
)
def test_a_route_that_a_redirect_hands_on_is_shown_by_scripts_alone(
    cited: str, body: str, cause: Cause
) -> None:
    assert judge(redirected(f"{AT}/#/acta/5", body, f"https://app.example{cited}")).cause is cause


def test_where_random_addresses_lead_without_the_route_that_was_cited() -> None:
    probes = tuple(
        Probe(f"https://app.example/programa/{n}", 200, f"{AT}/acceso") for n in ("q", "r")
    )
    cited = "https://app.example/programa/actas#/acta/5"
    seen = redirected(f"{AT}/acceso#/acta/5", TEXT, cited, probes=probes)
    assert judge(seen).cause is Cause.REDIRECT_HOME
