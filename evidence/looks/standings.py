"""A standing as its record and back, and the looks that it is settled from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.bilingual import Words
from evidence.errors import StoreDamaged
from evidence.store import records
from evidence.verdicts.series import DEFAULT, Doubt, Lost, Seen, Series, Standing
from evidence.verdicts.standing import GOOD, next_look
from evidence.verdicts.threads import Thread, moving_places
from evidence.vocabulary import VERDICT_OF, Cause, Certainty, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from evidence.store.looks import SeenLook
    from evidence.verdicts.series import Rules


def record_of(
    standing: Standing, url_id: str, baseline_id: str | None, check_id: str, rules: Rules = DEFAULT
) -> records.Standing:
    """The record of the standing of a URL. ``baseline_id`` is the capture that the next look is
    compared with, ``check_id`` the last check of our own."""
    series: list[Any] = [_series(standing.series), standing.dark and _series(standing.dark)]
    if remembered := _remembered(standing):
        series.append(remembered)
    return records.Standing(
        url_id=url_id,
        verdict=standing.verdict,
        cause=standing.cause,
        certainty=standing.certainty,
        since=clock.stamp(standing.since),
        last_look=clock.stamp(standing.last_look),
        last_good=clock.stamp(standing.last_good) if standing.last_good else None,
        looks=standing.looks,
        next_look=clock.stamp(next_look(standing, rules)),
        series_json=json.dumps(series),
        baseline_id=baseline_id,
        check_id=check_id,
    )


def standing_of(record: records.Standing) -> Standing:
    """The standing that :func:`record_of` wrote. Raises StoreDamaged for one that says what we never
    write."""
    try:
        return _read(record)
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise StoreDamaged(
            Path("evidence.db"),
            Words(
                "the standing of {id} can't be read ({why}); testigo verify names what was altered",
                "no se puede leer la situación de {id} ({why}); testigo verify señala lo que "
                "se alteró",
            ),
            id=record.url_id,
            why=error,
        ) from error


def _read(record: records.Standing) -> Standing:
    series, dark, *more = json.loads(record.series_json)
    remembered = more[0] if more else {}
    doubt = remembered.get("doubt")
    return Standing(
        verdict=record.verdict,
        cause=record.cause,
        certainty=record.certainty,
        last_look=clock.parse(record.last_look),
        last_good=clock.parse(record.last_good) if record.last_good else None,
        series=_read_series(series),
        dark=_read_series(dark) if dark else None,
        blind_since=_time(remembered.get("blind_since")),
        doubt=Doubt(Verdict(doubt[0]), Cause(doubt[1]), _read_series(doubt[2])) if doubt else None,
        altered_since=_time(remembered.get("altered_since")),
        last_seen=_time(remembered.get("last_seen") or record.last_good),
        threads=tuple(_read_thread(values) for values in remembered.get("threads", ())),
        lost=_read_lost(remembered["lost"]) if "lost" in remembered else None,
    )


def known_to_move(record: records.Standing | None) -> tuple[str, ...]:
    """The places of a page that are known to show now this, now that."""
    if record is None or '"threads"' not in record.series_json:  # most: nothing need be read
        return ()
    return moving_places(standing_of(record).threads)


def _remembered(standing: Standing) -> dict[str, Any]:
    """What a standing knows beside its series; most know nothing that ``last_good`` does not say."""
    times = {
        "blind_since": standing.blind_since,
        "altered_since": standing.altered_since,
        "last_seen": standing.last_seen if standing.last_seen != standing.last_good else None,
    }
    told: dict[str, Any] = {name: clock.stamp(at) for name, at in times.items() if at}
    if standing.doubt:
        doubt = standing.doubt
        told["doubt"] = [str(doubt.verdict), str(doubt.cause), _series(doubt.series)]
    if standing.lost:
        lost = standing.lost
        told["lost"] = [*map(str, (lost.verdict, lost.cause, lost.certainty)), _series(lost.series)]
    if standing.threads:
        told["threads"] = [_thread(thread) for thread in standing.threads]
    return told


def _thread(thread: Thread) -> list[Any]:
    return [
        thread.place,
        thread.put,
        clock.stamp(thread.since),
        thread.looks,
        clock.stamp(thread.counted_at),
        clock.stamp(thread.altered),
        thread.turns,
        thread.firm,
        thread.own_turns,
    ]


def _read_thread(values: list[Any]) -> Thread:
    place, put, since, looks, counted_at, altered, turns, firm, *more = values
    times = (clock.parse(time) for time in (since, counted_at, altered))
    first, counted, changed = times
    return Thread(place, put, first, looks, counted, changed, turns, firm, *more)


def _read_lost(values: list[Any]) -> Lost:
    verdict, cause, certainty, series = values
    return Lost(Verdict(verdict), Cause(cause), Certainty(certainty), _read_series(series))


def _time(text: str | None) -> datetime | None:
    return clock.parse(text) if text else None


def seen(look: SeenLook) -> Seen:
    """A look in the form that standings are settled from."""
    return Seen(
        look.cause,
        clock.parse(look.at),
        look.observer,
        look.at_most,
        look.text_sha256 or "",
        look.hunks,
        look.at_least or Certainty.SUSPECTED,
        look.found,
    )


def all_seen(looks: Sequence[SeenLook]) -> list[Seen]:
    """The looks, oldest first, that a standing is settled from.

    What an archive saw after our own last look counts only where we were shown no document: it
    raises a doubt about a loss, but it was compared with nothing, so it can't take a change back.
    """
    told = [(look.is_archive, seen(look)) for look in looks]
    ours = [look for archive, look in told if not archive and look.found is None]
    if not ours or VERDICT_OF[ours[-1].cause] not in GOOD:
        return [look for _, look in told]
    return [look for archive, look in told if not archive or look.at <= ours[-1].at]


def _series(series: Series) -> list[Any]:
    return [
        clock.stamp(series.since),
        clock.stamp(series.latest),
        series.looks,
        clock.stamp(series.counted_at),
        str(series.at_most),
        sorted(series.causes),
        series.text_sha256,
        *([str(series.at_least)] if series.at_least is not Certainty.SUSPECTED else []),
    ]


def _read_series(values: list[Any]) -> Series:
    since, latest, looks, counted_at, at_most, causes, text_sha256, *more = values
    return Series(
        clock.parse(since),
        clock.parse(latest),
        looks,
        clock.parse(counted_at),
        Certainty(at_most),
        frozenset(map(Cause, causes)),
        text_sha256,
        *map(Certainty, more),
    )
