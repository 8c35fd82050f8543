"""What is wrong with the witnesses of a folder, and with the logs that it witnesses."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from evidence import clock
from evidence.custody.witness import ask, told
from evidence.reports.safe import short
from schedules.health import Sign

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from evidence.config import Config
    from evidence.custody.witness.told import WitnessStatus
    from evidence.store import Store

_PATIENCE = timedelta(days=2)
"""A machine may be down for a night; the next seal is over all before it."""
_LINE = 200
"""Characters of what a stranger said: two lines of a terminal."""


def signs(store: Store, config: Config, now: datetime) -> Iterator[Sign]:
    """One for each witness of this folder, and one for each log that showed two histories here."""
    custody = config.custody
    if custody.witnesses_needed > len(custody.witness):
        says = (
            f"{custody.witnesses_needed} are needed and {len(custody.witness)} named; see [custody]"
        )
        yield Sign("witnesses", good=False, says=says)
    for one in told.witnesses(store, custody):
        yield _sign(one, now)
    for log in told.forked(store):
        says = (
            f"the log {short(log.id, _LINE)} showed two histories ({(log.refused_at or '')[:16]}Z): ask its keeper; "
            "both checkpoints are in the table witnessed"
        )
        yield Sign("witness", good=False, says=says)


def _sign(one: WitnessStatus, now: datetime) -> Sign:
    name = short(one.name, _LINE)
    if one.asked_at is None:
        return Sign("witness", good=True, says=f"{name}: asked with the next seal")
    if one.problem is None or one.since is None:
        return Sign(
            "witness", good=True, says=f"{name}: cosigned {one.cosigned} of {one.of} entries"
        )
    late = now - clock.parse(one.since) > _PATIENCE or one.problem.startswith(ask.OTHER_HISTORY)
    says = f"{name}: {short(one.problem, _LINE)} (since {one.since[:16]}Z); it is asked again with the next seal"
    return Sign("witness", good=not late, says=says)
