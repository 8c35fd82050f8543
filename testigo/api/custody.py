"""Prove the evidence, hand it over, take other evidence in."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words
from evidence.custody.log.witnessed import Witnessed, Witnessing
from evidence.errors import ExitCode, StoreError, UsageError
from testigo.api.events import Progress, Remarks, silent
from testigo.api.folder import open_folder, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cryptography.x509 import Certificate

    from evidence.bilingual import Language
    from evidence.custody.court.facts import Case
    from evidence.findings import Finding
    from evidence.store import Store
    from testigo.api.events import Listener
    from testigo.api.folder import Folder


@dataclass(frozen=True, slots=True)
class Verification:
    """What verifying a folder or a package came to."""

    findings: tuple[Finding, ...]
    """each thing that was altered, removed or put in, and notes that are no sign of it"""
    captures: int
    """how many were checked"""
    entries: int | None = None
    """of the custody log; None for a package"""
    signer: str | None = None
    """fingerprint of the key that the folder or the package is signed by; None where none signed"""
    signer_known: bool = True
    """whether the reader named that key, or has its private half: anybody can make a folder or a
    package that is sound in itself"""
    signer_here: bool = False
    """whether this machine has its private half"""
    witnesses: Witnessing = field(default_factory=Witnessing)
    """who vouches for its seals"""

    @property
    def bad(self) -> tuple[Finding, ...]:
        """What is not as it was recorded."""
        return tuple(finding for finding in self.findings if not finding.note)

    @property
    def sound(self) -> bool:
        """Whether all is as it was recorded."""
        return not self.bad

    @property
    def exit_code(self) -> ExitCode:
        """1 when something is not as recorded, 3 for what is sound and by an unknown signer or by
        none, or cosigned by fewer witnesses than are needed, else 0."""
        if not self.sound:
            return ExitCode.BROKEN
        known = self.signer_known and self.witnesses.is_enough
        return ExitCode.SOUND if known else ExitCode.UNCHECKED

    def json(self, language: Language = "en") -> dict[str, Any]:
        """One JSON object, as ``verify --format json`` prints it."""
        findings = [finding.json(language) for finding in self.findings]
        return {
            "schema": 1,
            "sound": self.sound,
            "signer": self.signer,
            "signer_known": self.signer_known,
            "witnesses": self.witnesses.json(),
            "findings": findings,
        }


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


def verify(
    folder: Folder,
    *,
    key: str | None = None,
    roots: Path | str | None = None,
    witnesses: Sequence[str] = (),
    listener: Listener = silent,
) -> Verification:
    """Read every WARC record of a folder and check every hash, row, seal and time-stamp.

    ``key`` is the public key that the seals must be signed by: a PEM file or a fingerprint.
    ``roots`` is a PEM file with the root certificates of time-stamp authorities, in place of the
    configured one. ``witnesses`` are the verifier keys of those that must all have cosigned, in place of
    what the configuration says. A sound folder's log says that it was verified, where its key is; what is
    found otherwise waits for the next notice, where the configuration names receivers. A read-only
    folder keeps neither. The listener hears progress (step ``records``, in bytes).

    Raises UsageError when a key or roots can't be read, FolderError without evidence, StoreError.

    >>> testigo.verify(folder).sound
    True
    """
    from evidence.custody import verify as custody
    from evidence.custody.log import keys
    from evidence.store import overview

    fingerprint = keys.fingerprint(key) if key else None
    trusted, trusting = _roots(folder, roots), _trusting(folder, witnesses)
    witnessed = Witnessed()
    warcs = folder.place.warc.glob("*.warc.gz")
    size = sum(path.stat().st_size for path in warcs if path.is_file())
    with opened(folder, as_it_is=True) as store:
        told = _steps(listener, "records", size)
        found = custody.verify(
            folder.place,
            store,
            key=fingerprint,
            roots=trusted,
            progress=told,
            witnessed=witnessed,
        )
        findings = tuple(found)
        totals = overview.totals(store)
        public = keys.public_of(store)
        said = witnessed.told(*trusting)
        result = _signed(
            Verification(findings, totals.captures, totals.entries, witnesses=said),
            keys.key_id(public) if public else None,
            fingerprint,
        )
        if store.is_read_only:  # what is found is told here only
            return result
        if result.sound:  # a log that is not sound is left as it is
            if keys.can_sign(store):
                _note_sound(store, result)
        elif folder.config.notify.to:
            _note_damage(store, result, Remarks(listener))
    return result


def verify_package(
    package: Path | str,
    *,
    key: str | None = None,
    roots: Path | str | None = None,
    witnesses: Sequence[str] = (),
    folder: Folder | None = None,
    listener: Listener = silent,
) -> Verification:
    """Check a WACZ package from nothing but the file and the public key.

    ``key``, ``roots`` and ``witnesses`` are as in :func:`verify`; ``folder`` is the one whose
    configuration names roots and witnesses where none are given, without it the one that
    :func:`testigo.open` finds. How many witnesses it wants counts for packages of this machine's own
    folders. A file that is no package is no error but a finding.

    Raises UsageError when a key or roots can't be read, OSError when there is no such file.

    >>> verified = testigo.verify_package("handed-over.wacz", key=key.fingerprint)
    >>> verified.sound, verified.signer == key.fingerprint
    (True, True)
    """
    from evidence.custody.log import keys
    from evidence.custody.wacz import verify as wacz

    path, reader = Path(package), folder or open_folder()
    fingerprint = keys.fingerprint(key) if key else None
    known, needed = _trusting(reader, witnesses)
    told = _steps(listener, "records", path.stat().st_size)
    found = wacz.verify(path, key=fingerprint, roots=_roots(reader, roots), progress=told)
    result = _signed(Verification(tuple(found.findings), found.captures), found.signer, fingerprint)
    wanted = needed if witnesses or result.signer_here else 0
    return replace(result, witnesses=found.witnessed.told(known, wanted))


def _trusting(folder: Folder, witnesses: Sequence[str]) -> tuple[list[str], int]:
    """The verifier keys of those whose word counts, and how many are needed; raises UsageError for a
    key that is none."""
    from evidence.custody.log.notes import Key, NoteError

    custody = folder.config.custody
    if not witnesses:
        return [one.vkey for one in custody.witness], custody.witnesses_needed
    try:
        given = [Key.read(vkey) for vkey in witnesses]
    except NoteError as error:
        raise UsageError(
            Words(
                "a witness is named by its verifier key: {why}",
                "un testigo se indica por su clave de verificación: {why}",
            ),
            why=error,
        ) from error
    if len({key.public for key in given}) < len(
        given
    ):  # one key is one witness, whatever its names
        raise UsageError(
            Words("one witness is named twice", "se nombra dos veces al mismo testigo")
        )
    return [str(key) for key in given], len(given)


def _signed(found: Verification, signer: str | None, named: str | None) -> Verification:
    """What was found, with who signed; ``named`` is the fingerprint that the reader asked for."""
    from evidence.custody.log import keys

    here = signer is not None and keys.private(signer) is not None
    known = here or (signer is not None and named is not None)
    return replace(found, signer=signer, signer_known=known, signer_here=here)


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

    with opened(folder) as store:
        if source is not None:
            registered.require(store, source)
        told = _steps(listener, "captures", overview.totals(store).captures)
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


def merge(
    folder: Folder,
    other: Path | str,
    *,
    key: str | None = None,
    listener: Listener = silent,
) -> int:
    """Take in another evidence folder, with its whole custody log; returns how many rows were new.

    ``other`` must verify, its seals by ``key`` (a PEM file or a fingerprint) if one is given; it
    stays as it is. Where both looked at one URL, its standing is made anew from the checks of both.
    Of two documents that are sources of the same id theirs gets another here (``informe-3fa9c1``),
    always the same; the listener is told.

    Raises UsageError when both are one folder or the key can't be read, FolderError when ``other``
    holds no evidence, does not verify, or contradicts what is here (nothing is then taken in),
    FolderBusy for either, StoreError.

    >>> testigo.merge(testigo.open("together"), "evidence") > 0
    True
    """
    from crawler.run import timestamps
    from evidence.custody.log import keys
    from evidence.custody.merge import merge as take_in
    from evidence.folder import EvidenceFolder
    from evidence.looks.rejoined import Rejoined
    from evidence.verdicts.settings import rules_of

    theirs = EvidenceFolder(Path(other))
    theirs.require()
    if theirs.path.resolve() == folder.path.resolve():
        raise UsageError(
            Words(
                "a folder can't be merged into itself",
                "una carpeta no se puede incorporar a sí misma",
            )
        )
    rules = rules_of(folder.config.standing)
    # nobody can be running a night in a folder that can't be written
    held = theirs.hold() if theirs.is_writable else nullcontext()
    with opened(folder, make=True) as store, folder.place.hold(), held:
        fingerprint = keys.fingerprint(key) if key else None
        return take_in(
            folder.place,
            store,
            theirs,
            Rejoined(folder.path, rules, folder.config.crawl.max_body),
            key=fingerprint,
            authorities=timestamps.authorities(folder.place, folder.config),
            say=Remarks(listener).add,
        )


def _steps(listener: Listener, step: str, of: int) -> Callable[[int], None]:
    """Adds up what a room below tells piece by piece."""
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        listener(Progress(step, done, of))

    return told


def _roots(folder: Folder, given: Path | str | None) -> list[Certificate]:
    from evidence.custody.log import timestamps

    custody = folder.config.custody
    configured = {custody.authority_roots, *(one.roots for one in custody.authority)} - {""}
    paths = [Path(given)] if given else [folder.path / name for name in sorted(configured)]
    try:
        return timestamps.roots_of(*paths)
    except (OSError, ValueError) as error:
        named = ", ".join(map(str, paths))
        raise UsageError(
            Words(
                "{place}: no root certificates can be read from it ({why})",
                "{place}: no se pueden leer de ahí certificados raíz ({why})",
            ),
            place=named,
            why=error,
        ) from error


def _note_sound(store: Store, result: Verification) -> None:
    with store.transaction("verified", {"captures": result.captures, "entries": result.entries}):
        pass


def _note_damage(store: Store, result: Verification, remarks: Remarks) -> None:
    """What was found matters more than that it is told."""
    from schedules.notices import troubles

    try:
        troubles.note_damage(store, result.bad)
    except StoreError as error:
        remarks.add(f"this can't be kept for the next notice: {error}")
