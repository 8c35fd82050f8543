"""Check WARC records against their own digests and against the rows that speak of them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from evidence.custody.warc import http
from evidence.custody.warc.writer import digest
from evidence.findings import Finding
from evidence.vocabulary import RecordType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence.custody.warc.reader import Record
    from evidence.custody.warc.rows import CaptureRow, CertificateRow, ReplyRow


def own_digests(record: Record) -> Iterator[Finding]:
    """Whether the record is what its own digests say."""
    where = f"{record.warc} at {record.offset}"
    if record.headers.get("warc-block-digest") != digest(record.block):
        yield Finding(where, "record-altered", {"record": record.kind})
    elif record.kind == RecordType.RESOURCE:
        if record.headers.get("warc-payload-digest") != digest(record.block):
            yield Finding(where, "payload-altered")
    elif record.kind == RecordType.RESPONSE:
        try:
            payload = http.parse(record.block).payload
        except http.MessageError as error:
            if "warc-truncated" not in record.headers:
                yield Finding(where, "not-http", {"why": str(error)})
                return
            payload = b""  # it broke off before its header section ended
        if record.headers.get("warc-payload-digest") != digest(payload):
            # warcio checks this digest against the chunked bytes and reports an error where there
            # is none; the standard has it on the payload without its transfer coding, as here
            yield Finding(where, "payload-altered")


def against_capture(record: Record, row: CaptureRow) -> Iterator[Finding]:
    """Whether the record is the one that a row of ``captures`` speaks of. Its block digest must
    have been checked."""
    headers = record.headers
    expected = {
        "record id": (record.id, row.id),
        "kind": (record.kind, row.record_type),
        "address": (headers.get("warc-target-uri"), row.url),
        "time": (headers.get("warc-date"), row.captured_at),
        "server": (headers.get("warc-ip-address"), row.ip),
        "earlier capture": (headers.get("warc-refers-to", "").strip("<>") or None, row.refers_to),
        "block digest": (_sha256(record, "warc-block-digest"), row.block_sha256),
        "payload digest": (_sha256(record, "warc-payload-digest"), row.payload_sha256),
    }
    yield from _differences(record, f"captures {row.id}", expected)


def against_length(record: Record, row: CaptureRow) -> Iterator[Finding]:
    """Whether the record takes as many bytes as a row of ``captures`` says."""
    expected = {"length": (record.length, row.length)}
    yield from _differences(record, f"captures {row.id}", expected)


def against_reply(record: Record, row: ReplyRow) -> Iterator[Finding]:
    """Whether the record is the answer of an archive that a row of ``archive_replies`` speaks
    of."""
    headers = record.headers
    expected = {
        "record id": (record.id, row.id),
        "kind": (record.kind, "response"),
        "address": (headers.get("warc-target-uri"), row.url),
        "time": (headers.get("warc-date"), row.asked_at),
        "length": (record.length, row.length),
        "block digest": (_sha256(record, "warc-block-digest"), row.block_sha256),
    }
    yield from _differences(record, f"archive_replies {row.id}", expected)


def against_certificate(record: Record, row: CertificateRow) -> Iterator[Finding]:
    """Whether the record holds the certificate that a row of ``certificates`` speaks of."""
    if record.id != row.record_id or hashlib.sha256(record.block).hexdigest() != row.id:
        yield Finding(f"certificates {row.id}", "certificate-differs", {"file": record.warc})


def against_request(record: Record, row: CaptureRow) -> Iterator[Finding]:
    """Whether a request record is the one that was sent for a capture."""
    if row.request_sha256 and _sha256(record, "warc-block-digest") != row.request_sha256:
        yield Finding(f"captures {row.id}", "request-differs", {"file": record.warc})


def without_request(row: CaptureRow | None) -> Iterator[Finding]:
    """What is said when the next record follows on a capture whose request has not been met."""
    if row is not None and row.request_sha256:
        yield Finding(f"captures {row.id}", "request-missing")


def _sha256(record: Record, header: str) -> str:
    """The hex digits of a digest in the record's header."""
    return record.headers.get(header, "").removeprefix("sha256:")


def _differences(
    record: Record, where: str, expected: Mapping[str, tuple[object, object]]
) -> Iterator[Finding]:
    for name, (found, recorded) in expected.items():
        if found != recorded:
            yield Finding(where, "record-differs", {"what": name, "file": record.warc})
