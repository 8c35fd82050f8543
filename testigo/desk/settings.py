"""What a desk is told when it is opened, and its bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.bilingual import Language

LOOPBACK = "127.0.0.1"
PORT = 8420
"""Free by IANA's list, and beside that of ``[listen]``; copies are shown on the next one."""
FORM = 1 << 20
"""Bytes of a form without a file: a quoted passage is a page of a report at most."""
AT_ONCE = 4
"""Looks at work at once. Each is a process of about 100 MB that waits for the network most of the time."""
WAITING = 32
"""Looks that may wait for their turn; whoever comes later is told to come again."""
LONGEST = 300.0
"""Seconds of one look: three tries of a page at 30 s, half a minute of archives, a minute of observers, and
as much again."""
REMEMBERED = 200
"""Looks whose end is remembered for whoever comes back to their page; the folder keeps what they found."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How one desk is opened."""

    host: str = LOOPBACK
    port: int = PORT
    copies: str | None = None
    """the origin that kept copies are shown at, as ``http://127.0.0.1:8421``; None: they aren't shown"""
    names: tuple[str, ...] = ()
    """names, beside the address itself, that the desk may be asked by: those of a proxy before it"""
    share: bool = False
    """read only: no forms"""
    language: Language = "en"
    """of readers who ask for none"""

    readers: tuple[str, ...] = ()
    """hashes of the tokens of those who may read from elsewhere"""

    @property
    def needs_readers(self) -> bool:
        """Whether whoever asks has to show a token: others than this machine's users can."""
        return self.share or bool(self.names) or not self.is_loopback

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can ask."""
        return self.host in {LOOPBACK, "::1", "localhost"}
