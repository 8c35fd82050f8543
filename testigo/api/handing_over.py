"""Hand the evidence over: as a package, in a bag for an archive, with an annex for a court."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import UsageError
from testigo.api.events import added_up, silent
from testigo.api.folder import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evidence.bilingual import Language
    from evidence.custody.court.facts import Case
    from evidence.store import Store
    from testigo.api.events import Listener
    from testigo.api.folder import Folder


@dataclass(frozen=True, slots=True)
class Exported:
    """A package, or a bag with one, that was written."""

    path: Path
    captures: int
    """how many are in it"""
    signer: str
    """fingerprint of the key that it is signed by; whoever gets it needs to hear it from you"""
    package: Path
    """the WACZ package: itself, or within the folder or ZIP file that was written"""


def export(
    folder: Folder,
    out: Path | str,
    *,
    source: str | None = None,
    url: str | None = None,
    listener: Listener = silent,
) -> Exported:
    """Write a signed WACZ package to ``out``: of all evidence, of what one source (its id) cites, or
    of one cited URL. What is under no seal yet is sealed first; of a read-only folder all must be.
    The listener hears progress (step ``captures``).

    Raises UsageError for a source that is not there, when nothing fits, and when the folder's key is
    not here; FolderError without evidence, FolderBusy, StoreError when it can't be written,
    RecordError for a damaged record. ``out`` is then not there.

    >>> package = testigo.export(
    ...     folder, "handed-over.wacz", url="https://agua.example/compromiso-4"
    ... )
    >>> package.path.name
    'handed-over.wacz'
    """
    path = Path(out)
    count, signer = _handed_over(folder, source, url, listener, lambda _, write: write(path))
    return Exported(path, count, signer, path)


def export_bag(
    folder: Folder,
    out: Path | str,
    *,
    source: str | None = None,
    url: str | None = None,
    listener: Listener = silent,
) -> Exported:
    """Write a bag (BagIt, RFC 8493) to the new folder ``out``, for an archive to take in: the package
    that :func:`export` writes, as ``data/evidence.wacz``, and beside it what happened to each
    capture, as PREMIS 3.0 (``data/premis.xml``).

    Needs bagit-python: ``pip install 'testigo[bagit]'``. Raises UsageError without it, where ``out``
    is there already, and otherwise what :func:`export` raises. ``out`` is then not there.

    >>> bag = testigo.export_bag(
    ...     folder, "for-the-archive", url="https://agua.example/compromiso-4"
    ... )
    >>> sorted(file.name for file in (bag.path / "data").iterdir())
    ['evidence.wacz', 'premis.xml']
    """
    from evidence.custody.bag import write as bag

    path = Path(out)
    count, signer = _handed_over(
        folder, source, url, listener, lambda _, write: bag.write(path, write)
    )
    return Exported(path, count, signer, path / "data" / "evidence.wacz")


def export_court(
    folder: Folder,
    out: Path | str,
    *,
    source: str | None = None,
    url: str | None = None,
    language: Language = "en",
    listener: Listener = silent,
) -> Exported:
    """Write a court package to the new folder ``out``, or to a ZIP file of that name: an annex as PDF
    in ``language``, the package that :func:`export` writes, what was captured as files, and a script
    that checks all of it with openssl and sha256sum alone.

    Needs Chromium or Chrome for the annex. Raises UsageError without it, where ``out`` is there
    already or more than 500 captures fit, and otherwise what :func:`export` raises. ``out`` is then
    not there.

    >>> filed = testigo.export_court(
    ...     folder, "anexo-1", url="https://agua.example/compromiso-4", language="es"
    ... )
    >>> sorted(file.name for file in filed.path.iterdir())[:4]
    ['SHA256SUMS', 'SHA256SUMS.sig', 'anexo.pdf', 'evidence.wacz']
    """
    from evidence.custody.court import write as court
    from evidence.reports import annex, printing

    path = Path(out)
    court.require_new(path)
    printing.require_browser()
    zone = next((one.timezone for one in folder.config.schedule), "UTC")

    def made(case: Case, names: Mapping[str, str]) -> tuple[str, bytes]:
        return annex.NAME.text(language), annex.render(case, names, language, zone)

    count, signer = _handed_over(
        folder, source, url, listener, lambda store, write: court.write(path, store, write, made)
    )
    return Exported(path, count, signer, path / "evidence.wacz")


def _handed_over(
    folder: Folder,
    source: str | None,
    url: str | None,
    listener: Listener,
    place: Callable[[Store, Callable[[Path], int]], int],
) -> tuple[int, str]:
    """Has a package written where ``place`` calls what it is given with; returns how many captures
    are in it, and the fingerprint of the key that signed it."""
    from crawler.run import witnesses
    from evidence.custody import continuity
    from evidence.custody.log import keys, seals
    from evidence.custody.wacz import write
    from evidence.custody.warc import recovery
    from evidence.reports import certificate
    from evidence.store import overview, registered
    from evidence.store.sources import as_known

    with opened(folder, writes=True) as store:
        if source is not None:
            registered.require(store, source)
        told = added_up(listener, "captures", overview.totals(store).captures)
        with nullcontext() if store.is_read_only else folder.place.hold():
            # proofs lead to a seal: what is not under one yet is sealed now
            if not store.is_read_only:
                # what a run or a merge that was cut off has left is mended before a seal comes behind it
                recovery.recover(folder.place, store, continuity.begin(folder.place, store))
                witnesses.seal(folder.place, store, folder.config)
            elif seals.is_open(store):
                raise UsageError(
                    Words(
                        "{folder} is read-only, and the last entries of its log are under no seal: copy the folder, "
                        "and export from the copy",
                        "{folder} es de solo lectura y los últimos asientos de su bitácora no tienen sello: copie la "
                        "carpeta y exporte desde la copia",
                    ),
                    folder=folder.path,
                )
            count = place(
                store,
                lambda path: write.export(
                    folder.place,
                    store,
                    path,
                    certificate.maker(store, folder.place.path),
                    source=source,
                    url=as_known(store, url) if url else None,
                    progress=told,
                ),
            )
            public = keys.public_of(store)
            assert public is not None  # nothing is exported unsigned
            return count, keys.key_id(public)
