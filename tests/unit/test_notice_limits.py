"""How long a page may be, and how much of it is read, where it is taken for a notice: both sides."""

from __future__ import annotations

import pytest

from evidence.changes.model import Change, Kind
from evidence.verdicts.challenge import challenge
from evidence.verdicts.judging import judge
from evidence.vocabulary import Cause
from tests.unit.pages import baseline, html, look, words

SCRIPT = '<script src="https://geo.captcha-delivery.com/c.js"></script>'
FIELDS = "<form><input name=u><input type=password></form>"


def shown(text: str, count: int, beside: str = "") -> str:
    """A page of ``count`` words that says ``text`` in a sentence of its own."""
    return f"<p>{text}</p><p>{words(count - len(text.split()))}</p>{beside}"


@pytest.mark.parametrize(
    ("page", "is_one"),
    [
        # what only challenges say is enough on a page of next to no text
        (shown("Verifying you are human.", 59), True),
        (shown("Verifying you are human.", 60), False),
        # with a second sign, on any short one
        (shown("Verifying you are human. Ray ID: 8f2a", 199), True),
        (shown("Verifying you are human. Ray ID: 8f2a", 200), False),
        # two signs that other pages show, too: at the top of a brief page, or of one with no text
        ("<title>Please wait</title>" + shown("Your IP is known. Ray ID 8f2a", 119, SCRIPT), True),
        ("<title>Please wait</title>" + shown("Your IP is known. Ray ID 8f2a", 120, SCRIPT), False),
        (shown("Your IP is known.", 29, SCRIPT), True),
        (shown("Your IP is known.", 30, SCRIPT), False),
        (shown("Your IP is known.", 29), False),
        # a vendor's script and nothing else
        (f"<p>{words(11)}</p>{SCRIPT}", True),
        (f"<p>{words(12)}</p>{SCRIPT}", False),
        (f"<p>{words(11)}</p>", False),
        (f"<p>{words(10)} <a href='/inicio'>inicio</a></p>{SCRIPT}", False),
    ],
)
def test_a_challenge_has_few_words(page: str, is_one: bool) -> None:
    assert bool(challenge(html(page))) == is_one


def test_a_vendor_s_script_is_looked_for_in_a_hundred_thousand_characters() -> None:
    def page(before: int) -> str:
        return f"<p>Un momento</p><!--{'x' * before}-->{SCRIPT}"

    ahead = len("<p>Un momento</p><!---->")
    needed = SCRIPT.index("captcha-delivery.com") + len("captcha-delivery.com")
    assert challenge(html(page(100_000 - ahead - needed)))
    assert not challenge(html(page(100_000 - ahead - needed + 1)))


@pytest.mark.parametrize(("length", "asks"), [(7, True), (8, False)])
def test_sentences_of_eight_words_are_a_text_and_menus_are_none(length: int, asks: bool) -> None:
    """Forty words of its own make an article, beside which a login stands; entries of a menu don't."""
    lines = "".join(f"<p>{words(length, f'dato{n}x').capitalize()}.</p>" for n in range(6))
    page = f"<h2>Iniciar sesión</h2>{lines}{FIELDS}"
    assert (judge(look(page)).cause is Cause.LOGIN) == asks


@pytest.mark.parametrize(("count", "asks"), [(199, True), (200, False)])
def test_only_a_short_page_asks_for_a_login(count: int, asks: bool) -> None:
    titled = f"<title>Iniciar sesión</title><p>{words(count)}"
    assert (judge(look(titled)).cause is Cause.LOGIN) == asks
    sent_on = f'<meta http-equiv="refresh" content="9; url=/login">{f"<p>{words(count)}"}'
    assert (judge(look(sent_on)).cause is Cause.LOGIN) == asks


@pytest.mark.parametrize(("ahead", "cause"), [(48, Cause.PARKED), (49, Cause.FIRST_LOOK)])
def test_ad_feeds_are_looked_for_among_the_first_fifty_links(ahead: int, cause: Cause) -> None:
    own = "".join(f"<a href='/{n}'></a>" for n in range(ahead))
    feeds = "".join(f"<a href='https://ads.example/?dn=vieja.mx&kw={n}'></a>" for n in range(2))
    page = f"<title>vieja.mx</title><p>Hola</p>{own}{feeds}"
    assert judge(look(page, "https://vieja.mx/acta.html")).cause is cause


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (200, Cause.WAF),
        (403, Cause.WAF),
        (405, Cause.WAF),
        (503, Cause.WAF),
        (404, Cause.HTTP_404),
        (410, Cause.HTTP_410),
    ],
)
@pytest.mark.parametrize(
    ("page", "headers"),
    [
        ("<p>Referencia 18.</p>", (("server", "AkamaiGHost"), ("cache-control", "no-store"))),
        ("<title>Just a moment...</title><p>Checking your browser.</p>", ()),
    ],
)
def test_a_firewall_refuses_under_any_status_but_those_of_a_loss(
    page: str, headers: tuple[tuple[str, str], ...], status: int, cause: Cause
) -> None:
    """An edge that says 404 or 410 passes on what the site says."""
    assert judge(look(page, status=status, headers=headers)).cause is cause


@pytest.mark.parametrize(("words_of_it", "drawn"), [(4, True), (5, False)])
def test_a_page_that_is_loading_has_no_five_words(words_of_it: int, drawn: bool) -> None:
    page = f"<title>Loading</title><p>Loading</p><p>{words(words_of_it - 1)}</p>"
    assert (judge(look(page)).cause is Cause.UNRENDERED) == drawn


@pytest.mark.parametrize("sign", ['<div id="root"></div>', '<script src="/a.js"></script>'])
def test_signs_of_scripts_are_looked_for_in_three_hundred_thousand_characters(sign: str) -> None:
    was = baseline(f"<p>{words(500)}</p>")

    def cause(ahead: int) -> Cause:
        head = "<p>Portal de la dependencia y de sus servicios</p>"
        body = f"{head}<!--{'x' * (ahead - len(head) - 7)}-->{sign}"
        assert body.index(sign) == ahead
        change = Change(Kind.REPLACED, 1.0, 500, 7)
        return judge(look(body, baseline=was, change=change)).cause

    assert cause(300_000 - len(sign)) is Cause.UNRENDERED
    assert cause(300_000) is Cause.SOFT_404


BETS = "Welcome bonus. Free spins. Play now. Best online casino. Live roulette."
CITED = "La dependencia publicó el informe trimestral"  # four telling words


@pytest.mark.parametrize(("ahead", "told"), [(11_000, True), (12_000, False)])
def test_invitations_are_looked_for_in_twelve_thousand_characters(ahead: int, told: bool) -> None:
    page = f"<p>{'x' * 79} </p>" * (ahead // 80) + f"<p>{BETS}</p>"
    assert (judge(look(page, claims=CITED)).cause is Cause.TAKEN_OVER) == told


@pytest.mark.parametrize(
    ("claims", "shared", "told"),
    [
        ("informe trimestral publicado", "", True),
        ("informe trimestral", "", False),  # too little to be held against a page
        ("informe trimestral publicado dependencia federal", "informe", False),  # one in five
        ("informe trimestral publicado dependencia federal contratos", "informe", True),
    ],
)
def test_a_citation_is_held_against_a_page_by_its_telling_words(
    claims: str, shared: str, told: bool
) -> None:
    page = look(f"<p>{BETS} {shared}</p>", "https://a.example/acta", claims=claims)
    assert (judge(page).cause is Cause.TAKEN_OVER) == told
