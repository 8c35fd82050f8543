"""Completes the answer to one person's question: the passage in time, the copy that proves it, the
sentence, and what would change our mind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence.looks.best_copy import nearest
from evidence.looks.quoted import Quoted
from evidence.reports.answer import BestCopy
from evidence.reports.doubts import doubts
from evidence.reports.headline import headline
from evidence.store import copies, mementos
from evidence.store.copies import OWN
from evidence.verdicts.standing import GOOD
from evidence.vocabulary import Verdict

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from evidence.changes.quote import Quote
    from evidence.reports.answer import Answer
    from evidence.store import Store
    from evidence.store.answers import CheckView, PartView
    from evidence.store.records import Standing

_UNALTERED = GOOD - {Verdict.CHANGED}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question goes by; ``day`` is the day that was asked about, if one was."""

    folder: Path
    store: Store
    max_body: int
    day: date | None

    def answered(
        self,
        answer: Answer,
        standing: Standing,
        shown: CheckView,
        parts: tuple[PartView, ...],
        quote: str,
    ) -> Answer:
        """``answer`` with all that only a question has. ``shown`` is the look at the document, which may
        stand at another address, ``parts`` are its parts; ``quote`` is empty where none was asked for.

        Raises RecordError when the record of the last look is damaged.
        """
        told = replace(
            answer, cited_on=self._cited_on(standing.url_id), next_look=standing.next_look
        )
        if quote:
            asked = Quoted(self.folder, self.store, quote, self.max_body)
            told = replace(told, quote=asked.in_time(standing.url_id, shown, parts, told.cited_on))
        told = replace(told, evidence=self._evidence(told, standing.url_id))
        return replace(told, headline=headline(told), doubts=doubts(told))

    def _cited_on(self, url_id: str) -> str | None:
        return self.day.isoformat() if self.day else mementos.cited_on(self.store, url_id)

    def _evidence(self, answer: Answer, url_id: str) -> BestCopy | None:
        """The copy that says the passage; else the last look's, if it saw the document as it was; else the
        copy of that which is nearest to the day of the citation."""
        quote = answer.quote
        if quote and quote.best:
            best = quote.best
            return BestCopy(
                best.at, best.origin, best.url, best.state, copies.kept(self.store, best.capture_id)
            )
        state = quote.state if quote else None
        if answer.verdict in _UNALTERED and answer.capture:
            return BestCopy(answer.checked_at, OWN, answer.final_url, state, answer.capture)
        return self._nearest(answer, quote, url_id)

    def _nearest(self, answer: Answer, quote: Quote | None, url_id: str) -> BestCopy | None:
        unaltered = copies.copies(self.store, url_id, _UNALTERED)
        found = nearest(unaltered or copies.copies(self.store, url_id, GOOD), answer.cited_on)
        if found is None:
            return None
        told = {one.capture_id: one.state for one in quote.then} if quote else {}
        capture = copies.kept(self.store, found.capture_id)
        state = told.get(found.capture_id)
        return BestCopy(found.at, found.origin, found.url, state, capture)
