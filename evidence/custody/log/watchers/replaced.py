"""Rows that were altered, taken out or put in before an act of ours replaced them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.findings import Finding
from evidence.store import heads, ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.custody.log.chain import Chain
    from evidence.custody.recorded import Recorded
    from evidence.folder import EvidenceFolder
    from evidence.store.records import CustodyEntry

_MOST = 5
"""Rows that a finding names: an entry of a night replaces a hundred, and can't say which it was."""


class Replaced:
    """What an entry says that it found, against what was recorded before it.

    Entries of earlier versions don't say; from the entry on from which each is signed, all do.
    """

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded
        self._begun = False

    def take(self, entry: CustodyEntry, chain: Chain) -> Iterator[Finding]:
        """See :class:`evidence.custody.log.watchers.Watcher`."""
        mark = heads.Mark(entry.seq, entry.at, entry.act, chain.detail)
        self._begun = self._begun or heads.is_begun(mark)
        was, said = self._recorded.replaced(chain.rows), chain.detail.get("was")
        if said is None and not (was and self._begun):
            return
        if said != (ledger.replaced(was) if was else None):
            yield _replaced(entry.seq, was or chain.rows)

    def end(self, folder: EvidenceFolder) -> Iterator[Finding]:  # noqa: ARG002 - as all of them
        """See :class:`evidence.custody.log.watchers.Watcher`."""
        yield from ()


def _replaced(seq: int, rows: ledger.Rows) -> Finding:
    named = [f"{table} {key}" for table, part in rows.items() for key in part]
    where, facts = f"custody {seq}", {"rows": named[:_MOST]}
    if len(named) > _MOST:
        return Finding(where, "rows-replaced-more", {**facts, "count": len(named) - _MOST})
    return Finding(where, "rows-replaced", facts)
