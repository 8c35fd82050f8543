"""The place that an address cites behind its ``#``: when it is gone, and when nobody can tell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.changes import compare
from evidence.changes.place import Kind, Place, lost_places
from evidence.content import Content, extract
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Baseline, Judgement, Look
from evidence.vocabulary import Cause, Certainty
from tests.unit.documents import pdf
from tests.unit.pages import ARTICLE, NOW, URL, html, look

BODY = f"<main><h1>Plan</h1><p>{ARTICLE['es'] * 12}"
GOALS = "<h2 id=metas>Metas</h2><p>Se construirán doce aulas nuevas en la sierra norte.</p>"
MEANS = "<h2 id=medios>Medios</h2><p>La secretaría aporta el presupuesto del año siguiente.</p>"
FOUND = f"{BODY}</p>{GOALS}{MEANS}</main>"
FOOT = "<footer><p>Oficina de bacias, 2016–2026. Todos los derechos reservados.</p></footer>"
MENU = (
    "<nav><a href=/a>Inicio</a> <a href=/b>Directorio de servidores</a></nav><aside>Clima</aside>"
)


def judged(fragment: str, before: Content, now: Content, **facts: object) -> Judgement:
    stood = Baseline("first-good", "urn:uuid:1", "2026-01-02T00:00:00Z", URL, before.media_type,
                     before.raw_sha256, before.text_sha256, before)  # fmt: skip
    seen = Look(f"{URL}#{fragment}", NOW, final_url=URL, status=200, content=now,
                baseline=stood, change=compare(before, now))  # fmt: skip
    return judge(replace(seen, **facts))  # type: ignore[arg-type]


def told(fragment: str, before: str, now: str) -> tuple[Cause, Certainty, str]:
    judgement = judged(fragment, html(before), html(now))
    return judgement.cause, judgement.at_most, judgement.reasons[0].rule


GONE = (Cause.PLACE_GONE, Certainty.CONFIRMED, "changed.place-gone")
UNMARKED = (Cause.PLACE_GONE, Certainty.SUSPECTED, "changed.place-unmarked")


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (FOUND, f"{BODY}</p>{MEANS}</main>", GONE),
        (FOUND, FOUND.replace(" id=metas", ""), UNMARKED),
        (FOUND, FOUND.replace("id=metas", "id=metas-2019").replace("doce", "once"), UNMARKED),
        (FOUND.replace("<h2 id=metas>", "<a name='metas'></a><h2>"), f"{BODY}</p>{MEANS}", GONE),
        (FOUND.replace("=metas", "=user-content-metas"), f"{BODY}</p>{MEANS}", GONE),
        (f"{BODY}</p>{MEANS}{GOALS}</main>{FOOT}", f"{BODY}</p>{MEANS}</main>{FOOT}", GONE),
        (f"{BODY}</p>{GOALS}</main>{MENU}", f"{BODY}</p></main>{MENU}", GONE),
    ],
    ids=[
        "section gone",
        "mark gone",
        "renamed and edited",
        "by name",
        "by a script's prefix",
        "the last before the foot",
        "the last before a menu",
    ],
)
def test_an_anchor_is_gone(before: str, now: str, expected: object) -> None:
    assert told("metas", before, now) == expected


@pytest.mark.parametrize(
    ("fragment", "now", "cause"),
    [
        ("metas", FOUND.replace("doce aulas", "dos aulas"), Cause.EDITED),
        ("metas", FOUND.replace("<h2 id=metas>", "<section id=metas><h2>"), Cause.COSMETIC),
        ("nunca", f"{BODY}</p>{MEANS}</main>", Cause.REMOVED),
        ("top", FOUND + " ", Cause.COSMETIC),
        ("/ruta/metas", f"{BODY}</p>{MEANS}</main>", Cause.REMOVED),
        ("!metas", f"{BODY}</p>{MEANS}</main>", Cause.REMOVED),
        ("", f"{BODY}</p>{MEANS}</main>", Cause.REMOVED),
    ],
)
def test_where_the_place_stands_or_never_did_it_is_not_called_gone(
    fragment: str, now: str, cause: Cause
) -> None:
    assert told(fragment, FOUND, now)[0] is cause


def test_an_anchor_is_known_by_its_decoded_spelling() -> None:
    before, now = FOUND.replace("=metas", "='metas-año'"), f"{BODY}</p>{MEANS}</main>"
    assert told("metas-a%C3%B1o", before, now) == GONE


def test_another_document_is_told_as_that() -> None:
    other = f"<main><h1>Aviso</h1><p>{ARTICLE['pt'] * 12}"
    assert told("metas", FOUND, other)[0] is not Cause.PLACE_GONE


def test_a_page_that_came_in_part_or_flips_tells_nothing_of_the_place() -> None:
    before, now = html(FOUND), html(f"{BODY}</p>{MEANS}</main>")
    for facts in ({"truncated": "disconnect"}, {"alternating": True}):
        assert judged("metas", before, now, **facts).cause is not Cause.PLACE_GONE


def paper(*pages: str) -> Content:
    return extract(pdf([[page] for page in pages]), "application/pdf", URL)


PAGES = [" ".join(f"{stem}{number}" for number in range(40))
         for stem in ("enero", "febrero", "marzo", "abril")]  # fmt: skip


@pytest.mark.parametrize(
    ("fragment", "pages", "rule"),
    [
        ("page=4", PAGES[:3], "changed.place-gone"),
        ("page=4&zoom=100", [*PAGES[:2], PAGES[3]], "changed.place-unmarked"),
        ("page=3", PAGES[:3], "changed.removed"),
        ("page=9", PAGES[:3], "changed.removed"),
    ],
)
def test_a_page_of_a_pdf(fragment: str, pages: list[str], rule: str) -> None:
    assert judged(fragment, paper(*PAGES), paper(*pages)).reasons[0].rule == rule


@pytest.mark.parametrize(
    ("directive", "now", "is_gone"),
    [
        ("text=doce%20aulas", FOUND.replace("doce", "dos"), True),
        ("text=Se%20construir%C3%A1n,sierra%20norte", FOUND.replace("doce", "dos"), False),
        ("text=construir%C3%A1n-,doce%20aulas,-nuevas", FOUND.replace(" nuevas", ""), True),
        ("text=doce%20aulas,-nuevas", FOUND.replace("Se construirán", "Habrá"), False),
        ("text=DOCE%20AULAS", FOUND.replace("<p>Se", "<p>Se"), False),
        ("text=nadie%20dijo%20esto", FOUND.replace("doce", "dos"), False),
        ("text=aulas%20nuevas&text=doce", FOUND.replace("doce", "dos"), True),
        ("otra=doce", FOUND.replace("doce", "dos"), False),
    ],
)
@pytest.mark.parametrize("element", ["", "medios"])
def test_words_that_an_address_quotes(
    element: str, directive: str, now: str, is_gone: bool
) -> None:
    judgement = judged(f"{element}:~:{directive}", html(FOUND), html(now + "<p>Nota."))
    assert (judgement.cause is Cause.PLACE_GONE) == is_gone
    if is_gone:
        assert judgement.at_most is Certainty.CONFIRMED


@pytest.mark.parametrize(
    ("fragment", "told"),
    [
        ("metas", []),
        ("nunca", ["#nunca"]),
        (":~:text=doce%20aulas", []),
        (":~:text=trece%20aulas", ["“trece aulas”"]),
        ("page=3", []),
        ("/ruta", []),
        ("gid=7", []),
    ],
)
def test_the_first_look_tells_what_it_does_not_find(fragment: str, told: list[str]) -> None:
    judgement = judge(look(FOUND, f"{URL}#{fragment}"))
    assert judgement.cause is Cause.FIRST_LOOK
    assert [r.facts["place"] for r in judgement.reasons if r.rule == "alive.place-unseen"] == told


def test_a_shorter_pdf_than_the_page_that_is_cited_is_told() -> None:
    seen = look("", f"{URL}#page=9", content=paper(*PAGES))
    assert [r.rule for r in judge(seen).reasons] == ["alive.first-look", "alive.place-unseen"]


@given(st.text(max_size=40))
def test_any_fragment_is_read(fragment: str) -> None:
    content = html(FOUND)
    assert lost_places(fragment, content, content) == []
    for place in Place.of(fragment):
        assert place.kind in Kind
        place.passage(content)


def test_a_page_of_one_word_a_million_times_takes_no_time() -> None:
    content = Content("text/html", lines=("a " * 200_000,))
    assert lost_places(":~:text=a,a,-b", content, content) == []
