"""What proves the rest: WARC files, connections and their certificates, the custody log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from evidence.store.records.record import Record


@dataclass(frozen=True, slots=True)
class WarcFile(Record):
    """A WARC file that is sealed: nothing is written to it any more."""

    TABLE: ClassVar[str] = "warc_files"

    id: str
    """path inside the folder"""
    run_id: str | None
    bytes: int
    sha256: str
    sealed_at: str
    cut_bytes: int | None = None
    """half a record that a killed run left at its end, and that was cut off"""


@dataclass(frozen=True, slots=True)
class Network(Record):
    """What is known of a connection, once for all exchanges that came over one like it."""

    TABLE: ClassVar[str] = "networks"

    id: str
    """digest of the rest"""
    addresses_json: str
    port: int | None
    protocol: str | None
    tls_version: str | None
    tls_cipher: str | None
    tls_sni: str | None
    tls_problem: str | None
    certificates_json: str | None
    """ids of the chain, the host's own first"""


@dataclass(frozen=True, slots=True)
class Certificate(Record):
    """A certificate that a host showed, in a WARC record."""

    TABLE: ClassVar[str] = "certificates"

    id: str
    """sha256"""
    seen_at: str
    warc: str
    offset: int
    length: int
    record_id: str
    subject: str | None = None
    issuer: str | None = None
    not_before: str | None = None
    not_after: str | None = None


@dataclass(frozen=True, slots=True)
class LogHead(Record):
    """The folder's signature over the last entry of its log; one row."""

    TABLE: ClassVar[str] = "log_head"

    id: int
    seq: int
    head: str
    """id of entry ``seq``"""
    signature: str
    """Ed25519, base64"""


@dataclass(frozen=True, slots=True)
class CustodyEntry(Record):
    """One entry of the custody log as it stands in the database; :class:`evidence.store.ledger.Entry`
    is what it says."""

    TABLE: ClassVar[str] = "custody"

    seq: int
    id: str
    previous: str | None
    at: str
    act: str
    rows_json: str
    detail_json: str | None = None


@dataclass(frozen=True, slots=True)
class Witnessed(Record):
    """The latest checkpoint of somebody else's log that was cosigned here."""

    TABLE: ClassVar[str] = "witnessed"

    id: str
    """the log's origin"""
    size: int
    root: str
    """in hex"""
    checkpoint: str
    """the note, with the log's signature and our cosignature"""
    at: str
    refused: str | None = None
    """the last note that was signed by the log and does not go on from what was cosigned"""
    refused_at: str | None = None


@dataclass(frozen=True, slots=True)
class WitnessAnswer(Record):
    """What a witness of this folder's log answered when it was asked last."""

    TABLE: ClassVar[str] = "witness_answers"

    id: str
    """the witness' verifier key"""
    asked_at: str
    size: int
    """entries that it has cosigned"""
    problem: str | None = None
    """why it did not cosign the last seal"""
    since: str | None = None
    """when it was first asked in vain"""
