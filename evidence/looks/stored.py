"""The only way from a stored check to a look: what was observed, and what it was judged against.

Judging it again under the same rules, baseline and claim gives the identical judgement. What can be
had again from the bytes is read from the WARC; the rest was stored with the check
(``probes_json``, ``basis_json``). Checks of versions that stored no basis get the probes that were
made along their route at that time, if their judgement asks for some.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.custody.warc import reader
from evidence.custody.warc.message import message_of
from evidence.looks.contents import stored_content
from evidence.looks.examine import examine
from evidence.looks.observed import Against, Observed, SecondLook
from evidence.looks.remembered import Remembered
from evidence.looks.together import Together
from evidence.store import checks, due, observations, probes
from evidence.store import parts as stored_parts
from evidence.verdicts import RULES_VERSION
from evidence.verdicts.model import Failure, Hop, Judgement, PartSeen, Probe, Reason
from evidence.verdicts.probe import KEEP, control, probe_key, siblings
from evidence.views import page_of
from evidence.vocabulary import Certainty, PartRole, RecordType, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from evidence.content import Content
    from evidence.custody.warc.http import Message
    from evidence.looks.finding import Finding
    from evidence.store import Store, records
    from evidence.store.checks import StoredCheck
    from evidence.store.due import KnownCapture

Captured = tuple["records.Probe", "KnownCapture | None"]
"""A probe's row, and the capture of its answer."""
_AFTER = timedelta(hours=1)
"""Probes are made right after the look that asks for them."""


@dataclass(frozen=True, slots=True)
class StoredLook:
    """A look as it was."""

    stored: StoredCheck
    observed: Observed
    against: Against
    second: SecondLook | None = None
    parts: tuple[PartSeen, ...] = ()
    observed_by: tuple[records.Observation, ...] = ()
    """what observers said of it"""
    doubted: bool = False


class Looks:
    """Reads stored looks of one evidence folder.

    ``folder`` is its path, ``max_body`` the bytes up to which bodies are decoded. Every method raises
    RecordError when a record in the WARC is damaged.
    """

    def __init__(self, folder: Path, store: Store, max_body: int) -> None:
        self._folder = folder
        self._store = store
        self._max_body = max_body
        self._remembered = Remembered()

    def restore(self, stored: StoredCheck) -> StoredLook:
        """The look that a check was made of."""
        check = stored.check
        told_failure = _json(check.failure_json)
        failure = _failure(told_failure) if told_failure else None
        capture = checks.capture(self._store, check.capture_id) if check.capture_id else None
        # a fault of ours kept the answer from being read; any other failure beside an answer is
        # what the answer itself shows: that it broke off
        unread = failure is not None and failure.stage is Stage.INTERNAL
        answered = capture is not None and not unread
        observed = Observed(
            url=page_of(stored.url),
            at=clock.parse(check.checked_at),
            final_url=check.final_url or page_of(stored.url),
            hops=tuple(Hop(**hop) for hop in _json(check.redirects_json) or ()),
            failure=None if answered else failure,
            tls_problem=check.tls_problem,
            message=self._message(capture) if capture is not None and answered else None,
            truncated=capture.truncated if capture is not None and answered else None,
            observer=check.observer,
        )
        basis = _json(check.basis_json) or {}
        second = self._second(stored, basis["second"]) if "second" in basis else None
        parts = tuple(
            seen_part(self._store, part["check"], PartRole(part["role"]), is_named=part["named"])
            for part in basis.get("parts", ())
        )
        said = (
            tuple(observations.by_id(self._store, basis["observed"])) if "observed" in basis else ()
        )
        return StoredLook(
            stored,
            observed,
            self._against(stored, capture),
            second,
            parts,
            said,
            basis.get("doubted", False),
        )

    def examine(self, look: StoredLook) -> Finding:
        """A stored look judged by today's rules."""
        finding = examine(look.observed, look.against, self._folder, self._max_body)
        if look.stored.check.basis_json is None and finding.wants_probes:
            along = self.along_route(look.observed.url, look.observed.at)
            finding = finding.with_probes(along) if along else finding
        if look.second is not None:
            against = replace(look.against, latest=None, unread=look.second.unread)
            again = examine(look.second.observed, against, self._folder, self._max_body)
            finding = finding.with_second(look.second, again)
        if look.observed_by or look.doubted:
            together = Together(look.observed, look.against, finding, self._folder, self._max_body)
            said = together.observations(look.observed_by)
            finding = finding.with_observations(said, look.observed_by, doubted=look.doubted)
        if look.stored.check.parts_json is None:
            return finding
        return finding.with_parts(look.parts)

    def along_route(self, url: str, at: datetime) -> tuple[Probe, ...]:
        """The two newest probes that speak for a look at ``url`` at that time, and the control
        beside them if one was made; none without two."""
        return self.chosen(url, self.near(url, at))

    def near(self, url: str, at: datetime) -> list[Captured]:
        """The probes along the route of ``url`` that may speak for a look at that time, unread."""
        since, until = clock.stamp(at - KEEP), clock.stamp(at + _AFTER)
        return self._captured(probes.latest(self._store, probe_key(url), since, until))

    def chosen(self, url: str, near: Iterable[Captured]) -> tuple[Probe, ...]:
        """Those of :meth:`near` that :meth:`along_route` answers; asks the database nothing."""
        found = self.read(near)
        pair, without = siblings(found, url)[:2], control(found, url)
        if len(pair) < 2:
            return ()
        return (*pair, without) if without is not None else pair

    def probes(self, identifiers: Iterable[str]) -> tuple[Probe, ...]:
        """The probes with these ids."""
        return self.read(self.captured(identifiers))

    def captured(self, identifiers: Iterable[str]) -> list[Captured]:
        """The same, unread."""
        return self._captured(probes.by_id(self._store, list(identifiers)))

    def read(self, captured: Iterable[Captured]) -> tuple[Probe, ...]:
        """Probes with what they show; asks the database nothing, so that a thread may do it."""
        return tuple(self._probe(row, known) for row, known in captured)

    def _captured(self, rows: Iterable[records.Probe]) -> list[Captured]:
        return [(row, due.capture(self._store, row.capture_id)) for row in rows]

    def _probe(self, row: records.Probe, known: KnownCapture | None) -> Probe:
        content = (
            self._remembered.content(known.body_id, lambda: self._content(known)) if known else None
        )
        return Probe(row.url, row.status, row.final_url, content, row.id)

    def _content(self, capture: KnownCapture) -> Content:
        return stored_content(self._folder, capture, self._max_body)

    def _against(self, stored: StoredCheck, capture: records.Capture | None) -> Against:
        check = stored.check
        basis = _json(check.basis_json) or {}
        revisit = capture is not None and capture.record_type is RecordType.REVISIT
        return Against(
            baseline=due.capture(self._store, check.baseline_id),
            latest=due.capture(self._store, check.capture_id) if revisit else None,
            quoted=tuple(basis.get("quoted", ())),
            claims=basis.get("claims", ""),
            alternating=basis.get("alternating", False),
            moving=tuple(basis.get("moving", ())),
            # newer rules may read what older ones could not
            unread=basis.get("unread", "") if stored.rules_version == RULES_VERSION else "",
            probes=self.probes(_json(check.probes_json) or ()),
        )

    def _second(self, stored: StoredCheck, told: dict[str, Any]) -> SecondLook:
        """The same look with a browser's request, as it was."""
        capture = checks.capture(self._store, told["capture"]) if told["capture"] else None
        failure = told["failure"]
        observed = Observed(
            url=stored.url,
            at=clock.parse(told["at"]),
            final_url=told["final_url"],
            hops=tuple(Hop(**hop) for hop in told["hops"]),
            failure=_failure(failure) if failure else None,
            tls_problem=told["tls_problem"],
            message=self._message(capture) if capture else None,
            truncated=capture.truncated if capture else None,
            conditional=False,
            observer=stored.check.observer,
        )
        # newer rules may read what older ones could not
        unread = told["unread"] if stored.rules_version == RULES_VERSION else ""
        return SecondLook(observed, told["capture"], unread)

    def _message(self, capture: records.Capture) -> Message:
        """The answer as it came; the body of a revisit lies in the record that it refers to."""
        message = message_of(reader.read_at(self._folder, capture.warc, capture.offset))
        if capture.refers_to is None or message.status == 304:
            return message
        known = due.capture(self._store, capture.id)
        assert known is not None, "a foreign key holds it"
        body = message_of(reader.read_at(self._folder, known.warc, known.offset))
        return replace(message, payload=body.payload)


def seen_part(store: Store, check_id: str, role: PartRole, *, is_named: bool) -> PartSeen:
    """What the stored check of a part says of it."""
    found = stored_parts.check_of_part(store, check_id)
    assert found is not None, "the check of a page is kept with those of its parts"
    check, beside = found
    return PartSeen(
        role,
        beside.url,
        judgement_of(check),
        is_named,
        check.baseline_id is not None,
        check.id,
        check.change_id,
        beside.hunks,
        beside.text_sha256 or "",
    )


def judgement_of(check: records.Check) -> Judgement:
    """The judgement that is stored with a check."""
    reasons = tuple(Reason(told["rule"], told["facts"]) for told in check.reasons)
    least = check.at_least or Certainty.SUSPECTED
    return Judgement(check.cause, reasons, check.at_most, at_least=least)


def _failure(told: dict[str, str]) -> Failure:
    return Failure(Stage(told["stage"]), told["kind"], told["detail"])


def _json(text: str | None) -> Any:
    return json.loads(text) if text else None
