"""Casinos, shops and link farms on domains that were let go, and real pages about the same."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from evidence.changes import compare as compare_texts
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Look
from evidence.verdicts.trades import TRADES
from evidence.vocabulary import Cause, Verdict
from tests.unit.pages import ARTICLE, baseline, look, redirected, words

PAGES = tomllib.loads((Path(__file__).parents[2] / "benchmarks" / "taken.toml").read_text("utf-8"))
URL = "https://www.agencia.org.mx/informes/avance-2016.html"
CLAIM = "La dependencia publicó el informe de avance de los compromisos de gobierno abierto"
BEFORE = f"<title>Informe</title><p>{ARTICLE['es'] * 20}</p>"


def replaced(body: str) -> Look:
    base, now = baseline(BEFORE, URL), look(body, URL)
    assert base.content is not None
    assert now.content is not None
    return look(body, URL, baseline=base, change=compare_texts(base.content, now.content))


@pytest.mark.parametrize("name", PAGES["taken"])
def test_it_is_missing_where_another_text_stood(name: str) -> None:
    assert judge(replaced(PAGES["taken"][name])).cause is Cause.TAKEN_OVER


@pytest.mark.parametrize("name", PAGES["taken"])
def test_it_is_missing_on_a_first_look_when_the_citation_speaks_of_something_else(
    name: str,
) -> None:
    judgement = judge(look(PAGES["taken"][name], URL, claims=CLAIM))
    assert judgement.cause is Cause.TAKEN_OVER
    assert judgement.verdict is Verdict.MISSING


@pytest.mark.parametrize("name", [name for name in PAGES["taken"] if not name.startswith("shop")])
def test_a_civic_address_needs_no_citation_for_it(name: str) -> None:
    assert judge(look(PAGES["taken"][name], URL)).cause is Cause.TAKEN_OVER
    home = redirected("https://casino.example/", PAGES["taken"][name], URL)
    assert judge(home).cause is Cause.TAKEN_OVER


@pytest.mark.parametrize("name", PAGES["taken"])
def test_what_was_cited_for_it_is_alive(name: str) -> None:
    claim = "El sitio vendía apuestas en su casino, productos de su tienda y enlaces de préstamos"
    assert judge(look(PAGES["taken"][name], URL, claims=claim)).cause is not Cause.TAKEN_OVER


@pytest.mark.parametrize("name", PAGES["pages"])
@pytest.mark.parametrize("claims", ["", CLAIM])
def test_a_real_page_about_such_things_is_alive(name: str, claims: str) -> None:
    assert judge(look(PAGES["pages"][name], URL, claims=claims)).verdict is Verdict.ALIVE


@pytest.mark.parametrize("name", PAGES["pages"])
def test_a_real_page_that_replaced_another_is_changed(name: str) -> None:
    text = f"<p>{words(60)}</p>"  # with next to no text of its own, nobody could say so
    assert judge(replaced(PAGES["pages"][name] + text)).verdict is Verdict.CHANGED


INVITING = {
    "casino": ["Play now", "Free spins", "Welcome bonus", "Live roulette"],
    "shop": ["Add to cart", "Free shipping", "Regular price", "In stock"],
    "links": ["Write for us", "Payday loans", "Promo codes", "Sponsored post"],
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("vino $ 10, queso $ 12, pan $3 y sal €1,5 hoy", 1),
        ("vino 10, queso 12, pan 3 y sal 1,5", 0),
    ],
)
def test_four_prices_are_an_invitation(text: str, found: int) -> None:
    (shop,) = (trade for trade in TRADES if trade.name == "shop")
    assert len(shop.invitations(text)) == found


@pytest.mark.parametrize(
    ("trade", "after", "first"), [("casino", 3, 3), ("shop", 3, 3), ("links", 3, 4)]
)
def test_one_invitation_or_two_make_no_business(trade: str, after: int, first: int) -> None:
    """A page of links alone is believed later: blogs have a promotion or a sponsor, too."""
    for count in range(1, 5):
        page = f"<title>Inicio</title><p>{'. '.join(INVITING[trade][:count])}.</p>"
        found = judge(look(page, URL, claims=CLAIM)).cause is Cause.TAKEN_OVER
        assert found == (count >= first)
        assert (judge(replaced(page)).cause is Cause.TAKEN_OVER) == (count >= after)
