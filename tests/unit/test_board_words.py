"""What became of a board's entries, in words: each kind of event, and what could not be seen."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from evidence.bilingual import LANGUAGES, Language
from evidence.boards.model import LeftOut
from evidence.boards.news import News
from evidence.reports import board_words, unseen
from evidence.reports.boards import Board, Entry, Event, Visit
from evidence.store.records import BoardVisit
from evidence.vocabulary import VisitState

BEFORE = Entry("https://x.mx/a.pdf", "Acta 1", ("Compromiso 1", "Avances"))
NOW = Entry("https://x.mx/b.pdf", "Acta 2", ("Compromiso 1",))
REDESIGNED = "redesigned, same entries under other addresses or labels"


def _moved(before: Entry, now: Entry) -> dict[str, object]:
    return {"before": asdict(before), "now": asdict(now)}


def _event(kind: News, *, before: Entry | None = None, now: Entry | None = None) -> Event:
    return Event(kind, before, now, (), 0, {})


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (_event(News.ADDED, now=NOW), "added: Compromiso 1 > Acta 2 https://x.mx/b.pdf"),
        (
            _event(News.DROPPED, before=BEFORE),
            "dropped: Compromiso 1 > Avances > Acta 1 https://x.mx/a.pdf",
        ),
        (
            _event(News.RENAMED, before=BEFORE, now=NOW),
            "renamed: Compromiso 1 > Acta 2 https://x.mx/b.pdf ← Compromiso 1 > Avances > Acta 1",
        ),
        (
            _event(News.REPOINTED, before=BEFORE, now=NOW),
            "re-pointed: Compromiso 1 > Acta 2 https://x.mx/b.pdf ← https://x.mx/a.pdf",
        ),
        (
            Event(News.SECTION_GONE, None, None, ("Compromiso 1", "Avances"), 7, {}),
            "whole section gone: Compromiso 1 > Avances (7 entries)",
        ),
        (
            Event(News.SECTION_RENAMED, None, None, ("C 1",), 7, {"renamed": ["C 1", "Agua"]}),
            "section renamed: C 1 > Agua (7 entries) ← C 1",
        ),
        (
            Event(News.REDESIGNED, None, None, (), 7, {"entries": [_moved(BEFORE, NOW)] * 7}),
            f"{REDESIGNED}: 7 entries, such as Compromiso 1 > Acta 2 https://x.mx/b.pdf ← https://x.mx/a.pdf",
        ),
        (
            Event(
                News.REDESIGNED,
                None,
                None,
                (),
                7,
                {"entries": [_moved(BEFORE, Entry(BEFORE.url, "Minutes 1", ()))]},
            ),
            f"{REDESIGNED}: 7 entries, such as Minutes 1 https://x.mx/a.pdf ← Compromiso 1 > Avances > Acta 1",
        ),
    ],
)
def test_an_event_names_what_it_is_about_and_what_it_was_before(event: Event, text: str) -> None:
    assert board_words.story(event, "en") == text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", News)
def test_no_kind_of_event_is_without_words(kind: News, language: Language) -> None:
    hostile = Entry("https://x.mx/\u202e\x1b[2J", "a\nb", ("",))
    told = board_words.story(Event(kind, hostile, hostile, ("a\x07",), 1, {}), language)
    assert told.isprintable()
    assert str(kind) not in told or language == "en"


def _board(*states: VisitState, problem: str | None = None) -> Board:
    visits = tuple(
        Visit(
            BoardVisit(
                f"v{number}", "t", None, f"2026-01-0{number + 1}T06:00:00Z", "", state, problem,
                12, 40, 0, None, '[{"reason":"depth","shape":"s","example":"https://x.mx/d","read":1,"left":9}]',
                '[{"url":"https://x.mx/c","cause":"http-404"}]',
            ),
            (),
        )
        for number, state in enumerate(states)
    )  # fmt: skip
    return Board("t", "Tablero", "https://x.mx/", 38, 2, visits, (), ())


def test_a_visit_that_saw_a_part_says_why_and_concludes_nothing() -> None:
    board = _board(VisitState.INCOMPLETE, problem="waf https://x.mx/")
    assert board_words.summary(board, "en") == (
        "2026-01-01 06:00 UTC: only part could be seen: nothing is concluded of what was not "
        "(a firewall turns programs away https://x.mx/), pages read: 12, listed now: 38, "
        "no longer listed, still watched: 2"
    )
    lines = list(board_words.history(board, "en"))
    assert not [line for line in lines if "nothing changed" in line or "first visit" in line]


def test_only_the_first_visit_is_called_so() -> None:
    lines = list(board_words.history(_board(VisitState.COMPLETE, VisitState.CUT), "en"))
    told = [line.strip() for line in lines if "visit" in line or "nothing" in line]
    assert told == ["first visit", "nothing changed"]
    assert "    Left out: deeper than the walk goes: 9 (read: 1) https://x.mx/d" in lines
    assert "    Could not be read: page not found (404) https://x.mx/c" in lines


def test_counts_are_told_by_kind_and_the_json_has_them() -> None:
    (visit,) = _board(VisitState.COMPLETE).visits
    visit = Visit(
        visit.walk, tuple(_event(kind) for kind in (News.ADDED, News.DROPPED, News.ADDED))
    )
    assert visit.counts == {News.ADDED: 2, News.DROPPED: 1}
    told = visit.json()
    assert told["counts"] == {"added": 2, "dropped": 1}
    assert "left_out_json" not in told
    assert told["left_out"][0]["left"] == 9
    assert visit.left_out == (LeftOut("depth", "s", "https://x.mx/d", 1, 9),)
    assert visit.failed[0].cause == "http-404"


@pytest.mark.parametrize(
    ("said", "spanish"),
    [
        ("http://x/: only part of this board could be seen (leads into a private network http://10.0.0.1/)",
         "http://x/: solo se pudo ver una parte de este tablero (está en una red privada http://10.0.0.1/)"),
        ("http://x/: can't be walked (connection refused); its last reading stands",
         "http://x/: no se puede recorrer (conexión rechazada); sigue vigente su última lectura"),
        ("http://x/: can't be walked (it broke off)", "http://x/: no se puede recorrer (se interrumpió a la mitad)"),
        ("http://x/: some words of nobody here", "http://x/: some words of nobody here"),
    ],
)  # fmt: skip
def test_a_remark_tells_why_a_page_of_a_board_was_not_seen(said: str, spanish: str) -> None:
    assert unseen.remark(said).text("en") == said
    assert unseen.remark(said).text("es") == spanish
