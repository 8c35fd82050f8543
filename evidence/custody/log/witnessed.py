"""Who cosigned how much of a log: a cosigned checkpoint is over all entries before it, and so over all
earlier seals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

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

    @property
    def witnesses(self) -> set[str]:
        """The verifier keys of all that cosigned anything."""
        return set(self._reach)

    def covered(self, known: Iterable[str]) -> list[Covered]:
        """Every seal of the log, oldest first, with those of the ``known`` witnesses that vouch for
        it."""
        ours = [key for key in known if key in self._reach]
        return [
            Covered(entry, size, at, tuple(key for key in ours if self._reach[key] >= size))
            for entry, size, at in self._seals
        ]
