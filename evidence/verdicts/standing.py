"""What the looks at one URL add up to: suspected, probable, confirmed.

One look is a suspicion. The counts and spans follow IABot (three looks, three days apart),
stretched where recoveries were measured to take longer: 98 % of drops that recover do so within 7
days, so missing needs that long; a redirect home needs 14 days. A look that shows the document
resets. One that shows only that we can't see it (blocked, unreachable) neither confirms nor resets;
one that was never made says nothing. But a suspicion that nothing confirms and nothing resets can't
stand for ever: once nothing has been seen for as long as a confirmation takes, what stands is that
the page can't be seen, and since when; what was suspected is told beside it, and is no loss.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce
from typing import TYPE_CHECKING

from evidence.verdicts.series import (
    DEFAULT,
    Confirmation,
    Doubt,
    Lost,
    Rules,
    Seen,
    Series,
    Standing,
)
from evidence.verdicts.threads import UNKNOWN, WHOLE, Thread, altered, firm, followed, place_of
from evidence.vocabulary import VERDICT_OF, Cause, Certainty, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

GOOD = frozenset({Verdict.ALIVE, Verdict.MOVED, Verdict.CHANGED})
"""Verdicts of a look that was shown a document."""
_UNALTERED = GOOD - {Verdict.CHANGED}
_NOT_ASKED = frozenset({Cause.ROBOTS})
"""Causes of looks that say nothing of whether the host answers."""
_BY_OUR_SETTINGS = frozenset({Cause.PRIVATE_ADDRESS})
"""Causes of looks that a setting of ours kept from being made: asked of nobody, so due at once. Else who
sets it right (``--allow-private``) would have the next run look at nothing."""
_IN_PIECES = frozenset({Cause.REMOVED, Cause.ADDED, Cause.EDITED})
"""Changes that only another look at some of their pieces repeats."""
_TELLS_NOTHING = frozenset({Cause.INCOMPARABLE, Cause.FIRST_LOOK})
"""Causes of looks that show a document and say nothing of how it differs."""


def settle(seen: Iterable[Seen], rules: Rules = DEFAULT) -> Standing | None:
    """The standing after all looks, in whatever order they come; None without any.

    The same look told twice counts once. Of looks at the same moment a good one is taken last: in
    doubt a URL is not missing.
    """
    ordered = sorted(set(seen), key=_order)
    return reduce(lambda standing, look: _one_more(standing, look, rules), ordered, None)


def _one_more(before: Standing | None, seen: Seen, rules: Rules) -> Standing | None:
    """:func:`advance`, where looks of other folders may be missing: a search before any look says
    nothing."""
    return None if before is None and seen.found is not None else advance(before, seen, rules)


def advance(before: Standing | None, seen: Seen, rules: Rules = DEFAULT) -> Standing:
    """The standing after one more look, not earlier than the last; for late ones, :func:`settle`
    anew."""
    if seen.found is not None:
        assert before is not None, "what was never looked at is not searched for"
        return _searched(before, seen)
    if before is None:
        return _looked(None, seen, rules)
    after = _looked(at_its_address(before), seen, rules)
    if before.lost is None or after.verdict in GOOD:
        return after
    return _elsewhere(after, before.series)


def at_its_address(standing: Standing) -> Standing:
    """What the looks at the address itself add up to, wherever else the document was found."""
    if standing.lost is None:
        return standing
    lost = standing.lost
    return replace(
        standing,
        verdict=lost.verdict,
        cause=lost.cause,
        certainty=lost.certainty,
        series=lost.series,
        lost=None,
    )


def _searched(before: Standing, seen: Seen) -> Standing:
    """What a search for the document makes of its standing: no loss while it is found elsewhere.
    The looks at its own address go on to count, and say so again once it is found nowhere."""
    alone = at_its_address(before)
    if not seen.found or (before.lost is None and before.verdict is not Verdict.MISSING):
        return alone
    if before.lost is None:
        return _elsewhere(alone, _first(seen))
    return _elsewhere(alone, replace(before.series, latest=seen.at, looks=before.looks + 1))


def _elsewhere(alone: Standing, found: Series) -> Standing:
    """A standing whose document stands at another address by the searches ``found``."""
    return replace(
        alone,
        verdict=Verdict.MOVED,
        cause=Cause.ELSEWHERE,
        certainty=Certainty.CONFIRMED,
        series=found,
        lost=Lost(alone.verdict, alone.cause, alone.certainty, alone.series),
    )


def _looked(before: Standing | None, seen: Seen, rules: Rules) -> Standing:
    """The standing after one more look at the address itself."""
    seen = _as_altered(before, seen)
    verdict = VERDICT_OF[seen.cause]
    dark = _darkness(before.dark if before else None, seen, rules)
    if before is None or before.verdict is Verdict.UNCHECKED:
        return _fresh(before, seen, dark, rules)
    if verdict is Verdict.UNCHECKED:
        return before
    if dark is not None and _holds(dark, rules.unreachable, rules.slack):
        return _long_unreachable(before, seen, dark)
    if before.verdict.is_broken and verdict.is_unseen and not _takes_back(before, seen):
        return _out_of_sight(before, seen, dark, rules)
    earlier = _series_to_go_on_with(before, seen, rules)
    if earlier is None:
        return _fresh(before, seen, dark, rules)
    series = _longer(earlier, seen, _apart(verdict, rules) - rules.slack)
    return _standing(before, seen, series, dark, rules)


def next_look(standing: Standing, rules: Rules = DEFAULT) -> datetime:
    """When the URL is due again: doubts soon, sound ones later, confirmed losses last."""
    return standing.last_look + _pause(standing, rules)


def _pause(standing: Standing, rules: Rules) -> timedelta:
    if standing.cause in _BY_OUR_SETTINGS:
        return timedelta(0)
    confirmed = standing.certainty is Certainty.CONFIRMED
    if standing.verdict is Verdict.MISSING and confirmed:
        return rules.look_dead_after
    if standing.verdict in GOOD and confirmed:
        return rules.look_good_after
    pause, left = rules.look_doubtful_after, _until_confirmed(standing, rules)
    # the look that can confirm it comes as soon as it can. So looks don't keep one beat, either,
    # with which a page that fails every third night would always be found failing
    if left is not None and pause < left < 2 * pause - rules.slack:
        pause = left
    return pause - rules.slack


def _until_confirmed(standing: Standing, rules: Rules) -> timedelta | None:
    """How long after its last look a loss can be confirmed by one more; None where it takes
    several."""
    series, rule = standing.series, rules.missing
    if standing.verdict is Verdict.UNREACHABLE and standing.dark is not None:
        series, rule = standing.dark, rules.unreachable
    elif standing.verdict is not Verdict.MISSING:
        return None
    elif Cause.REDIRECT_HOME in series.causes:
        rule = rules.redirect_home
    if series.looks + 1 < rule.looks:
        return None
    return series.since + rule.over - standing.last_look


def _order(seen: Seen) -> tuple[datetime, int, bool, str, str, int, int, str, tuple[str, ...]]:
    good, rank = VERDICT_OF[seen.cause] in GOOD, seen.at_most.rank
    search = 0 if seen.found is None else 1 + seen.found
    least, text = seen.at_least.rank, seen.text_sha256
    return seen.at, search, good, seen.observer, seen.cause, rank, least, text, seen.hunks


def _as_altered(before: Standing | None, seen: Seen) -> Seen:
    """A look at what moved, of a document that was seen altered before: that it stands elsewhere now
    takes nothing back. A small alteration that came with the move is no news by itself."""
    if not _is_altered(seen) or VERDICT_OF[seen.cause] is not Verdict.MOVED:
        return seen
    if before is None or before.altered_since is None:
        return seen
    return replace(seen, cause=Cause.EDITED)


def _is_altered(seen: Seen) -> bool:
    """Whether a look showed other words than the baseline's, by its verdict or by what it found
    beside it."""
    verdict = VERDICT_OF[seen.cause]
    return verdict is Verdict.CHANGED or (verdict is Verdict.MOVED and bool(seen.hunks))


def _fresh(before: Standing | None, seen: Seen, dark: Series | None, rules: Rules) -> Standing:
    """A standing whose series begins with this look."""
    return _standing(before, seen, _first(seen), dark, rules)


def _standing(
    before: Standing | None, seen: Seen, series: Series, dark: Series | None, rules: Rules
) -> Standing:
    """The standing that a series makes, with what is remembered of earlier looks."""
    verdict = VERDICT_OF[seen.cause]
    was = before or Standing(verdict, seen.cause, Certainty.SUSPECTED, seen.at, None, series)
    changed = verdict is Verdict.CHANGED
    unaltered = verdict in _UNALTERED and not _is_altered(seen)
    since = was.altered_since or seen.at if changed else was.altered_since
    threads = _threads(before, seen, rules)
    if changed:
        series = _dated(series, threads, seen)
    return Standing(
        verdict=verdict,
        cause=seen.cause,
        certainty=_certainty(series, verdict, rules, threads),
        last_look=seen.at,
        last_good=seen.at if unaltered else was.last_good,
        series=series,
        dark=dark,
        doubt=was.doubt if verdict.is_unseen and seen.cause is not Cause.SHOWN_TO_SOME else None,
        altered_since=None if unaltered else since,
        last_seen=seen.at if verdict in GOOD else was.last_seen or was.last_good,
        threads=threads,
    )


def _out_of_sight(before: Standing, seen: Seen, dark: Series | None, rules: Rules) -> Standing:
    """What becomes of a loss or an alteration by a look that saw nothing: it stays, unless it is a
    mere suspicion and nothing has been seen for too long."""
    since = before.blind_since or seen.at
    if before.certainty is Certainty.CONFIRMED or seen.at - since < rules.blind - rules.slack:
        return replace(before, last_look=seen.at, dark=dark, blind_since=since)
    series = replace(_first(seen), since=since)
    after = _standing(before, seen, series, dark, rules)
    return replace(after, doubt=Doubt(before.verdict, before.cause, before.series))


def _takes_back(before: Standing, seen: Seen) -> bool:
    """Whether a look that we could not see ourselves shows that what seems lost is there."""
    return before.verdict is Verdict.MISSING and seen.cause is Cause.SHOWN_TO_SOME


def _series_to_go_on_with(before: Standing, seen: Seen, rules: Rules) -> Series | None:
    """The series that a look goes on with: the one that makes the present verdict, or the one of a
    suspicion from before the page was out of sight; None where it begins one."""
    told = [(before.verdict, before.cause, before.series)]
    if before.doubt is not None:
        told.append((before.doubt.verdict, before.doubt.cause, before.doubt.series))
    for verdict, cause, series in told:
        if verdict is not VERDICT_OF[seen.cause] or cause is Cause.UNREACHABLE_LONG:
            continue
        if verdict is not Verdict.CHANGED or _repeats(before, cause, series, seen, rules):
            return series
    return None


def _repeats(before: Standing, cause: Cause, series: Series, seen: Seen, rules: Rules) -> bool:
    """Whether a look shows what changed looks before it showed, be it in part."""
    if not {seen.cause, cause} & _IN_PIECES:
        return True
    if seen.text_sha256 and seen.text_sha256 == series.text_sha256:
        return True
    now = _threads(before, seen, rules)
    if firm(before.threads) and not firm(now):
        return False
    if any(thread.place == UNKNOWN for thread in firm(now)):
        return True
    places = {place_of(hunk) for hunk in _pieces(seen)} - {UNKNOWN}
    shared = any(thread.place in places for thread in altered(before.threads))
    return shared or (seen.cause is Cause.REPLACED and bool(altered(before.threads)))


def _pieces(seen: Seen) -> tuple[str, ...]:
    """The pieces by which a look's change is known again."""
    if VERDICT_OF[seen.cause] is not Verdict.CHANGED or (seen.hunks and seen.cause in _IN_PIECES):
        return seen.hunks
    kind = UNKNOWN if seen.cause in _IN_PIECES else WHOLE
    return (kind, f">={seen.text_sha256}") if seen.text_sha256 else (kind,)


def _threads(before: Standing | None, seen: Seen, rules: Rules) -> tuple[Thread, ...]:
    """What stands at each place after one more look."""
    was = before.threads if before else ()
    if VERDICT_OF[seen.cause] is Verdict.MISSING:  # what comes after it is seen anew
        return tuple(thread for thread in was if not thread.is_altered)
    if VERDICT_OF[seen.cause] not in GOOD or seen.cause in _TELLS_NOTHING:
        return was
    pieces = _pieces(seen)
    if before is not None and not was:
        was = _of_older_version(before, seen, pieces)
    now = followed(was, pieces, seen.at, rules.changed_apart - rules.slack)
    if seen.cause is Cause.REPLACED:  # no place shows what it showed in the baseline
        there = {thread.place for thread in now if thread.is_altered}
        kept = [thread for thread in altered(was) if thread.place not in there]
        now = (*(thread for thread in now if thread.is_altered), *kept)
    return tuple(
        replace(thread, firm=thread.firm or _stands(thread, seen.at, rules)) for thread in now
    )


def _of_older_version(before: Standing, seen: Seen, pieces: Iterable[str]) -> tuple[Thread, ...]:
    """Threads for a change that was settled by its whole text, where this is that text."""
    series = before.series
    if before.verdict is not Verdict.CHANGED or (
        {seen.cause, before.cause} & _IN_PIECES and seen.text_sha256 != series.text_sha256
    ):
        return ()
    made = followed((), pieces, series.since, timedelta(0))
    return tuple(
        replace(thread, looks=series.looks, counted_at=series.counted_at) for thread in made
    )


def _stands(thread: Thread, at: datetime, rules: Rules) -> bool:
    """Whether what a place shows has stood there long enough to be a change."""
    if not thread.can_be_firm:
        return False
    rule = rules.moving if thread.moves else rules.changed
    rule = rules.untold if thread.place == UNKNOWN else rule
    return thread.looks >= rule.looks and at - thread.since >= rule.over - rules.slack


def _dated(series: Series, threads: Iterable[Thread], seen: Seen) -> Series:
    """The series of a change, since the first step of what confirms it."""
    standing = [thread for thread in firm(threads) if thread.place != UNKNOWN] or firm(threads)
    found = min(standing, key=lambda thread: (thread.altered, thread.place), default=None)
    if found is None or found.altered == series.since:
        return series
    return replace(series, since=found.altered, looks=found.looks, text_sha256=seen.text_sha256)


def _darkness(dark: Series | None, seen: Seen, rules: Rules) -> Series | None:
    """The unreachable looks in a row, after one more look; any answer of the host ends them."""
    if seen.cause in _NOT_ASKED or VERDICT_OF[seen.cause] is Verdict.UNCHECKED:
        return dark
    if VERDICT_OF[seen.cause] is not Verdict.UNREACHABLE or seen.cause in rules.never_long:
        return None
    return _longer(dark, seen, rules.apart - rules.slack) if dark else _first(seen)


def _long_unreachable(before: Standing, seen: Seen, dark: Series) -> Standing:
    """Missing because nothing has answered for so long; what was confirmed missing before stays
    so."""
    if (before.verdict, before.certainty) == (Verdict.MISSING, Certainty.CONFIRMED):
        return replace(before, last_look=seen.at, dark=dark)
    return Standing(
        verdict=Verdict.MISSING,
        cause=Cause.UNREACHABLE_LONG,
        certainty=Certainty.CONFIRMED,
        last_look=seen.at,
        last_good=before.last_good,
        series=dark,
        dark=dark,
        altered_since=before.altered_since,
        last_seen=before.last_seen,
        threads=before.threads,
    )


def _first(seen: Seen) -> Series:
    causes = frozenset({seen.cause})
    return Series(
        seen.at, seen.at, 1, seen.at, seen.at_most, causes, seen.text_sha256, seen.at_least
    )


def _longer(series: Series, seen: Seen, apart: timedelta) -> Series:
    counts = seen.at - series.counted_at >= apart
    return replace(
        series,
        latest=seen.at,
        looks=series.looks + counts,
        counted_at=seen.at if counts else series.counted_at,
        at_most=max(series.at_most, seen.at_most, key=lambda certainty: certainty.rank),
        causes=series.causes | {seen.cause},
        at_least=max(series.at_least, seen.at_least, key=lambda certainty: certainty.rank),
    )


def _apart(verdict: Verdict, rules: Rules) -> timedelta:
    return rules.changed_apart if verdict is Verdict.CHANGED else rules.apart


def _holds(series: Series, rule: Confirmation, slack: timedelta) -> bool:
    return series.looks >= rule.looks and series.latest - series.since >= rule.over - slack


def _certainty(
    series: Series, verdict: Verdict, rules: Rules, threads: Iterable[Thread]
) -> Certainty:
    if verdict is Verdict.MISSING:
        confirmed = _holds(series, rules.missing, rules.slack)
        if Cause.REDIRECT_HOME in series.causes:
            confirmed = confirmed and _holds(series, rules.redirect_home, rules.slack)
    elif verdict is Verdict.CHANGED:
        confirmed = bool(firm(threads))
    elif verdict is Verdict.UNREACHABLE:
        confirmed = _holds(series, rules.unreachable, rules.slack)
    else:
        confirmed = True  # what was seen once is what there is to see
    if confirmed:
        reached = Certainty.CONFIRMED
    elif (
        verdict is not Verdict.CHANGED  # something else each time is not more probable each time
        and series.latest - series.since >= rules.probable_after - rules.slack
    ):
        reached = Certainty.PROBABLE
    else:
        reached = Certainty.SUSPECTED
    if verdict.is_broken:  # seen from elsewhere at the same time
        reached = max(reached, series.at_least, key=lambda certainty: certainty.rank)
    return min(reached, series.at_most, key=lambda certainty: certainty.rank)
