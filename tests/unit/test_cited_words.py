"""A claim that stands word for word on the page counts like a quotation, also when the address leads on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.changes.cited import standing, statements
from evidence.changes.model import Flag
from evidence.content import extract
from evidence.looks.judged import judged_again
from evidence.reports import replacement, steps
from evidence.reports.replacement import Kind
from evidence.reports.steps import NextStep
from evidence.store.records import Memento
from evidence.verdicts.model import Hop
from evidence.vocabulary import Cause, Certainty, MementoState, Verdict
from tests.looks import URL, Lab, Told, answer

SAID = "La reforma obliga a cada municipio a publicar su padrón de beneficiarios"
IN_ITS_PLACE = "La reforma permite a cada municipio reservar el listado completo de apoyos"
KEPT = tuple(
    f"El apartado {name} describe cómo se integran los comités vecinales, quién convoca a sus "
    "sesiones y de qué manera se archivan las minutas que de ellas resultan cada bimestre."
    for name in ("primero", "segundo", "tercero", "cuarto", "quinto")
)
HOME = "http://dependencia.example/"
MOVED = "http://dependencia.example/nuevo/reforma.html"


def _page(*paragraphs: str, menu: str = "") -> bytes:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return answer(
        f"<html><title>Reforma</title><nav>{menu}</nav><main><h1>Reforma</h1>{body}</main></html>"
    )


BEFORE = _page(KEPT[0], SAID + ".", *KEPT[1:])
AFTER = _page(KEPT[0], IN_ITS_PLACE + ".", *KEPT[1:])


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    made = Lab(tmp_path / "evidence")
    yield made
    made.store.close()


def _led(to: str, block: bytes, claims: str) -> Told:
    return Told(block, hops=(Hop(URL, 302),), final_url=to, claims=claims)


@pytest.mark.parametrize(
    ("claims", "cause"),
    [
        (SAID + ".", Cause.EDITED),
        (f"{SAID} (https://dependencia.example/reforma.html).", Cause.EDITED),
        (f"Otra fuente.\n{SAID.upper()}", Cause.EDITED),
        (f"Según el comité: “{SAID}”.", Cause.EDITED),
        ("La reforma abre los padrones de todos los municipios del estado.", Cause.REDIRECT),
        (KEPT[2], Cause.REDIRECT),
        ("Reforma", Cause.REDIRECT),
        ("", Cause.REDIRECT),
    ],
)
def test_a_cited_sentence_that_is_gone_is_no_move(lab: Lab, claims: str, cause: Cause) -> None:
    lab.look(Told(BEFORE))
    stored = lab.look(_led(MOVED, AFTER, claims))
    assert stored.check.cause is cause
    assert lab.again(stored).judgement == lab.findings[-1].judgement
    change = lab.findings[-1].look.change
    assert change is not None
    assert (Flag.QUOTE_TOUCHED in change.flags) == (cause is Cause.EDITED)


def test_what_is_kept_of_a_look_are_the_claims_that_stood_there(lab: Lab) -> None:
    lab.look(Told(BEFORE))
    lab.look(_led(MOVED, AFTER, f"{SAID}.\nLa reforma abre todos los padrones del estado entero."))
    finding = lab.findings[-1]
    assert finding.quoted == (SAID + ".",)
    assert finding.look.baseline is not None
    assert SAID in (judged_again(lab.look(Told(AFTER)).check, finding, "r", "b").basis_json or "")


@pytest.mark.parametrize(
    ("block", "cause"), [(AFTER, Cause.EDITED), (BEFORE, Cause.REDIRECT), (_page(*KEPT), None)]
)
def test_a_front_page_has_moved_only_with_the_very_same_text(
    lab: Lab, block: bytes, cause: Cause | None
) -> None:
    lab.look(Told(BEFORE))
    stored = lab.look(_led(HOME, block, ""))
    assert stored.check.verdict in (Verdict.MOVED, Verdict.CHANGED)
    assert stored.check.cause is (cause or Cause.REMOVED)


def test_a_claim_in_the_menu_alone_is_none() -> None:
    said = statements(f"{SAID}\nNo es eso.\n{SAID}")
    assert said == (SAID,)
    there = _page(*KEPT, menu=f"<a href=/x>{SAID}</a>").partition(b"\r\n\r\n")[2]
    assert standing(said, extract(there, "text/html", URL)) == ()
    there = BEFORE.partition(b"\r\n\r\n")[2]
    assert standing(said, extract(there, "text/html", URL)) == (SAID,)
    other = "La reforma obliga a cada beneficiarios municipio a publicar su padrón"
    assert standing((other,), extract(there, "text/html", URL)) == (), "in another order"


def test_a_source_with_very_many_claims_is_bounded() -> None:
    many = "\n".join(f"La dependencia dice {n} cosas de la reforma" for n in range(5000))
    assert len(statements(many)) == 40


@pytest.mark.parametrize(
    ("cited", "final", "found"),
    [
        (URL, MOVED, Kind.MOVED),
        (URL, HOME, Kind.MEMENTO),
        (URL, f"{HOME}inicio", Kind.MEMENTO),
        ("http://vieja.example/", HOME, Kind.MOVED),
    ],
)
def test_a_front_page_is_not_suggested_in_place_of_a_document(
    cited: str, final: str, found: Kind
) -> None:
    at, state = "2025-01-01T00:00:00Z", MementoState.KEPT
    copy = Memento("m", "u", "wayback", "https://web.example/2025/x", at, state)
    for mementos in ([copy], []):
        instead = replacement.find(
            Verdict.MOVED, url=cited, since="2026-01-01T00:00:00Z", cited_on=None, final_url=final,
            mementos=mementos,
        )  # fmt: skip
        step = steps.next_step(Verdict.MOVED, Cause.REDIRECT, Certainty.CONFIRMED, instead)
        if found is Kind.MOVED:
            assert instead is not None
            assert (instead.kind, instead.url, step) == (found, final, NextStep.UPDATE)
        elif mementos:
            assert instead is not None
            assert (instead.kind, step) == (found, NextStep.CITE_MEMENTO)
        else:
            assert (instead, step) == (None, NextStep.FIND_PLACE)
