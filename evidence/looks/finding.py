"""One look, examined: its facts, their judgement, and what the judgement rested on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence.changes.model import Flag
from evidence.verdicts.before import AFTER_NOTICE
from evidence.verdicts.capture import is_document_capture
from evidence.verdicts.document import speaking
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Second
from evidence.verdicts.wants import Want, wants

if TYPE_CHECKING:
    from evidence.content import Content
    from evidence.looks.observed import SecondLook
    from evidence.store.records import Observation as StoredObservation
    from evidence.verdicts.model import Judgement, Look, Observation, PartSeen, Probe
    from evidence.verdicts.series import Standing


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
    second: SecondLook | None = None
    """how the same look went with a browser's request, where it was made"""
    speaker: PartSeen | None = None
    """the part of the document by which it was judged, where the answer alone did not decide"""
    observed: tuple[StoredObservation, ...] = ()
    """what was asked of observers, and what they said, where they were asked"""
    searched: bool = False
    """whether the answer was searched for parts of the document"""
    is_bare: bool = False
    """what was read for it is let go of"""

    @property
    def wants_probes(self) -> bool:
        """Whether two random siblings would settle the judgement."""
        return Want.PROBES in wants(self.look, self.judgement)

    @property
    def rests_on_claims(self) -> bool:
        """Whether the judgement would be another without what the citing sources say."""
        look = self.look
        return bool(look.claims) and judge(replace(look, claims="")) != self.judgement

    @property
    def rests_on_moving(self) -> bool:
        """Whether the judgement would be another without what earlier looks taught of the page."""
        look = self.look
        return bool(look.moving) and judge(replace(look, moving=())) != self.judgement

    @property
    def is_next_baseline(self) -> bool:
        """Whether later looks are compared with this one: the first that shows the document, also where
        a notice came before it, and the first whose text can be read where that of the baseline could
        not."""
        if self.look.baseline is None:
            return self.is_document
        if [one.rule for one in self.judgement.reasons[:1]] == [AFTER_NOTICE]:
            return self.is_document
        change = self.look.change
        return change is not None and Flag.READABLE in change.flags and self.is_document

    @property
    def contents(self) -> list[Content]:
        """What was read for it: of the answer, of the baseline and of probes."""
        look = self.look
        told = (look, look.baseline, *look.probes)
        return [one.content for one in told if one is not None and one.content is not None]

    def without_contents(self) -> Finding:
        """The same finding without :attr:`contents`; nothing may be judged until it has them again."""
        look = self.look
        baseline = replace(look.baseline, content=None) if look.baseline else None
        probes = tuple(replace(probe, content=None) for probe in look.probes)
        look = replace(look, content=None, baseline=baseline, probes=probes)
        return replace(self, look=look, is_bare=True)

    def with_contents(self, again: Finding) -> Finding:
        """The same finding with the contents of ``again``, for which the look was examined anew."""
        read = again.look
        look = replace(self.look, content=read.content, baseline=read.baseline, probes=read.probes)
        return replace(self, look=look, is_bare=False)

    @property
    def is_document(self) -> bool:
        """Whether the capture may serve as a baseline."""
        return is_document_capture(self.look, self.judgement)

    def with_probes(self, probes: tuple[Probe, ...]) -> Finding:
        """The same facts judged again, with the answers of two probes."""
        look = replace(self.look, probes=probes)
        return replace(self, look=look, judgement=judge(look))

    def wants_other_eyes(self, before: Standing | None, after: Standing) -> bool:
        """Whether the same look with a browser's request must agree before ``after``, the standing
        that this look makes of ``before``, is true."""
        return Want.OTHER_EYES in wants(self.look, self.judgement, before, after)

    def with_observations(
        self, said: tuple[Observation, ...], rows: tuple[StoredObservation, ...], *, doubted: bool
    ) -> Finding:
        """The same facts judged again, with what observers ``said`` and the ``rows`` that prove it."""
        look = replace(self.look, observations=said, doubted=doubted)
        return replace(self, look=look, judgement=judge(look), observed=rows)

    def wants_observers(self, before: Standing | None, after: Standing) -> bool:
        """Whether observers are to say what they are shown, where this look makes ``after`` of
        ``before``."""
        return Want.OBSERVERS in wants(self.look, self.judgement, before, after)

    def with_parts(self, parts: tuple[PartSeen, ...]) -> Finding:
        """The same facts judged again, as a document that is made of ``parts``, too."""
        look = replace(self.look, parts=parts)
        speaker = speaking(self.judgement, parts)
        return replace(self, look=look, judgement=judge(look), speaker=speaker, searched=True)

    def with_second(self, second: SecondLook, finding: Finding) -> Finding:
        """The same facts judged again, with what the ``second`` look was found to show."""
        look = replace(self.look, second=Second(finding.judgement, finding.look.status))
        return replace(self, look=look, judgement=judge(look), second=second)
