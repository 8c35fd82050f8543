"""A page of next to no words in the place of a long text: a wall, a queue, a notice, an error in words
that no list holds. It is no document of its own, so nothing was replaced."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from evidence.changes.compare import compare
from evidence.content import extract
from evidence.verdicts.document import of_document
from evidence.verdicts.facts import NOT_SHOWN
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Judgement, Look, PartSeen
from evidence.verdicts.rule import because
from evidence.verdicts.wants import Want, wants
from evidence.vocabulary import Cause, Certainty, PartRole, Verdict
from tests.unit.pages import ARTICLE, URL, baseline, look, words

BEFORE = f"<h1>Informe</h1><p>{ARTICLE['es'] * 20}</p>"
LITTLE = {
    "a queue": "<h1>Sala de espera</h1><p>Hay muchas personas en este sitio. Su turno llegará pronto.</p>",
    "a sum": "<h1>Verificación</h1><p>¿Cuánto es 3 + 4? Escriba el resultado para continuar.</p>",
    "in German": "<h1>Einen Moment bitte</h1><p>Ihr Browser wird überprüft.</p>",
    "more German": "<h1>Bitte warten</h1><p>Wir prüfen gerade, ob diese Anfrage von einem Menschen kommt. "
    "Das dauert nur wenige Sekunden, und danach werden Sie zu der Seite gebracht.</p>",
    "a server": "<h1>It works!</h1>",
    "a video": "<h1>Video</h1><p>Este video es privado.</p>",
    "the closed site": "<h1>Aviso</h1><p>Este portal ha dejado de operar.</p>",
    "a counter beside": "<h1>It works!</h1><noscript><iframe src='https://tags.example/n'></iframe></noscript>",
}


def seen(now: str, before: str = BEFORE, **facts: Any) -> Look:
    base, page = baseline(before), look(now)
    assert base.content is not None
    assert page.content is not None
    return look(now, baseline=base, change=compare(base.content, page.content), **facts)


@pytest.mark.parametrize("name", LITTLE)
def test_next_to_nothing_is_no_other_document(name: str) -> None:
    judgement = judge(seen(LITTLE[name]))
    assert (judgement.verdict, judgement.at_most) == (Verdict.MISSING, Certainty.SUSPECTED)
    assert judgement.reasons[0].rule == NOT_SHOWN


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (f"<p>{words(60)}</p>", BEFORE),
        (
            f"<p>{words(20)}</p><p>{words(18, 'nueva')}</p>",
            f"<p>{words(20)}</p><p>{words(280, 'b')}</p>",
        ),
        ("<h1>Aviso</h1><p>La sesión será el martes a las diez.</p>", f"<p>{words(24)}</p>"),
        ("<h1>Informe</h1><p>Léalo <a href=/files/informe.pdf>aquí</a>.</p>", BEFORE),
        ("<h1>Informe</h1><embed src=/files/informe.pdf>", BEFORE),
        ("<h1>Informe</h1><iframe src=https://videos.example/1></iframe>", BEFORE),
    ],
    ids=[
        "a short page",
        "its beginning",
        "after a short one",
        "a file is offered",
        "a file is shown",
        "a recording",
    ],
)
def test_a_document_of_its_own_took_the_place(now: str, before: str) -> None:
    assert judge(seen(now, before)).cause is Cause.REPLACED


def test_a_file_in_the_footer_is_no_document_that_is_offered() -> None:
    footer = "<footer><a href=/files/aviso-de-privacidad.pdf>Privacidad</a></footer>"
    assert judge(seen(LITTLE["a video"] + footer)).cause is Cause.SOFT_404


def test_a_short_file_in_the_place_of_a_file_is_a_document() -> None:
    long = extract("\n".join(f"{words(9)} {n}" for n in range(40)).encode(), "text/csv", URL)
    short = extract(b"uno,dos\ntres,cuatro\n", "text/csv", URL)
    base = replace(baseline(BEFORE), content=long, media_type="text/csv")
    judgement = judge(look(content=short, baseline=base, change=compare(long, short)))
    assert judgement.verdict is Verdict.CHANGED


def test_a_text_that_stood_there_before_or_was_cut_is_no_loss() -> None:
    assert judge(seen(LITTLE["a server"], alternating=True)).verdict is Verdict.ALIVE
    assert judge(seen(LITTLE["a server"], truncated="length")).verdict is Verdict.ALIVE


@pytest.mark.parametrize("script", ["", "<script>x()</script>"])
def test_a_browser_is_asked_where_it_may_show_more(script: str) -> None:
    page = seen(LITTLE["a queue"] + script)
    assert (Want.BROWSER in wants(page, judge(page))) == bool(script)
    assert Want.PROBES in wants(page, judge(page))


@pytest.mark.parametrize(
    ("drawn", "verdict"),
    [
        (because(Cause.IDENTICAL, "alive.identical"), Verdict.ALIVE),
        (because(Cause.UNRENDERED, "unrendered.empty"), Verdict.MISSING),
        (because(Cause.REPLACED, "changed.replaced"), Verdict.CHANGED),
    ],
)
def test_what_a_browser_shows_is_said_of_it(drawn: Judgement, verdict: Verdict) -> None:
    page = seen(LITTLE["a queue"])
    part = PartSeen(PartRole.RENDERED, "urn:view:x", drawn)
    assert of_document(judge(page), [part], page.baseline).verdict is verdict
