"""Each rule fires on what it is for, in its order, and can say why in both languages."""

from __future__ import annotations

import hashlib
import string
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from evidence.bilingual import LANGUAGES
from evidence.changes import compare
from evidence.changes.model import Change, Kind
from evidence.content import extract
from evidence.verdicts import (
    before,
    document,
    elsewhere,
    eyes,
    hours,
    observers,
    passing,
    sent_with,
)
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Baseline, Failure, Hop, Look, Probe
from evidence.verdicts.rules import RULES, WORDS
from evidence.verdicts.wording import explain
from evidence.vocabulary import Cause, Certainty, Stage, Verdict

NOW = datetime(2026, 11, 21, tzinfo=UTC)
URL = "https://dependencia.example/programa/acta.html"
TEXT = "El programa atiende a las comunidades de la sierra y publica sus actas cada mes. " * 20


def page(html: str, **facts: object) -> Look:
    known = {
        "url": URL,
        "at": NOW,
        "status": 200,
        "content": extract(html.encode(), "text/html; charset=utf-8"),
    }
    known.setdefault("final_url", facts.get("url", URL))
    return Look(**{**known, **facts})  # type: ignore[arg-type]


def answer(status: int, *headers: tuple[str, str]) -> Look:
    return page("<p>x</p>", status=status, headers=headers)


def failed(stage: Stage, kind: str) -> Look:
    return Look(URL, NOW, failure=Failure(stage, kind, "what the system said"))


def baseline(text: str = TEXT, url: str = URL) -> Baseline:
    content = extract(f"<p>{text}</p>".encode(), "text/html; charset=utf-8")
    return Baseline(
        "first-good", "", "2026-01-02T00:00:00Z", url, "text/html", "", content.text_sha256, content
    )


CASES = {
    "robots": (failed(Stage.ROBOTS, "denied"), Cause.ROBOTS),
    "wait": (failed(Stage.WAIT, "retry-after"), Cause.RATE_LIMITED),
    "malformed": (failed(Stage.URL, "malformed"), Cause.MALFORMED),
    "scheme": (failed(Stage.URL, "scheme"), Cause.SCHEME),
    "private": (failed(Stage.ADDRESS, "private"), Cause.PRIVATE_ADDRESS),
    "internal": (failed(Stage.INTERNAL, "error"), Cause.INTERNAL),
    "nxdomain": (failed(Stage.DNS, "nxdomain"), Cause.DOMAIN_GONE),
    "servfail": (failed(Stage.DNS, "no-answer"), Cause.DNS),
    "refused": (failed(Stage.TCP, "refused"), Cause.REFUSED),
    "handshake": (failed(Stage.TLS, "handshake"), Cause.TLS),
    "timeout": (failed(Stage.TIMEOUT, "timeout"), Cause.TIMEOUT),
    "broken": (failed(Stage.HTTP, "broken"), Cause.PROTOCOL),
    "loop": (failed(Stage.REDIRECT, "loop"), Cause.REDIRECT_LOOP),
    "401": (answer(401), Cause.LOGIN),
    "402": (answer(402), Cause.LOGIN),
    "403": (answer(403), Cause.FORBIDDEN),
    "405": (answer(405), Cause.FORBIDDEN),
    "429": (answer(429), Cause.RATE_LIMITED),
    "451": (answer(451), Cause.LEGAL),
    "404": (answer(404), Cause.HTTP_404),
    "410": (answer(410), Cause.HTTP_410),
    "500": (answer(500), Cause.SERVER_ERROR),
    "522": (answer(522), Cause.SERVER_ERROR),
    "400": (answer(400), Cause.PROTOCOL),
    "redirect without target": (answer(302), Cause.PROTOCOL),
    "cloudflare": (answer(503, ("cf-mitigated", "challenge")), Cause.WAF),
    "aws": (answer(202, ("x-amzn-waf-action", "captcha")), Cause.WAF),
    "akamai": (answer(200, ("server", "AkamaiGHost"), ("cache-control", "no-cache")), Cause.WAF),
    "akamai's own 404": (answer(404, ("server", "AkamaiGHost"), ("expires", "0")), Cause.HTTP_404),
    "challenge": (page("<title>Just a moment...</title>"), Cause.WAF),
    "login page": (
        page("<title>Iniciar sesión | Sitio</title><p>Usuario Contraseña</p>"),
        Cause.LOGIN,
    ),
    "drive": (page("<title>Acceso</title><p>Necesitas permiso. Pide acceso.</p>"), Cause.LOGIN),
    "refusal": (page("<h1>Acceso denegado</h1><p>Contacte al administrador.</p>"), Cause.FORBIDDEN),
    "too often": (page("<h1>Demasiadas solicitudes</h1>"), Cause.RATE_LIMITED),
    "court": (page("<p>This site has been blocked by order of the court.</p>"), Cause.LEGAL),
    "veda": (page("<p>Contenido oculto en cumplimiento de la veda electoral.</p>"), Cause.LEGAL),
    "shell": (
        page("<title>Portal</title><div id=app></div><script>x()</script>"),
        Cause.UNRENDERED,
    ),
    "javascript": (page("<p>You need to enable JavaScript to run this app.</p>"), Cause.UNRENDERED),
    "database": (page("<h1>Error establishing a database connection</h1>"), Cause.SERVER_ERROR),
    "asp.net": (
        page("<h1>Object reference not set to an instance of an object.</h1>"),
        Cause.SERVER_ERROR,
    ),
    "incapsula": (page("<p>Request unsuccessful. Incapsula incident ID: 7</p>"), Cause.WAF),
    "user and password": (page("<p>Ingrese su usuario y contraseña</p>"), Cause.LOGIN),
    "for sale": (page("<title>x</title><p>This domain is for sale. Buy now!</p>"), Cause.PARKED),
    "first look": (page(f"<p>{TEXT}</p>"), Cause.FIRST_LOOK),
    "empty": (page("", payload_sha256=hashlib.sha256(b"").hexdigest()), Cause.PROTOCOL),
}


@pytest.mark.parametrize("name", CASES)
def test_each_rule_fires_on_what_it_is_for(name: str) -> None:
    look, cause = CASES[name]
    judgement = judge(look)
    assert judgement.cause is cause, judgement
    for reason in judgement.reasons:
        assert all(
            "?" not in explain(reason, language).replace("(?)", "") for language in LANGUAGES
        )


def hopped(to: str, url: str = URL, html: str = f"<p>{TEXT}</p>", **facts: object) -> Look:
    return page(html, url=url, final_url=to, hops=(Hop(url, 302),), **facts)


@pytest.mark.parametrize(
    ("url", "to", "cause"),
    [
        (URL, "https://dependencia.example/", Cause.REDIRECT_HOME),
        (URL, "https://www.dependencia.example/index.php", Cause.REDIRECT_HOME),
        (URL, "https://dependencia.example/es/?lang=es", Cause.REDIRECT_HOME),
        (URL, "https://dependencia.example/404", Cause.REDIRECT_HOME),
        (URL, "https://www.portal.example/", Cause.REDIRECT_HOME),
        ("https://corto.example/aB3x", "https://www.campana.example/", Cause.FIRST_LOOK),
        (
            URL,
            "https://dependencia.example/Error.aspx?aspxerrorpath=/programa/acta.html",
            Cause.REDIRECT_HOME,
        ),
        ("https://a.example/Ver?doc=1234", "https://a.example/Ver", Cause.FIRST_LOOK),
        ("https://a.example/?p=12", "https://a.example/", Cause.REDIRECT_HOME),
        ("http://a.example", "https://www.a.example/", Cause.FIRST_LOOK),
        ("https://a.example/#/documentos/12", "https://a.example/inicio", Cause.FIRST_LOOK),
        (URL, "https://dependencia.example/#/programa/acta", Cause.FIRST_LOOK),
        (URL, "https://dependencia.example/programa/acta-2.html", Cause.FIRST_LOOK),
        (URL, "https://accounts.example/ServiceLogin?continue=x", Cause.LOGIN),
        ("https://a.example/login", "https://a.example/login/", Cause.FIRST_LOOK),
        (URL, "https://www.hugedomains.com/domain_profile.cfm?d=x", Cause.PARKED),
    ],
)
def test_where_a_redirect_leads(url: str, to: str, cause: Cause) -> None:
    assert judge(hopped(to, url)).cause is cause


def test_a_redirect_that_the_baseline_took_as_well_is_no_loss() -> None:
    look = hopped(
        "https://dependencia.example/",
        baseline=baseline(url="https://dependencia.example/"),
        change=Change(Kind.COSMETIC),
    )
    assert judge(look).cause is Cause.COSMETIC


def test_a_short_link_is_missing_when_random_ones_lead_to_the_same_place() -> None:
    home = "https://www.portal.example/"
    probes = tuple(Probe(f"https://viejo.example/{n}", 200, home) for n in ("qwe", "rty"))
    judgement = judge(hopped(home, "https://viejo.example/tramites", probes=probes))
    assert judgement.reasons[0].rule == "redirect.as-probes"


def test_a_cut_body_is_not_called_a_removal() -> None:
    cut = page(f"<p>{TEXT}</p>", baseline=baseline(TEXT * 2), change=Change(Kind.REMOVED, 0.5, 280))
    assert judge(cut).cause is Cause.REMOVED
    assert judge(replace(cut, truncated="length")).cause is Cause.INCOMPARABLE


def test_few_words_where_there_were_many_are_not_a_change() -> None:
    change = Change(Kind.REPLACED, 1.0, 280, 1)
    shell = page("<div id=root><p>Portal</p></div>", baseline=baseline(), change=change)
    assert judge(shell).cause is Cause.UNRENDERED
    plain = page("<p>Portal</p>", baseline=baseline(), change=change)
    assert judge(plain).cause is Cause.SOFT_404, "nothing says that scripts would draw it"


def test_a_login_form_on_a_long_page_is_no_wall() -> None:
    assert judge(page(f"<title>Login</title><p>{TEXT}</p>")).cause is Cause.FIRST_LOOK


@pytest.mark.parametrize(
    ("kind", "removed", "flags", "cause"),
    [
        (Kind.COSMETIC, 0, (), Cause.REDIRECT),
        (Kind.EDITED, 20, (), Cause.REDIRECT),
        (Kind.EDITED, 20, ("number",), Cause.EDITED),
        (Kind.REMOVED, 200, (), Cause.REMOVED),
        (Kind.REPLACED, 280, (), Cause.REPLACED),
    ],
)
def test_moved_is_the_same_text_elsewhere(
    kind: Kind, removed: int, flags: tuple[str, ...], cause: Cause
) -> None:
    look = hopped(
        "https://nuevo.example/acta",
        baseline=baseline(),
        change=Change(kind, 0.1, removed, 3, flags),
    )
    assert judge(look).cause is cause


def test_the_same_place_under_https_and_www_is_not_moved() -> None:
    look = hopped(
        "https://www.dependencia.example/programa/acta.html/",
        url="http://dependencia.example/programa/acta.html",
        baseline=baseline(url="http://dependencia.example/programa/acta.html"),
        change=Change(Kind.IDENTICAL),
    )
    assert judge(look).cause is Cause.IDENTICAL


def test_another_language_is_not_another_document() -> None:
    english = (
        "the programme of the state is for the people and it was made by them in that year " * 20
    )
    before = baseline()
    look = page(f"<p>{english}</p>", baseline=before)
    assert before.content is not None
    assert look.content is not None
    judgement = judge(replace(look, change=compare(before.content, look.content)))
    assert judgement.cause is Cause.INCOMPARABLE
    assert judgement.reasons[0].facts == {
        "before": "es",
        "now": "en",
        "since": before.captured_at[:10],
    }


def test_a_bad_certificate_hides_the_page_unless_it_shows_what_it_showed() -> None:
    unsure = page(f"<p>{TEXT}</p>", tls_problem="expired")
    assert judge(unsure).cause is Cause.TLS
    same = page(
        f"<p>{TEXT}</p>", tls_problem="expired", baseline=baseline(), change=Change(Kind.IDENTICAL)
    )
    assert [reason.rule for reason in judge(same).reasons] == [
        "alive.identical",
        "alive.certificate",
    ]


def test_not_modified_is_alive() -> None:
    look = page("", status=304, content=None, baseline=baseline(), change=Change(Kind.IDENTICAL))
    assert judge(look).cause is Cause.IDENTICAL


def test_two_weak_signs_make_a_parked_domain_and_one_does_not() -> None:
    url = "https://vieja.example/acta.html"
    one = page("<title>vieja.example</title><p>Hola</p>", url=url)
    two = page("<title>vieja.example</title><p>Related searches</p>", url=url)
    assert judge(one).cause is Cause.FIRST_LOOK
    assert judge(two).cause is Cause.PARKED


def test_every_reason_says_the_same_facts_in_both_languages() -> None:
    def names(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for reason, words in WORDS.items():
        assert names(words.en) == names(words.es), reason
        assert words.en != words.es


def test_reason_ids_are_unique() -> None:
    beside = (
        before.WORDS,
        eyes.WORDS,
        observers.WORDS,
        hours.WORDS,
        document.WORDS,
        elsewhere.WORDS,
        passing.WORDS,
        sent_with.WORDS,
    )
    told = [*(rule.words for rule in RULES), *beside]
    assert sum(map(len, told)) == len(WORDS)


LACKS = "unable to get local issuer certificate"


@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize("problem", [LACKS, "self-signed certificate in chain"])
def test_a_page_that_is_gone_behind_a_chain_that_leads_to_nobody_is_probably_gone(
    status: int, problem: str
) -> None:
    judged = judge(page("<p>Not found</p>", status=status, tls_problem=problem))
    assert (judged.verdict, judged.at_most) == (Verdict.MISSING, Certainty.PROBABLE)
    assert [one.rule for one in judged.reasons] == [f"gone.http-{status}", "gone.certificate"]


@pytest.mark.parametrize(
    ("problem", "facts"),
    [
        (LACKS, {"status": 200}),
        (LACKS, {"status": 500}),
        ("certificate has expired", {"status": 404}),
        ("self-signed certificate", {"status": 404}),
        (f"{LACKS}; the certificate is not for a.example", {"status": 404}),
    ],
)
def test_behind_another_certificate_nobody_can_be_sure(problem: str, facts: dict[str, int]) -> None:
    judged = judge(page("<p>Un texto.</p>", tls_problem=problem, **facts))
    assert judged.cause is Cause.TLS


@pytest.mark.parametrize(("status", "told"), [(404, True), (410, True), (200, False), (503, False)])
def test_what_is_said_behind_such_a_certificate_is_told(status: int, told: bool) -> None:
    judged = judge(page("<p>Un texto.</p>", tls_problem="certificate has expired", status=status))
    assert judged.cause is Cause.TLS
    assert ("tls.gone" in [one.rule for one in judged.reasons]) == told
