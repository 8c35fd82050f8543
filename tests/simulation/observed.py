"""What is known of a machine from outside: what its database said after each attempt, its events."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.simulation.database import _CONNECT

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from schedules.events import Event
    from tests.simulation.processes import Done
    from tests.simulation.script import Trouble


@dataclass(frozen=True)
class Rows:
    """What a database says at one moment."""

    runs: dict[str, tuple[str, str, int]]
    """id -> kind, state, due"""
    checks: dict[str, tuple[str, str]]
    """id -> run, URL"""
    captures: frozenset[str]
    standings: dict[str, tuple[str, str, str]]
    """URL -> verdict, cause, certainty"""
    times: dict[str, tuple[str, str]]
    """URL -> since when it stands so, and its last look"""
    notices_waiting: int
    visits: frozenset[str]
    """complete ones, to the results board"""
    news: dict[str, tuple[str, str]]
    """of the board: id -> kind, label of the entry"""
    never_good: frozenset[str]
    """URLs that no look which counts has seen as they should be"""


@dataclass(frozen=True)
class Attempt:
    """One process that was a night's run."""

    night: int
    number: int
    date: str
    begun: datetime
    ended: datetime
    trouble: Trouble | None
    done: Done
    rows: Rows
    text: str
    """all that it wrote"""
    process: int
    still: float = 0.0
    """seconds for which it stood still"""

    @property
    def said(self) -> str:
        """Its last words."""
        return (self.text.strip().splitlines() or [""])[-1]

    @property
    def line(self) -> str:
        """What became of it."""
        trouble = f"{self.trouble.kind} at {self.trouble.at:.3f}" if self.trouble else "no trouble"
        runs = [state for kind, state, _ in self.rows.runs.values() if kind == "night"]
        return (
            f"  {self.date} attempt {self.number} ({trouble}): exit {self.done.code} after"
            f" {self.done.steps} steps, {len(self.rows.checks)} checks, {'/'.join(runs)}; {self.said[:150]}"
        )


@dataclass(frozen=True)
class Merged:
    """A neighbour's evidence was taken in."""

    night: int
    attempts: int
    """that came before"""
    looked: int | None
    """exit code of the neighbour's own night"""
    code: int | None
    before: Rows
    halfway: Rows | None
    """after a merge that was killed; None where none was"""
    after: Rows
    theirs: Rows


@dataclass
class Observed:
    """The whole story, as it went."""

    attempts: list[Attempt] = field(default_factory=list)
    events: list[tuple[datetime, Event]] = field(default_factory=list)
    merges: list[Merged] = field(default_factory=list)
    two_services: bool = False
    without_service: list[tuple[datetime, datetime]] = field(default_factory=list)
    """when there was none, because it was killed"""
    second_runs: list[int | None] = field(default_factory=list)
    """exit codes of runs that began while another held the folder"""


def look_at(database: Path) -> Rows:
    """Read a database without Testigo's own code."""
    db = _CONNECT(database)
    try:

        def rows(sql: str) -> list[Any]:
            return db.execute(sql).fetchall()

        standings = rows(
            "SELECT u.url, s.verdict, s.cause, s.certainty, s.since, s.last_look, s.last_good FROM standings s"
            " JOIN urls u ON u.id = s.url_id"
        )
        return Rows(
            {r[0]: (r[1], r[2], r[3]) for r in rows("SELECT id, kind, state, due FROM runs")},
            {
                r[0]: (r[1], r[2])
                for r in rows(
                    "SELECT k.id, k.run_id, u.url FROM checks k JOIN urls u ON u.id = k.url_id"
                )
            },
            frozenset(r[0] for r in rows("SELECT id FROM captures")),
            {r[0]: (r[1], r[2], r[3]) for r in standings},
            {r[0]: (r[4], r[5]) for r in standings},
            rows("SELECT COUNT(*) FROM notices WHERE state = 'waiting'")[0][0],
            frozenset(r[0] for r in rows("SELECT id FROM board_visits WHERE state = 'complete'")),
            {
                r[0]: (r[1], r[2])
                for r in rows(
                    "SELECT v.id, v.kind, e.link_text FROM board_events v"
                    " LEFT JOIN board_entries e ON e.id = v.entry_id"
                )
            },
            frozenset(r[0] for r in standings if r[6] is None),
        )
    finally:
        db.close()
