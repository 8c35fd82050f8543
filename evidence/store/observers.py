"""Who made a look: this folder, or one that was merged in, also by way of a third.

Each folder's log says of its own runs that they began, and a merged log is kept whole. So whoever a
run came through, the log that names its beginning is the one of the folder that looked.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evidence.store.records.record import Result

if TYPE_CHECKING:
    from evidence.store.database import Store

_BEGUN = """
SELECT {columns} FROM {log} m, json_each(CASE WHEN json_valid(m.rows_json) THEN m.rows_json END, '$.runs') named
WHERE m.act = 'run-began'
"""
"""The runs that a log says began; an entry that was altered says nothing here, and verification names it."""
_HERE = _BEGUN.format(columns="named.key", log="custody")
OTHERS = f"{_BEGUN.format(columns='named.key', log='merged_custody')} EXCEPT {_HERE}"
"""SQL: ids of the runs that began in other folders. What began before a folder was copied is in both logs, and
ours."""
_RUNS = f"""
SELECT r.id AS run_id, b.log, r.collector_json
FROM ({_BEGUN.format(columns="m.chain AS log, named.key AS id", log="merged_custody")}) b JOIN runs r USING (id)
WHERE r.id NOT IN ({_HERE})
"""


@dataclass(frozen=True, slots=True)
class Observer:
    """The keeper of another folder, who made a look that was merged in."""

    log: str
    """id of the first entry of their custody log, which names their folder for good"""
    operator: str | None
    """the contact that they gave"""

    @property
    def name(self) -> str:
        """Whom to name: the contact, else the beginning of the log's id."""
        return self.operator or self.log[:12]


@dataclass(frozen=True, slots=True)
class _Run(Result):
    run_id: str
    log: str
    collector_json: str | None


class Observers:
    """The observers of all runs in a folder."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, run_id: str) -> Observer | None:
        """Who made the looks of a run; None for our own."""
        return self._theirs.get(run_id)

    @cached_property
    def _theirs(self) -> dict[str, Observer]:
        return {run.run_id: _observer(run) for run in self._store.each(_Run, _RUNS)}


def _observer(run: _Run) -> Observer:
    told = json.loads(run.collector_json or "{}")
    return Observer(run.log, told.get("operator"))
