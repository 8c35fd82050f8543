"""Challenges are told by their shape, and short pages that sound like one are not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from evidence.content import extract
from evidence.verdicts.capture import is_document_capture
from evidence.verdicts.judging import judge
from evidence.vocabulary import Cause, Verdict
from tests.unit.pages import look, redirected

PAGES = tomllib.loads(
    (Path(__file__).parents[2] / "benchmarks" / "challenges.toml").read_text("utf-8")
)
PROSE = (
    "<p>La dependencia publicará el informe trimestral sobre el ejercicio del presupuesto.</p>" * 30
)


@pytest.mark.parametrize("name", PAGES["challenges"])
def test_a_challenge_is_blocked_and_no_baseline(name: str) -> None:
    seen = look(PAGES["challenges"][name])
    judgement = judge(seen)
    assert judgement.verdict is Verdict.BLOCKED
    assert not is_document_capture(seen, judgement)


@pytest.mark.parametrize("name", PAGES["pages"])
def test_a_short_page_that_sounds_like_one_is_alive(name: str) -> None:
    assert judge(look(PAGES["pages"][name])).verdict is Verdict.ALIVE


@pytest.mark.parametrize("name", PAGES["challenges"])
def test_a_document_that_quotes_a_challenge_is_alive(name: str) -> None:
    content = extract((PAGES["challenges"][name] + PROSE).encode(), "text/html; charset=utf-8", "")
    quoting = f"<title>Guía</title><main>{PROSE}<blockquote>{content.text}</blockquote></main>"
    assert judge(look(quoting)).verdict is Verdict.ALIVE


@pytest.mark.parametrize("status", [200, 202, 403, 404])
def test_whatever_is_answered_at_a_firewall_s_address_it_is_no_loss(status: int) -> None:
    """Its pages tell programs that there is nothing; what led there may well be there."""
    captcha = "https://sitio.example/.well-known/sgcaptcha/?r=%2Fdoc"
    seen = redirected(captcha, "<h1>Not Found</h1>", status=status)
    assert judge(seen).cause is Cause.WAF
    asked = look("<h1>Not Found</h1>", url=captcha, status=404)  # nobody led there
    assert judge(asked).cause is Cause.HTTP_404
