"""The walk over five kinds of board: everything planted is found, no trap is entered beyond its
budget, and two nights differ exactly as planted."""

from __future__ import annotations

from collections import Counter, defaultdict
from urllib.parse import urlsplit

import pytest

from evidence.boards.inventory import compare, trouble
from evidence.boards.model import Known, Visit
from evidence.boards.walk import Walk
from evidence.config import Board
from tests.boards import Model, ask, models

ORIGIN = "http://tablero.example.mx"
KINDS = ["static", "aspnet", "spa", "shell", "endless", "directory"]


def visit(
    model: Model, night: int, known: Known | None = None, **options: object
) -> tuple[Visit, Counter[str]]:
    """One visit by the pure walk, and how often each path was asked for."""
    walk = Walk(ORIGIN + model.start, Board(**options), known)  # type: ignore[arg-type]
    asked: Counter[str] = Counter()
    while (way := walk.next()) is not None:
        asked[urlsplit(way.url).path] += 1
        form = way.link.form.data() if way.link.form else None
        url, (status, kind, body) = ask(model, way.url, form, night)
        if status == 200:
            walk.take(way, url, body, kind)
        else:
            walk.fail(way, f"http-{status}", gone=status == 404)
    return walk.visit(), asked


def known_of(visit: Visit) -> Known:
    """What a first visit leaves behind for the second."""
    return Known(
        lists=frozenset(p.key for p in visit.pages if p.cause == "ok" and (p.entries or p.leads)),
        leaves=frozenset(e.url.partition("//")[2] for e in visit.entries if e.kind == "page"),
        closed=frozenset(p.key for p in visit.pages if p.closed),
    )


def short(url: str) -> str:
    return url.removeprefix(ORIGIN).replace(" ", "%20").partition("?PHPSESSID")[0]


@pytest.mark.parametrize("kind", KINDS)
def test_everything_that_is_planted_is_found_and_nothing_else(kind: str) -> None:
    model = models(220)[kind]
    for night in (1, 2):
        found = visit(model, night)[0]
        assert {short(entry.url) for entry in found.entries} == model.listed[night - 1]


@pytest.mark.parametrize("kind", KINDS)
def test_no_trap_is_entered_beyond_its_budget(kind: str) -> None:
    model = models(220)[kind]
    found, asked = visit(model, 1)
    for start, most in model.traps.items():
        entered = sum(count for path, count in asked.items() if path.startswith(start))
        assert 1 <= entered <= most, start
    if model.traps:
        assert found.left_out


@pytest.mark.parametrize("kind", KINDS)
def test_two_nights_differ_exactly_as_planted(kind: str) -> None:
    model = models(220)[kind]
    first, _ = visit(model, 1)
    known = known_of(first)
    second, _ = visit(model, 2, known)
    told = compare(first.entries, (), second, incomplete=trouble(second, known))
    assert told.incomplete == ""
    news: defaultdict[str, set[str]] = defaultdict(set)
    for event in told.events:
        entry = event.now or event.before
        news[event.kind].add(short(entry.url) if entry else event.section[-1])
    assert news == model.news
    again = compare(first.entries, (), visit(model, 1, known)[0])
    assert again.events == ()


@pytest.mark.parametrize("around", ["<h2>Compromiso 1</h2>{}", "{}"])
def test_a_document_that_has_to_be_read_to_be_known_is_listed_once(around: str) -> None:
    link = '<a href="/v/71">Acuerdo</a>'
    home = f"<html><title>T</title><body><main>{around.format(link)}</main></body></html>".encode()
    walk = Walk(f"{ORIGIN}/t/", Board())
    while (way := walk.next()) is not None:
        if way.url == f"{ORIGIN}/t/":
            walk.take(way, way.url, home, "text/html")
        elif way.url.endswith("/v/71"):
            walk.take(way, way.url, b"%PDF-1.4", "application/pdf")
        else:
            walk.fail(way, "http-404", gone=True)
    (entry,) = walk.visit().entries
    assert (entry.kind, entry.path) == ("document", ("Compromiso 1" if "h2" in around else "T",))
    assert entry.payload_sha256
