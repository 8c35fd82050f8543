"""What today's rules say of facts that older rules judged: stored facts and verdicts stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.verdicts import judge

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look


@dataclass(frozen=True, slots=True)
class Difference:
    """One look that newer rules judge otherwise."""

    before: Judgement
    after: Judgement


def rejudge(look: Look, before: Judgement) -> Difference | None:
    """The difference between ``before`` and what the present rules say of ``look``; None without one."""
    after = judge(look)
    same = (after.cause, after.at_most) == (before.cause, before.at_most)
    return None if same else Difference(before, after)
