"""The law of looks: a stored look judged again under the same rules, baseline and claim gives the
identical judgement, whatever it was."""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.looks.rebase import rebase
from evidence.looks.rejudge import judgement_of, rejudge_all
from evidence.store import checks, due
from evidence.store.sources import url_id
from evidence.verdicts.model import Failure, Hop
from evidence.vocabulary import Cause, Stage, Verdict
from tests.looks import MAX_BODY, URL, Lab, Told, answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARTICLE = "El programa atiende a las comunidades de la sierra y publica sus actas cada mes. " * 20
CASINO = "Play now: welcome bonus, free spins, live casino, roulette. Sign up and win the jackpot."
SHOWN_TO_ALL = "Consulte los trámites y servicios de la dependencia en este portal."
QUOTED = "La dependencia deberá publicar todos los contratos de obra antes de marzo."
HOME = "http://dependencia.example/"
NOTHING = "<title>Página no encontrada</title><h1>Error 404</h1><p>La página no existe.</p>"


def page(*paragraphs: str, title: str = "Acta", tail: str = "", status: int = 200) -> bytes:
    """A page of a ministry."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return answer(
        f"<html><title>{title}</title><main><h1>{title}</h1>{body}</main>{tail}</html>",
        status=status,
    )


def other(number: int) -> str:
    """A text that shares nothing with the article."""
    return " ".join(f"palabra{number}x{index}" for index in range(200))


def failed(stage: Stage, kind: str) -> Told:
    return Told(failure=Failure(stage, kind, "what the system said"))


FOUND = page(ARTICLE, QUOTED)
GONE = (answer(NOTHING, status=404), answer(NOTHING, status=404))
FRONT = page("Bienvenida al portal.", title="Inicio")
MOVED = "http://dependencia.example/nuevo/lugar/acta.html"

BRIEF = "<html><title>Inicio</title><main><h1>Inicio</h1><p>Bienvenida al portal.</p></main></html>"
SENT = {
    404: page(ARTICLE, QUOTED, status=404),
    410: page(ARTICLE, QUOTED, tail="<footer>Otro pie de página</footer>", status=410),
}
"""Documents that are there, whatever status the server sends with them."""

LATE = Failure(Stage.TIMEOUT, "timeout", "what the system said")
DYING = [Told(FOUND), *[Told(answer(NOTHING, status=404))] * 8]
"""Nights after which one more look confirms the loss."""

LOOKS: dict[str, tuple[list[Told], Cause]] = {
    "robots": ([failed(Stage.ROBOTS, "denied")], Cause.ROBOTS),
    "wait": ([failed(Stage.WAIT, "retry-after")], Cause.RATE_LIMITED),
    "malformed": ([failed(Stage.URL, "malformed")], Cause.MALFORMED),
    "scheme": ([failed(Stage.URL, "scheme")], Cause.SCHEME),
    "private": ([failed(Stage.ADDRESS, "private")], Cause.PRIVATE_ADDRESS),
    "lost": ([failed(Stage.INTERNAL, "lost")], Cause.INTERNAL),
    "a fault of ours over an answer": ([Told(FOUND, breaks=True)], Cause.INTERNAL),
    "no such name": ([failed(Stage.DNS, "nxdomain")], Cause.DOMAIN_GONE),
    "no name server": ([failed(Stage.DNS, "no-answer")], Cause.DNS),
    "refused": ([failed(Stage.TCP, "refused")], Cause.REFUSED),
    "handshake": ([failed(Stage.TLS, "handshake")], Cause.TLS),
    "timeout": ([failed(Stage.TIMEOUT, "timeout")], Cause.TIMEOUT),
    "no HTTP": ([failed(Stage.HTTP, "broken")], Cause.PROTOCOL),
    "circle": (
        [
            Told(
                answer(status=302),
                Failure(Stage.REDIRECT, "loop", "11 hops"),
                hops=(Hop(URL, 302), Hop(HOME, 302)),
                final_url=HOME,
            )
        ],
        Cause.REDIRECT_LOOP,
    ),
    "broken off": ([Told(FOUND, truncated="disconnect")], Cause.FIRST_LOOK),
    "the same bytes, and the server never came to an end": (
        [Told(FOUND), Told(FOUND, truncated="time")],
        Cause.IDENTICAL,
    ),
    "broken off in time": ([Told(FOUND), Told(FOUND[:900], truncated="time")], Cause.INCOMPARABLE),
    "404": ([Told(FOUND), Told(answer(NOTHING, status=404))], Cause.HTTP_404),
    "410": ([Told(answer(NOTHING, status=410))], Cause.HTTP_410),
    "401": ([Told(answer("x", status=401))], Cause.LOGIN),
    "403": ([Told(answer("x", status=403))], Cause.FORBIDDEN),
    "429": ([Told(answer("x", status=429))], Cause.RATE_LIMITED),
    "451": ([Told(answer("x", status=451))], Cause.LEGAL),
    "500": ([Told(FOUND), Told(answer("x", status=500))], Cause.SERVER_ERROR),
    "challenge": ([Told(answer("x", "cf-mitigated: challenge", status=403))], Cause.WAF),
    "script shell": (
        [Told(answer("<title>Portal</title><div id=app></div><script>x()</script>"))],
        Cause.UNRENDERED,
    ),
    "taken over, by what the citation says": (
        [Told(page(CASINO), claims="La dependencia publicó el informe de avance del programa")],
        Cause.TAKEN_OVER,
    ),
    "parked": (
        [Told(answer("<title>x</title><p>This domain is for sale. Buy now!</p>"))],
        Cause.PARKED,
    ),
    "redirect home": ([Told(FRONT, hops=(Hop(URL, 302),), final_url=HOME)], Cause.REDIRECT_HOME),
    "soft-404 by words": ([Told(answer(NOTHING))], Cause.SOFT_404),
    "shown to browsers alone": (
        [*DYING, Told(answer(NOTHING, status=404), second=FOUND)],
        Cause.SHOWN_TO_SOME,
    ),
    "another text for browsers": (
        [*DYING, Told(answer(NOTHING, status=404), second=page(ARTICLE))],
        Cause.SHOWN_TO_SOME,
    ),
    "lost for browsers, too": (
        [*DYING, Told(answer(NOTHING, status=404), second=answer(NOTHING))],
        Cause.HTTP_404,
    ),
    "browsers are turned away": (
        [*DYING, Told(answer(NOTHING, status=404), second=answer("x", status=403))],
        Cause.FORBIDDEN,
    ),
    "no answer to a browser": (
        [*DYING, Told(answer(NOTHING, status=404), second=LATE)],
        Cause.TIMEOUT,
    ),
    "soft-404 by probes": (
        [
            Told(
                page(SHOWN_TO_ALL, title="Portal"), probes=(page(SHOWN_TO_ALL, title="Portal"),) * 2
            )
        ],
        Cause.SOFT_404,
    ),
    "short and the same for addresses that can't exist": (
        [
            Told(
                page("Sin datos que mostrar aquí hoy."),
                probes=(page("Sin datos que mostrar aquí hoy."),) * 2,
            )
        ],
        Cause.SOFT_404,
    ),
    "cleared by probes": (
        [Told(page("Un acta breve, pero verdadera."), probes=GONE)],
        Cause.FIRST_LOOK,
    ),
    "first look": ([Told(FOUND)], Cause.FIRST_LOOK),
    "the same bytes": ([Told(FOUND), Told(FOUND)], Cause.IDENTICAL),
    "the same bytes with another head": (
        [Told(FOUND), Told(FOUND.replace(b"\r\n", b"\r\nServer: other\r\n", 1))],
        Cause.IDENTICAL,
    ),
    "the same bytes, as not found": ([Told(FOUND), Told(SENT[404])], Cause.IDENTICAL),
    "the same text, as gone": ([Told(FOUND), Told(SENT[410])], Cause.BOILERPLATE),
    "a sentence less, as not found": (
        [Told(FOUND), Told(page(ARTICLE, status=404))],
        Cause.REMOVED,
    ),
    "another text, as not found": (
        [Told(FOUND), Told(page(other(2), status=404))],
        Cause.HTTP_404,
    ),
    "half of the text, as not found": (
        [Told(FOUND), Told(page(ARTICLE[: len(ARTICLE) // 2], status=404))],
        Cause.HTTP_404,
    ),
    "a short page's frame, as not found": (
        [Told(FRONT), Told(answer(BRIEF, status=404))],
        Cause.HTTP_404,
    ),
    "not modified": ([Told(FOUND), Told(answer(status=304))], Cause.IDENTICAL),
    "not modified since it changed": (
        [Told(FOUND), Told(page(ARTICLE)), Told(answer(status=304))],
        Cause.REMOVED,
    ),
    "boilerplate": (
        [Told(FOUND), Told(page(ARTICLE, QUOTED, tail="<footer>Otro pie de página</footer>"))],
        Cause.BOILERPLATE,
    ),
    "other spaces": ([Told(FOUND), Told(page(ARTICLE, QUOTED + " "))], Cause.COSMETIC),
    "replaced": ([Told(FOUND), Told(page(other(2), title="Nota"), probes=GONE)], Cause.REPLACED),
    "removed": ([Told(FOUND), Told(page(ARTICLE), probes=GONE)], Cause.REMOVED),
    "quoted passage removed": (
        [Told(FOUND), Told(page(ARTICLE), probes=GONE, claims=f"Dice «{QUOTED}»")],
        Cause.REMOVED,
    ),
    "added": ([Told(page(ARTICLE)), Told(page(ARTICLE, QUOTED))], Cause.ADDED),
    "edited": (
        [Told(FOUND), Told(page(ARTICLE, QUOTED.replace("deberá", "podrá")))],
        Cause.EDITED,
    ),
    "a document link gone": (
        [Told(page(ARTICLE, "<a href='acta.pdf'>Acta</a>")), Told(page(ARTICLE, "Acta"))],
        Cause.LINKS,
    ),
    "the place that is cited is gone": (
        [
            Told(page(ARTICLE, f"<p id=meta>{QUOTED}"), url=f"{URL}#meta"),
            Told(page(ARTICLE), url=f"{URL}#meta"),
        ],
        Cause.PLACE_GONE,
    ),
    "moved": (
        [Told(FOUND), Told(page(ARTICLE, QUOTED, ""), hops=(Hop(URL, 301),), final_url=MOVED)],
        Cause.REDIRECT,
    ),
    "packed": (
        [
            Told(FOUND),
            Told(answer(gzip.compress(FOUND.partition(b"\r\n\r\n")[2]), "Content-Encoding: gzip")),
        ],
        Cause.IDENTICAL,
    ),
    "a certificate that does not verify": (
        [Told(FOUND), Told(page(ARTICLE), tls_problem="certificate has expired")],
        Cause.TLS,
    ),
    "a picture": (
        [Told(answer(b"\x89PNG\r\n\x1a\n" + b"x" * 90, kind="image/png"))],
        Cause.FIRST_LOOK,
    ),
    "another picture": (
        [
            Told(answer(b"\x89PNG\r\n\x1a\n" + b"x" * 90, kind="image/png")),
            Told(answer(b"\x89PNG\r\n\x1a\n" + b"y" * 90, kind="image/png")),
        ],
        Cause.INCOMPARABLE,
    ),
    "a damaged PDF": (
        [Told(answer(b"%PDF-1.4 damaged", kind="application/pdf"))],
        Cause.FIRST_LOOK,
    ),
    "a page that flips": ([Told(page(ARTICLE)), Told(page(other(3)))] * 4, Cause.BOILERPLATE),
}


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    lab = Lab(tmp_path / "evidence")
    yield lab
    lab.store.close()


@pytest.mark.parametrize("name", LOOKS)
def test_a_stored_look_is_judged_as_it_was(name: str, lab: Lab) -> None:
    told, cause = LOOKS[name]
    stored = [lab.look(one) for one in told]
    for check, finding in zip(stored, lab.findings, strict=True):
        assert judgement_of(check.check) == finding.judgement
        assert lab.again(check).judgement == finding.judgement
    assert stored[-1].check.cause is cause


def test_every_cause_of_a_look_is_among_them() -> None:
    # a standing is unreachable-long, and no look is
    assert {cause for _, cause in LOOKS.values()} == set(Cause) - {
        Cause.UNREACHABLE_LONG,
        Cause.ELSEWHERE,
    }


PARTS = st.lists(
    st.sampled_from([ARTICLE, QUOTED, other(1), other(2), "Nota.", "<a href=acta.pdf>Acta</a>"]),
    max_size=3,
)
BLOCKS = st.builds(
    lambda parts, title, status, head: answer(
        page(*parts, title=title).partition(b"\r\n\r\n")[2], *head, status=status
    ),
    PARTS,
    st.sampled_from(["Acta", "Inicio", "Página no encontrada", "Just a moment..."]),
    st.sampled_from([200, 200, 200, 200, 203, 206, 304, 403, 404, 429, 503]),
    st.lists(
        st.sampled_from(["Server: AkamaiGHost", "cf-mitigated: challenge", "Expires: 0"]),
        max_size=2,
        unique=True,
    ),
)
ANSWERED = st.builds(
    Told,
    BLOCKS,
    hops=st.sampled_from([(), (Hop(URL, 302),), (Hop(URL, 0), Hop(MOVED, 301))]),
    final_url=st.sampled_from([URL, HOME, MOVED]),
    truncated=st.sampled_from([None, None, None, "length", "time", "disconnect"]),
    tls_problem=st.sampled_from([None, None, None, "self-signed certificate"]),
    probes=st.none() | st.tuples(BLOCKS, BLOCKS),
    second=st.none() | BLOCKS | st.just(LATE),
    claims=st.sampled_from(["", f"Dice «{QUOTED}»", "Sin comillas."]),
    breaks=st.sampled_from([False, False, False, False, True]),
    url=st.sampled_from([URL, f"{URL}#:~:text=nota", f"{URL}#acta"]),
)
FAILED = st.builds(
    failed,
    st.sampled_from(list(Stage)),
    st.sampled_from(["nxdomain", "refused", "timeout", "loop"]),
)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(nights=st.lists(ANSWERED | FAILED, min_size=1, max_size=6))
def test_whatever_nights_there_were_judging_them_again_says_the_same(
    nights: list[Told], tmp_path_factory: pytest.TempPathFactory
) -> None:
    lab = Lab(tmp_path_factory.mktemp("lab") / "evidence")
    stored = [lab.look(told) for told in nights]
    for check, finding in zip(stored, lab.findings, strict=True):
        assert judgement_of(check.check) == finding.judgement
        assert lab.again(check).judgement == finding.judgement
    assert [told.difference for told in rejudge_all(lab.folder, lab.store, MAX_BODY)] == [
        None
    ] * len(nights)
    lab.store.close()


def test_a_look_against_its_own_baseline_is_judged_as_it_was(lab: Lab) -> None:
    lab.look(Told(FOUND))
    claims = f"Dice «{QUOTED}»"
    edited = lab.look(Told(page(ARTICLE, QUOTED.replace("deberá", "podrá")), claims=claims))
    baseline = due.capture(lab.store, edited.check.baseline_id)
    assert baseline is not None
    rebased = rebase(lab.looks, edited, baseline, claims, edited.check.run_id)
    assert rebased is not None
    assert judgement_of(rebased.check) == judgement_of(edited.check)
    assert rebased.check.replaces == edited.check.id
    assert rebased.change is not None
    assert rebased.change.kind == "edited"


def test_a_page_that_probes_cleared_stays_cleared_when_a_memento_comes(lab: Lab) -> None:
    url = "http://dependencia.example/programa/otra.html"
    lab.look(Told(FOUND, url=url))
    memento = due.known(lab.store, [due.Target(url_id(url), url, "")])
    earlier = next(memento).baseline
    assert earlier is not None
    # the words of an error page, on a page that is none (a novel's contents, not a sentence of its text): the
    # server tells real addresses from others
    lines = "".join(f"<p>Capítulo {n}, de la sierra y de sus {n + 9} caminos</p>" for n in range(9))
    brief = answer(
        f"<title>Página no encontrada</title><p>Novela publicada en 2019, con prólogo.</p>{lines}"
    )
    cleared = lab.look(Told(brief, probes=GONE))
    assert cleared.check.verdict is Verdict.ALIVE
    without = replace(cleared, check=replace(cleared.check, probes_json=None))
    assert lab.again(without).judgement.verdict is Verdict.MISSING
    rebased = rebase(lab.looks, cleared, earlier, "", cleared.check.run_id)
    assert rebased is not None
    assert rebased.check.verdict is not Verdict.MISSING
    assert rebased.check.probes_json == cleared.check.probes_json


def test_the_words_that_a_claim_quotes_are_remembered_though_the_claim_is_gone(lab: Lab) -> None:
    lab.look(Told(FOUND))
    told = Told(page(ARTICLE, QUOTED.replace("deberá", "podrá")), claims=f"Dice «{QUOTED}»")
    touched = lab.look(told)
    flags = lab.findings[-1].look.change
    assert flags is not None
    assert "quote-touched" in flags.flags
    again = lab.again(touched).look.change
    assert again is not None
    assert again.flags == flags.flags


def test_a_check_of_an_older_version_is_judged_by_the_probes_of_its_route(lab: Lab) -> None:
    brief = page("Página no encontrada: así se llama el libro.", title="Página no encontrada")
    cleared = lab.look(Told(brief, probes=GONE))
    older = replace(cleared, check=replace(cleared.check, probes_json=None, basis_json=None))
    assert lab.again(older).judgement == lab.again(cleared).judgement


def test_a_damaged_record_is_said_and_the_others_are_judged(lab: Lab) -> None:
    damaged = lab.look(Told(FOUND))
    lab.look(Told(page(ARTICLE), probes=GONE), "http://otra.example/pagina")
    capture = checks.capture(lab.store, damaged.check.capture_id or "")
    assert capture is not None
    with (lab.path / capture.warc).open("r+b") as file:
        file.seek(capture.offset + capture.length // 2)
        file.write(b"\0\0\0\0")
    told = list(rejudge_all(lab.folder, lab.store, MAX_BODY))
    assert [bool(one.problem) for one in told] == [True, False]
    assert [one.difference for one in told] == [None, None]
