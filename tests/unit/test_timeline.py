"""What happened to a citation, and when."""

from __future__ import annotations

from dataclasses import replace

from evidence.boards.news import News
from evidence.reports.answer import Answer, Copy
from evidence.reports.persons import Person
from evidence.reports.timeline import Kind, timeline
from evidence.store.board_views import EntryEvent
from evidence.vocabulary import Cause, JobState, MementoState, PersonAct, Verdict
from tests.unit.test_answer import CHECK, URL


def look(at: str, verdict: Verdict, cause: Cause, capture: str | None = "urn:uuid:1") -> Answer:
    return Answer.of(
        URL, CHECK._replace(checked_at=at, verdict=verdict, cause=cause, capture_id=capture)
    )


def test_looks_in_a_row_that_found_the_same_are_one_moment() -> None:
    looks = [
        look("2026-01-01T02:00:00Z", Verdict.ALIVE, Cause.FIRST_LOOK),
        look("2026-01-02T02:00:00Z", Verdict.ALIVE, Cause.IDENTICAL, "urn:uuid:2"),
        look("2026-01-03T02:00:00Z", Verdict.ALIVE, Cause.IDENTICAL, None),
        look("2026-01-04T02:00:00Z", Verdict.MISSING, Cause.HTTP_404),
        look("2026-01-05T02:00:00Z", Verdict.ALIVE, Cause.IDENTICAL),
    ]
    told = timeline(looks[-1], looks, (), ())
    assert [(one.at[:10], one.verdict, one.count) for one in told] == [
        ("2026-01-01", Verdict.ALIVE, 1),
        ("2026-01-02", Verdict.ALIVE, 2),
        ("2026-01-04", Verdict.MISSING, 1),
        ("2026-01-05", Verdict.ALIVE, 1),
    ]
    assert told[1].until == "2026-01-03T02:00:00Z"
    assert told[1].capture
    assert told[1].capture.id == "urn:uuid:2", "of several the last that was shown something"


def test_all_that_happened_stands_in_one_line_oldest_first() -> None:
    last = look("2026-01-04T02:00:00Z", Verdict.CHANGED, Cause.EDITED)
    answer = replace(
        last,
        cited_on="2019-09",
        mementos=(
            Copy("wayback", "https://archive.example/1", "2019-10-01T00:00:00Z", MementoState.KEPT),
            Copy(
                "wayback", "https://archive.example/2", "2019-11-01T00:00:00Z", MementoState.REFUSED
            ),
            Copy("wayback", None, None, JobState.NOT_ATTEMPTED),
        ),
    )
    person = Person(PersonAct.ACCEPTED, "Ana", "bien", "2026-01-05T00:00:00Z", in_force=True)
    dropped = EntryEvent("2025-12-01T00:00:00Z", "Tablero", News.DROPPED)
    told = timeline(answer, [last], [person], [dropped])
    assert [one.kind for one in told] == [
        Kind.CITED, Kind.COPY, Kind.BOARD, Kind.LOOK, Kind.PERSON
    ]  # fmt: skip
    assert [one.text.es for one in told][:3] == [
        "Mes del texto que la cita", "Copia en wayback", "Tablero: retirado"
    ]  # fmt: skip
    assert told[1].url == "https://archive.example/1", "what shows no document is no copy of it"


def test_every_cause_has_words() -> None:
    for cause in Cause:
        (told,) = timeline(
            only := look("2026-01-01T00:00:00Z", Verdict.ALIVE, cause), [only], (), ()
        )
        assert told.text.en
        assert told.text.es
