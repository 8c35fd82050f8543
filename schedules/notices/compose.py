"""One digest a night: what is new, put into the outbox once for each receiver."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evidence import clock
from evidence.reader import reader_language
from evidence.reports import news
from evidence.reports.in_words import InWords
from evidence.reports.safe import short
from evidence.store import ignored, notices, runs
from evidence.verdicts.transition import Step
from evidence.vocabulary import Certainty, NoticeState, RunState, TroubleKind
from schedules.notices import boards, together, weekly, words
from schedules.notices.notice import NEWS, Kind, Notice, TroubleTold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path
    from typing import Any

    from evidence.bilingual import Language
    from evidence.config import Ignore, Notify
    from evidence.reports.together import Together
    from evidence.store import Store
    from evidence.store.database import Transaction
    from evidence.store.notices import Tellable
    from evidence.store.records import Run, Trouble

MOST_ITEMS = 25
"""Items and events listed; so many stay below 102 kB of HTML, where Gmail cuts a message."""
MOST_FOLDER = 60
"""Characters of the folder's name: it stands in the subject."""
_UNSOUND = frozenset({RunState.RUNNING, RunState.OFFLINE})
"""States of a run whose night tells nothing new: cut off before anyone asked whether it was us, or
it was."""
_ENDS_OF_ALL = frozenset({TroubleKind.FAILED, TroubleKind.DISK_FULL, TroubleKind.OFFLINE})
"""Troubles that say better why a night did not finish."""
_LOST = frozenset({NoticeState.UNKNOWN, NoticeState.REFUSED, NoticeState.FAILED})
"""States of a notice that may not have arrived."""


def compose(
    store: Store,
    notify: Notify,
    folder: str,
    now: datetime,
    run: Run | None,
    night: str | None = None,
    *,
    place: Path | None = None,
    ignore: Sequence[Ignore] = (),
) -> int:
    """Put the digest of a ``run`` that walks no longer into the outbox; ``night`` is a key of its
    own for the digest of a night that failed. A run that was cut off, taken up again and ended
    again has one for each end. Out of the folder at ``place`` changes are told in words.
    Nothing is told of the addresses that fit one of ``ignore``.

    Returns for how many receivers. Nothing is new, nobody is to be told, or the night has its
    digest: 0. What is told is remembered in the same transaction, so it is told once.
    """
    key = night or (f"{run.id} {run.ended_at or ''}" if run else None)
    if key is None or not notify.to or notices.composed(store, key):
        return 0
    told = run is not None and run.state not in _UNSOUND
    if run:
        _note_run(store, run, clock.stamp(now))
    if told:
        boards.note(store, reader_language(notify.language), now)
    with store.housekeeping() as act:
        if notices.composed(store, key):  # by another process since
            return 0
        whole = weekly.is_due(store, notify, now)
        telling = [one for one in notices.untold(store) if whole or one.kind not in weekly.NEWS]
        least = Certainty(notify.certainty)
        scope = ignored.scope(store, ignore)
        fresh = list(news.fresh(store, least, now, scope)) if told and whole else []
        for one, _ in fresh:
            news.remember(act, one, now)
        notices.tell(act, telling, key)
        shown = [(one, step) for one, step in fresh if step and step in notify.what]
        day = run.started_at if run and not night else clock.stamp(now)
        wholes = together.events(store, shown, scope)
        notice = _digest(
            store, notify, shown, wholes, telling, folder=folder, night=day[:10], place=place
        )
        if not any(notice.counts.values()):
            return 0
        for receiver in notify.to:
            _queue(store, act, key, receiver, notice, clock.stamp(now))
    return len(notify.to)


def trouble(kind: TroubleKind, facts: Mapping[str, Any], language: Language) -> TroubleTold:
    """A trouble in the reader's language."""
    return TroubleTold(kind, dict(facts), words.trouble(kind, facts, language))


def where(notify: Notify) -> str | None:
    """Where readers find the report, as a notice tells it."""
    return short(notify.report, news.MOST_URL) or None


def _digest(
    store: Store,
    notify: Notify,
    shown: Sequence[tuple[Tellable, Step]],
    wholes: Sequence[Together],
    waiting: Sequence[Trouble],
    *,
    folder: str,
    night: str,
    place: Path | None,
) -> Notice:
    language = reader_language(notify.language)
    told_in = InWords(store, place)
    of_wholes = {one.url_id for event in wholes for one in event.cited}
    ordered = sorted(
        (one for one in shown if one[0].standing.url_id not in of_wholes),
        key=lambda one: (NEWS.index(one[1]), -one[0].standing.certainty.rank),
    )[: MOST_ITEMS - len(wholes)]
    troubles = [
        trouble(one.kind, one.facts, language)
        for one in waiting
        if one.kind is not TroubleKind.BOARD and _asked_for(one.kind) in notify.what
    ]
    noted = [one for one in waiting if one.kind is TroubleKind.BOARD and "board" in notify.what]
    return Notice.of(
        Kind.DIGEST,
        language,
        folder=short(folder, MOST_FOLDER),
        night=night,
        report=where(notify),
        news=Counter(step for _, step in shown),
        confirmed=sum(
            step is Step.BROKEN and one.standing.certainty is Certainty.CONFIRMED
            for one, step in shown
        ),
        items=tuple(news.item(store, *one, language, told_in) for one in ordered),
        together=tuple(together.told(event, language) for event in wholes),
        troubles=tuple(troubles),
        boards=boards.told(store, noted, language),
    )


def _asked_for(kind: TroubleKind) -> str:
    """The choice of ``[notify] what`` by which a trouble is told."""
    return "series" if kind is TroubleKind.SERIES else "trouble"


def _queue(
    store: Store, act: Transaction, night: str, receiver: str, notice: Notice, now: str
) -> None:
    """The digest for one receiver, who is also told when the one before may have got lost."""
    last = notices.before(store, receiver)
    if last and last.state in _LOST:
        facts = {"at": last.queued_at[:10], "problem": last.problem}
        notice = notice.and_trouble(trouble(TroubleKind.MAYBE_LOST, facts, notice.language))
    notices.queue(act, night=night, channel=receiver, content=notice.content(), now=now)


def _note_run(store: Store, run: Run, now: str) -> None:
    """The trouble that a night's own row tells, once."""
    if run.state is RunState.FINISHED or any(
        one.kind in _ENDS_OF_ALL for one in notices.untold(store)
    ):
        return
    if run.state is RunState.OFFLINE:
        notices.note(store, TroubleKind.OFFLINE, {}, run.id, now)
        return
    if run.ended_by and _ended_so_before(store, run):
        return
    left = max(0, run.due - len(runs.looked_at(store, run.id)))
    facts = {"left": left, "due": run.due}
    notices.note(store, TroubleKind.NOT_FINISHED, facts, run.id, now)


def _ended_so_before(store: Store, run: Run) -> bool:
    """Whether the night before ended by its time budget, too: that it is too short was told
    then."""
    last = runs.latest_night(store, before=run.started_at)
    return last is not None and last.ended_by == run.ended_by
