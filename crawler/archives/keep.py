"""What an archive gave back as evidence: kept in a WARC with its origin, and judged like a page of
today."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence import clock
from evidence.custody.warc.writer import Headers, new_id
from evidence.looks.contents import content_of
from evidence.store.records import Capture
from evidence.store.records import Reply as KeptReply
from evidence.verdicts import judge
from evidence.verdicts.capture import is_document_capture
from evidence.verdicts.model import Judgement, Look
from evidence.vocabulary import Fidelity, RecordType

if TYPE_CHECKING:
    from crawler.archives.client import Reply
    from crawler.archives.model import Replay
    from evidence.content import Content
    from evidence.custody.warc.files import WarcFiles

_ORIGINAL = "x-archive-orig-"
"""Before the headers that the archive received; the others are its own."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A memento that lies in a WARC of ours."""

    capture: Capture
    content: Content
    judgement: Judgement
    is_document: bool


def keep(warcs: WarcFiles, replay: Replay, archive: str, max_body: int) -> Kept:
    """Write the record of a memento and judge it; raises OSError when the disk refuses.

    The record stands at the address and time of the original, so that replay shows it there; where
    it came from and when is in ``WARC-Source-URI`` and ``WARC-Creation-Date``, as pywb writes them
    for captures taken over from other archives.
    """
    message = replay.message
    content = content_of(message, replay.url, max_body)
    original = tuple(
        (name.removeprefix(_ORIGINAL), value)
        for name, value in message.headers
        if name.startswith(_ORIGINAL)
    )
    sha256 = hashlib.sha256(message.payload).hexdigest()
    look = Look(
        url=replay.hops[0].url if replay.hops else replay.url,
        at=replay.at,
        observer=archive,
        final_url=replay.url,
        hops=replay.hops,
        status=message.status,
        reason=message.reason,
        headers=original or message.headers,
        content=content,
        payload_sha256=sha256,
        truncated=replay.truncated,
    )
    judgement = judge(look)
    headers: Headers = [
        ("WARC-Date", clock.stamp(replay.at)),
        ("WARC-Target-URI", replay.url),
        ("WARC-Source-URI", replay.memento_url),
        ("WARC-Creation-Date", clock.stamp(replay.fetched_at)),
        ("Content-Type", "application/http;msgtype=response"),
        ("WARC-Payload-Digest", f"sha256:{sha256}"),
    ]
    if replay.truncated:
        headers.append(("WARC-Truncated", replay.truncated))
    placed = warcs.write(RecordType.RESPONSE, headers, replay.block, new_id())
    capture = Capture(
        id=placed.record_id,
        url=replay.url,
        captured_at=clock.stamp(replay.at),
        record_type=RecordType.RESPONSE,
        refers_to=None,
        warc=placed.warc,
        offset=placed.offset,
        length=placed.length,
        status=message.status,
        media_type=content.media_type,
        payload_sha256=sha256,
        payload_bytes=len(message.payload),
        text_sha256=content.text_sha256 if content.comparable else None,
        block_sha256=placed.block_sha256,
        ip=None,
        fidelity=Fidelity.RECONSTRUCTED,
        truncated=replay.truncated,
    )
    return Kept(capture, content, judgement, is_document_capture(look, judgement))


def keep_reply(warcs: WarcFiles, reply: Reply, archive: str, job_id: str | None) -> KeptReply:
    """Write down what an archive answered to a question; raises OSError when the disk refuses."""
    headers: Headers = [
        ("WARC-Date", clock.stamp(reply.asked_at)),
        ("WARC-Target-URI", reply.url),
        ("Content-Type", "application/http;msgtype=response"),
        ("WARC-Payload-Digest", f"sha256:{hashlib.sha256(reply.message.payload).hexdigest()}"),
    ]
    if reply.truncated:
        headers.append(("WARC-Truncated", reply.truncated))
    placed = warcs.write(RecordType.RESPONSE, headers, reply.block)
    return KeptReply(
        id=placed.record_id,
        job_id=job_id,
        archive=archive,
        method=reply.method,
        url=reply.url,
        asked_at=clock.stamp(reply.asked_at),
        status=reply.message.status,
        warc=placed.warc,
        offset=placed.offset,
        length=placed.length,
        block_sha256=placed.block_sha256,
    )
