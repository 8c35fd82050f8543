"""Runs and what each saw, a page at a time, latest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.store import runs
from evidence.store.parts import CITED
from evidence.store.records import Result, Run
from evidence.vocabulary import Cause, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.store.database import Store


@dataclass(frozen=True, slots=True)
class RunTold:
    """One run and what it came to."""

    run: Run
    verdicts: Mapping[Verdict, int]
    """how many of its checks ended in each"""

    @property
    def checked(self) -> int:
        """Addresses that it looked at."""
        return sum(self.verdicts.values())


@dataclass(frozen=True, slots=True)
class RunPage:
    """Some of the runs."""

    rows: tuple[RunTold, ...]
    page: int
    """from 1"""
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class RunLook(Result):
    """One look of a run."""

    url: str
    checked_at: str
    verdict: Verdict
    cause: Cause
    status: int | None
    before: Verdict | None
    """what the look before it at the same address came to; None for the first"""

    @property
    def is_new(self) -> bool:
        """Whether it is not what the look before it was."""
        return self.before is not None and self.before is not self.verdict


@dataclass(frozen=True, slots=True)
class LookPage:
    """Some of the looks of a run."""

    rows: tuple[RunLook, ...]
    page: int
    pages: int
    total: int


_RUNS = "SELECT * FROM runs ORDER BY started_at DESC, rowid DESC LIMIT ? OFFSET ?"
_OF_RUN = f"""
FROM checks k JOIN urls u ON u.id = k.url_id
WHERE k.run_id = :run AND {CITED} AND (:verdict IS NULL OR k.verdict = :verdict)
"""
_LOOKS = f"""
SELECT u.url, k.checked_at, k.verdict, k.cause, k.status,
       (SELECT p.verdict FROM checks p WHERE p.url_id = k.url_id AND p.checked_at < k.checked_at
        ORDER BY p.checked_at DESC LIMIT 1) AS before
{_OF_RUN} ORDER BY k.checked_at, k.rowid LIMIT :size OFFSET :skipped
"""


def run_list(store: Store, *, page: int = 1, size: int = 50) -> RunPage:
    """Every run that began, single checks and work on archives among them; behind the last page
    comes the last one again. Raises StoreDamaged."""
    total = int(store.value("SELECT COUNT(*) FROM runs"))
    page, pages = within(page, total, size)
    found = list(store.each(Run, _RUNS, size, (page - 1) * size))
    rows = tuple(RunTold(run, runs.verdicts(store, run.id)) for run in found)
    return RunPage(rows, page, pages, total)


def run_told(store: Store, run_id: str) -> RunTold | None:
    """One run. Raises StoreDamaged."""
    run = runs.run(store, run_id)
    return RunTold(run, runs.verdicts(store, run_id)) if run else None


def run_looks(
    store: Store, run_id: str, *, verdict: Verdict | None = None, page: int = 1, size: int = 50
) -> LookPage:
    """The looks of one run, first to last. Raises StoreDamaged."""
    wanted = {"run": run_id, "verdict": verdict}
    total = int(store.value(f"SELECT COUNT(*) {_OF_RUN}", **wanted))
    page, pages = within(page, total, size)
    rows = store.each(RunLook, _LOOKS, **wanted, size=size, skipped=(page - 1) * size)
    return LookPage(tuple(rows), page, pages, total)


def within(page: int, total: int, size: int) -> tuple[int, int]:
    """The page that there is nearest to the one asked for, and how many there are: 1 at least."""
    pages = max(1, -(-total // size))
    return min(max(page, 1), pages), pages
