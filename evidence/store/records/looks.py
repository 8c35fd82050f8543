"""What a look leaves: runs, checks, captures, changes, standings, and what speaks for or against them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from evidence.store.records.record import Record
from evidence.vocabulary import (
    Cause,
    Certainty,
    Fidelity,
    PartRole,
    PlaceKind,
    RecordType,
    RunKind,
    RunState,
    Silence,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Run(Record):
    """One pass over what was due."""

    TABLE: ClassVar[str] = "runs"

    id: str
    kind: RunKind
    state: RunState
    started_at: str
    ended_at: str | None
    due: int
    options_json: str
    tool_version: str
    rules_version: str
    config_sha256: str
    collector_json: str | None = None
    ended_by: str | None = None


@dataclass(frozen=True, slots=True)
class Check(Record):
    """One look at one URL in one run."""

    TABLE: ClassVar[str] = "checks"

    id: str
    run_id: str
    url_id: str
    checked_at: str
    duration_ms: int
    observer: str
    """``us``, or who was merged in"""
    verdict: Verdict
    cause: Cause
    reasons_json: str
    at_most: Certainty
    """the highest certainty that looks like this one reach by themselves"""
    status: int | None = None
    reason: str | None = None
    final_url: str | None = None
    """None: the address as cited"""
    media_type: str | None = None
    redirects_json: str | None = None
    failure_json: str | None = None
    tls_problem: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    capture_id: str | None = None
    """of the last answer; None where there was none"""
    baseline_id: str | None = None
    change_id: str | None = None
    captures_json: str | None = None
    """ids of all captures of the look, in order, where there are others than ``capture_id``: hops, and
    answers after which the same was asked for again"""
    replaces: str | None = None
    """the check that this one judges again"""
    attempts: int | None = None
    """of the last hop, where more than one"""
    probes_json: str | None = None
    """ids of the probes that it was judged by"""
    basis_json: str | None = None
    """what else the judgement rested on and can't be had again from the bytes: the passages
    ``quoted`` by citing sources, ``alternating`` texts, why the body was ``unread``; None in checks
    of versions that stored none"""
    parts_json: str | None = None
    """ids of the checks of the parts that the document is made of; None where the answer was not
    searched for any"""
    at_least: Certainty | None = None
    """the certainty that this look reaches by itself, because observers agree; None: none"""

    @property
    def reasons(self) -> list[dict[str, Any]]:
        """``rule`` and ``facts`` of each reason."""
        return json.loads(self.reasons_json) if self.reasons_json else []


@dataclass(frozen=True, slots=True)
class Part(Record):
    """An address that is a part of what a cited page shows."""

    TABLE: ClassVar[str] = "parts"

    id: str
    page_id: str
    """the URL of the page"""
    url_id: str
    role: PartRole
    found_at: str
    is_extra: bool
    """the page showed the document without it before: what becomes of it says nothing of the
    document"""
    gone_at: str | None = None
    """None: the page names it now"""
    instead_of: str | None = None
    """the URL of the part whose place it took"""


@dataclass(frozen=True, slots=True)
class Whereabouts(Record):
    """What a search for a lost document came to at one other address."""

    TABLE: ClassVar[str] = "whereabouts"

    id: str
    url_id: str
    """the address that lost the document"""
    place_id: str
    """the URL that may have it"""
    how: PlaceKind
    certain: bool
    """it was found by what it is; else the place is one to look at"""
    is_there: bool
    """whether a document stands at the place"""
    since: str
    """first look that showed it there"""
    searched_at: str
    """the same for all places of one search"""
    check_id: str
    """the look at the place"""
    run_id: str


NO_STATUS = 0
"""``status`` of a capture whose answer broke off before its header section ended: no page, no baseline,
and not in an index."""


@dataclass(frozen=True, slots=True)
class Capture(Record):
    """The bytes of one exchange, in a WARC record."""

    TABLE: ClassVar[str] = "captures"

    id: str
    """``urn:uuid:…``: the record's id"""
    url: str
    captured_at: str
    record_type: RecordType
    refers_to: str | None
    """of a revisit: the capture that holds the body"""
    warc: str
    """path inside the folder"""
    offset: int
    length: int
    status: int
    media_type: str | None
    payload_sha256: str
    payload_bytes: int
    text_sha256: str | None
    block_sha256: str
    ip: str | None
    fidelity: Fidelity
    truncated: str | None
    network_id: str | None = None
    request_sha256: str | None = None
    request_of: str | None = None
    first_byte_us: int | None = None
    ended_us: int | None = None
    method: str | None = None
    """None: GET"""


@dataclass(frozen=True, slots=True)
class Change(Record):
    """What changed in substance between two captures."""

    TABLE: ClassVar[str] = "changes"

    id: str
    url_id: str
    from_capture: str
    to_capture: str | None
    kind: str
    significance: float
    words_removed: int
    words_added: int
    flags_json: str | None
    found_at: str
    hunks_json: str | None = None
    """what was taken out and put in, see :mod:`evidence.changes.hunks`; None where no words tell"""

    @property
    def flags(self) -> list[str]:
        """Words of :mod:`evidence.changes.flags`."""
        return json.loads(self.flags_json) if self.flags_json else []


@dataclass(frozen=True, slots=True)
class Standing(Record):
    """What the looks at one URL add up to."""

    TABLE: ClassVar[str] = "standings"

    url_id: str
    verdict: Verdict
    cause: Cause
    certainty: Certainty
    since: str
    last_look: str
    last_good: str | None
    looks: int
    next_look: str
    series_json: str
    """read by :mod:`evidence.looks.standings`"""
    baseline_id: str | None
    """what the next look is compared with"""
    check_id: str


@dataclass(frozen=True, slots=True)
class Probe(Record):
    """The answer of an address that can't exist."""

    TABLE: ClassVar[str] = "probes"

    id: str
    host: str
    directory: str
    parameter: str
    probed_at: str
    url: str
    status: int | None
    final_url: str
    capture_id: str | None


@dataclass(frozen=True, slots=True)
class Outage(Record):
    """A time in which our own connection was down: the checks that it coloured do not count."""

    TABLE: ClassVar[str] = "outages"

    id: str
    run_id: str
    fault: str
    """a word of :class:`evidence.verdicts.outage.Fault`"""
    since: str
    until: str
    hosts: int
    """how many failed"""
    checks_json: str
    """ids of the checks"""


@dataclass(frozen=True, slots=True)
class Acceptance(Record):
    """A person took what a URL shows for what is cited."""

    TABLE: ClassVar[str] = "acceptances"

    id: str
    url_id: str
    capture_id: str
    accepted_at: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Overruling(Record):
    """A person said that what stood as lost is not."""

    TABLE: ClassVar[str] = "overrulings"

    id: str
    url_id: str
    check_id: str
    """the last look when it was said"""
    cause: Cause
    """of the loss, as it stood"""
    since: str
    """when that loss began"""
    overruled_at: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Observation(Record):
    """What an observer said of a URL when we looked at it."""

    TABLE: ClassVar[str] = "observations"

    id: str
    check_id: str
    """our look that it was asked beside"""
    url_id: str
    observer: str
    """as the configuration calls it; ``us`` for further looks of our own at the same time"""
    key_id: str | None
    """fingerprint of the key that it is to sign by; None of our own where the folder has none"""
    country: str | None
    network: str | None
    is_elsewhere: bool
    """whether it looks from another network than we do"""
    is_abroad: bool
    """whether it looks from another country, as far as both are told"""
    asked_at: str
    nonce: str
    problem: Silence | None = None
    """why it counts as silent"""
    statement: str | None = None
    """exactly the text that is signed (:mod:`evidence.custody.statements`); None of a silent one"""
    signature: str | None = None
