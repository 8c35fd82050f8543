"""Keep what a look found: WARC records first, on the disk, and only then the rows that point to them."""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence import clock
from evidence.custody.warc import REVISIT_IDENTICAL, REVISIT_NOT_MODIFIED, Headers, Placed, new_id
from evidence.store import runs
from evidence.store.database import to_json
from evidence.verdicts import rows
from evidence.verdicts.standing import Seen, advance

if TYPE_CHECKING:
    from crawler.examine import Finding
    from crawler.journey import Journey
    from crawler.wire.exchange import Exchange
    from evidence.changes import Change
    from evidence.custody.http import Message
    from evidence.custody.shelf import Shelf
    from evidence.store import Store
    from evidence.store.database import Row
    from evidence.store.due import Due, KnownCapture
    from evidence.verdicts.standing import Rules

Write = Callable[..., Placed]
"""``write(kind, headers, block, record_id)`` of a shelf or a file"""
_BATCH = 32
SECONDS = 0.25
"""Checks wait at most so many or so long for one common fsync of the WARC: 2,000 fsyncs of their own
would cost more than all the rest. What a crash loses in that time is looked at again."""


@dataclass(frozen=True, slots=True)
class _Rows:
    check: Row
    captures: list[Row]
    change: Row | None
    standing: Row


class Keeper:
    """Writes the checks of one run."""

    def __init__(self, store: Store, shelf: Shelf, run_id: str, rules: Rules) -> None:
        self._store = store
        self._shelf = shelf
        self._run = run_id
        self._rules = rules
        self._waiting: list[_Rows] = []
        self._since = 0.0

    def keep(self, journey: Journey, finding: Finding) -> str:
        """Take in one finished journey; returns the id of its check.

        Raises OSError or StoreError when it can't be kept.
        """
        captures = captures_of(self._shelf.write, journey, finding)
        if not self._waiting:
            self._since = time.monotonic()
        made = _rows(self._run, journey, finding, captures, self._rules)
        self._waiting.append(made)
        if len(self._waiting) >= _BATCH or time.monotonic() - self._since > SECONDS:
            self.flush()
        return str(made.check["id"])

    def flush(self) -> None:
        """Put all that waits on the disk."""
        if not self._waiting:
            return
        self._shelf.sync()
        while self._waiting:
            kept = self._waiting[0]
            runs.put_check(
                self._store,
                check=kept.check,
                captures=kept.captures,
                change=kept.change,
                standing=kept.standing,
            )
            del self._waiting[0]
        self._shelf.rotate()

    def capture(self, exchange: Exchange) -> Row:
        """Write the records of an exchange that is no look; returns its row for ``captures``."""
        return capture(self._shelf.write, exchange)


def captures_of(write: Write, journey: Journey, finding: Finding | None = None) -> list[Row]:
    """Write the records of all exchanges of a journey; ``finding`` speaks of the last one."""
    captures = [capture(write, exchange) for exchange in journey.exchanges[:-1]]
    return captures + [capture(write, last, journey.due, finding) for last in journey.exchanges[-1:]]


def capture(write: Write, exchange: Exchange, due: Due | None = None, finding: Finding | None = None) -> Row:
    """Write the records of one exchange; returns its row for ``captures``.

    ``due`` and ``finding`` are given for the last exchange of a look: its payload may be stored
    already, and what was found out about it goes into the row.
    """
    message = exchange.message
    assert message is not None
    block = exchange.response_block
    known = finding.look.payload_sha256 if finding else None
    sha256 = known or hashlib.sha256(message.payload).hexdigest()
    earlier = _earlier(due, sha256, message.status) if due else None
    common = _common(exchange)
    record_id = new_id()
    headers: Headers = [*common, ("Content-Type", "application/http;msgtype=response")]
    if earlier:
        profile = REVISIT_NOT_MODIFIED if message.status == 304 else REVISIT_IDENTICAL
        sha256 = earlier.payload_sha256
        block = block[: message.head_size]
        headers += [
            ("WARC-Profile", profile),
            ("WARC-Refers-To", f"<{earlier.body_id}>"),
            ("WARC-Refers-To-Target-URI", earlier.body_url),
            ("WARC-Refers-To-Date", earlier.body_captured_at),
        ]
        if message.status != 304:  # the body came, and is left out because it is stored already
            headers.append(("WARC-Truncated", "length"))
    elif exchange.truncated:
        headers.append(("WARC-Truncated", exchange.truncated))
    headers.append(("WARC-Payload-Digest", f"sha256:{sha256}"))
    placed = write("revisit" if earlier else "response", headers, block, record_id)
    write(
        "request",
        [
            *common,
            ("Content-Type", "application/http;msgtype=request"),
            ("WARC-Concurrent-To", f"<{record_id}>"),
        ],
        exchange.request_block,
    )
    return {
        "id": record_id,
        "url": exchange.url,
        "captured_at": clock.stamp(exchange.started),
        "record_type": "revisit" if earlier else "response",
        "refers_to": earlier.body_id if earlier else None,
        "warc": placed.warc,
        "offset": placed.offset,
        "length": placed.length,
        "status": message.status,
        "media_type": (finding.media_type if finding else None) or _declared(message),
        "payload_sha256": sha256,
        "payload_bytes": len(message.payload),
        "text_sha256": finding.text_sha256 if finding else None,
        "block_sha256": placed.block_sha256,
        "ip": exchange.ip,
        "fidelity": "exact",
        "truncated": exchange.truncated,
    }


def _declared(message: Message) -> str | None:
    """The media type that the server declares."""
    return message.header("content-type").split(";", maxsplit=1)[0].strip().lower() or None


def _earlier(due: Due, sha256: str, status: int) -> KnownCapture | None:
    """The capture that holds the same payload already, or that the server says is unchanged."""
    if status == 304:
        return due.latest
    known = (capture for capture in (due.latest, due.baseline) if capture is not None)
    return next((capture for capture in known if capture.payload_sha256 == sha256), None)


def _common(exchange: Exchange) -> Headers:
    headers: Headers = [
        ("WARC-Date", clock.stamp(exchange.started)),
        ("WARC-Target-URI", exchange.url),
    ]
    if exchange.ip:
        headers.append(("WARC-IP-Address", exchange.ip))
    headers.append(("WARC-Protocol", "http/1.1"))
    if exchange.tls:
        headers += [
            ("WARC-Protocol", exchange.tls.version.lower().replace("v", "/")),
            ("WARC-Cipher-Suite", exchange.tls.cipher),
        ]
    return headers


def _rows(run_id: str, journey: Journey, finding: Finding, captures: list[Row], rules: Rules) -> _Rows:
    due, look, judgement = journey.due, finding.look, finding.judgement
    check_id = str(uuid.uuid4())
    message = journey.exchanges[-1].message if journey.exchanges else None
    change = change_row(
        finding.look.change,
        due.url_id,
        due.baseline.id if due.baseline else None,
        captures[-1]["id"] if captures else None,
    )
    check: Row = {
        "id": check_id,
        "run_id": run_id,
        "url_id": due.url_id,
        "checked_at": clock.stamp(journey.started),
        "duration_ms": round((clock.now() - journey.started).total_seconds() * 1000),
        "observer": look.observer,
        "verdict": str(judgement.verdict),
        "cause": str(judgement.cause),
        "reasons_json": to_json([{"rule": r.rule, "facts": r.facts} for r in judgement.reasons]),
        "at_most": str(judgement.at_most),
        "status": message.status if message else None,
        "reason": message.reason if message else None,
        "final_url": look.final_url,
        "media_type": finding.media_type,
        "redirects_json": to_json([{"url": h.url, "status": h.status} for h in look.hops])
        if look.hops
        else None,
        "failure_json": to_json({"stage": f.stage, "kind": f.kind, "detail": f.detail})
        if (f := look.failure)
        else None,
        "tls_problem": look.tls_problem,
        # a 304 may leave its validators out; those that it confirmed still hold
        "etag": _validator(message, "etag") or (due.etag if finding.not_modified else None),
        "last_modified": _validator(message, "last-modified")
        or (due.last_modified if finding.not_modified else None),
        "capture_id": captures[-1]["id"] if captures and journey.failure is None else None,
        "baseline_id": due.baseline.id if due.baseline else None,
        "change_id": change["id"] if change else None,
        "captures_json": to_json([row["id"] for row in captures]) if len(captures) > 1 else None,
    }
    return _Rows(check, captures, change, _standing(due, finding, check, rules))


def _validator(message: Message | None, name: str) -> str | None:
    return (message.header(name) or None) if message else None


def change_row(change: Change | None, url_id: str, before: str | None, after: str | None) -> Row | None:
    """The row of ``changes`` for what changed between two captures; None where nothing of substance did."""
    if change is None or before is None or not change.substantial:
        return None
    return {
        "id": str(uuid.uuid4()),
        "url_id": url_id,
        "from_capture": before,
        "to_capture": after,
        "kind": str(change.kind),
        "significance": change.significance,
        "words_removed": change.words_removed,
        "words_added": change.words_added,
        "flags_json": to_json(change.flags) if change.flags else None,
        "found_at": clock.stamp(clock.now()),
    }


def _standing(due: Due, finding: Finding, check: Row, rules: Rules) -> Row:
    before = rows.from_row(due.standing) if due.standing else None
    look, judgement = finding.look, finding.judgement
    seen = Seen(judgement.cause, look.at, look.observer, judgement.at_most, finding.text_sha256 or "")
    baseline = due.baseline.id if due.baseline else None
    if baseline is None and finding.is_document:
        baseline = check["capture_id"]
    return {
        "url_id": due.url_id,
        **rows.to_row(advance(before, seen, rules), rules),
        "baseline_id": baseline,
        "check_id": check["id"],
    }
