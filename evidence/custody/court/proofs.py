"""What a court package proves, as files that ``verify.sh`` reads: plain bytes and lists of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.custody.court.plain import plain
from evidence.custody.log.merkle import is_right

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evidence.custody.court.facts import Case, Entry, Sealed
    from evidence.custody.court.plain import PlainSeal


def files(case: Case, payloads: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Paths below ``proof/`` and contents; ``payloads`` has the name of each capture's content."""
    captures = []
    for kept in case.captures:
        number = f"{kept.number:04d}"
        yield f"rows/{number}.json", kept.row
        captures.append((number, payloads[kept.body], kept.id, kept.entry.seq, kept.entry.seal))
    yield "captures", _lines(captures)
    for entry in {kept.entry.seq: kept.entry for kept in case.captures}.values():
        yield from _entry(entry)
    signed = []
    for sealed in case.seals:
        bytes_of = plain(sealed.seal, case.key)
        signed.append((sealed.seq, bytes_of.start, bytes_of.size))
        yield from _seal(sealed, bytes_of)
    yield "signed", _lines(signed)
    yield (
        "tokens",
        _lines(
            (_token(sealed, at), sealed.seq, int(stamped.said.at.timestamp()))
            for sealed in case.seals
            for at, stamped in enumerate(sealed.stamps)
        ),
    )


def _lines(rows: Iterable[tuple[object, ...]]) -> bytes:
    return "".join(" ".join(map(str, row)) + "\n" for row in rows).encode()


def _entry(entry: Entry) -> Iterator[tuple[str, bytes]]:
    yield f"entries/{entry.seq}.json", entry.content
    sides = is_right(entry.index, entry.size)
    for step, (beside, right) in enumerate(zip(entry.proof, sides, strict=True)):
        side = "left" if right else "right"
        yield f"entries/{entry.seq}.path/{step:02d}.{side}", beside


def _seal(sealed: Sealed, bytes_of: PlainSeal) -> Iterator[tuple[str, bytes]]:
    yield f"seals/{sealed.seq}.seal", bytes_of.stamped
    if bytes_of.signature is not None:
        yield f"seals/{sealed.seq}.sig", bytes_of.signature
    for at, stamped in enumerate(sealed.stamps):
        yield f"seals/{_token(sealed, at)}", stamped.token.reply
    for at, cosigned in enumerate(sealed.cosigned):
        yield f"seals/{sealed.seq}.{at}.cosignature", str(cosigned.word.line).encode()
    if sealed.anchored:
        yield f"seals/{sealed.seq}.ots", sealed.anchored.anchor.proof


def _token(sealed: Sealed, at: int) -> str:
    return f"{sealed.seq}.{at}.tsr"
