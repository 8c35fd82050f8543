"""How it stands with witnesses: those of this folder's log, and the logs that are witnessed here."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from evidence.custody.log import seals
from evidence.store.records import WitnessAnswer, Witnessed

if TYPE_CHECKING:
    from evidence.config import Custody
    from evidence.store.database import Store


@dataclass(frozen=True, slots=True)
class WitnessStatus:
    """One witness of this folder's log."""

    name: str
    cosigned: int
    """entries that it vouches for"""
    of: int
    """entries under the last seal"""
    asked_at: str | None
    """None before it was asked"""
    problem: str | None
    """why it did not cosign the last seal it was asked for"""
    since: str | None
    """when it was first asked in vain"""

    def json(self) -> dict[str, Any]:
        """As ``status --format json`` prints it."""
        return asdict(self)


def witnesses(store: Store, custody: Custody) -> list[WitnessStatus]:
    """Those that the configuration names, in its order; asks nobody."""
    seal = seals.newest(store)
    size = seal.last if seal and seal.checkpoint else 0
    answers = {one.id: one for one in store.each(WitnessAnswer, "SELECT * FROM witness_answers")}
    found = []
    for one in custody.witness:
        last = answers.get(one.vkey)
        name = one.name or one.vkey.partition("+")[0]
        told = (last.asked_at, last.problem, last.since) if last else (None, None, None)
        found.append(WitnessStatus(name, last.size if last else 0, size, *told))
    return found


def forked(store: Store) -> list[Witnessed]:
    """The logs of others that showed this witness a checkpoint which does not go on from the one before."""
    return list(store.each(Witnessed, "SELECT * FROM witnessed WHERE refused IS NOT NULL"))
