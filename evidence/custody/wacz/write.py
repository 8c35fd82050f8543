"""Write a WACZ 1.1.1 package: evidence to hand over, that proves itself with a public key alone.

Everything is streamed; the WARC records are the stored gzip members, byte for byte.
"""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from evidence import clock
from evidence.bilingual import Words
from evidence.custody.faults import SHAPES
from evidence.custody.log import keys
from evidence.custody.wacz import layout, parts, select, signing
from evidence.errors import UsageError
from evidence.files import HANDED_OVER, written_whole
from evidence.store.ledger import canonical
from evidence.store.refusals import problem
from evidence.version import SOFTWARE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store


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

    ``certificate`` makes the page for people from a custody record. Only what belongs to a ``source``
    (its id) or a ``url`` is chosen where one is given; ``progress`` hears of every WARC record. The
    log should be sealed up to its end.

    Raises UsageError when nothing fits or the folder's key is not here, RecordError for a damaged
    record, StoreDamaged for a log or rows that say what no Testigo writes, StoreError when the disk
    refuses; ``out`` is then not there.
    """
    private = _signing_key(store)
    count = select.choose(store, source=source, url=url)
    if not count:
        raise UsageError(
            Words(
                "no capture fits; see testigo status",
                "ninguna captura corresponde a lo pedido; vea testigo status",
            )
        )
    job = _Job(folder, store, certificate, private, progress)
    large: set[str] = set()
    try:
        with written_whole(out, mode=HANDED_OVER) as new:
            while (digest := _try(new, large, job)) is None:
                pass
    except SHAPES as error:
        raise problem(store.path, ValueError(f"{type(error).__name__}: {error}")) from error
    detail = {"file": out.name, "sha256": digest, "source": source, "url": url}
    if not store.is_read_only:
        with store.transaction("exported", detail):
            pass
    return count


def _signing_key(store: Store) -> Ed25519PrivateKey:
    """The private half of the folder's key; raises UsageError where there is none, or it is not here."""
    public = keys.public_of(store)
    if public is None:
        raise UsageError(
            Words(
                "a package is signed, and this folder has no key: testigo init --key makes one",
                "los paquetes van firmados y esta carpeta no tiene clave: testigo init --key "
                "crea una",
            )
        )
    private = keys.private(keys.key_id(public))
    if private is None:
        raise UsageError(
            Words(
                "a package is signed, and this folder's key is not here: put the copy that you keep at {place}",
                "los paquetes van firmados y la clave de esta carpeta no está aquí: ponga en "
                "{place} la copia que usted guarda",
            ),
            place=keys.file_of(keys.key_id(public)),
        )
    return private


@dataclass(frozen=True, slots=True)
class _Job:
    """What a package is made from."""

    folder: EvidenceFolder
    store: Store
    certificate: Callable[[dict[str, Any]], str]
    private: Ed25519PrivateKey
    progress: Callable[[int], None]


class _TooLargeError(Exception):
    """A file turned out larger than 2 GiB; its argument is the file's path."""


def _try(new: Path, large: set[str], job: _Job) -> str | None:
    """Write the archive; None when a file that is not in ``large`` belongs there: it is put
    there."""
    try:
        with zipfile.ZipFile(new, "w", allowZip64=True) as archive:
            return _write(_Package(archive, large), job)
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
        self.resources: list[dict[str, str | int]] = []
        """``name``, ``path``, ``hash`` and ``bytes`` of each file"""

    def add(
        self, path: str, pieces: Iterator[bytes], method: Literal[0, 8] = zipfile.ZIP_DEFLATED
    ) -> str:
        """Write one file; returns its sha256."""
        sha256, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(path, clock.now().timetuple()[:6])
        info.compress_type = method
        with self._archive.open(info, "w", force_zip64=path in self._large) as file:
            for piece in pieces:
                size += len(piece)
                if size > zipfile.ZIP64_LIMIT and path not in self._large:
                    raise _TooLargeError(path)
                file.write(piece)
                sha256.update(piece)
        name = path.rpartition("/")[2]
        self.resources.append(
            {"name": name, "path": path, "hash": f"sha256:{sha256.hexdigest()}", "bytes": size}
        )
        return sha256.hexdigest()


def _write(package: _Package, job: _Job) -> str:
    """All files, the manifest and its signature last; returns the manifest's sha256."""
    folder, store = job.folder, job.store
    stored: Literal[0] = zipfile.ZIP_STORED  # viewers read records in the middle of it
    package.add(layout.WARC, parts.members(folder, store, job.progress), stored)
    package.add(layout.INDEX, parts.index_lines(store))
    package.add(layout.PAGES, parts.pages(folder, store))
    package.add(layout.LOG, map(parts.line, select.entries(store)))
    package.add(
        layout.ROWS,
        (parts.line({"table": table, "row": row}) for table, row in select.rows(store)),
    )
    package.add(layout.RECORDS, map(parts.line, parts.records(store)))
    for made in parts.records(store):
        name = f"{layout.CERTIFICATES}/{made['capture'].rpartition(':')[2]}.html"
        package.add(name, iter((job.certificate(made).encode(),)))
    public = job.private.public_key().public_bytes_raw()
    package.add(layout.PUBLIC, iter((keys.to_pem(public),)))
    created = clock.stamp(clock.now())  # py-wacz wants the same time in both
    manifest = canonical({
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": "Testigo evidence",
        "created": created,
        "software": SOFTWARE,
        "resources": package.resources,
    })  # fmt: skip
    digest = package.add(layout.DATAPACKAGE, iter((manifest,)))
    package.add(layout.DIGEST, iter((signing.sign(f"sha256:{digest}", created, job.private),)))
    return digest
