"""Be a witness: cosign others' checkpoints, each only where it goes on from the last one cosigned.

What was seen of a log is kept before the cosignature leaves, in the transaction that compared it: so
neither a crash nor two requests at once have a witness sign two histories of one log.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence import clock
from evidence.bilingual import Words
from evidence.custody.log import merkle, notes
from evidence.custody.log.notes import Checkpoint, Key, NoteError
from evidence.custody.witness.request import SIZE_TYPE, Answered, Request
from evidence.store.records import Witnessed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.custody.witness.identity import Identity
    from evidence.store.database import Store

log = logging.getLogger(__name__)

_SEEN = "SELECT * FROM witnessed WHERE id = ?"


def cosign(store: Store, witness: Identity, logs: Sequence[Key], body: bytes) -> Answered:
    """Answer an ``add-checkpoint``; ``logs`` are the keys of those that are cosigned here.

    Raises StoreError when it can't be kept: then nothing is signed.
    """
    try:
        request = Request.read(body)
    except NoteError as problem:
        return Answered(400, f"{problem}\n")
    checkpoint = request.checkpoint
    known = [key for key in logs if key.name == checkpoint.origin]
    if not known:
        return Answered(404, "this log is not cosigned here\n")
    try:
        signer = checkpoint.signer(known)
    except NoteError as problem:
        return Answered(403, f"{problem}\n")
    if signer is None:
        return Answered(403, "not signed by this log\n")
    if request.old > checkpoint.size:
        return Answered(400, "the old size is larger than the new one\n")
    # of all lines only the log's own is kept: the others are anybody's
    own = tuple(line for line in checkpoint.lines if line.is_of(signer))
    return _decided(store, witness, replace(request, checkpoint=replace(checkpoint, lines=own)))


def _decided(store: Store, witness: Identity, request: Request) -> Answered:
    """Compare with what was cosigned last, and keep what is cosigned now, in one transaction."""
    checkpoint = request.checkpoint
    at = clock.now()
    line = notes.cosigned(checkpoint, witness.name, witness.private, int(at.timestamp()))
    with store.housekeeping() as transaction:
        seen = store.first(Witnessed, _SEEN, checkpoint.origin)
        size, root = (seen.size, bytes.fromhex(seen.root)) if seen else (0, merkle.EMPTY)
        if request.old != size:
            return Answered(409, f"{size}\n", SIZE_TYPE)
        if not merkle.is_consistent(
            size, root, checkpoint.size, checkpoint.root, request.proof
        ) or (checkpoint.size == 0 and checkpoint.root != merkle.EMPTY):
            if seen:
                note = bytes(checkpoint).decode()
                transaction.put(replace(seen, refused=note, refused_at=clock.stamp(at)))
            log.warning(
                Words(
                    "{origin} does not go on from {size} entries: refused",
                    "{origin} no continúa lo que ya se conocía de ella (asientos: {size}): "
                    "se rechaza",
                ).of(origin=checkpoint.origin, size=size)
            )
            return Answered(422, f"it does not go on from the checkpoint of {size} entries\n")
        kept = replace(checkpoint, lines=(*checkpoint.lines, line))
        made = Witnessed(
            checkpoint.origin,
            checkpoint.size,
            checkpoint.root.hex(),
            bytes(kept).decode(),
            clock.stamp(at),
            seen.refused if seen else None,
            seen.refused_at if seen else None,
        )
        transaction.put(made)
    return Answered(200, str(line))


def latest(store: Store, origin_sha256: str, logs: Sequence[Key]) -> Checkpoint | None:
    """The checkpoint that was cosigned last of the log whose origin has this sha256 (hex), with both
    signatures."""
    for name in {key.name for key in logs}:
        if notes.origin_hash(name) == origin_sha256:
            seen = store.first(Witnessed, _SEEN, name)
            return Checkpoint.read(seen.checkpoint.encode()) if seen else None
    return None
