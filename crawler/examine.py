"""From what came over the wire to the facts that the rules read.

Everything here reads the journey, and the WARC for older captures; nothing is asked of the network.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence.changes import Change, Kind, compare
from evidence.content import Content, extract, sniff
from evidence.custody import http, reader
from evidence.verdicts import judge
from evidence.verdicts.model import Baseline, Failure, Look, Stage

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.journey import Journey
    from evidence.custody.http import Message
    from evidence.store.due import KnownCapture
    from evidence.verdicts.model import Judgement

_BROKEN_OFF = {"time": Stage.TIMEOUT, "disconnect": Stage.HTTP}


@dataclass(frozen=True, slots=True)
class Finding:
    """One journey, examined."""

    look: Look
    judgement: Judgement
    content: Content | None
    media_type: str | None
    not_modified: bool
    """the server said 304: the stored capture stands for the answer"""


def examine(journey: Journey, folder: Path, max_body: int) -> Finding:
    """Judge a finished journey. Pure but for reading captures back."""
    due = journey.due
    look = Look(
        url=due.url,
        at=journey.started,
        final_url=journey.exchanges[-1].url if journey.exchanges else due.url,
        hops=tuple(journey.hops),
        failure=journey.failure,
        tls_problem=next((x.tls.problem for x in journey.exchanges if x.tls and x.tls.problem), None),
        baseline=_baseline(due.baseline),
    )
    if journey.failure is not None or not journey.exchanges:
        return Finding(look, judge(look), None, None, not_modified=False)
    exchange = journey.exchanges[-1]
    message = exchange.message
    assert message is not None
    look = replace(
        look,
        status=message.status,
        reason=message.reason,
        headers=message.headers,
        truncated=exchange.truncated,
        failure=_broken_off(exchange.truncated, message),
    )
    stored = due.latest if message.status == 304 else None
    if stored is not None:
        look = replace(look, status=stored.status, payload_sha256=stored.payload_sha256)
        content = None if _same(look) else stored_content(folder, stored, max_body)
        media_type: str | None = stored.media_type
    else:
        sha256 = hashlib.sha256(message.payload).hexdigest()
        look = replace(look, payload_sha256=sha256)
        content = None if _same(look) else content_of(message, exchange.url, max_body)
        media_type = _media_type(content, due.baseline)
    look = replace(look, content=content)
    look = replace(look, change=_change(look, due.baseline, folder, max_body))
    return Finding(look, judge(look), content, media_type, stored is not None)


def content_of(message: Message, url: str, max_body: int) -> Content:
    """The comparable content of an answer, decoded within ``max_body`` bytes."""
    body = http.decode_content(message.payload, message.header("content-encoding"), max_body)
    return extract(body, message.header("content-type"), url)


def stored_content(folder: Path, capture: KnownCapture, max_body: int) -> Content:
    """The content of a stored capture; raises RecordError when its record is damaged."""
    record = reader.read_at(folder, capture.warc, capture.offset)
    return content_of(http.parse(record.block), capture.body_url, max_body)


def refresh_of(message: Message, url: str, max_body: int) -> str | None:
    """Where a page that shows nothing of its own forwards to."""
    body = http.decode_content(message.payload, message.header("content-encoding"), max_body)
    if sniff(body, message.header("content-type")) != "text/html":
        return None
    content = extract(body, message.header("content-type"), url)
    # a page with a text of its own that reloads itself is no redirect
    return content.refresh if content.refresh != url and content.words < 60 else None


def _media_type(content: Content | None, baseline: KnownCapture | None) -> str | None:
    """By the bytes; where they are the baseline's, what they were found to be then."""
    if content is not None:
        return content.media_type
    return baseline.media_type if baseline else None


def _same(look: Look) -> bool:
    """Whether the body is the baseline's, byte for byte."""
    return (
        look.baseline is not None
        and look.status == 200
        and look.payload_sha256 == look.baseline.payload_sha256
    )


def _change(look: Look, baseline: KnownCapture | None, folder: Path, max_body: int) -> Change | None:
    if baseline is None or look.status != 200 or look.failure is not None:
        return None
    if _same(look):
        return Change(Kind.IDENTICAL)
    if look.content is None:
        return None
    return compare(stored_content(folder, baseline, max_body), look.content)


def _baseline(capture: KnownCapture | None) -> Baseline | None:
    if capture is None:
        return None
    return Baseline(
        "first-good",
        capture.id,
        capture.captured_at,
        capture.url,
        capture.media_type,
        capture.payload_sha256,
        capture.text_sha256,
    )


def _broken_off(truncated: str | None, message: Message) -> Failure | None:
    """A body that broke off is no whole answer; one that we cut at our own limit is."""
    stage = _BROKEN_OFF.get(truncated or "")
    if stage is None:
        return None
    kind = "timeout" if stage is Stage.TIMEOUT else "broken"
    return Failure(stage, kind, f"status {message.status}, cut off after {len(message.payload)} bytes")
