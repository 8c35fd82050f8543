"""One digest a night: what is new, put into the outbox once for each receiver."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, cast

from evidence import clock
from evidence.reports import news
from evidence.reports.safe import short
from evidence.store import notices
from evidence.verdicts.transition import Step
from evidence.version import SOFTWARE
from evidence.vocabulary import Certainty
from schedules.notices import boards, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from evidence.bilingual import Language
    from evidence.config import Notify
    from evidence.store import Store
    from evidence.store.database import Row, Transaction

SCHEMA = 1
MOST_ITEMS = 25
"""Items listed; so many stay below 102 kB of HTML, where Gmail cuts a message."""
_ORDER = (Step.BROKEN, Step.CHANGED, Step.RECOVERED)
_UNSOUND = frozenset({"running", "offline"})
"""States of a run whose night tells nothing new: cut off before anyone asked whether it was us, or
it was."""
_ENDS_OF_ALL = frozenset({"failed", "disk-full", "offline"})
"""Troubles that say better why a night did not finish."""


def latest_night(store: Store) -> Row | None:
    """The night that began last; a single check is no night."""
    return store.one("SELECT * FROM runs WHERE kind = 'night' ORDER BY started_at DESC LIMIT 1")


def compose(
    store: Store,
    notify: Notify,
    folder: str,
    now: datetime,
    run: Row | None,
    night: str | None = None,
) -> int:
    """Put the digest of a ``run`` that walks no longer into the outbox; ``night`` is a key of its
    own for the digest of a night that failed. A run that was cut off, taken up again and ended
    again has one for each end.

    Returns for how many receivers. Nothing is new, nobody is to be told, or the night has its
    digest: 0. What is told is remembered in the same transaction, so it is told once.
    """
    key = night or (f"{run['id']} {run['ended_at'] or ''}" if run else None)
    if key is None or not notify.to or notices.composed(store, key):
        return 0
    told = run is not None and run["state"] not in _UNSOUND
    if run:
        _note_run(store, run, clock.stamp(now))
    if told:
        boards.note(store, cast("Language", notify.language), now)
    with store.housekeeping() as act:
        if notices.composed(store, key):  # by another process since
            return 0
        waiting = notices.untold(store)
        fresh = list(news.fresh(store, Certainty(notify.certainty), now)) if told else []
        for row, _ in fresh:
            news.remember(act, row, now)
        for one in waiting:
            act.upsert("troubles", {**one, "night": key})
        shown = [(row, step) for row, step in fresh if step and str(step) in notify.what]
        content = _content(store, notify, shown, waiting)
        if not any(content["counts"].values()):
            return 0
        day = run["started_at"] if run and not night else clock.stamp(now)
        content |= {"folder": short(folder, 60), "night": day[:10]}
        for receiver in notify.to:
            _queue(store, act, key, receiver, content, clock.stamp(now))
    return len(notify.to)


def content(
    language: Language, kind: str, report: str, items: Sequence[Row] = (), troubles: Sequence[Row] = (),
    counts: dict[str, int] | None = None, changed_boards: Sequence[Row] = (),
) -> dict[str, Any]:  # fmt: skip
    """A notice as docs/schema/notice.v1.json has it, without what the outbox adds."""
    counts = counts or {}
    told = [{**one, "text": words.trouble(one["kind"], one["facts"], language)} for one in troubles]
    return {
        "schema": SCHEMA,
        "kind": kind,
        "tool": SOFTWARE,
        "language": language,
        "counts": {str(step): counts.get(str(step), 0) for step in _ORDER}
        | {"board": len(changed_boards), "trouble": len(told)},
        "troubles": told,
        "boards": list(changed_boards),
        "items": list(items),
        "more": sum(counts.values()) - len(items),
        "report": short(report, news.MOST_URL) or None,
    }


def _content(
    store: Store, notify: Notify, shown: list[tuple[Row, Step]], waiting: list[Row]
) -> dict[str, Any]:
    language = cast("Language", notify.language)
    ordered = sorted(
        shown, key=lambda one: (_ORDER.index(one[1]), -Certainty(one[0]["certainty"]).rank)
    )
    items = [news.item(store, row, step, language) for row, step in ordered[:MOST_ITEMS]]
    counts = Counter(str(step) for _, step in shown)
    troubles = [
        {"kind": row["kind"], "facts": json.loads(row["facts_json"])}
        for row in waiting
        if row["kind"] != boards.KIND and "trouble" in notify.what
    ]
    noted = [row for row in waiting if row["kind"] == boards.KIND and "board" in notify.what]
    changed = boards.told(store, noted, language)
    return content(language, "digest", notify.report, items, troubles, counts, changed)


def _queue(
    store: Store, act: Transaction, night: str, receiver: str, notice: dict[str, Any], now: str
) -> None:
    """The digest for one receiver, who is also told when the one before may have got lost."""
    last = notices.before(store, receiver)
    if last and last["state"] in ("unknown", "refused", "failed"):
        facts = {"at": last["queued_at"][:10], "problem": last["problem"]}
        text = words.trouble("maybe-lost", facts, notice["language"])
        lost = {"kind": "maybe-lost", "facts": facts, "text": text}
        notice = {**notice, "troubles": [*notice["troubles"], lost]}
        notice["counts"] = {**notice["counts"], "trouble": len(notice["troubles"])}
    notices.queue(act, night=night, channel=receiver, notice=notice, now=now)


def _note_run(store: Store, run: Row, now: str) -> None:
    """The trouble that a night's own row tells, once."""
    if run["state"] == "finished" or any(
        row["kind"] in _ENDS_OF_ALL for row in notices.untold(store)
    ):
        return
    if run["state"] == "offline":
        notices.note(store, "offline", {}, run["id"], now)
        return
    if run.get("ended_by") and _ended_so_before(store, run):
        return
    done = store.one("SELECT COUNT(*) AS n FROM checks WHERE run_id = ?", run["id"])
    left = max(0, run["due"] - (done["n"] if done else 0))
    notices.note(store, "not-finished", {"left": left, "due": run["due"]}, run["id"], now)


def _ended_so_before(store: Store, run: Row) -> bool:
    """Whether the night before ended by its time budget, too: that it is too short was told
    then."""
    sql = "SELECT * FROM runs WHERE kind = 'night' AND started_at < ? ORDER BY started_at DESC LIMIT 1"
    last = store.one(sql, run["started_at"])
    return last is not None and last.get("ended_by") == run["ended_by"]
