"""Our clock during a run, by what the servers that answered say of it."""

from __future__ import annotations

import ipaddress
import logging
from collections import deque
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from crawler.wire.connectivity import server_time
from crawler.wire.dates import time_told
from evidence import clock
from evidence.bilingual import Words
from evidence.days import utc
from evidence.domains import domain_of
from evidence.looks.settle import set_right, take_back
from evidence.store import notices, runs
from evidence.verdicts.looks_made import LooksMade
from evidence.verdicts.our_clock import HOSTS, Askew, Reading, askew, is_vouched_for
from evidence.verdicts.outage import Fault, Outage
from evidence.vocabulary import TroubleKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.run.journey import Journey
    from crawler.wire.exchange import Exchange
    from evidence.bilingual import Told
    from evidence.store import Store
    from evidence.store.records import Check, Run
    from evidence.store.runs import Later
    from evidence.verdicts.series import Rules

log = logging.getLogger(__name__)

_LATEST = 100
"""Answers that are asked: a clock that jumps in the middle of a night is found by those after it."""
_EVERY = 10
"""Answers from one question to the next."""

_BEHIND_RUNS = Words(
    "behind {count} runs of this folder", "anterior a revisiones de esta carpeta: {count}"
)


class ClockWatch:
    """Collects what the answers of one run say of our clock.

    ``later``: what the folder knows of runs later than now. They speak against our clock, too, so that one
    host is enough; and where no host says anything, many of them are. ``allow_private``: a neutral host
    may stand in a private network.
    """

    def __init__(self, later: Later | None, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._later = later
        self._hosts = 1 if later else HOSTS
        self._readings: deque[Reading] = deque(maxlen=_LATEST)
        self._heard = 0
        self._looks = LooksMade()
        self._is_right = False
        self._by_neutral: Askew | None = None
        self._ran_ahead = clock.ran_ahead()
        self._doubted = LooksMade()
        """made before the clock was set in this run, when nobody said that it was right"""

    def note(self, check: Check, journey: Journey) -> Outage | None:
        """Take in one check; returns an outage of all checks when our clock turns out to be wrong by
        hours."""
        self._see_whether_it_was_set()
        self._looks.add(check.id, datetime.fromisoformat(check.checked_at))
        found = [told for one in journey.exchanges if (told := reading(one)) is not None]
        self._readings += found
        self._heard += len(found)
        return self.outage() if found and self._heard % _EVERY < len(found) else None

    def _see_whether_it_was_set(self) -> None:
        """Where our clock was set by hours since this was asked last, what was said of it is over."""
        now = clock.ran_ahead()
        if abs(now - self._ran_ahead) > clock.LEAD:
            hours = (now - self._ran_ahead) / timedelta(hours=1)
            log.warning(
                Words(
                    "the clock of this machine was set by {hours:+.0f} h during this run",
                    "durante esta revisión el reloj del equipo se movió {hours:+.0f} h",
                ).of(hours=hours)
            )
            if not is_vouched_for(self._readings):
                self._doubted = self._looks.copy()
            self._readings.clear()
        self._ran_ahead = now

    def askew(self) -> Askew | None:
        """How wrong our clock is, if it is."""
        if self._is_right:
            return None
        wrong = askew(self._readings, self._hosts)
        return wrong if wrong and wrong.by_hours else self._by_neutral or wrong

    def is_vouched_for(self, neutral: Sequence[str]) -> bool:
        """Whether a neutral host says that our clock is right: then it is, whatever the cited ones say, who
        may all stand on one server with a wrong one. Where it says that it is wrong by hours, it is. Takes
        seconds, and needs no loop."""
        told = server_time(neutral, allow_private=self._allow_private)
        ahead = clock.now() - told if told else None
        self._is_right = ahead is not None and abs(ahead) <= clock.LEAD
        self._by_neutral = None if ahead is None or self._is_right else Askew(ahead, 1)
        return self._is_right

    def settle(self, neutral: Sequence[str]) -> None:
        """At the end of a walk: ask a neutral host where the cited ones don't say that our clock is right,
        so that a night in which hardly any answered confirms nothing by a wrong one. Takes seconds, and
        needs no loop."""
        self._see_whether_it_was_set()
        if self._looks and not is_vouched_for(self._readings):
            self.is_vouched_for(neutral)

    def names(self, found: Outage, neutral: Sequence[str]) -> Told | None:
        """How wrong our clock is, where an outage is one of it: found so, or because a clock that is far
        off refuses every certificate, which looks as if the network were down. None: it is not."""
        wrong = self.askew()
        if wrong is None and found.fault is Fault.NETWORK:
            self.is_vouched_for(neutral)
            wrong = self.askew()
        if wrong is None and found.fault is Fault.CLOCK and self._later:
            return _BEHIND_RUNS.of(count=self._later.count)
        return wrong.told() if wrong and wrong.by_hours else None

    def take_back_doubted(self, store: Store, run: Run, rules: Rules) -> int:
        """At the end of a walk: take back its looks that were made before the clock was set in it. Returns how
        many they are; raises StoreError."""
        self._see_whether_it_was_set()
        if self._doubted:
            take_back(store, run.id, _outage(self._doubted), rules)
            log.warning(
                Words(
                    "{count} looks made before it was set are taken back",
                    "se anulan las consultas hechas antes de ajustarlo: {count}",
                ).of(count=len(self._doubted))
            )
        return len(self._doubted)

    def set_right(self, store: Store, run: Run, rules: Rules) -> None:
        """At the end of a walk by a clock that nobody calls wrong by hours: take back the looks of
        nights whose clock was, and say so in the log and in the next digest. Raises StoreError."""
        wrong = self.askew()
        if wrong is not None:
            log.warning(
                Words(
                    "the clock of this machine is {wrong}; set it (NTP)",
                    "el reloj de este equipo está mal ({wrong}); ajústelo (NTP)",
                ).of(wrong=wrong.told())
            )
        for began, count in set_right(store, run, clock.now(), rules).items():
            log.warning(
                Words(
                    "the clock was wrong in the run of {began}: its {count} looks are taken back",
                    "el reloj estaba mal durante la revisión del {began}; consultas que se "
                    "anulan: {count}",
                ).of(began=began, count=count)
            )
            facts = {"at": utc(began), "count": count}
            notices.note(store, TroubleKind.CLOCK, facts, began, clock.stamp(clock.now()))

    def outage(self) -> Outage | None:
        """All checks of the run, when our clock is wrong by hours."""
        wrong = self.askew()
        is_wrong = wrong.by_hours if wrong else self._contradicts_the_log and not self._is_right
        if not is_wrong or not self._looks:
            return None
        return _outage(self._looks, wrong.hosts if wrong else 0)

    @property
    def _contradicts_the_log(self) -> bool:
        """Whether nobody says anything of our clock but the folder, and that speaks against it."""
        return not self._readings and self._later is not None and self._later.are_right


def _outage(looks: LooksMade, hosts: int = 0) -> Outage:
    """One of our clock that coloured all of these, of which there is one at least."""
    assert looks.since is not None
    assert looks.until is not None
    return Outage(Fault.CLOCK, looks.since, looks.until, hosts, looks.ids)


def later(store: Store) -> Later | None:
    """Runs that are later than now: our clock is behind, or was ahead. Says so in the log."""
    now = clock.now()
    found = runs.later(store, now)
    if found:
        log.warning(
            Words(
                "the clock says {now}, and a run of this folder began at {began}: one of them is wrong",
                "el reloj dice {now} y una revisión de esta carpeta empezó el {began}: una de las dos horas está mal",
            ).of(now=utc(clock.stamp(now)), began=utc(found.first))
        )
    return found


def reading(exchange: Exchange) -> Reading | None:
    """What an answer says of our clock; None where it says nothing, or where it came from this
    machine or a network of ours, whose clock may be the same."""
    if exchange.message is None or exchange.ip is None or exchange.first_byte_us is None:
        return None
    try:
        if not _is_witness(exchange.ip):
            return None
        message = exchange.message
        told = time_told(message.header("date") or "", message.header("age") or "")
        at = exchange.started + timedelta(microseconds=exchange.first_byte_us)
        return Reading(domain_of(exchange.url), at - told)
    except ValueError:  # what is no date
        return None


def _is_witness(ip: str) -> bool:
    return ipaddress.ip_address(ip).is_global
