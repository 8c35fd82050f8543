"""A judgement as it is stored: the record of a check, and of the change that it found."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.store.database import to_json
from evidence.store.records import Change, Check
from evidence.vocabulary import Certainty

if TYPE_CHECKING:
    from evidence.changes import Change as Compared
    from evidence.looks.finding import Finding
    from evidence.looks.observed import Observed, SecondLook
    from evidence.verdicts.model import Failure


def check_of(run_id: str, url_id: str, observed: Observed, finding: Finding) -> Check:
    """The check that a look makes. What was kept of it (status, captures, change, validators) is
    added by who keeps it."""
    look, judgement = finding.look, finding.judgement
    redirects = [{"url": hop.url, "status": hop.status} for hop in look.hops]
    return Check(
        id=str(uuid.uuid4()),
        run_id=run_id,
        url_id=url_id,
        checked_at=clock.stamp(observed.at),
        duration_ms=round((clock.now() - observed.at).total_seconds() * 1000),
        observer=look.observer,
        verdict=judgement.verdict,
        final_url=look.final_url if look.final_url != look.url else None,
        media_type=finding.media_type,
        redirects_json=to_json(redirects) if redirects else None,
        failure_json=_failure(look.failure) if look.failure else None,
        tls_problem=look.tls_problem,
        **_judgement(finding),
    )


def judged_again(check: Check, finding: Finding, run_id: str, baseline_id: str) -> Check:
    """The check that stands in place of ``check`` because the same look was judged against another
    baseline. The change that it found is added when it is kept."""
    return replace(
        check,
        id=str(uuid.uuid4()),
        run_id=run_id,
        verdict=finding.judgement.verdict,
        baseline_id=baseline_id,
        change_id=None,
        replaces=check.id,
        **_judgement(finding),
    )


def change_of(
    compared: Compared | None, url_id: str, before: str | None, after: str | None
) -> Change | None:
    """What changed between two captures (their ids); None where nothing of substance did."""
    if compared is None or before is None or not compared.substantial:
        return None
    return Change(
        id=str(uuid.uuid4()),
        url_id=url_id,
        from_capture=before,
        to_capture=after,
        kind=str(compared.kind),
        significance=compared.significance,
        words_removed=compared.words_removed,
        words_added=compared.words_added,
        flags_json=to_json(compared.flags) if compared.flags else None,
        found_at=clock.stamp(clock.now()),
        hunks_json=to_json(compared.hunks) if compared.hunks else None,
    )


def _judgement(finding: Finding) -> dict[str, Any]:
    """What the rules say, and what they rested on beside the bytes."""
    judgement, probes = finding.judgement, [probe.id for probe in finding.look.probes]
    return {
        "cause": judgement.cause,
        "reasons_json": to_json([{"rule": r.rule, "facts": r.facts} for r in judgement.reasons]),
        "at_most": judgement.at_most,
        "at_least": judgement.at_least if judgement.at_least is not Certainty.SUSPECTED else None,
        "probes_json": to_json(probes) if probes else None,
        "basis_json": _basis(finding),
        "parts_json": to_json([part.check_id for part in finding.look.parts])
        if finding.searched
        else None,
    }


def _basis(finding: Finding) -> str:
    basis: dict[str, Any] = {}
    if finding.quoted:
        basis["quoted"] = finding.quoted
    if finding.rests_on_claims:
        basis["claims"] = finding.look.claims
    if finding.look.alternating:
        basis["alternating"] = True
    if finding.rests_on_moving:
        basis["moving"] = finding.look.moving
    if finding.unread:
        basis["unread"] = finding.unread
    if finding.look.parts:
        basis["parts"] = [
            {"check": part.check_id, "role": str(part.role), "named": part.is_named}
            for part in finding.look.parts
        ]
    if finding.second:
        basis["second"] = _second(finding.second)
    if finding.observed:
        basis["observed"] = [one.id for one in finding.observed]
    if finding.look.doubted:
        basis["doubted"] = True
    return to_json(basis)


def _second(second: SecondLook) -> dict[str, Any]:
    observed = second.observed
    return {
        "at": clock.stamp(observed.at),
        "final_url": observed.final_url,
        "hops": [{"url": hop.url, "status": hop.status} for hop in observed.hops],
        "failure": _told(observed.failure) if observed.failure else None,
        "tls_problem": observed.tls_problem,
        "capture": second.capture_id,
        "unread": second.unread,
    }


def _failure(failure: Failure) -> str:
    return to_json(_told(failure))


def _told(failure: Failure) -> dict[str, str]:
    return {"stage": failure.stage, "kind": failure.kind, "detail": failure.detail}
