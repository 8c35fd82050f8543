"""The logs of two folders: which goes on where the other ends, and taking in what is new of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import FolderError
from evidence.store.records import Result

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.store.database import Store

_ENDS = """
SELECT (SELECT id FROM custody WHERE seq = 1) AS chain, seq, id AS head FROM custody
WHERE seq = (SELECT MAX(seq) FROM custody)
UNION ALL SELECT chain, seq, id AS head FROM merged_custody m
WHERE seq = (SELECT MAX(seq) FROM merged_custody n WHERE n.chain = m.chain)
"""
_HAS_ENTRY = """
SELECT 1 FROM custody WHERE seq = ? AND id = ? UNION ALL
SELECT 1 FROM merged_custody WHERE seq = ? AND id = ?
"""
_TAKE = """
INSERT INTO merged_custody (chain, id, seq, previous, at, act, rows_json, detail_json)
VALUES (:chain, :id, :seq, :previous, :at, :act, :rows_json, :detail_json)
"""


@dataclass(frozen=True, slots=True)
class End(Result):
    """Where a log ends: position and id of its last entry."""

    chain: str
    """id of its first entry"""
    seq: int
    head: str


def ends(store: Store) -> dict[str, End]:
    """Where each log in a folder ends, by the id of its first entry; the folder's own is the first."""
    return {end.chain: end for end in store.each(End, _ENDS)}


def is_longer(other: Path, theirs: Store, store: Store, chain: str, end: End) -> bool:
    """Whether their copy of a log goes on after ours; both must be the same as far as both go.

    Raises FolderError, which names the folder at ``other``, when they are not.
    """
    ours = ends(store).get(chain)
    if ours is None:
        return True
    longer = end.seq > ours.seq
    holder, last = (theirs, ours) if longer else (store, end)
    if not holder.one(_HAS_ENTRY, *(last.seq, last.head) * 2):
        raise FolderError(
            other,
            Words(
                "its log is not the one that was merged before: somebody has rewritten it since",
                "su bitácora no es la que se incorporó antes: alguien la reescribió desde entonces",
            ),
        )
    return longer


def take_log(store: Store, theirs: Store, chain: str) -> None:
    """Add what we don't have of one of their logs, inside a transaction."""
    ours = ends(store).get(chain)
    own = theirs.one("SELECT 1 FROM custody WHERE seq = 1 AND id = ?", chain)
    rest = "custody WHERE" if own else "merged_custody WHERE chain = :chain AND"
    entries = theirs.iterate_named(
        f"SELECT * FROM {rest} seq > :seq ORDER BY seq",
        {"chain": chain, "seq": ours.seq if ours else 0},
    )
    for entry in entries:
        store.db.execute(_TAKE, {**entry, "chain": chain})
