"""Check what a log says of its own entries: signed one by one, found not to be ours, put back by a
person; and whether its end is what was signed last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.findings import Finding
from evidence.store import heads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.custody.log.chain import Chain
    from evidence.store.database import Store


def verify_heads(store: Store, own: Chain) -> Iterator[Finding]:
    """``own`` is the log, read to its end."""
    marks, begun = heads.marks(store), False
    for mark in marks:
        where = f"custody {mark.seq}"
        if heads.is_begun(mark) and begun:
            yield Finding(where, "head-unsigned-so-far")
        begun = begun or heads.is_begun(mark)
        if mark.act == heads.FOUND:
            for found in heads.found_in(mark):
                facts = {"day": mark.at[:10], "entry": mark.seq}
                yield Finding.read(found).within("found-before", facts)
        elif mark.act == heads.RESTORED:
            yield _restored(where, mark)
    if begun and own.public is not None and own.head is not None:
        end = heads.strangers(store, own.public, heads.read(store), own.length, own.head)
        if end is not None:
            yield end


def _restored(where: str, mark: heads.Mark) -> Finding:
    lost = mark.detail.get("lost")
    until = lost.get("seq") if isinstance(lost, dict) else None
    facts = {"day": mark.at[:10], "note": str(mark.detail.get("note"))}
    if "without" in mark.detail:
        return Finding(where, "restored-without", facts)
    if until:
        return Finding(where, "restored-lost", {**facts, "entry": until})
    return Finding(where, "restored", facts)
