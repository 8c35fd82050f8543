"""Verify a folder or a package: is all as it was recorded, and by whom was it signed?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words
from evidence.custody.log.witnessed import Witnessed, Witnessing
from evidence.errors import ExitCode, StoreError, UsageError
from testigo.api.events import Remarks, added_up, silent
from testigo.api.folder import open_folder, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography.x509 import Certificate

    from evidence.bilingual import Language
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
        told = added_up(listener, "records", size)
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
    told = added_up(listener, "records", path.stat().st_size)
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
