"""The order of the rules: of two that fire for one look, the first is what it means.

What may only be hidden from us goes before what may be gone, and that before what may have changed.
Each look here makes two rules fire; with the two in the other order the answer would be another.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.changes.model import Change, Kind
from evidence.verdicts.as_written import with_written_words
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Failure, Look
from evidence.verdicts.rules import (
    RULES,
    alive,
    certificate,
    changed,
    domain_gone,
    forbidden,
    legal,
    login,
    moved,
    not_found,
    parked,
    rate_limited,
    redirect_home,
    soft_404,
    unreachable,
    unrendered,
    waf,
)
from evidence.vocabulary import Cause, Stage
from tests.unit.pages import ARTICLE, NOW, URL, baseline, look, redirected, words

TEXT = f"<p>{ARTICLE['es'] * 20}</p>"
HOME = "https://dependencia.example/"
BOTH = {
    "a challenge with status 429": (
        waf,
        rate_limited,
        look("<title>Just a moment...</title>", status=429),
    ),
    "a challenge with status 403": (
        waf,
        forbidden,
        look("<title>Just a moment...</title>", status=403),
    ),
    "a challenge with status 503": (
        waf,
        unreachable,
        look("<h1>Security check</h1>", status=503, headers=(("cf-mitigated", "challenge"),)),
    ),
    "a challenge that needs scripts": (
        waf,
        unrendered,
        look("<title>Just a moment...</title><p>Enable JavaScript to continue.</p>"),
    ),
    "a challenge where a text was": (
        waf,
        changed,
        look(
            "<h1>Security check</h1>",
            baseline=baseline(TEXT),
            change=Change(Kind.REPLACED, 1.0, 280, 2),
        ),
    ),
    "a script in place of a document": (
        waf,
        soft_404,
        look("<script>x()</script><p>Un momento</p>", "https://dependencia.example/acta.pdf"),
    ),
    "asked too often, and please log in": (
        rate_limited,
        login,
        look("<h1>Too many requests</h1><p>Please sign in to continue.</p>"),
    ),
    "by law, and not for you": (
        legal,
        forbidden,
        look("<h1>Acceso denegado</h1><p>Este sitio fue bloqueado por orden judicial.</p>"),
    ),
    "asked too often, it says, and by law": (
        rate_limited,
        legal,
        look("<h1>Too many requests</h1><p>Or unavailable for legal reasons.</p>"),
    ),
    "by law, and please log in": (
        legal,
        login,
        look("<h1>Unavailable for legal reasons</h1><p>Please sign in to view the order.</p>"),
    ),
    "a login page that refuses": (
        login,
        forbidden,
        look("<h1>Acceso denegado</h1><p>Debe iniciar sesión.</p>"),
    ),
    "a login page that scripts draw": (
        login,
        unrendered,
        look("<title>Iniciar sesión</title><p>Enable JavaScript to continue.</p>"),
    ),
    "a login page after a redirect to the front page": (
        login,
        redirect_home,
        redirected(HOME, "<title>Iniciar sesión</title><p>Usuario</p>"),
    ),
    "a login page where a text was": (
        login,
        changed,
        look(
            "<title>Iniciar sesión</title><p>Usuario</p>",
            baseline=baseline(TEXT),
            change=Change(Kind.REPLACED, 1.0, 280, 2),
        ),
    ),
    "a refusal where a text was": (
        forbidden,
        changed,
        look(
            "<h1>Acceso denegado</h1>",
            baseline=baseline(TEXT),
            change=Change(Kind.REPLACED, 1.0, 280, 2),
        ),
    ),
    "a refusal after a redirect to the front page": (
        forbidden,
        redirect_home,
        redirected(HOME, "<h1>Acceso denegado</h1>"),
    ),
    "a shell where a text was": (
        unrendered,
        changed,
        look(
            "<div id=root><p>Portal</p></div>",
            baseline=baseline(TEXT),
            change=Change(Kind.REPLACED, 1.0, 280, 1),
        ),
    ),
    "a shell after a redirect to the front page": (
        redirect_home,
        unrendered,
        redirected(HOME, "<p>Cargando…</p>"),
    ),
    "a line of trouble where a long text was": (
        unreachable,
        unrendered,
        look(
            "<div id=root><h1>Sitio en mantenimiento</h1></div>",
            baseline=baseline(TEXT),
            change=Change(Kind.REPLACED, 1.0, 280, 3),
        ),
    ),
    "not found under a bad certificate": (
        certificate,
        not_found,
        look("<p>x</p>", status=404, tls_problem="expired"),
    ),
    "trouble after a redirect to the front page": (
        unreachable,
        redirect_home,
        redirected(HOME, "<h1>Sitio en mantenimiento</h1>"),
    ),
    "trouble where a text was": (
        unreachable,
        changed,
        look(
            f"<h1>Sitio en mantenimiento</h1><p>{words(50)}</p>",
            baseline=baseline(TEXT),
            change=Change(Kind.REPLACED, 1.0, 280, 53),
        ),
    ),
    "nothing sent where a text was": (
        unreachable,
        changed,
        look(
            payload_sha256=hashlib.sha256(b"").hexdigest(),
            baseline=baseline(TEXT),
            change=Change(Kind.REMOVED, 1.0, 280),
        ),
    ),
    "a bad certificate and another text": (
        certificate,
        changed,
        look(
            TEXT,
            tls_problem="expired",
            baseline=baseline("<p>Otra cosa.</p>"),
            change=Change(Kind.REPLACED, 1.0, 2, 280),
        ),
    ),
    "for sale, after a redirect to a front page": (
        parked,
        redirect_home,
        redirected("https://www.vendedor.example/", "<p>This domain is for sale.</p>"),
    ),
    "for sale, and the old page is not found": (
        parked,
        soft_404,
        look("<title>Page not found</title><p>Buy this domain.</p>"),
    ),
    "for sale where a text was": (
        parked,
        changed,
        look(
            f"<p>This domain is for sale. {words(50)}</p>",
            baseline=baseline(TEXT),
            change=Change(Kind.REPLACED, 1.0, 280, 55),
        ),
    ),
    "led to a front page that says it is not there": (
        redirect_home,
        soft_404,
        redirected(HOME, "<title>Página no encontrada</title><p>Vea lo nuevo.</p>"),
    ),
    "led to a front page with another text": (
        redirect_home,
        changed,
        redirected(
            HOME, TEXT, baseline=baseline("<p>x</p>"), change=Change(Kind.REPLACED, 1.0, 1, 280)
        ),
    ),
    "not found in words where a text was": (
        soft_404,
        changed,
        look(
            "<title>Página no encontrada</title><p>x</p>",
            baseline=baseline("<p>Otro</p>"),
            change=Change(Kind.REPLACED, 1.0, 1, 1),
        ),
    ),
    "not found in words at another address": (
        soft_404,
        moved,
        redirected(
            "https://nuevo.example/acta",
            "<title>Página no encontrada</title><p>La dirección no existe.</p>",
            baseline=baseline("<title>x</title><p>La dirección cambió de nombre ayer.</p>"),
            change=Change(Kind.EDITED, 0.1, 1, 1),
        ),
    ),
    "edited where it stood": (
        changed,
        alive,
        look(TEXT, baseline=baseline(TEXT), change=Change(Kind.EDITED, 0.1, 3, 3)),
    ),
    "moved with a small change": (
        moved,
        changed,
        redirected(
            "https://nuevo.example/acta",
            TEXT,
            baseline=baseline(TEXT),
            change=Change(Kind.EDITED, 0.1, 3, 3),
        ),
    ),
    "moved with nothing changed": (
        moved,
        alive,
        redirected(
            "https://nuevo.example/acta",
            TEXT,
            baseline=baseline(TEXT),
            change=Change(Kind.IDENTICAL),
        ),
    ),
}


@pytest.mark.parametrize("name", BOTH)
def test_of_two_that_fire_the_first_is_meant(name: str) -> None:
    first, second, seen = BOTH[name]
    meant, other = first.RULE.apply(seen), second.RULE.apply(seen)
    assert meant is not None
    assert other is not None, "this look tells nothing of the order"
    assert meant.cause is not other.cause
    assert judge(seen) == with_written_words(meant, seen.content)


@given(st.sampled_from(Stage), st.sampled_from(["nxdomain", "no-answer", "denied", "scheme", "x"]))
def test_one_rule_speaks_of_each_failed_exchange(stage: Stage, kind: str) -> None:
    seen = Look(URL, NOW, failure=Failure(stage, kind, "why"))
    causes = {j.cause for rule in RULES[:-1] if (j := rule.apply(seen)) is not None}
    assert causes == {judge(seen).cause}


def _alive_for(seen: Look) -> set[int]:
    return {
        status
        for status in range(100, 1000)
        if judge(replace(seen, status=status)).cause is Cause.FIRST_LOOK
    }


def test_no_status_but_success_is_ever_called_alive() -> None:
    assert _alive_for(look("<p>Un texto corto.</p>")) == {*range(200, 300)} - {204, 205}


def test_a_redirect_that_says_not_where_and_shows_a_page_is_that_page() -> None:
    assert _alive_for(look(TEXT)) == {*range(200, 400)} - {204, 205, 304}


def test_the_last_rule_speaks_only_where_no_other_does() -> None:
    seen = look(TEXT)
    assert [rule for rule in RULES if rule.apply(seen)] == [alive.RULE]


def test_the_rules_stand_as_their_meaning_asks() -> None:
    hidden = [waf, rate_limited, legal, login, forbidden, unrendered, certificate, unreachable]
    gone = [not_found, domain_gone, parked, redirect_home, soft_404]
    for earlier, later in pairwise([hidden, gone, [moved], [changed], [alive]]):
        last = max(RULES.index(room.RULE) for room in earlier)
        assert last < min(RULES.index(room.RULE) for room in later)
