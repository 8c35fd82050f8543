"""Verify a WACZ package from nothing but the file and a public key.

The package is taken for hostile: nothing is unpacked to a name of its own, sizes are bounded, and
what must be compared goes into a temporary database. A package that is sound in itself proves
nothing yet: anybody can make one. It is the signature, by a key that the reader knows from
elsewhere, that counts.
"""

from __future__ import annotations

import base64
import hashlib
import json
import tempfile
import zipfile
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence.custody import recheck
from evidence.custody.finding import Finding
from evidence.custody.log import chain, keys, seals
from evidence.custody.log.merkle import proven_root
from evidence.custody.verify import make_recorded, put_recorded, rows
from evidence.custody.wacz import record, write
from evidence.custody.warc import cdxj, reader
from evidence.errors import RecordError, StoreError
from evidence.store import ledger
from evidence.store.database import Store
from evidence.store.ledger import canonical
from evidence.store.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cryptography.x509 import Certificate

    from evidence.custody.warc.reader import Record

_CHUNK = 1 << 20
_MANIFEST = 200_000_000
"""Bytes of the manifest; 200 bytes a file, and a page for each of a million captures."""
_LINE = 100_000_000
"""Bytes of one line; an entry about a report with 10,000 citations has 1.5 MB."""
_ENOUGH = 1000
"""Findings after which the rest goes unsaid: a hostile package could have millions."""

_FAULTS = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    RecursionError,
    OverflowError,
    StoreError,
)
"""What reading JSON of another shape than ours raises."""


class Unreadable(Exception):
    """The package can't be followed any further; its text says why."""


@dataclass(slots=True)
class Result:
    """What verification came to."""

    findings: list[Finding] = field(default_factory=list)
    signer: str | None = None
    """fingerprint of the key that signed the package"""
    captures: int = 0


def verify(
    path: Path,
    *,
    key: str | None = None,
    roots: Sequence[Certificate] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> Result:
    """Check the package at ``path``, signed by the key with the fingerprint ``key`` if one is
    given."""
    result = Result()
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as place:
            checking = _Checking(archive, roots, progress, result)
            try:
                result.findings += checking.manifest(key)
                with closing(Store(Path(place, "package.db"))) as store:
                    store.db.execute("PRAGMA foreign_keys=OFF")
                    store.db.execute("PRAGMA synchronous=OFF")  # it is thrown away
                    store.db.execute("BEGIN")
                    for finding in islice(checking.content(store), _ENOUGH):
                        result.findings.append(finding)
            except Unreadable as problem:
                result.findings.append(Finding(path.name, str(problem)))
            except _FAULTS as error:
                result.findings.append(Finding(path.name, f"says what none of ours says ({error})"))
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        result.findings.append(Finding(path.name, f"damaged: no readable package ({error})"))
    return result


class _Checking:
    def __init__(
        self,
        archive: zipfile.ZipFile,
        roots: Sequence[Certificate],
        progress: Callable[[int], None],
        result: Result,
    ) -> None:
        self._archive = archive
        self._roots = roots
        self._progress = progress
        self._result = result
        self._public = b""
        self._seals: dict[str, dict[str, Any]] = {}

    def manifest(self, key: str | None) -> Iterator[Finding]:
        """The signature over the manifest, and every file against the manifest."""
        names = self._archive.namelist()
        for name in (
            {name for name in names if names.count(name) > 1}
            if len(set(names)) < len(names)
            else ()
        ):
            yield Finding(name, "there are two files of this name")
        manifest = self._small(write.DATAPACKAGE)
        digest = f"sha256:{hashlib.sha256(manifest).hexdigest()}"
        yield from self._signature(self._small(write.DIGEST), digest, key)
        try:
            listed = {
                one["path"]: (one["hash"], one["bytes"])
                for one in json.loads(manifest)["resources"]
            }
        except _FAULTS as error:
            raise Unreadable(f"{write.DATAPACKAGE} is not one of ours ({error})") from error
        for name in sorted(set(names) - listed.keys() - {write.DATAPACKAGE, write.DIGEST}):
            yield Finding(name, "put in: the manifest does not list it")
        for name, (wanted, size) in listed.items():
            if name not in names:
                yield Finding(name, "missing")
            elif self._hash(name, size) != wanted:
                yield Finding(name, "altered: not what the manifest says")

    def _signature(self, signed: bytes, digest: str, key: str | None) -> Iterator[Finding]:
        try:
            outer = json.loads(signed)
            data = dict(outer["signedData"])
            signature = data.pop("signature")
            self._public = base64.b64decode(data.pop("publicKey"))
            data.pop("algorithm")
            hashes = (outer["hash"], data["hash"])
        except _FAULTS as error:
            raise Unreadable(f"not signed: {write.DIGEST} is not one of ours ({error})") from error
        self._result.signer = keys.key_id(self._public)
        if hashes != (digest, digest):
            yield Finding(write.DATAPACKAGE, "altered: not what was signed")
        if not keys.is_signed(self._public, signature, canonical(data)):
            yield Finding(write.DIGEST, "forged: the signature is not by the key that it names")
        if key is not None and self._result.signer != key:
            yield Finding(write.DIGEST, f"forged: signed by {self._result.signer}, not by {key}")

    def _small(self, name: str) -> bytes:
        try:
            with self._archive.open(name) as file:
                data = file.read(_MANIFEST + 1)
        except KeyError as error:
            raise Unreadable(f"{name} is missing") from error
        if len(data) > _MANIFEST:
            raise Unreadable(f"{name} is too long")
        return data

    def _hash(self, name: str, size: object) -> str:
        """The digest of a file, read no further than one byte beyond the size that is listed."""
        sha256 = hashlib.sha256()
        left = size + 1 if isinstance(size, int) else 0
        try:
            with self._archive.open(name) as file:
                while left > 0 and (part := file.read(min(_CHUNK, left))):
                    sha256.update(part)
                    left -= len(part)
        except (zipfile.BadZipFile, EOFError):
            return "damaged"
        return f"sha256:{sha256.hexdigest()}"

    def content(self, store: Store) -> Iterator[Finding]:
        """What lies in the package against the log, and the log against its seals."""
        make_recorded(store)
        yield from self._log(store)
        yield from self._rows(store)
        yield from rows(store)
        yield from self._records(store)
        yield from self._warc(store)
        yield from self._index(store)
        yield from self._pages(store)

    def _lines(self, name: str) -> Iterator[tuple[str, Any]]:
        try:
            with self._archive.open(name) as file:
                number = 0
                while line := file.readline(_LINE):
                    number += 1
                    where = f"{name} line {number}"
                    try:
                        yield where, json.loads(line)
                    except (ValueError, RecursionError) as error:
                        raise Unreadable(f"{where}: not readable") from error
        except KeyError as error:
            raise Unreadable(f"{name} is missing") from error

    def _log(self, store: Store) -> Iterator[Finding]:
        """First the seals, which stand behind what they cover, then every entry against its
        proof."""
        places: dict[str, str] = {}
        for where, line in self._lines(write.LOG):
            try:
                if line["entry"]["act"] == seals.SEALED:
                    document = json.loads(line["entry"]["detail_json"])
                    digest = seals.digest(document)
                    self._seals[digest], places[digest] = document, where
                    _ = document["seal"]["key"], document["seal"]["previous"], document["signature"]
            except _FAULTS as error:
                yield Finding(where, f"not an entry of ours ({error})")
                return
        yield from self._signatures(places)
        last = 0
        for where, line in self._lines(write.LOG):
            try:
                entry = line["entry"]
                yield from self._entry(where, line)
                if entry["seq"] <= last:
                    yield Finding(where, "out of order")
                last = entry["seq"]
                put_recorded(store, entry["seq"], json.loads(entry["rows_json"]))
            except _FAULTS as error:
                yield Finding(where, f"not an entry of ours ({error})")

    def _signatures(self, places: dict[str, str]) -> Iterator[Finding]:
        """A seal is signed, or a signed one stands behind it: a folder may have got its key
        late."""
        vouched: set[str] = set()
        for digest, document in reversed(self._seals.items()):
            if document["signature"] is not None or digest not in vouched:
                yield from chain.check_signature(places[digest], document, self._public)
            vouched.add(document["seal"]["previous"])

    def _entry(self, where: str, line: dict[str, Any]) -> Iterator[Finding]:
        entry = line["entry"]
        named, detail = json.loads(entry["rows_json"]), json.loads(entry["detail_json"])
        made = ledger.entry(
            entry["seq"], entry["previous"], entry["at"], entry["act"], named, detail
        )
        if made.id != entry["id"]:
            yield Finding(where, "altered: the entry is not what its id says")
        if entry["act"] == "key-made" and base64.b64decode(detail["public"]) != self._public:
            yield Finding(where, "the log is of another key than the one that signed the package")
        if entry["act"] == seals.STAMPED:
            document = self._seals.get(detail["seal"])
            if document is None:
                yield Finding(where, "the time-stamp is for no seal of this package")
            else:
                yield from chain.check_token(where, detail, canonical(document), self._roots)
        if entry["act"] not in (seals.SEALED, seals.STAMPED) or "seal" in line:
            yield from self._proof(where, line)

    def _proof(self, where: str, line: dict[str, Any]) -> Iterator[Finding]:
        document = self._seals.get(line.get("seal", ""))
        if document is None:
            yield Finding(where, "under no seal of this package")
            return
        seal, seq = document["seal"], line["entry"]["seq"]
        root = proven_root(
            ledger.raw_id(line["entry"]["id"]),
            seq - seal["first"],
            seal["last"] - seal["first"] + 1,
            [bytes.fromhex(part) for part in line["proof"]],
        )
        if root is None or root.hex() != seal["root"]:
            yield Finding(where, "its proof does not lead to the root of its seal")

    def _rows(self, store: Store) -> Iterator[Finding]:
        columns = {t.name: {column.name for column in store.db[t.name].columns} for t in TABLES}
        for where, line in self._lines(write.ROWS):
            try:
                table, row = line["table"], line["row"]
                if not row or set(row) - columns[table]:
                    raise ValueError("unknown columns: update Testigo")
                named = ",".join(f'"{name}"' for name in row)
                store.db.conn.execute(
                    f'INSERT INTO "{table}" ({named}) VALUES ({",".join("?" * len(row))})',
                    tuple(row.values()),
                )
            except (*_FAULTS, store.db.conn.Error) as error:
                yield Finding(where, f"not a row of ours ({error})")
        found = store.one("SELECT COUNT(*) AS n FROM captures")
        self._result.captures = found["n"] if found else 0

    def _records(self, store: Store) -> Iterator[Finding]:
        store.db.execute("CREATE TEMP TABLE described (id TEXT PRIMARY KEY) WITHOUT ROWID")
        for where, line in self._lines(write.RECORDS):
            try:
                capture, check = line["capture"], line["check"]
                if record.record(record.rows_of(store, capture, check), capture, check) != line:
                    yield Finding(where, "altered: the custody record is not what its rows say")
                store.db.execute("INSERT INTO described VALUES (?)", (capture,))
            except (*_FAULTS, store.db.conn.Error) as error:
                yield Finding(where, f"not a custody record of ours ({error})")
        for row in store.iterate(
            "SELECT id FROM captures WHERE id NOT IN (SELECT id FROM described)"
        ):
            yield Finding(f"captures {row['id']}", "its custody record is missing")

    def _warc(self, store: Store) -> Iterator[Finding]:
        """Every record, met with its row; notes the line that the index must have for it."""
        store.db.execute("CREATE TEMP TABLE met (id TEXT PRIMARY KEY, line TEXT) WITHOUT ROWID")
        last = None
        try:
            with self._archive.open(write.WARC) as file:
                for found in reader.stream(file, write.WARC):
                    yield from recheck.own_digests(found)
                    self._progress(found.length)
                    where = f"{write.WARC} at {found.offset}"
                    if found.kind == "request":
                        if last is None:
                            yield Finding(where, "put in: a request that belongs to no capture")
                        else:
                            yield from recheck.against_request(found, last)
                        last = None
                        continue
                    yield from recheck.without_request(last)
                    last = store.one("SELECT * FROM captures WHERE id = ?", found.id)
                    if last is None:
                        yield from self._beside(store, where, found)
                        continue
                    yield from recheck.against_capture(found, last)
                    line = cdxj.line_in_package(last, write.WARC, found.offset)
                    yield from self._meet(store, where, last["id"], line)
            yield from recheck.without_request(last)
        except RecordError as error:
            yield Finding(write.WARC, str(error))
        except KeyError as error:
            raise Unreadable(f"{write.WARC} is missing") from error
        for table in ("captures", "certificates", "archive_replies"):
            for row in store.iterate(
                f"SELECT id FROM {table} WHERE id NOT IN (SELECT id FROM met)"
            ):
                yield Finding(f"{table} {row['id']}", f"its record is not in {write.WARC}")

    def _beside(self, store: Store, where: str, found: Record) -> Iterator[Finding]:
        """A record that is no capture: a certificate, or what an archive answered."""
        if row := store.one("SELECT * FROM certificates WHERE record_id = ?", found.id):
            yield from recheck.against_certificate(found, row)
        elif row := store.one("SELECT * FROM archive_replies WHERE id = ?", found.id):
            yield from recheck.against_reply(found, row)
        else:
            yield Finding(where, f"put in: no row speaks of this {found.kind} record")
            return
        yield from self._meet(store, where, row["id"], None)

    def _meet(
        self, store: Store, where: str, identifier: str, line: str | None
    ) -> Iterator[Finding]:
        cursor = store.db.execute("INSERT OR IGNORE INTO met VALUES (?,?)", (identifier, line))
        if not cursor.rowcount:
            yield Finding(where, "put in: the record is there twice")

    def _index(self, store: Store) -> Iterator[Finding]:
        wanted = store.iterate("SELECT line FROM met WHERE line IS NOT NULL ORDER BY line")
        try:
            with self._archive.open(write.INDEX) as file:
                for row in wanted:
                    if file.readline(_LINE) != row["line"].encode():
                        yield Finding(write.INDEX, "not the index of these records")
                        return
                if file.read(1):
                    yield Finding(write.INDEX, "has lines for no record")
        except KeyError as error:
            raise Unreadable(f"{write.INDEX} is missing") from error

    def _pages(self, store: Store) -> Iterator[Finding]:
        for number, (where, page) in enumerate(self._lines(write.PAGES)):
            if number:
                row = store.one(
                    "SELECT url, captured_at FROM captures WHERE id = ?", str(page.get("id"))
                )
                if row is None or (page.get("url"), page.get("ts")) != (
                    row["url"],
                    row["captured_at"],
                ):
                    yield Finding(where, "speaks of no capture of this package")
