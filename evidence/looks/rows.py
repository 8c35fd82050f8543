"""A standing as its record and back, and the looks that stored checks are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.verdicts.standing import DEFAULT, GOOD, Seen, Series, Standing, next_look
from evidence.vocabulary import VERDICT_OF, Cause, Certainty, Verdict

if TYPE_CHECKING:
    from evidence.verdicts.standing import Rules


def to_row(standing: Standing, rules: Rules = DEFAULT) -> dict[str, Any]:
    """The columns of ``standings`` that a standing fills."""
    return {
        "verdict": str(standing.verdict),
        "cause": str(standing.cause),
        "certainty": str(standing.certainty),
        "since": clock.stamp(standing.since),
        "last_look": clock.stamp(standing.last_look),
        "last_good": clock.stamp(standing.last_good) if standing.last_good else None,
        "looks": standing.looks,
        "next_look": clock.stamp(next_look(standing, rules)),
        "series_json": json.dumps(
            [_series(standing.series), standing.dark and _series(standing.dark)]
        ),
    }


def from_row(row: dict[str, Any]) -> Standing:
    """The standing that :func:`to_row` wrote."""
    series, dark = json.loads(row["series_json"])
    return Standing(
        verdict=Verdict(row["verdict"]),
        cause=Cause(row["cause"]),
        certainty=Certainty(row["certainty"]),
        last_look=clock.parse(row["last_look"]),
        last_good=clock.parse(row["last_good"]) if row["last_good"] else None,
        series=_read_series(series),
        dark=_read_series(dark) if dark else None,
    )


def seen(check: dict[str, Any]) -> Seen:
    """The look that a row of ``checks`` is; ``text_sha256`` is that of its capture."""
    return Seen(
        Cause(check["cause"]),
        clock.parse(check["checked_at"]),
        check["observer"],
        Certainty(check["at_most"]),
        check["text_sha256"] or "",
    )


def all_seen(looks: list[dict[str, Any]]) -> list[Seen]:
    """The looks of :func:`evidence.store.looks.all_of`, oldest first, that a standing is settled
    from.

    What an archive saw after our own last look counts only where we were shown no document: it
    raises a doubt about a loss, but it was compared with nothing, so it can't take a change back.
    """
    told = [(look["memento"], seen(look)) for look in looks]
    ours = [look for memento, look in told if not memento]
    if not ours or VERDICT_OF[ours[-1].cause] not in GOOD:
        return [look for _, look in told]
    return [look for memento, look in told if not memento or look.at <= ours[-1].at]


def _series(series: Series) -> list[Any]:
    return [
        clock.stamp(series.since),
        clock.stamp(series.latest),
        series.looks,
        clock.stamp(series.counted_at),
        str(series.at_most),
        sorted(series.causes),
        series.text_sha256,
    ]


def _read_series(values: list[Any]) -> Series:
    since, latest, looks, counted_at, at_most, causes, text_sha256 = values
    return Series(
        clock.parse(since),
        clock.parse(latest),
        looks,
        clock.parse(counted_at),
        Certainty(at_most),
        frozenset(map(Cause, causes)),
        text_sha256,
    )
