"""The place of a document that an address cites behind its ``#``, and whether it is still there.

Three kinds are known: ``#metas``, an element of a page by its name; ``#page=12``, a page of a PDF
(PDF open parameters, RFC 8118); ``#:~:text=…``, words of a page (URL Fragment Text Directives).
Anything else (routes of scripts, media times, cells) says nothing that can be looked up here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Self
from urllib.parse import unquote

from evidence.changes.quote import State, check_quote
from evidence.changes.words import first_words, words
from evidence.content import is_light
from evidence.content.anchors import at_anchor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence.content import Content

_DIRECTIVE = ":~:"
_PAGE = re.compile(r"(?:^|&)page=(\d{1,6})(?:&|$)")
_ROUTE = ("/", "!")
"""With what the fragment of an address begins that scripts read as a path of their own."""
_NAME = re.compile(r"[^\s=&]{1,200}")
_TRIES = 50
"""Places where the first words of a quoted passage stand, and where its last do, that are tried: a page
may be one word a million times."""
_MOST = 1_000_000
"""Words of a text in which a passage is looked for; of a longer one nobody says that it is not there."""
_TOLD = 4
"""Words from which a passage can be known again elsewhere; fewer stand anywhere by chance."""


class Kind(StrEnum):
    """What names the place."""

    ANCHOR = "anchor"
    PAGE = "page"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Place:
    """One place that an address cites."""

    kind: Kind
    name: str
    """as the address spells it, without ``#`` and directive"""

    @property
    def shown(self) -> str:
        """How a reader knows it: ``#metas``, ``#page=12``, “the words”."""
        return f"“{unquote(self.name)}”" if self.kind is Kind.WORDS else f"#{self.name}"

    @classmethod
    def of(cls, fragment: str) -> list[Self]:
        """The places that a URL's fragment names; often none."""
        element, _, directives = fragment.partition(_DIRECTIVE)
        named = (part.partition("=") for part in directives.split("&"))
        found = [cls(Kind.WORDS, value) for name, _, value in named if name == "text" and value]
        if page := _PAGE.search(element):
            found.append(cls(Kind.PAGE, f"page={page[1]}"))
        elif _NAME.fullmatch(element) and not element.startswith(_ROUTE) and element != "top":
            found.append(cls(Kind.ANCHOR, element))
        return found

    def passage(self, content: Content) -> str | None:
        """What stands at the place in ``content``; None where there is no such place."""
        if self.kind is Kind.ANCHOR:
            return at_anchor(content.html, self.name)
        if self.kind is Kind.WORDS:
            return _quoted(self.name, first_words(content.lines, _MOST))
        number = int(self.name.partition("=")[2])
        if not 0 < number <= len(content.parts):
            return None
        page = content.parts[number - 1]
        return " ".join(content.lines[page.start : page.stop])

    def is_told_by(self, content: Content) -> bool:
        """Whether ``content`` can show that the place is not there."""
        if not content.comparable or content.partial:
            return False
        if self.kind is Kind.PAGE:
            return content.media_type == "application/pdf"
        if self.kind is Kind.ANCHOR:
            return bool(content.html) and is_light("text/html", content.html.encode())
        return content.words < _MOST


@dataclass(frozen=True, slots=True)
class Lost:
    """A place that was there and is no more."""

    place: Place
    stands: bool
    """what stood there can still be read elsewhere in the document"""


def lost_places(fragment: str, before: Content, now: Content) -> list[Lost]:
    """The places that ``fragment`` names in ``before`` and not in ``now``; first those of which nothing
    is left."""
    found = []
    for place in Place.of(fragment):
        if not (place.is_told_by(before) and place.is_told_by(now)):
            continue
        passage = place.passage(before)
        if passage is not None and place.passage(now) is None:
            found.append(Lost(place, _stands(place, passage, now)))
    return sorted(found, key=lambda lost: lost.stands)


def unseen_places(fragment: str, content: Content) -> list[Place]:
    """The places that ``fragment`` names and ``content`` shows not to have."""
    return [
        place
        for place in Place.of(fragment)
        if place.is_told_by(content) and place.passage(content) is None
    ]


def _stands(place: Place, passage: str, content: Content) -> bool:
    """Whether a passage, perhaps with a word or two altered, is in ``content``; of words that are
    quoted each counts."""
    if place.kind is Kind.WORDS or len(passage.split()) < _TOLD:
        return False
    return check_quote(passage, content).state is not State.ABSENT


def _quoted(directive: str, tokens: Sequence[str]) -> str | None:
    """The words that ``[prefix-,]start[,end][,-suffix]`` finds among ``tokens``."""
    parts = directive.split(",")
    prefix = words(unquote(parts.pop(0)[:-1])) if parts[0].endswith("-") else []
    suffix = words(unquote(parts.pop()[1:])) if parts and parts[-1].startswith("-") else []
    start, *rest = [words(unquote(part)) for part in parts] or [[]]
    end = rest[0] if rest else []
    if not start:
        return None
    wanted = [*prefix, *start]
    for first in islice(_found(wanted, tokens, 0), _TRIES):
        stop = first + len(wanted)
        closing = islice(_found(end, tokens, stop), _TRIES) if end else iter((stop,))
        for last in closing:
            behind = last + len(end)
            if not suffix or list(tokens[behind : behind + len(suffix)]) == suffix:
                return " ".join(tokens[first + len(prefix) : behind])
    return None


def _found(wanted: Sequence[str], tokens: Sequence[str], since: int) -> Iterator[int]:
    """Where ``wanted`` stands in ``tokens``, from ``since`` on."""
    wanted = list(wanted)
    for place in range(since, len(tokens) - len(wanted) + 1):
        if tokens[place] == wanted[0] and list(tokens[place : place + len(wanted)]) == wanted:
            yield place
