"""One look, examined: its facts, their judgement, and what the judgement rested on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence.verdicts import judge
from evidence.verdicts.capture import is_document_capture
from evidence.verdicts.wants import Want, wants

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look, Probe


@dataclass(frozen=True, slots=True)
class Finding:
    """One look, examined."""

    look: Look
    judgement: Judgement
    media_type: str | None = None
    text_sha256: str | None = None
    """of the text that was shown, whether it came anew or stands in the store"""
    not_modified: bool = False
    """the server said 304: the stored capture stands for the answer"""
    quoted: tuple[str, ...] = ()
    """passages that the citing sources quote, of which the comparison knew"""
    unread: str = ""
    """why the body could not be read within the fence's limits"""

    @property
    def wants_probes(self) -> bool:
        """Whether two random siblings would settle the judgement."""
        return Want.PROBES in wants(self.look, self.judgement)

    @property
    def is_document(self) -> bool:
        """Whether the capture may serve as a baseline."""
        return is_document_capture(self.look, self.judgement)

    def with_probes(self, probes: tuple[Probe, ...]) -> Finding:
        """The same facts judged again, with the answers of two probes."""
        look = replace(self.look, probes=probes)
        return replace(self, look=look, judgement=judge(look))
