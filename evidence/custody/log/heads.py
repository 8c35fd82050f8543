"""Check what a log says of its own entries: signed one by one, found not to be ours, put back by a
person; and whether its end is what was signed last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.custody.finding import Finding
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
            yield Finding(where, "until here the signature over the log's last entry was missing")
        begun = begun or heads.is_begun(mark)
        if mark.act == heads.FOUND:
            for place, problem in heads.found_in(mark):
                told = f"{problem} (found on {mark.at[:10]}, custody {mark.seq})"
                yield Finding(place, told)
        elif mark.act == heads.RESTORED:
            yield Finding(where, _restored(mark))
    if begun and own.public is not None and own.head is not None:
        end = heads.strangers(store, own.public, heads.read(store), own.length, own.head)
        if end is not None:
            yield Finding(*end)


def _restored(mark: heads.Mark) -> str:
    lost = mark.detail.get("lost")
    until = lost.get("seq") if isinstance(lost, dict) else None
    gone = f"; what was logged up to entry {until} is gone" if until else ""
    return f"an older copy was put back on {mark.at[:10]}, by a person{gone}: {mark.detail.get('note')}"
