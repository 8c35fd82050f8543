"""What an archive gave back as evidence: kept in a WARC with its origin, and judged like a page of
today."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence import clock
from evidence.custody.warc.writer import Headers, new_id
from evidence.looks.examine import examine
from evidence.looks.observed import Against, Observed
from evidence.store.records import Capture
from evidence.store.records import Reply as KeptReply
from evidence.vocabulary import Fidelity, RecordType

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.archives.client import Reply
    from crawler.archives.model import Replay
    from evidence.custody.warc.files import WarcFiles
    from evidence.looks.finding import Finding

_ORIGINAL = "x-archive-orig-"
"""Before the headers that the archive received; the others are its own."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A memento that lies in a WARC of ours."""

    capture: Capture
    finding: Finding


def keep(folder: Path, warcs: WarcFiles, replay: Replay, archive: str, max_body: int) -> Kept:
    """Write the record of a memento and judge it; raises StoreError when the disk refuses.

    The record stands at the address and time of the original, so that replay shows it there; where
    it came from and when is in ``WARC-Source-URI`` and ``WARC-Creation-Date``, as pywb writes them
    for captures taken over from other archives.
    """
    message = replay.message
    finding = examine(_observed(replay, archive), Against(), folder, max_body)
    sha256 = hashlib.sha256(message.payload).hexdigest()
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
        media_type=finding.media_type,
        payload_sha256=sha256,
        payload_bytes=len(message.payload),
        text_sha256=finding.text_sha256,
        block_sha256=placed.block_sha256,
        ip=None,
        fidelity=Fidelity.RECONSTRUCTED,
        truncated=replay.truncated,
    )
    return Kept(capture, finding)


def _observed(replay: Replay, archive: str) -> Observed:
    """A memento as a look by its archive."""
    original = tuple(
        (name.removeprefix(_ORIGINAL), value)
        for name, value in replay.message.headers
        if name.startswith(_ORIGINAL)
    )
    return Observed(
        url=replay.hops[0].url if replay.hops else replay.url,
        at=replay.at,
        final_url=replay.url,
        hops=replay.hops,
        message=replay.message,
        headers=original or None,
        # that an archive's answer to us broke off says nothing of the page: it is not whole
        truncated="length" if replay.truncated else None,
        observer=archive,
    )


def keep_reply(warcs: WarcFiles, reply: Reply, archive: str, job_id: str | None) -> KeptReply:
    """Write down what an archive answered to a question; raises StoreError when the disk refuses."""
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
