"""What became of a passage that somebody quotes: by the last look, and by every copy that is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from evidence.changes.passage import passage
from evidence.changes.quote import Quote, Sighting, State
from evidence.errors import RecordError
from evidence.looks.best_copy import best
from evidence.looks.contents import stored_content
from evidence.store import answers, copies, due
from evidence.store.copies import OWN
from evidence.verdicts.standing import GOOD

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from evidence.content import Content
    from evidence.store import Store
    from evidence.store.answers import CheckView, PartView
    from evidence.store.copies import Copy

_NEAREST = (State.PRESENT, State.ALTERED, State.UNSURE, State.ABSENT)
"""The best of what parts say: a passage that stands in one of them stands in the document."""
_MOST_TEXTS = 24
_MOST_BYTES = 8_000_000
"""Different texts of one URL that are read to answer one question, and what they may weigh together: a
page takes about 10 ms, a megabyte of PDF 200, and who asks waits. The newest come first, then the oldest."""
_MOST_READ = 48
"""Bodies that are read; of more, one whose text was read says the same. A page that differs in every byte
each night has one text, and what it crosses out does not show in that."""


class _Found(NamedTuple):
    """What became of a passage in a document, and the capture that decided: of the page, or of a part."""

    quote: Quote
    capture_id: str


class Quoted:
    """One question about one passage; reads each text once."""

    def __init__(self, folder: Path, store: Store, quote: str, max_body: int) -> None:
        self._folder = folder
        self._store = store
        self._quote = quote
        self._max_body = max_body
        self._before: Content | None = None
        """the last content that said it word for word"""
        self._told: dict[str, Quote] = {}
        """what was read: digest of its bytes, and of its text -> what became of it there"""
        self._reads = 0

    def now(self, check: CheckView, parts: Iterable[PartView]) -> Quote | None:
        """What became of it by one look, ``parts`` being what its document is made of; None when the look
        saw no document.

        Raises RecordError when a capture's record is damaged.
        """
        found = self._of_look(check, parts)
        return found.quote if found else None

    def _of_look(self, check: CheckView, parts: Iterable[PartView]) -> _Found | None:
        looks = [(None, check), *((part.url, part.check) for part in parts)]
        found = [
            _Found(replace(told, part=url), look.capture_id)
            for url, look in looks
            if look.verdict in GOOD
            and look.capture_id
            and (told := self._in(look.capture_id)) is not None
        ]
        return min(
            found,
            key=lambda one: (_NEAREST.index(one.quote.state), -one.quote.score),
            default=None,
        )

    def in_time(
        self, url_id: str, check: CheckView, parts: Iterable[PartView], cited_on: str | None
    ) -> Quote:
        """What became of it by the last look and by all copies of the URL that are kept; ``cited_on`` is
        the day, if it is known, of which the best copy tells.

        Raises RecordError when the record of the last look is damaged; of other copies that are, nothing
        is told.
        """
        then = self._then(url_id, check.capture_id)
        self._reads = 0  # the last look is read whatever there was before
        now = self._of_look(check, parts)
        if now is not None:
            then.append(_sighting(check.checked_at, OWN, check.final_url, now))
        then.sort(key=lambda one: one.at)  # an archive may have made a copy just now
        told = now.quote if now else Quote(State.UNSEEN, 0.0, "")
        return replace(told, then=tuple(_condensed(then)), best=best(then, cited_on))

    def _then(self, url_id: str, last: str | None) -> list[Sighting]:
        """What the copies but the ``last`` capture say, oldest first."""
        known = copies.copies(self._store, url_id, GOOD)
        before = [copy for copy in known if copy.capture_id != last]
        parts = answers.parts_of_url(self._store, url_id)
        made_of = {copy.capture_id: _made_of(copy, parts) for copy in before}
        read = _to_read(before, made_of)
        found: list[Sighting] = []
        for copy in before:
            texts = made_of[copy.capture_id]
            if texts not in read:
                continue
            one = self._of_copy(copy, parts)
            if one is not None:
                found.append(_sighting(copy.at, copy.origin, copy.url, one))
        return found

    def _of_copy(self, copy: Copy, parts: dict[str, list[PartView]]) -> _Found | None:
        try:
            if copy.check_id is None:
                quote = self._in(copy.capture_id)
                return _Found(quote, copy.capture_id) if quote else None
            look = answers.check(self._store, copy.check_id)
            return self._of_look(look, parts.get(copy.check_id, ()))
        except RecordError:  # verify tells of it
            return None

    def _in(self, capture_id: str) -> Quote | None:
        """What became of it in one capture; one whose bytes were read before says the same."""
        capture = due.capture(self._store, capture_id)
        if capture is None:
            return None
        text = capture.text_sha256 or capture.payload_sha256
        told = self._told.get(capture.payload_sha256)
        if told is None and self._reads >= _MOST_READ:
            told = self._told.get(text)
        if told is None:
            self._reads += 1
            content = stored_content(self._folder, capture, self._max_body)
            told = passage(self._quote, content, self._before)
            if told.state is State.PRESENT:
                self._before = content
            self._told |= {capture.payload_sha256: told, text: told}
        return told


def _sighting(at: str, origin: str, url: str, found: _Found) -> Sighting:
    quote = found.quote
    return Sighting(at, origin, quote.part or url, quote.state, found.capture_id, quote.part)


def _made_of(copy: Copy, parts: dict[str, list[PartView]]) -> tuple[str, ...]:
    """What a copy's text is made of: equal ones say the same."""
    files = (part.check.payload_sha256 or "" for part in parts.get(copy.check_id or "", ()))
    return (copy.text, *files)


def _to_read(before: list[Copy], made_of: dict[str, tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The different texts to read, within bounds: archives' copies, the newest and the oldest first."""
    newest = before[::-1]
    order = [*(copy for copy in newest if copy.origin != OWN), *newest[:1], *before[:1], *newest]
    read: set[tuple[str, ...]] = set()
    weight = 0
    for copy in order:
        texts = made_of[copy.capture_id]
        if texts not in read and len(read) < _MOST_TEXTS and weight <= _MOST_BYTES:
            read.add(texts)
            weight += copy.size
    return read


def _condensed(found: list[Sighting]) -> list[Sighting]:
    """Of own looks that say the same one after the other, the first and the last."""
    kept: list[Sighting] = []
    for place, one in enumerate(found):
        beside = found[max(0, place - 1) : place] + found[place + 1 : place + 2]
        is_within = len(beside) == 2 and all(
            (other.origin, other.state, other.part) == (OWN, one.state, one.part)
            for other in beside
        )
        if not (is_within and one.origin == OWN):
            kept.append(one)
    return kept
