"""When a document was last seen, and what is suspected since: told once, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from evidence.looks.standings import record_of
from evidence.reports.sightings import Sightings
from evidence.verdicts.series import Seen
from evidence.verdicts.standing import settle
from evidence.vocabulary import Cause, Verdict

FIRST = datetime(2026, 3, 1, tzinfo=UTC)


def sightings(*looks: tuple[int, Cause]) -> Sightings:
    standing = settle([Seen(cause, FIRST + timedelta(days=day)) for day, cause in looks])
    assert standing is not None
    return Sightings.of(record_of(standing, "u", None, "k"))


def day(text: str | None) -> str | None:
    return text and text[5:10]


ALIVE, GONE, WAF, EDITED = Cause.IDENTICAL, Cause.HTTP_404, Cause.WAF, Cause.REPLACED


@pytest.mark.parametrize(
    ("looks", "unaltered", "seen", "hidden", "altered"),
    [
        ([(0, ALIVE)], "03-01", "03-01", None, None),
        ([(0, ALIVE), (1, EDITED), (4, EDITED)], "03-01", "03-05", None, "03-02"),
        ([(0, ALIVE), (1, EDITED), (4, GONE)], "03-01", "03-02", "03-05", "03-02"),
        ([(0, ALIVE), (1, EDITED), (3, WAF)], "03-01", "03-02", "03-04", "03-02"),
        ([(0, ALIVE), (1, GONE), (4, WAF)], "03-01", "03-01", "03-02", None),
        ([(0, ALIVE), (1, WAF), (4, WAF)], "03-01", "03-01", "03-02", None),
        ([(0, GONE)], None, None, "03-01", None),
        ([(0, GONE), (3, ALIVE)], "03-04", "03-04", None, None),
    ],
)
def test_each_date_is_the_one_it_says(
    looks: list[tuple[int, Cause]],
    unaltered: str | None,
    seen: str | None,
    hidden: str | None,
    altered: str | None,
) -> None:
    told = sightings(*looks)
    assert (
        day(told.last_unaltered),
        day(told.last_seen),
        day(told.not_seen_since),
        day(told.altered_since),
    ) == (unaltered, seen, hidden, altered)


def test_a_suspicion_that_nobody_could_look_at_is_told_as_one() -> None:
    told = sightings((0, ALIVE), (1, GONE), (4, WAF), (11, WAF))
    assert told.suspected is not None
    assert told.suspected[:2] == (Verdict.MISSING, Cause.HTTP_404)
    assert (day(told.suspected[2]), day(told.not_seen_since)) == ("03-02", "03-05")
    (english,) = told.sentences("en")
    (spanish,) = told.sentences("es")
    for text in (english, spanish):
        assert "5 March 2026" in text or "5 de marzo de 2026" in text
        assert "2 March 2026" in text or "2 de marzo de 2026" in text
    assert "missing" in english
    assert "desaparecido" in spanish


def test_an_alteration_before_a_loss_is_told_beside_it_and_alone_it_is_not() -> None:
    assert sightings((0, ALIVE), (1, EDITED)).sentences("en") == []
    (told,) = sightings((0, ALIVE), (1, EDITED), (4, GONE)).sentences("es")
    assert "2 de marzo de 2026" in told


def test_most_pages_have_nothing_to_tell() -> None:
    assert sightings((0, ALIVE), (1, ALIVE)).sentences("en") == []
    assert sightings((0, ALIVE), (1, GONE)).sentences("en") == []
