"""Anchors by OpenTimestamps: that something was there before a Bitcoin block, by way of calendars.

A calendar takes a digest at once, and hours later tells the way from it into a block. Until then the proof
is pending. Whether a block of that height has the Merkle root that the proof leads to can't be told
without its header: no proof is checked to its end here, only up to the block that it names.

python-opentimestamps reads and writes the proofs; without it they are kept as they are.
"""

from __future__ import annotations

import hashlib
import importlib.util
import secrets
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

LIBRARY = "opentimestamps"
_HEADER = 33
"""Bytes before the digest of what a proof is of: a magic number, the version, the kind of digest."""
_DIGEST = 32
_NONCE = 16
"""Bytes put behind a digest before a calendar sees it, as the reference client does: it learns nothing
that others could compare."""


class AnchorError(ValueError):
    """What is no proof, or not of what it should be; its text says why."""


def is_installed() -> bool:
    """Whether proofs can be read and written here."""
    return importlib.util.find_spec(LIBRARY) is not None


def digest_of(proof: bytes) -> bytes:
    """The sha256 of what a proof (``.ots``) is of; empty for what is too short to be one. Needs no
    library."""
    return proof[_HEADER : _HEADER + _DIGEST]


class Proof:
    """A detached proof. Every method needs the library."""

    def __init__(self, file: Any) -> None:
        self._file = file

    @classmethod
    def begin(cls, document: bytes) -> tuple[Proof, bytes]:
        """A proof of ``document`` that nobody has seen yet, and the digest that calendars are given."""
        from opentimestamps.core.op import OpAppend, OpSHA256  # noqa: PLC0415 - an extra, and it takes 0.1 s
        from opentimestamps.core.timestamp import DetachedTimestampFile, Timestamp  # noqa: PLC0415

        made = Timestamp(hashlib.sha256(document).digest())
        submitted = made.ops.add(OpAppend(secrets.token_bytes(_NONCE))).ops.add(OpSHA256())
        return cls(DetachedTimestampFile(OpSHA256(), made)), bytes(submitted.msg)

    @classmethod
    def read(cls, proof: bytes) -> Proof:
        """Raises AnchorError for what is no proof over a sha256."""
        from opentimestamps.core.op import OpSHA256  # noqa: PLC0415
        from opentimestamps.core.serialize import BytesDeserializationContext, DeserializationError  # noqa: PLC0415
        from opentimestamps.core.timestamp import DetachedTimestampFile  # noqa: PLC0415

        context = BytesDeserializationContext(proof)
        try:
            file = DetachedTimestampFile.deserialize(context)
            context.assert_eof()
        except (DeserializationError, ValueError) as error:
            raise AnchorError(f"not readable ({type(error).__name__})") from error
        if not isinstance(file.file_hash_op, OpSHA256):
            raise AnchorError("not over a sha256")
        return cls(file)

    def add(self, message: bytes, reply: bytes) -> None:
        """Put in what a calendar says of ``message``, a digest on the way; raises AnchorError for a
        reply that is none or a message that is not on it."""
        from opentimestamps.core.serialize import BytesDeserializationContext, DeserializationError  # noqa: PLC0415
        from opentimestamps.core.timestamp import Timestamp  # noqa: PLC0415

        context = BytesDeserializationContext(reply)
        try:
            told = Timestamp.deserialize(context, message)
            context.assert_eof()
        except (DeserializationError, ValueError) as error:
            raise AnchorError(f"the reply is not readable ({type(error).__name__})") from error
        for node in _nodes(self._file.timestamp):
            if node.msg == message:
                node.merge(told)
                return
        raise AnchorError("the reply is about something else")

    @property
    def pending(self) -> list[tuple[str, bytes]]:
        """The calendars that have still to tell the way into a block, each with the digest that it
        knows."""
        from opentimestamps.core.notary import PendingAttestation  # noqa: PLC0415

        return [
            (str(attestation.uri), bytes(message))
            for message, attestation in self._file.timestamp.all_attestations()
            if isinstance(attestation, PendingAttestation)
        ]

    @property
    def blocks(self) -> list[int]:
        """Heights of the Bitcoin blocks that the proof leads to, in order."""
        from opentimestamps.core.notary import BitcoinBlockHeaderAttestation  # noqa: PLC0415

        return sorted(
            int(attestation.height)
            for _, attestation in self._file.timestamp.all_attestations()
            if isinstance(attestation, BitcoinBlockHeaderAttestation)
        )

    def __bytes__(self) -> bytes:
        """As in a file ``.ots``; raises AnchorError while no calendar has said anything."""
        from opentimestamps.core.serialize import BytesSerializationContext  # noqa: PLC0415

        context = BytesSerializationContext()
        try:
            self._file.serialize(context)
        except ValueError as error:
            raise AnchorError("no calendar has said anything") from error
        return bytes(context.getbytes())


def check(proof: bytes, document: bytes, blocks: list[int]) -> None:
    """Raises AnchorError where a proof is not of ``document``, or, where the library is there, can't be
    read or leads to other blocks than those."""
    if digest_of(proof) != hashlib.sha256(document).digest():
        raise AnchorError("it is of something else")
    if is_installed() and Proof.read(proof).blocks != blocks:
        raise AnchorError("it leads to other blocks than the log says")


def _nodes(timestamp: Any) -> Iterator[Any]:
    yield timestamp
    for below in timestamp.ops.values():
        yield from _nodes(below)
