"""Write a WACZ 1.1.1 package: evidence to hand over, that proves itself with a public key alone.

Everything is streamed; the WARC records are the stored gzip members, byte for byte.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zipfile
from typing import TYPE_CHECKING, Any, Literal

from evidence import clock
from evidence.content import extract
from evidence.custody.log import keys
from evidence.custody.wacz import record, select
from evidence.custody.warc import cdxj, http, reader
from evidence.errors import RecordError, UsageError
from evidence.store.ledger import canonical
from evidence.version import SOFTWARE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from evidence.folder import EvidenceFolder
    from evidence.store.database import Row, Store

WARC = "archive/data.warc.gz"
INDEX = "indexes/index.cdx"
"""Lines of CDXJ; pywb takes in no index of another name."""
PAGES = "pages/pages.jsonl"
LOG = "custody/log.jsonl"
ROWS = "custody/rows.jsonl"
RECORDS = "custody/records.jsonl"
PUBLIC = "custody/key.pem"
DATAPACKAGE = "datapackage.json"
DIGEST = "datapackage-digest.json"

_TEXT = 500_000
"""Characters of a page's text in ``pages.jsonl``; viewers search in them, the page itself is
whole."""
_BODY = 50_000_000
"""Bytes of a decoded body that a text is looked for in: the default of ``crawl.max_body``."""


def export(
    folder: EvidenceFolder,
    store: Store,
    out: Path,
    certificate: Callable[[dict[str, Any]], str],
    *,
    source: str | None = None,
    url: str | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Write the package to ``out``; returns how many captures are in it.

    ``certificate`` makes the page for people from a custody record. The log should be sealed up to
    its end. Raises UsageError when nothing fits or the folder's key is not here, RecordError for a
    damaged record, OSError when the disk refuses; ``out`` is then not there.
    """
    public = keys.public_of(store)
    private = keys.private(keys.key_id(public)) if public else None
    if public is None or private is None:
        raise UsageError(
            "a package is signed, and this folder's key is not here: testigo init --key makes one"
        )
    count = select.choose(store, source=source, url=url)
    if not count:
        raise UsageError("no capture fits; see testigo status")
    new = out.with_name(f".{out.name}.new")
    try:
        large: set[str] = set()
        while (digest := _try(new, large, folder, store, certificate, private, progress)) is None:
            pass
        new.replace(out)
    finally:
        new.unlink(missing_ok=True)
    with store.transaction(
        "exported", {"file": out.name, "sha256": digest, "source": source, "url": url}
    ):
        pass
    return count


class _TooLargeError(Exception):
    """A file turned out larger than 2 GiB; its argument is the file's path."""


def _try(
    new: Path,
    large: set[str],
    folder: EvidenceFolder,
    store: Store,
    certificate: Callable[[dict[str, Any]], str],
    private: Ed25519PrivateKey,
    progress: Callable[[int], None],
) -> str | None:
    """Write the archive; None when a file that is not in ``large`` belongs there: it is put
    there."""
    try:
        with zipfile.ZipFile(new, "w", allowZip64=True) as archive:
            return _write(_Package(archive, large), folder, store, certificate, private, progress)
    except _TooLargeError as error:
        large.add(str(error))
        return None


class _Package:
    """The archive being written, and what its manifest will say.

    ``large``: the files of more than 2 GiB. The others must not have ZIP64 fields: ReplayWeb.page
    takes a file to begin where it would without them.
    """

    def __init__(self, archive: zipfile.ZipFile, large: set[str]) -> None:
        self._archive = archive
        self._large = large
        self.resources: list[Row] = []

    def add(
        self, path: str, parts: Iterator[bytes], method: Literal[0, 8] = zipfile.ZIP_DEFLATED
    ) -> str:
        """Write one file; returns its sha256."""
        sha256, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(path, clock.now().timetuple()[:6])
        info.compress_type = method
        with self._archive.open(info, "w", force_zip64=path in self._large) as file:
            for part in parts:
                size += len(part)
                if size > zipfile.ZIP64_LIMIT and path not in self._large:
                    raise _TooLargeError(path)
                file.write(part)
                sha256.update(part)
        name = path.rpartition("/")[2]
        self.resources.append(
            {"name": name, "path": path, "hash": f"sha256:{sha256.hexdigest()}", "bytes": size}
        )
        return sha256.hexdigest()


def _write(
    package: _Package,
    folder: EvidenceFolder,
    store: Store,
    certificate: Callable[[dict[str, Any]], str],
    private: Ed25519PrivateKey,
    progress: Callable[[int], None],
) -> str:
    """All files, the manifest last; returns the manifest's sha256."""
    store.db.execute("DROP TABLE IF EXISTS temp.lines")
    store.db.execute("CREATE TEMP TABLE lines (line TEXT)")
    stored: Literal[0] = zipfile.ZIP_STORED  # viewers read records in the middle of it
    package.add(WARC, _members(folder, store, progress), stored)
    package.add(
        INDEX,
        (
            row["line"].encode()
            for row in store.iterate("SELECT line FROM temp.lines ORDER BY line")
        ),
    )
    package.add(PAGES, _pages(folder, store))
    package.add(LOG, map(_line, select.entries(store)))
    package.add(ROWS, (_line({"table": table, "row": row}) for table, row in select.rows(store)))
    package.add(RECORDS, map(_line, records(store)))
    for made in records(store):
        name = f"certificates/{made['capture'].rpartition(':')[2]}.html"
        package.add(name, iter((certificate(made).encode(),)))
    public = private.public_key().public_bytes_raw()
    package.add(PUBLIC, iter((keys.to_pem(public),)))
    manifest = canonical({
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": "Testigo evidence",
        "created": clock.stamp(clock.now()),
        "software": SOFTWARE,
        "resources": package.resources,
    })  # fmt: skip
    digest = package.add(DATAPACKAGE, iter((manifest,)))
    signed = {"hash": f"sha256:{digest}", "created": clock.stamp(clock.now()), "software": SOFTWARE}
    package.add(DIGEST, iter((canonical({
        "path": DATAPACKAGE,
        "hash": f"sha256:{digest}",
        "signedData": {
            **signed,
            "algorithm": "Ed25519",
            "publicKey": base64.b64encode(public).decode(),
            "signature": base64.b64encode(private.sign(canonical(signed))).decode(),
        },
    }),)))  # fmt: skip
    return digest


def _line(value: object) -> bytes:
    return canonical(value) + b"\n"


def records(store: Store) -> Iterator[dict[str, Any]]:
    """The custody record of every chosen capture, look by look, those of probes and archives
    last."""

    def among(table: str, key: str) -> bool:
        return (
            store.one("SELECT 1 FROM temp.chosen WHERE tbl = ? AND id = ?", table, key) is not None
        )

    def made(capture: str, check: str | None) -> dict[str, Any]:
        return record.record(record.rows_of(store, capture, check, among), capture, check)

    looks = """
    SELECT k.id AS check_id, k.capture_id, k.captures_json FROM checks k
    JOIN temp.chosen c ON c.tbl = 'checks' AND c.id = k.id ORDER BY k.id
    """
    for look in store.iterate(looks):
        hops = json.loads(look["captures_json"] or "[]") or [look["capture_id"]]
        for capture in filter(None, hops):
            yield made(capture, look["check_id"])
    probed = """
    SELECT t.id FROM captures t JOIN temp.chosen c ON c.tbl = 'captures' AND c.id = t.id
    WHERE NOT EXISTS (SELECT 1 FROM temp.looked l WHERE l.id = t.id) ORDER BY t.id
    """
    store.db.execute("DROP TABLE IF EXISTS temp.looked")
    store.db.execute("CREATE TEMP TABLE looked (id TEXT PRIMARY KEY) WITHOUT ROWID")
    store.db.execute(
        "INSERT OR IGNORE INTO temp.looked SELECT k.capture_id FROM checks k WHERE k.capture_id IS NOT NULL"
        " UNION SELECT j.value FROM checks k, json_each(k.captures_json) j"
    )
    for row in store.iterate(probed):
        yield made(row["id"], None)


_PLACES = """
SELECT t.id, t.warc, t."offset", t.length, 'captures' AS tbl FROM captures t
JOIN temp.chosen c ON c.tbl = 'captures' AND c.id = t.id
UNION ALL SELECT t.id, t.warc, t."offset", t.length, 'certificates' FROM certificates t
JOIN temp.chosen c ON c.tbl = 'certificates' AND c.id = t.id
UNION ALL SELECT t.id, t.warc, t."offset", t.length, 'archive_replies' FROM archive_replies t
JOIN temp.chosen c ON c.tbl = 'archive_replies' AND c.id = t.id ORDER BY 2, 3
"""


def _members(
    folder: EvidenceFolder, store: Store, progress: Callable[[int], None]
) -> Iterator[bytes]:
    """The stored gzip members of all chosen records; notes an index line for each capture."""
    offset = 0
    for place in store.iterate(_PLACES):
        member = _bytes(folder, place["warc"], place["offset"], place["length"])
        if place["tbl"] == "captures":
            row = store.one("SELECT * FROM captures WHERE id = ?", place["id"])
            assert row is not None
            if (line := cdxj.line_in_package(row, WARC, offset)) is not None:
                store.db.execute("INSERT INTO temp.lines VALUES (?)", (line,))
            if row["request_sha256"]:
                member += _request(folder, place)
        yield member
        offset += len(member)
        progress(1)


def _bytes(folder: EvidenceFolder, warc: str, offset: int, length: int) -> bytes:
    try:
        with (folder.path / warc).open("rb") as file:
            file.seek(offset)
            return file.read(length)
    except OSError as error:
        raise RecordError(warc, offset, f"can't be read ({error.strerror})") from error


def _request(folder: EvidenceFolder, place: Row) -> bytes:
    """The member of the request that belongs to a capture: it is written right behind it."""
    follows = place["offset"] + place["length"]
    found = reader.read_at(folder.path, place["warc"], follows)
    if found.headers.get("warc-concurrent-to") != f"<{place['id']}>":
        raise RecordError(place["warc"], follows, "not the request of the record before")
    return _bytes(folder, place["warc"], follows, found.length)


_PAGE = """
SELECT t.*, o.warc AS body_warc, o."offset" AS body_offset, o.url AS body_url FROM captures t
JOIN temp.chosen c ON c.tbl = 'captures' AND c.id = t.id
    AND t.id IN (SELECT capture_id FROM checks UNION SELECT capture_id FROM mementos)
JOIN captures o ON o.id = COALESCE(t.refers_to, t.id) ORDER BY t.captured_at, t.id
"""


def _pages(folder: EvidenceFolder, store: Store) -> Iterator[bytes]:
    """One page a look, ours or an archive's; the text goes with the one that stored the body, a
    revisit has the title."""
    yield _line({"format": "json-pages-1.0", "id": "pages", "title": "All pages", "hasText": True})
    titles: dict[str, str] = {}
    for row in store.iterate(_PAGE):
        page = {"id": row["id"], "url": row["url"], "ts": row["captured_at"]}
        body = row["refers_to"] or row["id"]
        if row["refers_to"] is None or body not in titles:
            block = reader.read_at(folder.path, row["body_warc"], row["body_offset"]).block
            message = http.parse(block)
            data = message.decoded(_BODY)
            content = extract(data, message.header("content-type"), row["body_url"])
            titles[body] = content.title[:300]
            page["text"] = content.text[:_TEXT]
        yield _line({**page, "title": titles[body] or row["url"]})
