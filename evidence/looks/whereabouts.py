"""Whether a document that is gone at its address stands at another: known by what it is, and not by
where it might be.

The same bytes, or the same text without a change of substance, are an identity only where there is
enough of them and few addresses show them: error pages, cookie banners, logos and empty templates
are the same at many. Everything else is an address to look at by hand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from evidence.changes.model import Kind
from evidence.changes.words import first_words, shingles
from evidence.identity import identity_key
from evidence.looks.contents import stored_content
from evidence.looks.sketch import may_be_alike, resemblance, sketch_of
from evidence.verdicts.front_pages import is_front_page
from evidence.verdicts.standing import GOOD
from evidence.vocabulary import PlaceKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from evidence.content import Content
    from evidence.looks.sketch import Sketch
    from evidence.looks.stored import Looks
    from evidence.store.checks import StoredCheck
    from evidence.store.due import KnownCapture
    from evidence.store.whereabouts import Showing

MOST = 4
"""Addresses that are looked at for one lost document in one night: a search is a guest, too."""
_TURNS = 60
"""Different runs of three words that make a text one of its own: below so many words a page is a notice
and no document (:mod:`evidence.looks.parts` draws the same line), and one that repeats itself says
no more."""
_TURNS_OF_TEXT = 100
"""The same where the bytes differ: forms and notices of one site differ in a date."""
_READ = 50_000
"""Words of a text in which they are counted."""
_FILE_BYTES = 20_000
"""Bytes of a file without a text: a scanned page has more, an empty form of an office less."""
_PICTURE_BYTES = 100_000
"""The same of a picture: logos are smaller, photographed documents larger."""
_ALIKE = 0.8
"""Share of runs of three words that makes two pages much the same text: two versions of a form have
more in common, two reports of one office less (``benchmarks/whereabouts.py``)."""
_NEAREST = 2
"""Of those that are alike, how many are looked at."""
_PAGES = 3
"""Other addresses of a folder that may show a page; one that more show is a template."""
_FILES = 10
"""The same of a file: boards name one agreement under each commitment that it closes."""
_NAME = re.compile(r"(?<![^/=?&])[^/=?&]+\.[a-z]{3,5}$", re.IGNORECASE)
_LONG_NAME = 9
"""Characters of a name that names one file: ``acta1.pdf`` does, ``1.pdf`` is one of many."""
_ANY = re.compile(r"(?:index|default|home|main|documento|document|download|file)\b", re.IGNORECASE)
_STANDS = frozenset({Verdict.ALIVE, Verdict.MOVED})
_SAME = frozenset({Kind.IDENTICAL, Kind.COSMETIC, Kind.BOILERPLATE})
"""Changes that leave a document what it is."""


@dataclass(frozen=True, slots=True)
class SeenThere:
    """What a look at an address says of a lost document."""

    is_there: bool
    """whether any document stands there"""
    same: PlaceKind | None = None
    """how it is the lost one; None: it is not, as far as can be said"""
    unseen: bool = False
    """the look says nothing: the address could not be seen"""


class Identity:
    """A lost document as it was last seen as cited: what it takes to know it again.

    ``baseline`` is its capture, ``shown`` are all addresses of the folder that showed the same,
    ``folder`` is the evidence folder. What needs the text raises RecordError where the capture is
    damaged.
    """

    def __init__(
        self,
        url: str,
        baseline: KnownCapture,
        shown: Sequence[Showing],
        folder: Path,
        max_body: int,
    ) -> None:
        self._baseline = baseline
        self._folder = folder
        self._max_body = max_body
        own = identity_key(url).partition("#")[0]
        self.others = [one for one in shown if identity_key(one.url).partition("#")[0] != own]
        self._was_error = any(one.was_error for one in shown)
        self._in_other_dress = 0

    @cached_property
    def _content(self) -> Content:
        """Read only where it is asked for: a portal that goes takes thousands of files along."""
        return stored_content(self._folder, self._baseline, self._max_body)

    @property
    def is_rare(self) -> bool:
        """Whether few enough addresses show the same, and none of them as an error."""
        most = _PAGES if is_page(self.media_type) else _FILES
        return len(self.others) + self._in_other_dress <= most and not self._was_error

    @property
    def media_type(self) -> str:
        """Of the document as it was last seen as cited."""
        return self._baseline.media_type

    @cached_property
    def title(self) -> str:
        """Of a page; files bear the name of their template as often as their own."""
        return self._content.title if is_page(self.media_type) else ""

    @cached_property
    def sketch(self) -> Sketch | None:
        """What its text looks like; None where there is too little of it, or it is no page: files are
        not dressed anew."""
        if not is_page(self.media_type) or _turns(self._content) < _TURNS_OF_TEXT:
            return None
        return sketch_of(self._content)

    def alike(self, neighbours: Iterable[tuple[str, Sketch]]) -> list[str]:
        """The addresses, of those with these sketches, that show much the same text, the most alike
        first; none where too many do."""
        own = self.sketch
        if own is None:
            return []
        found = [
            (resemblance(own, other), url) for url, other in neighbours if may_be_alike(own, other)
        ]
        known = {one.url for one in self.others}
        self._in_other_dress = sum(alike == 1.0 and url not in known for alike, url in found)
        near = sorted((one for one in found if one[0] >= _ALIKE), key=lambda one: -one[0])
        return [url for _, url in near][:_NEAREST] if self.is_rare else []

    def places(self) -> list[Showing]:
        """The addresses that showed the same at their latest look, the same bytes first; none of what
        stands everywhere."""
        if not self.is_rare:
            return []
        return [one for one in self.others if one.is_latest and one.verdict in _STANDS]

    def since(self, url_id: str) -> str | None:
        """Since when an address is known to show the same."""
        return next((one.since for one in self.others if one.url_id == url_id), None)

    def seen(self, looks: Looks, place: StoredCheck) -> SeenThere:
        """What the look at another address says. Raises RecordError where its record is damaged."""
        alone = seen_alone(place)
        if not alone.is_there:
            return alone
        look = looks.restore(place)
        against = replace(look.against, baseline=self._baseline, quoted=(), stated=(), moving=())
        finding = looks.examine(replace(look, against=against))
        change = finding.look.change
        if is_page(self.media_type) and is_front_page(finding.look.final_url):
            return SeenThere(is_there=False)  # what shows a portal's front page was lost before
        if change is not None and change.kind is Kind.REPLACED:
            return SeenThere(is_there=False)  # another document
        if change is None or change.kind not in _SAME or change.flags or finding.look.truncated:
            return SeenThere(is_there=True)
        if finding.judgement.verdict not in _STANDS:
            return SeenThere(is_there=True)
        return SeenThere(is_there=True, same=self._same(change.kind, finding.look.content))

    def _same(self, kind: Kind, content: Content | None) -> PlaceKind | None:
        if not self.is_rare:
            return None
        if kind is Kind.IDENTICAL:
            size = self._baseline.payload_bytes
            return PlaceKind.SAME_BYTES if has_substance(self._content, size) else None
        turns = min(_turns(self._content), _turns(content) if content else 0)
        return PlaceKind.SAME_TEXT if turns >= _TURNS_OF_TEXT else None


def seen_alone(place: StoredCheck) -> SeenThere:
    """What a look at an address says where nothing is known of the lost document."""
    verdict = place.check.verdict
    there = verdict in GOOD and place.check.capture_id is not None
    return SeenThere(is_there=there, unseen=verdict.is_unseen)


def name_of(url: str) -> str:
    """The name of the file that an address ends in, where it tells one document from another; else
    an empty text."""
    name = _NAME.search(url.partition("#")[0])
    if name is None or len(name[0]) < _LONG_NAME or _ANY.match(name[0]):
        return ""
    return name[0]


def is_page(media_type: str) -> bool:
    """Whether that is a web page or plain text, of which servers make many alike."""
    return media_type.startswith(("text/", "application/xhtml"))


def has_substance(content: Content, size: int) -> bool:
    """Whether there is enough of a document, of ``size`` bytes, to know it by its bytes."""
    if _turns(content) >= _TURNS:
        return True
    if content.media_type.startswith("image/"):
        return size >= _PICTURE_BYTES
    return not is_page(content.media_type) and size >= _FILE_BYTES


def _turns(content: Content) -> int:
    """How many different runs of three words the document's own text has."""
    return len(shingles(first_words(content.main, _READ), 3))
