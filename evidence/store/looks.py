"""All looks at a URL, by whomever, and its standing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from evidence import clock
from evidence.store.records import Standing
from evidence.store.records.record import Result
from evidence.vocabulary import Cause, Certainty, Fidelity

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from datetime import datetime

    from evidence.store.database import Store
    from evidence.store.records import Run
    from evidence.vocabulary import Verdict


_ENDED = """
SELECT id FROM checks WHERE run_id = ? AND checked_at BETWEEN ? AND ?
AND cause IN (SELECT value FROM json_each(?))
"""


def standing(store: Store, url_id: str) -> Standing | None:
    """The standing of a URL; None before its first look."""
    return store.first(Standing, "SELECT * FROM standings WHERE url_id = ?", url_id)


Settle = Callable[["Store", str], Standing | None]
"""Gives the standing that all looks at a URL (its id) make."""


def brought_on(store: Store, after: Standing, before: Standing | None, settle: Settle) -> Standing:
    """``after``, which one process made of the standing ``before``; where another one has written the
    URL's standing meanwhile, what all looks make together. Asked in the transaction that writes it."""
    if standing(store, after.url_id) == before:
        return after
    return settle(store, after.url_id) or after


def last_capture(store: Store, url_id: str) -> str | None:
    """The id of what the last look at a URL captured."""
    found: str | None = store.value(
        "SELECT k.capture_id FROM standings st JOIN checks k ON k.id = st.check_id WHERE st.url_id = ?",
        url_id,
    )
    return found


_SHOWN = """
SELECT k.capture_id FROM checks k JOIN captures c ON c.id = k.capture_id
JOIN captures o ON o.id = COALESCE(c.refers_to, c.id)
WHERE k.url_id = ? AND k.verdict IN (SELECT value FROM json_each(?)) AND o.status BETWEEN 200 AND 299
ORDER BY k.checked_at DESC, k.rowid DESC LIMIT 1
"""


def last_shown(store: Store, url_id: str, verdicts: Iterable[Verdict]) -> str | None:
    """The id of the capture of the last look at a URL that had one of ``verdicts``."""
    found: str | None = store.value(_SHOWN, url_id, json.dumps(sorted(verdicts)))
    return found


def last_cause(store: Store, url_id: str) -> Cause:
    """The cause of the last look at a URL that has a standing."""
    sql = "SELECT k.cause FROM standings st JOIN checks k ON k.id = st.check_id WHERE st.url_id = ?"
    return Cause(store.value(sql, url_id))


def last_accepted(store: Store, url_id: str) -> str | None:
    """The id of the capture that a person accepted last as what a URL shows."""
    sql = (
        "SELECT capture_id FROM acceptances WHERE url_id = ? ORDER BY accepted_at DESC, id LIMIT 1"
    )
    found: str | None = store.value(sql, url_id)
    return found


def standings_on(store: Store, checks: Sequence[str]) -> list[Standing]:
    """The standings of the URLs that ``checks`` (ids) looked at."""
    sql = """SELECT * FROM standings WHERE url_id IN (
             SELECT url_id FROM checks WHERE id IN (SELECT value FROM json_each(?)))"""
    return list(store.each(Standing, sql, json.dumps(list(checks))))


PERSON = "person:"
"""What the observer of an acceptance begins with, before the name."""


@dataclass(frozen=True, slots=True)
class SeenLook(Result):
    """One look at a URL, by whomever."""

    id: str
    """of the check, the memento or the acceptance"""
    source: Literal["check", "memento", "acceptance", "search"]
    cause: Cause
    at: str
    observer: str
    at_most: Certainty
    text_sha256: str | None
    capture_id: str | None = None
    """what it captured, or the person accepted"""
    payload_sha256: str | None = None
    baseline_id: str | None = None
    """the capture that it was compared with; None: with nothing"""
    baseline_at: str | None = None
    baseline_text: str | None = None
    baseline_payload: str | None = None
    baseline_fidelity: Fidelity | None = None
    baseline_accepted: bool = False
    """whether a person accepted that capture"""
    hunks_json: str | None = None
    at_least: Certainty | None = None
    found: bool | None = None
    """of a search: whether the document stands at another address"""
    replaces: str | None = None
    """the check that it is a later judgement of"""
    place: str | None = None
    """the address at which it ended; None of what is no check"""
    baseline_place: str | None = None
    """the address that what it was compared with had"""

    @property
    def root(self) -> str:
        """The look itself, however often it was judged."""
        return self.replaces or self.id

    @property
    def hunks(self) -> tuple[str, ...]:
        """What the change that it showed took out and put in."""
        return tuple(json.loads(self.hunks_json)) if self.hunks_json else ()

    @property
    def is_check(self) -> bool:
        """Whether it is a look of our own, or of a folder that was merged in."""
        return self.source == "check"

    @property
    def is_archive(self) -> bool:
        """Whether an archive looked."""
        return self.source == "memento"


_LOOKS = f"""
SELECT k.id, 'check' AS source, k.cause, k.checked_at AS at, k.observer, k.at_most, o.text_sha256,
       k.capture_id, c.payload_sha256, k.baseline_id, b.captured_at AS baseline_at,
       p.text_sha256 AS baseline_text, b.payload_sha256 AS baseline_payload,
       b.fidelity AS baseline_fidelity,
       EXISTS (SELECT 1 FROM acceptances a WHERE a.capture_id = k.baseline_id) AS baseline_accepted,
       h.hunks_json, k.at_least, NULL AS found, k.replaces,
       COALESCE(k.final_url, (SELECT url FROM urls WHERE id = k.url_id)) AS place, b.url AS baseline_place
FROM checks k LEFT JOIN captures c ON c.id = k.capture_id
LEFT JOIN captures o ON o.id = COALESCE(c.refers_to, c.id)
LEFT JOIN captures b ON b.id = k.baseline_id
LEFT JOIN captures p ON p.id = COALESCE(b.refers_to, b.id)
LEFT JOIN changes h ON h.id = k.change_id
WHERE k.url_id = :url AND NOT EXISTS (SELECT 1 FROM checks n WHERE n.replaces = k.id)
UNION ALL
SELECT m.id, 'memento', m.cause, m.captured_at, m.archive, m.at_most, NULL,
       m.capture_id, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL
FROM mementos m WHERE m.url_id = :url AND m.cause IS NOT NULL
UNION ALL
SELECT a.id, 'acceptance', '{Cause.IDENTICAL}', a.accepted_at, '{PERSON}' || a.by,
       '{Certainty.CONFIRMED}', o.text_sha256, a.capture_id, c.payload_sha256,
       NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL
FROM acceptances a JOIN captures c ON c.id = a.capture_id
JOIN captures o ON o.id = COALESCE(c.refers_to, c.id)
WHERE a.url_id = :url
UNION ALL
SELECT MIN(w.id), 'search', '{Cause.ELSEWHERE}', w.searched_at, 'us', '{Certainty.CONFIRMED}',
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, MAX(w.certain), NULL, NULL, NULL
FROM whereabouts w WHERE w.url_id = :url
 AND NOT EXISTS (SELECT 1 FROM outages o WHERE o.run_id = w.run_id AND o.fault = 'clock')
GROUP BY w.searched_at
ORDER BY at
"""


_ASTRAY = """
SELECT k.id, k.run_id, k.checked_at AS at FROM checks k
WHERE k.run_id IN (
    SELECT id FROM runs WHERE id = :run OR started_at > :horizon OR ended_at > :horizon
    UNION SELECT l.run_id FROM standings st JOIN checks l ON l.id = st.check_id
    WHERE st.last_look > :horizon)
AND (k.checked_at > :horizon OR (k.run_id = :run AND k.checked_at < :begun))
AND k.id NOT IN (SELECT value FROM outages, json_each(outages.checks_json))
ORDER BY k.run_id, k.checked_at
"""


@dataclass(frozen=True, slots=True)
class Astray(Result):
    """A check that can't have been made when it says."""

    id: str
    run_id: str
    at: str


def astray(store: Store, run: Run, now: datetime) -> list[Astray]:
    """Checks that are later than ``now``, or that ``run`` made before it began, run by run."""
    begun = clock.stamp(clock.parse(run.started_at) - clock.LEAD)
    horizon = clock.horizon(clock.stamp(now))
    return list(store.each(Astray, _ASTRAY, run=run.id, horizon=horizon, begun=begun))


_REPLACED = "SELECT id, replaces FROM checks WHERE url_id = ? AND replaces IS NOT NULL"


def made_in(store: Store, run: str) -> list[str]:
    """Ids of the checks of a run."""
    return list(store.values("SELECT id FROM checks WHERE run_id = ?", run))


def ended_in(store: Store, run: str, causes: Iterable[Cause], since: str, until: str) -> list[str]:
    """Ids of the checks of a run that ended for one of ``causes`` between two times."""
    return list(store.values(_ENDED, run, since, until, json.dumps(sorted(causes))))


def discounted(store: Store) -> set[str]:
    """Ids of the checks that an outage of ours coloured."""
    return set(store.values("SELECT value FROM outages, json_each(outages.checks_json)"))


def all_of(store: Store, url_id: str, without: Container[str] | None = None) -> list[SeenLook]:
    """Every look at a URL that counts, oldest first: our checks, what archives saw, what a person
    accepted, what searches found. Left out are checks that an outage of ours coloured, and those
    that were judged again. Of a look that two folders judged again there are two. ``without``: what
    :func:`discounted` says, from whoever asks for many.
    """
    without = discounted(store) if without is None else without
    replaced = {row["id"]: row["replaces"] for row in store.iterate(_REPLACED, url_id)}
    found = []
    for look in store.each(SeenLook, _LOOKS, url=url_id):
        root = look.id
        while root in replaced:
            root = replaced[root]
        if look.id not in without and root not in without:
            found.append(look if root == look.root else replace(look, replaces=root))
    return found
