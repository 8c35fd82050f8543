"""From what was observed to the facts that the rules read, and their judgement.

The only place where a look is built. It reads the WARC for older captures, and asks nothing of the
network.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.changes import Change, Kind, compare
from evidence.changes.alternation import alternates
from evidence.changes.beginning import compare_beginning
from evidence.changes.cited import standing
from evidence.changes.quote import State, check_quote
from evidence.content import is_light
from evidence.formats.sniff import sniff
from evidence.looks.contents import content_of, stored_content, unread_content
from evidence.looks.cut import cut_of
from evidence.looks.finding import Finding
from evidence.verdicts.facts import GONE, answered, is_success, stands_all_the_same
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Baseline, Failure, Look
from evidence.views import page_of
from evidence.vocabulary import Fidelity, Stage

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.content import Content
    from evidence.custody.warc.http import Message
    from evidence.looks.observed import Against, Observed
    from evidence.store.due import KnownCapture

_MOMENT = 65_536
"""Bytes of a body, unpacked, that is read between two answers: whatever it holds takes 0.1 s, and the
pages of most nights less than a tenth of that."""
_BROKEN_OFF = {"time": Stage.TIMEOUT, "disconnect": Stage.HTTP}
_A_TEXT = 60
"""Words of a cut answer that are a text; where the baseline is short, half of its words."""


def examine(observed: Observed, against: Against, folder: Path, max_body: int) -> Finding:
    """Judge what a look observed.

    ``folder`` is the evidence folder, where ``against``'s captures lie; bodies are decoded up to
    ``max_body`` bytes. Raises RecordError when a stored capture that it needs is damaged.
    """
    look = Look(
        url=observed.url,
        at=observed.at,
        observer=observed.observer,
        final_url=observed.final_url,
        hops=observed.hops,
        failure=observed.failure,
        tls_problem=observed.tls_problem,
        baseline=baseline_of(against.baseline),
        claims=against.claims,
        moving=against.moving,
        probes=against.probes,
    )
    message = observed.message
    if message is None:
        return Finding(look, judge(look))
    return _answered(look, observed, message, against, folder, max_body)


def _answered(
    look: Look,
    observed: Observed,
    message: Message,
    against: Against,
    folder: Path,
    max_body: int,
) -> Finding:
    """The finding of a look that ended in an answer."""
    stored = against.latest if message.status == 304 and observed.conditional else None
    look = replace(
        look,
        status=stored.status if stored else message.status,
        reason=message.reason,
        headers=observed.headers or message.headers,
        truncated=cut_of(message, observed.truncated, max_body),
        payload_sha256=stored.payload_sha256 if stored else _sha256(message.payload),
    )
    baseline, not_modified = against.baseline, stored is not None
    if baseline is not None and _same(look):
        look = replace(look, change=Change(Kind.IDENTICAL))
        return Finding(look, judge(look), baseline.media_type, baseline.text_sha256, not_modified)
    if against.unread:
        content = unread_content(message, against.unread, max_body)
    elif stored:
        content = stored_content(folder, stored, max_body)
    else:
        content = content_of(message, observed.final_url, max_body)
    # half a text is not what the page says: no other look repeats it
    text_sha256 = content.text_sha256 if content.comparable and not look.truncated else None
    look = replace(look, content=content, alternating=_alternating(against, text_sha256))
    look, quoted = _compared(look, against, folder, max_body)
    look = _broken_off(look, message)
    return Finding(
        look,
        judge(look),
        content.media_type,
        text_sha256,
        not_modified,
        quoted if look.change is not None else (),
        content.problem if _is_fenced(content) else "",
    )


def _is_fenced(content: Content) -> bool:
    """Whether a content could not be read, and the limits of the fence may be why."""
    return not content.comparable and not is_light(content.media_type, b"")


def _sha256(payload: bytes) -> str:
    return hashlib.sha256(payload).hexdigest()


def _alternating(against: Against, text_sha256: str | None) -> bool:
    if against.alternating or not (against.texts and text_sha256):
        return against.alternating
    return alternates((*against.texts, text_sha256))


def is_slow(observed: Observed, against: Against) -> bool:
    """Whether examining a look may take seconds: a document that is read behind the fence, or a
    comparison with one."""
    message, baseline = observed.message, against.baseline
    if message is None:
        return False
    if message.status == 304 or not message.payload:
        return baseline is not None and baseline is not against.latest
    return baseline is not None or not is_brief(message)


def is_brief(message: Message) -> bool:
    """Whether reading the body of an answer takes no more than a moment, whatever it holds."""
    body = message.payload
    if len(body) <= _MOMENT and message.header("content-encoding"):
        body = message.decoded(_MOMENT + 1)
    return len(body) <= _MOMENT and is_light(sniff(body, message.content_type), body)


def _same(look: Look) -> bool:
    """Whether the body is the baseline's, byte for byte."""
    return (
        look.baseline is not None
        and answered(look)
        and look.payload_sha256 == look.baseline.payload_sha256
    )


def _compared(
    look: Look, against: Against, folder: Path, max_body: int
) -> tuple[Look, tuple[str, ...]]:
    """The look with its baseline's content and the change against it, and the passages of which the
    comparison knew."""
    stored, content = against.baseline, look.content
    if stored is None or look.baseline is None or content is None or look.failure is not None:
        return look, ()
    before = stored_content(folder, stored, max_body)
    look = replace(look, baseline=replace(look.baseline, content=before))
    if not (answered(look) or _may_stand(look, before)):
        return look, ()
    quoted = (*against.quoted, *_stated(against, before, content))
    told = (text for text in quoted if check_quote(text, before).state is State.PRESENT)
    comparing = compare_beginning if look.truncated else compare
    then, now = stored.body_captured_at[:10], look.at.date().isoformat()
    change = comparing(replace(before, day=then), replace(content, day=now), " … ".join(told))
    compared = replace(look, change=change)
    stands = answered(look) or stands_all_the_same(compared)
    return (compared if stands else look), quoted


def _stated(against: Against, before: Content, content: Content) -> tuple[str, ...]:
    """What the citing sources say unquoted and ``before`` said word for word; asked only where the text
    is another now."""
    if not against.stated or before.text_sha256 == content.text_sha256:
        return ()
    return standing(against.stated, before)


def _may_stand(look: Look, before: Content) -> bool:
    """Whether an answer of *no such page* is worth comparing: it has half of the words of a document."""
    content = look.content
    if content is None or look.status not in GONE or before.main_words < _A_TEXT:
        return False
    return 2 * content.main_words >= before.main_words


def baseline_of(capture: KnownCapture | None) -> Baseline | None:
    """The baseline that a stored capture is."""
    if capture is None:
        return None
    return Baseline(
        "as-cited" if capture.fidelity == Fidelity.RECONSTRUCTED else "first-good",
        capture.id,
        capture.captured_at,
        page_of(capture.url),
        capture.media_type,
        capture.payload_sha256,
        capture.text_sha256,
    )


def _broken_off(look: Look, message: Message) -> Look:
    """A success answer that broke off before it told anything is none; one that we cut at our own
    limit is, and the status of an error tells by itself."""
    stage = _BROKEN_OFF.get(look.truncated or "")
    if stage is None or not is_success(message.status) or _tells(look):
        return look
    kind = "timeout" if stage is Stage.TIMEOUT else "broken"
    detail = f"status {message.status}, cut off after {len(message.payload)} bytes"
    return replace(look, failure=Failure(stage, kind, detail), change=None)


def _tells(look: Look) -> bool:
    """Whether what came of a cut answer is enough of a text to judge it by."""
    content, before = look.content, look.baseline and look.baseline.content
    if content is None or not content.comparable:
        return False
    return content.words >= min(_A_TEXT, before.words // 2 if before else _A_TEXT)
