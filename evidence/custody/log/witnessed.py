"""Who cosigned how much of a log: a cosigned checkpoint is over all entries before it, and so over all
earlier seals."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.custody.log.document import Seal
    from evidence.custody.log.notes import Key


@dataclass(frozen=True, slots=True)
class Covered:
    """A seal, and the witnesses that vouch for it by cosigning it or a later one."""

    entry: int
    """number of the seal's entry"""
    size: int
    """entries that it is over"""
    at: str
    by: tuple[str, ...]
    """verifier keys"""


@dataclass(frozen=True, slots=True)
class Witnessing:
    """Who vouches for each seal of a log, and whether they are enough."""

    known: tuple[str, ...] = ()
    """verifier keys of those whose word counts"""
    needed: int = 0
    """how many of them must vouch for a seal"""
    seals: tuple[Covered, ...] = ()
    """every one, oldest first"""
    strangers: tuple[str, ...] = ()
    """verifier keys of others that cosigned: anybody can make such witnesses"""

    @property
    def lacking(self) -> tuple[Covered, ...]:
        """The seals that fewer vouch for than are needed: the last ones, for a word on a seal is over
        all before it."""
        return tuple(one for one in self.seals if len(one.by) < self.needed)

    @property
    def is_enough(self) -> bool:
        """Whether as many as are needed vouch for all of it."""
        return not self.lacking and bool(self.seals or not self.needed)

    def json(self) -> dict[str, Any]:
        """As ``verify --format json`` prints it."""
        return asdict(self)


class Witnessed:
    """Fills as a log is read."""

    def __init__(self) -> None:
        self._seals: list[tuple[int, int, str]] = []
        self._reach: dict[str, int] = {}

    def note_seal(self, seal: Seal, entry: int) -> None:
        """A seal of the log, in its entry number ``entry``."""
        self._seals.append((entry, seal.last, seal.at))

    def note(self, witness: Key, size: int) -> None:
        """A cosignature that holds."""
        self._reach[str(witness)] = max(size, self._reach.get(str(witness), 0))

    def told(self, known: Sequence[str], needed: int) -> Witnessing:
        """What it comes to for a reader who trusts the ``known`` witnesses (verifier keys) and wants
        ``needed`` of them."""
        ours = [key for key in known if key in self._reach]
        covered = (
            Covered(entry, size, at, tuple(key for key in ours if self._reach[key] >= size))
            for entry, size, at in self._seals
        )
        strangers = sorted(self._reach.keys() - set(known))
        return Witnessing(tuple(known), needed, tuple(covered), tuple(strangers))
