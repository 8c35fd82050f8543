"""From what came over the wire to the facts that the rules read, and their judgement.

Everything here reads what was observed, and the WARC for older captures; nothing is asked of the
network.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence.changes import Change, Kind, compare
from evidence.changes.alternation import alternates
from evidence.changes.quote import State, check_quote, quotations
from evidence.content import extract, is_light, sniff
from evidence.custody.warc import http
from evidence.looks.contents import content_of, stored_content
from evidence.verdicts import judge
from evidence.verdicts.capture import is_document_capture
from evidence.verdicts.model import Baseline, Failure, Look
from evidence.verdicts.wants import Want, wants
from evidence.vocabulary import Stage

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.custody.warc.http import Message
    from evidence.looks.observed import Observed
    from evidence.store.due import Due, KnownCapture
    from evidence.verdicts.model import Judgement, Probe

_PACKED = 200_000
"""Bytes of a compressed body that unpack to about the 2 MB that are read at once."""
_BROKEN_OFF = {"time": Stage.TIMEOUT, "disconnect": Stage.HTTP}


@dataclass(frozen=True, slots=True)
class Finding:
    """One journey, examined."""

    look: Look
    judgement: Judgement
    media_type: str | None = None
    text_sha256: str | None = None
    """of the text that was shown, whether it came anew or stands in the store"""
    not_modified: bool = False
    """the server said 304: the stored capture stands for the answer"""

    @property
    def wants_probes(self) -> bool:
        """Whether two random siblings would settle the judgement."""
        return Want.PROBES in wants(self.look, self.judgement)

    @property
    def is_document(self) -> bool:
        """Whether the capture may serve as a baseline."""
        return is_document_capture(self.look, self.judgement)

    def with_probes(self, probes: tuple[Probe, ...]) -> Finding:
        """The same facts judged again, with the answers of two probes."""
        look = replace(self.look, probes=probes)
        return replace(self, look=look, judgement=judge(look))


def examine(observed: Observed, due: Due, folder: Path, max_body: int) -> Finding:
    """Judge what a look observed; raises RecordError when a stored capture that it needs is
    damaged."""
    message = observed.message
    look = Look(
        url=observed.url,
        at=observed.at,
        observer=observed.observer,
        final_url=observed.final_url,
        hops=observed.hops,
        failure=observed.failure,
        tls_problem=observed.tls_problem,
        baseline=baseline_of(due.baseline),
    )
    if message is None:
        return Finding(look, judge(look))
    stored = due.latest if message.status == 304 else None
    look = replace(
        look,
        status=stored.status if stored else message.status,
        reason=message.reason,
        headers=message.headers,
        truncated=observed.truncated,
        failure=_broken_off(observed.truncated, message),
        payload_sha256=stored.payload_sha256
        if stored
        else hashlib.sha256(message.payload).hexdigest(),
    )
    if _same(look):
        look = replace(look, change=Change(Kind.IDENTICAL))
        assert due.baseline is not None
        return Finding(
            look, judge(look), due.baseline.media_type, due.baseline.text_sha256, stored is not None
        )
    content = (
        stored_content(folder, stored, max_body)
        if stored
        else content_of(message, observed.final_url, max_body)
    )
    text_sha256 = content.text_sha256 if content.comparable else None
    alternating = bool(due.texts and text_sha256) and alternates((*due.texts, text_sha256 or ""))
    look = replace(look, content=content, alternating=alternating)
    look = compared(look, due.baseline, due.claims, folder, max_body)
    return Finding(look, judge(look), content.media_type, text_sha256, stored is not None)


def is_slow(observed: Observed, due: Due) -> bool:
    """Whether examining a look may take seconds: a document that is read behind the fence, or a
    comparison with one."""
    message, baseline = observed.message, due.baseline
    if message is None:
        return False
    if message.status == 304 or not message.payload:
        return baseline is not None and baseline is not due.latest
    media_type = sniff(message.payload, message.header("content-type"))
    if "gzip" in media_type:  # a content coding, most likely of a page
        return len(message.payload) > _PACKED
    return baseline is not None or not is_light(media_type, message.payload)


def refresh_of(message: Message, url: str, max_body: int) -> str | None:
    """Where a page that shows nothing of its own forwards to."""
    body = http.decode_content(message.payload, message.header("content-encoding"), max_body)
    if sniff(body, message.header("content-type")) != "text/html":
        return None
    content = extract(body, message.header("content-type"), url)
    # a page with a text of its own that reloads itself is no redirect
    return content.refresh if content.refresh != url and content.words < 60 else None


def _same(look: Look) -> bool:
    """Whether the body is the baseline's, byte for byte."""
    return (
        look.baseline is not None
        and look.status == 200
        and look.failure is None
        and look.payload_sha256 == look.baseline.payload_sha256
    )


def compared(
    look: Look, stored: KnownCapture | None, claims: str, folder: Path, max_body: int
) -> Look:
    """The look with its baseline's content and the change against it."""
    if stored is None or look.baseline is None or look.content is None or look.failure is not None:
        return look
    content = stored_content(folder, stored, max_body)
    if look.status != 200:
        return replace(look, baseline=replace(look.baseline, content=content))
    quoted = (
        passage
        for passage in quotations(claims)
        if check_quote(passage, content).state is State.PRESENT
    )
    change = compare(content, look.content, " … ".join(quoted))
    return replace(look, baseline=replace(look.baseline, content=content), change=change)


def baseline_of(capture: KnownCapture | None) -> Baseline | None:
    """The baseline that a stored capture is."""
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
    return Failure(
        stage, kind, f"status {message.status}, cut off after {len(message.payload)} bytes"
    )
