"""Judge stored looks by today's rules. Reads the database and the WARC; changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence import clock
from evidence.changes import Change, Kind
from evidence.custody.warc import http, reader
from evidence.errors import RecordError
from evidence.looks.contents import content_of
from evidence.looks.examine import baseline_of, compared
from evidence.looks.stored import stored_probes
from evidence.store import due, views
from evidence.store.views import stored_checks
from evidence.verdicts import judge
from evidence.verdicts.model import Failure, Hop, Judgement, Look
from evidence.verdicts.wants import Want, wants
from evidence.vocabulary import Cause, Certainty, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence.folder import EvidenceFolder
    from evidence.store import Store
    from evidence.store.database import Row


@dataclass(frozen=True, slots=True)
class Difference:
    """One look that newer rules judge otherwise."""

    before: Judgement
    after: Judgement


def rejudge(look: Look, before: Judgement) -> Difference | None:
    """The difference between ``before`` and what the present rules say of ``look``; None without
    one."""
    after = judge(look)
    same = (after.cause, after.at_most) == (before.cause, before.at_most)
    return None if same else Difference(before, after)


@dataclass(frozen=True, slots=True)
class Rejudged:
    """One stored check and what today's rules say of it."""

    url: str
    checked_at: str
    difference: Difference | None
    problem: str = ""
    """why it could not be judged again: its record is damaged"""


def rejudge_all(
    folder: EvidenceFolder, store: Store, max_body: int, sources: Sequence[str] = ()
) -> Iterator[Rejudged]:
    """Every stored check of what ``sources`` cite (none: all), judged again."""
    for check in stored_checks(store, sources):
        row = views.unfold(check)
        try:
            difference = rejudge(_look(folder, store, row, max_body), _before(row))
        except RecordError as error:
            yield Rejudged(row["url"], row["checked_at"], None, str(error))
        else:
            yield Rejudged(row["url"], row["checked_at"], difference)


def _before(row: Row) -> Judgement:
    return Judgement(Cause(row["cause"]), (), Certainty(row["at_most"]))


def _look(folder: EvidenceFolder, store: Store, row: Row, max_body: int) -> Look:
    """The facts of a stored check, as they were."""
    failure = row["failure"]
    look = Look(
        url=row["url"],
        at=clock.parse(row["checked_at"]),
        observer=row["observer"],
        final_url=row["final_url"] or row["url"],
        hops=tuple(Hop(**hop) for hop in row["redirects"] or ()),
        failure=Failure(Stage(failure["stage"]), failure["kind"], failure["detail"])
        if failure
        else None,
        tls_problem=row["tls_problem"],
        baseline=baseline_of(due.capture(store, row["baseline_id"])),
    )
    capture = due.capture(store, row["capture_id"])
    if capture is None:
        return look
    message = http.parse(reader.read_at(folder.path, capture.warc, capture.offset).block)
    look = replace(
        look,
        status=capture.status,
        reason=row["reason"] or "",
        headers=message.headers,
        payload_sha256=capture.payload_sha256,
        truncated=capture.truncated,
    )
    baseline = due.capture(store, row["baseline_id"])
    if baseline and look.status == 200 and capture.payload_sha256 == baseline.payload_sha256:
        return replace(look, change=Change(Kind.IDENTICAL))
    look = replace(look, content=content_of(message, capture.body_url, max_body))
    look = compared(look, baseline, "", folder.path, max_body)
    if Want.PROBES in wants(look, judge(look)):
        look = replace(
            look, probes=stored_probes(store, folder.path, max_body, look.url, look.at) or ()
        )
    return look
