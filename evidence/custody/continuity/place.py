"""The folder against what this machine remembers of it, outside the folder.

A signature says that an entry is ours, and an older copy of a folder has good signatures, too. That it
is older only somebody who saw the newer one can know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence import signing
from evidence.bilingual import Words
from evidence.custody.log import keys
from evidence.errors import FolderError
from evidence.findings import Finding
from evidence.store import heads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store


@dataclass(frozen=True, slots=True)
class Remembered:
    """What this machine knows of a folder."""

    note: signing.Note | None
    """how far it had come; None where that is not known here"""
    contradiction: Finding | None = None
    """how the folder contradicts it"""

    @property
    def problem(self) -> str:
        """The same in English; empty when it does not."""
        return self.contradiction.problem if self.contradiction else ""


def remembered(folder: EvidenceFolder, store: Store, named: str | None = None) -> Remembered:
    """What is remembered of ``folder``, and whether it is the one. ``named`` is the fingerprint of the
    key that whoever asks expects.

    At a place that is known only that place's note counts: a copy may have gone on elsewhere. At a new
    place the folder must go on from any note of its key: it was moved, or copied.
    """
    last = store.one("SELECT seq FROM custody ORDER BY seq DESC LIMIT 1")
    if last is None:
        return Remembered(None)
    public = keys.public_of(store)
    signer = keys.key_id(public) if public else None
    own = signing.at_place(folder.path)
    if own is not None and own.key != signer:
        if signer is None or (signer != named and keys.private(signer) is None):
            kind = "folder-replaced" if signer else "folder-replaced-unsigned"
            facts = {"known": own.key, **({"signer": signer} if signer else {})}
            return Remembered(own, Finding("custody", kind, facts))
        own = None  # another folder of this machine's keeper
    if signer is None:
        return Remembered(None)
    notes = [own] if own is not None else signing.of_key(signer)
    held = [note for note in notes if heads.holds(store, note.seq, note.head)]
    if held or not notes:
        return Remembered(max(held, key=lambda note: note.seq, default=None))
    newest = max(notes, key=lambda note: note.seq)
    if (newest.seq, newest.head) in _given_up(store):
        return Remembered(newest)
    return Remembered(newest, _contradiction(last["seq"], newest))


def _contradiction(ends: int, newest: signing.Note) -> Finding:
    facts = {"written": newest.seq}
    if ends < newest.seq:
        return Finding("custody", "rolled-back", {**facts, "ends": ends})
    return Finding("custody", "entry-rewritten", facts)


def _given_up(store: Store) -> set[tuple[object, object]]:
    """Entries of which a person said that they are gone."""
    lost = [mark.detail.get("lost") for mark in heads.marks(store) if mark.act == heads.RESTORED]
    named = [(one.get("seq"), one.get("head")) for one in lost if isinstance(one, dict)]
    return {(seq, head) for seq, head in named if isinstance(seq, int) and isinstance(head, str)}


def require_same(folder: EvidenceFolder, store: Store) -> None:
    """Raises FolderError for a folder that is not as this machine left it, whatever is asked of it:
    what is added to it would make it look as if it were."""
    known = remembered(folder, store)
    if known.problem:
        raise FolderError(
            folder.path,
            Words(
                "{problem}. Put the newer one back; or, to go on from this one, which its log will say: "
                "testigo restored --note WHY",
                "{problem}. Restituya la más reciente; o, si va a seguir desde esta (quedará "
                "constancia en la bitácora): testigo restored --note MOTIVO",
            ),
            problem=known.contradiction,
        )


def go_on(folder: EvidenceFolder, store: Store, note: str) -> bool:
    """A person goes on from this copy: the log says so, with what is lost by it, for good. Returns
    False where nothing contradicts it. The caller holds the folder. Raises StoreError."""
    known = remembered(folder, store)
    if not known.problem or known.note is None:
        return False
    lost = {"key": known.note.key, "seq": known.note.seq, "head": known.note.head}
    with store.transaction(heads.RESTORED, {"lost": lost, "note": note}):
        pass
    signing.forget(folder.path)
    store.heads.note(anew=True)
    return True


def cut_notes(folder: EvidenceFolder, store: Store) -> Iterator[Finding]:
    """What was remembered of ``folder`` and can't be read any more."""
    public = keys.public_of(store)
    for path in signing.unreadable(folder.path, keys.key_id(public)) if public else ():
        yield Finding(str(path), "note-unreadable")


def finding(known: Remembered, store: Store) -> Finding | None:
    """What verification says of it."""
    if known.contradiction:
        # an older copy that can't be written is one that somebody keeps
        return known.contradiction.within("contradicts", note=store.is_read_only)
    if known.note is None and keys.public_of(store) is not None:
        return Finding("custody", "not-remembered", note=True)
    return None
