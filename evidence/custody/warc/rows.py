"""What rows of the database say of WARC records, as frozen records that can't refuse a row.

The records of :mod:`evidence.store.records` raise ValueError for a word that they don't know. Here a
row may have been tampered with, and verification must name it and go on: so its words are plain texts.
"""

from __future__ import annotations

from dataclasses import dataclass

from evidence.store.records import Result


@dataclass(frozen=True, slots=True)
class CaptureRow(Result):
    """A row of ``captures``, as far as its WARC record and its index line tell the same."""

    id: str
    """``urn:uuid:…``: the record's id"""
    url: str
    captured_at: str
    record_type: str
    refers_to: str | None
    """the id of the capture that a revisit refers to"""
    warc: str
    """path inside the folder"""
    offset: int
    length: int
    """bytes of the gzip member"""
    status: int
    media_type: str | None
    payload_sha256: str
    block_sha256: str
    ip: str | None
    request_sha256: str | None
    """None: the request was sent before and lies behind another capture's record"""
    method: str | None
    """None: GET"""


@dataclass(frozen=True, slots=True)
class ReplyRow(Result):
    """A row of ``archive_replies``: where the record of an archive's answer lies and what it is."""

    id: str
    url: str
    asked_at: str
    offset: int
    length: int
    block_sha256: str


@dataclass(frozen=True, slots=True)
class CertificateRow(Result):
    """A row of ``certificates``: where the record of a server's certificate lies."""

    id: str
    """sha256 of its DER form"""
    record_id: str
    offset: int
