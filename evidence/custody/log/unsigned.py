"""Entries of a folder's own log that its key did not sign: nothing goes by what they say.

Whoever can write the folder can put in an entry that announces a file, or that names what was found before;
a run must not take the file for ours, nor pass over what is there. The key signs each entry in the
transaction that writes it, so a process that was killed leaves none without it.

Where the key is not on this machine no entry that is written here is signed, and nobody can tell those from
a stranger's: what comes behind the last signature counts there, and ``verify`` names it for itself.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.custody.faults import SHAPES
from evidence.custody.log import keys
from evidence.custody.log.document import Seal
from evidence.custody.log.notes import NoteError
from evidence.store import heads
from evidence.store.records import LogHead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.store.database import Store

_PLACE = re.compile(r"custody(?: (\d{1,18})(?: to (\d{1,18}))?)?", re.ASCII)
"""What :func:`evidence.store.heads.strangers` says where it found something: entries, or that the signature
itself is none."""
_END = """
SELECT c.seq AS ends, c.id AS last, h.id, h.seq, h.head, h.signature FROM custody c
LEFT JOIN log_head h ON h.id = 1 ORDER BY c.seq DESC LIMIT 1
"""
"""One statement: somebody who looks beside may write an entry between two."""
_SEALS = "SELECT seq, detail_json FROM custody WHERE act = 'night-sealed' ORDER BY seq"


@dataclass(frozen=True, slots=True)
class Unsigned:
    """Such entries, by their numbers."""

    spans: Sequence[range] = ()
    """in their order, none within another"""

    def __contains__(self, seq: object) -> bool:
        if not isinstance(seq, int):
            return False
        place = bisect_right(self.spans, seq, key=lambda span: span.start)
        return place > 0 and seq in self.spans[place - 1]


def unsigned(store: Store) -> Unsigned:
    """Those at the log's end, and those that were found there before, which an entry of ours says."""
    public, marks = keys.public_of(store), heads.marks(store)
    if public is None or not any(map(heads.is_begun, marks)):
        return Unsigned()
    sealed = _Sealed(store, public)
    found = []
    if keys.can_sign(store) and (span := _at_the_end(store, public, sealed)):
        found.append(span)
    for mark in reversed(marks):
        # each span ends right before the entry that names it: so one look at the last one is enough
        if mark.act != heads.FOUND or (found and mark.seq >= found[-1].start):
            continue
        places = (str(told.get("where")) for told in heads.found_in(mark))
        spans = (_span(where, mark.seq - 1, sealed) for where in places)
        found += [span for span in spans if span][:1]
    return Unsigned(found[::-1])


def _at_the_end(store: Store, public: bytes, sealed: _Sealed) -> range | None:
    row = store.one(_END)
    if row is None:
        return None
    ends, last = row.pop("ends"), row.pop("last")
    standing = LogHead.from_row(row) if row["id"] is not None else None
    told = heads.strangers(store, public, standing, ends, last)
    return _span(told.where, ends, sealed) if told else None


def _span(where: str, ends: int, sealed: _Sealed) -> range | None:
    """The entries that a finding at ``where`` is about, which ``ends`` is the last of; None where it is about
    something else."""
    place = _PLACE.fullmatch(where)
    if place is None:
        return None
    if place[1] is None:  # who can say since when: what is under a seal is signed all the same
        return range(sealed.until(ends) + 1, ends + 1)
    first, last = int(place[1]), int(place[2] or place[1])
    return range(first, last + 1) if first <= last == ends else None


class _Sealed:
    """How far the seals go that the folder's key signed; read when it is first asked."""

    def __init__(self, store: Store, public: bytes) -> None:
        self._store = store
        self._public = public
        self._known: tuple[list[int], list[int]] | None = None

    def until(self, seq: int) -> int:
        """The last entry under a seal that is made up to the entry ``seq``; 0 where there is none."""
        at, last = self._known = self._known or self._read()
        place = bisect_right(at, seq)
        return min(last[place - 1], seq) if place else 0

    def _read(self) -> tuple[list[int], list[int]]:
        at: list[int] = []
        last: list[int] = []
        for row in self._store.iterate(_SEALS):
            try:
                seal = Seal.read(json.loads(row["detail_json"]))
                if seal.is_signed(self._public):
                    at.append(row["seq"])
                    last.append(max(seal.last, last[-1] if last else 0))
            except (*SHAPES, NoteError):
                continue
        return at, last
