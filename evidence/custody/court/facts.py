"""What a court package tells and proves, gathered from a package (WACZ) alone."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words
from evidence.custody.court.plain import plain
from evidence.custody.log import keys, seals, timestamps
from evidence.custody.log.document import Anchor, Cosignature, Seal, Token
from evidence.custody.log.merkle import Tree
from evidence.custody.log.notes import NoteError, cosigned_at
from evidence.custody.wacz import layout
from evidence.custody.wacz.verify_manifest import signature_of
from evidence.errors import UsageError
from evidence.store.ledger import canonical, raw_id, row_digest
from evidence.store.records import CustodyEntry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evidence.custody.wacz.package import Package
    from evidence.store.database import Store

MOST = 500
"""Captures of one court package: an annex of some 300 pages."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the custody log, and its way to the seal that covers it."""

    seq: int
    id: str
    at: str
    act: str
    content: bytes
    """what the id is the sha256 of"""
    seal: int
    """number of that seal's own entry"""
    index: int
    size: int
    proof: tuple[bytes, ...]
    """hashes beside the way from the leaf to the root, bottom up (RFC 6962, section 2.1.1)"""


@dataclass(frozen=True, slots=True)
class Stamped:
    """An authority's word on a seal."""

    seq: int
    """of its entry in the log"""
    id: str
    token: Token
    said: timestamps.Said


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A witness' word on a seal."""

    seq: int
    id: str
    word: Cosignature
    at: datetime


@dataclass(frozen=True, slots=True)
class Anchored:
    """The last proof that calendars gave of a seal."""

    seq: int
    id: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Sealed:
    """A seal, as an entry of the log, and what others say of it."""

    seq: int
    id: str
    seal: Seal
    stamps: tuple[Stamped, ...] = ()
    cosigned: tuple[Cosigned, ...] = ()
    anchored: Anchored | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture: what is known of it, and the row that the log speaks for."""

    number: int
    """in this package, from 1, by time"""
    record: Mapping[str, Any]
    """its custody record (:mod:`evidence.custody.wacz.record`)"""
    row: bytes
    """the row in its canonical form"""
    entry: Entry
    is_probe: bool = False
    """whether it was made only to see how the server answers"""

    @property
    def id(self) -> str:
        """The id of its WARC record."""
        return str(self.record["capture"])

    @property
    def body(self) -> str:
        """The id of the capture that holds its content: its own, or one with the same bytes before."""
        return str(self.record["storage"]["refers_to"] or self.id)


@dataclass(frozen=True, slots=True)
class Case:
    """All that the annex tells and the proofs hold."""

    captures: tuple[Kept, ...]
    seals: tuple[Sealed, ...]
    """those that cover the captures, in the order of the log"""
    key: bytes
    """raw public key"""
    key_entry: CustodyEntry | None
    """where the log names the key"""
    files: Mapping[str, Mapping[str, Any]]
    """rows of the WARC files, by their paths"""
    acts: tuple[Mapping[str, Any], ...]
    """rows of what people accepted or overruled"""
    software: str
    packed_at: str
    wacz_sha256: str

    @property
    def fingerprint(self) -> str:
        """Of the signing key: sha256 of its 32 bytes."""
        return keys.key_id(self.key)

    def seal_of(self, entry: Entry) -> Sealed:
        """The seal that covers an entry."""
        return next(one for one in self.seals if one.seq == entry.seal)


def gather(package: Package, store: Store, wacz_sha256: str) -> Case:
    """Read all of it; ``store`` is where the package is from, and has the ids of all entries.

    Raises UsageError for more captures than :data:`MOST`, and what :class:`Package` does for one that
    is none of ours.
    """
    rows, files, acts, probes = _rows(package)
    if len(rows) > MOST:
        raise UsageError(
            Words(
                "{count} captures are more than a court package holds ({most}): choose a citation with --url, or a "
                "source with --source",
                "{count} capturas son más de las que caben en un paquete judicial ({most}): elija una cita con --url o "
                "una fuente con --source",
            ),
            count=len(rows),
            most=MOST,
        )
    signature = signature_of(package)
    key_entry, sealed = _log(package)
    entries = _entries(package, rows, _Ways(store, sealed, signature.public))
    found = {str(line["capture"]): line for _, line in package.lines(layout.RECORDS)}
    ordered = sorted(found.values(), key=lambda line: (line["time"]["started"], line["capture"]))
    kept = tuple(
        Kept(number, line, canonical(rows[capture]), entries[capture], capture in probes)
        for number, line in enumerate(ordered, 1)
        for capture in (str(line["capture"]),)
    )
    manifest = json.loads(package.whole(layout.DATAPACKAGE))
    used = {one.entry.seal for one in kept}
    return Case(
        captures=kept,
        seals=tuple(one for one in sealed if one.seq in used),
        key=signature.public,
        key_entry=key_entry,
        files=files,
        acts=acts,
        software=manifest["software"],
        packed_at=manifest["created"],
        wacz_sha256=wacz_sha256,
    )


def _log(package: Package) -> tuple[CustodyEntry | None, list[Sealed]]:
    """Where the key is named, and the seals with what others said of each."""
    key: CustodyEntry | None = None
    found: dict[str, Sealed] = {}
    for _, line in package.lines(layout.LOG):
        entry = CustodyEntry.from_row(line["entry"])
        detail = json.loads(entry.detail_json or "{}")
        if entry.act == keys.MADE:
            key = key or entry
        elif entry.act == seals.SEALED:
            seal = Seal.read(detail)
            found[seal.digest] = Sealed(entry.seq, entry.id, seal)
        elif (of := found.get(detail.get("seal", ""))) is not None:
            found[of.seal.digest] = _with(of, entry, detail)
    return key, list(found.values())


def _with(sealed: Sealed, entry: CustodyEntry, detail: dict[str, Any]) -> Sealed:
    """A seal and one more word on it; what can't be read is left out."""
    if entry.act == seals.STAMPED:
        token = Token.read(detail)
        said = timestamps.said(token.reply)
        stamped = [Stamped(entry.seq, entry.id, token, said)] if said else []
        return replace(sealed, stamps=(*sealed.stamps, *stamped))
    if entry.act == seals.ANCHORED:
        return replace(sealed, anchored=Anchored(entry.seq, entry.id, Anchor.read(detail)))
    if entry.act == seals.COSIGNED and sealed.seal.checkpoint:
        word = Cosignature.read(detail)
        with suppress(NoteError):
            second = cosigned_at(sealed.seal.checkpoint, word.line, word.witness)
            at = datetime.fromtimestamp(second, UTC)
            one = Cosigned(entry.seq, entry.id, word, at)
            return replace(sealed, cosigned=(*sealed.cosigned, one))
    return sealed


def _rows(
    package: Package,
) -> tuple[
    dict[str, dict[str, Any]], dict[str, dict[str, Any]], tuple[dict[str, Any], ...], set[str]
]:
    """Rows of captures and of WARC files by their ids, without what is NULL, of people's acts, and the
    ids of captures that are probes."""
    captures, files, acts, probes = {}, {}, [], set()
    for _, line in package.lines(layout.ROWS):
        row = {name: value for name, value in line["row"].items() if value is not None}
        if line["table"] == "captures":
            captures[row["id"]] = row
        elif line["table"] == "warc_files":
            files[row["id"]] = row
        elif line["table"] in ("acceptances", "overrulings"):
            acts.append(row)
        elif line["table"] == "probes" and "capture_id" in row:
            probes.add(str(row["capture_id"]))
    return captures, files, tuple(acts), probes


class _Ways:
    """From entries to the seals that cover them."""

    def __init__(self, store: Store, sealed: Sequence[Sealed], public: bytes) -> None:
        ids = store.values("SELECT id FROM custody ORDER BY seq")
        self._leaves = [raw_id(one) for one in ids]
        self._log = Tree(self._leaves)
        self._sealed = sealed
        self._public = public

    def way(self, seq: int) -> tuple[int, int, int, tuple[bytes, ...]]:
        """The seal for an entry, by the number of its own, and the entry's index, the size of the tree
        and the proof in it. The first that is signed and dated by others, else the first that is signed,
        else the first."""
        covering = [one for one in self._sealed if one.seal.first <= seq <= one.seal.last]
        best = max(covering, key=lambda one: (self._is_signed(one), bool(one.stamps), -one.seq))
        first, last = best.seal.first, best.seal.last
        tree = self._log if first == 1 else Tree(self._leaves[first - 1 : last])
        size, index = last - first + 1, seq - first
        return best.seq, index, size, tuple(tree.proof(index, size))

    def _is_signed(self, one: Sealed) -> bool:
        return plain(one.seal, self._public).signature is not None


def _entries(
    package: Package, rows: Mapping[str, Mapping[str, Any]], ways: _Ways
) -> dict[str, Entry]:
    """The entry that speaks of each capture as it stands."""
    entries: dict[str, Entry] = {}
    for _, line in package.lines(layout.LOG):
        entry = CustodyEntry.from_row(line["entry"])
        told = json.loads(entry.rows_json)
        named = [
            capture
            for capture, digest in told.get("captures", {}).items()
            if capture in rows and digest == row_digest(dict(rows[capture]))
        ]
        if named:
            detail = json.loads(entry.detail_json or "{}")
            content = canonical([entry.seq, entry.previous, entry.at, entry.act, told, detail])
            way = ways.way(entry.seq)
            made = Entry(entry.seq, entry.id, entry.at, entry.act, content, *way)
            entries |= dict.fromkeys(named, made)
    return entries
