"""What a log sends a witness: a checkpoint, and the proof that it goes on from the one before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evidence.custody.log import notes
from evidence.custody.log.notes import Checkpoint, NoteError

LONGEST = 1 << 17
"""Bytes: the longest proof has 63 lines of 45, and the rest is a note's signatures."""
SIZE_TYPE = "text/x.tlog.size"
"""Of the answer that says from which size a proof is wanted."""
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")
_PROOF = 63
"""Lines of a proof: a tree of 2^63 leaves has no longer one."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a witness answers, as HTTP has it."""

    status: int
    body: str = ""
    content_type: str = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    """The body of an ``add-checkpoint``."""

    old: int
    """leaves of the checkpoint before, as the log believes"""
    proof: tuple[bytes, ...]
    checkpoint: Checkpoint

    @classmethod
    def read(cls, body: bytes) -> Request:
        """Raises NoteError for what is no such body."""
        head, found, note = body.partition(b"\n\n")
        try:
            first, *proof = head.decode("ascii").split("\n")
        except UnicodeDecodeError as error:
            raise NoteError("not ASCII") from error
        old = _OLD.fullmatch(first)
        if not found or old is None or len(proof) > _PROOF:
            raise NoteError("it does not begin with an old size and a proof")
        hashes = tuple(notes.decoded(one) for one in proof)
        if any(len(one) != 32 for one in hashes):
            raise NoteError("a proof is made of hashes")
        return cls(int(old[1]), hashes, Checkpoint.read(note))

    def __bytes__(self) -> bytes:
        proof = "".join(f"{notes.encoded(one)}\n" for one in self.proof)
        return f"old {self.old}\n{proof}\n".encode() + bytes(self.checkpoint)
