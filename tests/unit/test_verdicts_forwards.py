"""Pages of a few words whose scripts send readers on: what these are shown is for a browser to say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.changes.compare import compare
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Look, Probe
from evidence.verdicts.wants import Want, wants
from evidence.vocabulary import Cause, Verdict
from tests.unit.pages import ARTICLE, URL, baseline, look, words

REFUSED = tuple(Probe(URL.replace("acta-2019", name), 404) for name in ("qwertyui", "asdfghjk"))
BEFORE = f"<h1>Informe</h1><p>{ARTICLE['es'] * 20}</p>"
SHOWN = [
    "<p>Redirigiendo…</p>",
    "<h1>Aviso</h1><p>Esta página se ha movido. Haga clic <a href=/nuevo>aquí</a>.</p>",
    "<p>You are being taken to our new site. <a href=/nuevo>Go on</a></p>",
]
SENDS = [
    "window.location.replace('/nuevo')",
    'location.href = "https://nuevo.example/";',
    "document.location='/nuevo'",
    "setTimeout(function(){ top.location.assign(`/nuevo`) }, 3000)",
    "window.onload = () => { window.location = '/nuevo'; }",
]
STAYS = [
    "function ir() { location.href = '/nuevo' }",
    "b.addEventListener('click', () => location.assign('/nuevo'))",
    "if (screen.width < 700) { location = '/m/' }",
    "if (top != self) top.location = self.location",
    "location.href = 'https:' + location.href.substring(5)",
    "var geolocation = '/mapa'",
]


def seen(body: str, before: str = BEFORE) -> Look:
    base, page = baseline(before), look(body)
    assert base.content is not None
    assert page.content is not None
    return look(body, baseline=base, change=compare(base.content, page.content))


@pytest.mark.parametrize("script", SENDS)
@pytest.mark.parametrize("shown", SHOWN)
def test_a_page_that_sends_on_is_seen_by_a_browser(shown: str, script: str) -> None:
    body = f"{shown}<script type='text/javascript'>{script}</script>"
    for page in (replace(seen(body), probes=REFUSED), look(body, probes=REFUSED)):
        judgement = judge(page)
        assert judgement.cause is Cause.UNRENDERED
        assert "nuevo" in str(judgement.reasons[0].facts["target"])
        assert Want.BROWSER in wants(page, judgement)


@pytest.mark.parametrize("script", STAYS)
@pytest.mark.parametrize("shown", SHOWN[2:])
def test_a_script_that_sends_on_by_a_click_or_some_alone_is_none(shown: str, script: str) -> None:
    assert judge(look(f"{shown}<script>{script}</script>")).cause is Cause.FIRST_LOOK


def test_a_page_with_a_text_and_one_that_always_was_so_are_there() -> None:
    script = f"<script>{SENDS[0]}</script>"
    assert judge(look(f"<p>{words(40)}</p>{script}")).cause is Cause.FIRST_LOOK
    assert judge(seen(SHOWN[0] + script, SHOWN[0] + script)).verdict is Verdict.ALIVE


def test_a_page_that_says_that_there_is_nothing_is_believed() -> None:
    body = f"<h1>Página no encontrada</h1><script>{SENDS[0]}</script>"
    assert judge(seen(body)).cause is Cause.SOFT_404
