"""Stored looks judged by today's rules. Reads the database and the WARC; changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.errors import RecordError
from evidence.looks.stored import Looks, judgement_of
from evidence.store import checks
from evidence.verdicts.judging import judge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence.folder import EvidenceFolder
    from evidence.store import Store
    from evidence.store.checks import StoredCheck
    from evidence.verdicts.model import Judgement, Look


@dataclass(frozen=True, slots=True)
class Difference:
    """One look that newer rules judge otherwise."""

    before: Judgement
    after: Judgement


@dataclass(frozen=True, slots=True)
class Rejudged:
    """One stored check and what today's rules say of it."""

    url: str
    checked_at: str
    difference: Difference | None
    problem: str = ""
    """why it could not be judged again: its record is damaged"""


def rejudge_all(
    folder: EvidenceFolder, store: Store, max_body: int, sources: Sequence[str] = ()
) -> Iterator[Rejudged]:
    """Every stored check of what ``sources`` cite (none: all), judged again."""
    looks = Looks(folder.path, store, max_body)
    for stored in checks.all_stored(store, sources):
        yield again(looks, stored)


def again(looks: Looks, stored: StoredCheck) -> Rejudged:
    """One stored check, judged again."""
    difference, problem = None, ""
    try:
        after = looks.examine(looks.restore(stored)).judgement
        difference = differs(judgement_of(stored.check), after)
    except RecordError as error:
        problem = str(error)
    return Rejudged(stored.url, stored.check.checked_at, difference, problem)


def rejudge(look: Look, before: Judgement) -> Difference | None:
    """The difference between ``before`` and what the present rules say of ``look``; None without
    one."""
    return differs(before, judge(look))


def differs(before: Judgement, after: Judgement) -> Difference | None:
    """The difference between two judgements of one look; None where cause and certainty agree."""
    same = (after.cause, after.at_most, after.at_least) == (
        before.cause,
        before.at_most,
        before.at_least,
    )
    return None if same else Difference(before, after)
