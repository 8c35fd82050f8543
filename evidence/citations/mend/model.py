"""What is to be put right in a document, how, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.citations.targets import meanings
from evidence.days import Day
from evidence.errors import UsageError
from evidence.identity import address_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence.bilingual import Language


class How(StrEnum):
    """What is done to a reference."""

    NOTE = "note"
    """links lead to the new address; what is written stays, and words behind it tell the new one"""
    SWAP = "swap"
    """the new address takes the old one's place, in links and where it is written"""
    LINK = "link"
    """links lead to the new address, and nothing that is written changes"""


FIELDS = frozenset({"old", "new", "date"})
"""What a style of the user's own may name in braces."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One cited address, and what is cited in place of it."""

    old: str
    new: str
    date: str | None = None
    """the day of the archived copy; None: the document stands at ``new`` now"""
    accessed: str | None = None
    """the day on which the reference says that it was read"""


@dataclass(frozen=True, slots=True)
class Style:
    """How references are put right."""

    how: How = How.NOTE
    words: str = ""
    """the user's own words, with :data:`FIELDS` in braces; "" for ours"""
    language: Language = "en"
    author: str = ""
    """whose tracked changes they are; "": changes are not tracked (DOCX)"""
    at: str = ""
    """when they were made, as ``2026-11-26T20:00:00Z``"""

    @staticmethod
    def named(name: str, language: Language = "en") -> Style:
        """The style that a user names: ``note``, ``swap``, ``link``, or words with fields in braces.

        Raises UsageError for a name that is none, and for a field that is none.
        """
        if name in list(How):
            return Style(How(name), language=language)
        try:
            fields = {field for _, field, _, _ in Formatter().parse(name) if field is not None}
        except ValueError:
            fields = {""}
        if not fields or fields - FIELDS:
            known = ", ".join(f"{{{field}}}" for field in sorted(FIELDS))
            raise UsageError(
                Words(
                    "a style is {styles}, or words with {known} in them, not {name!r}",
                    "un estilo debe ser {styles}, o palabras que contengan {known}, no {name!r}",
                ),
                styles=", ".join(How),
                known=known,
                name=name,
            )
        return Style(How.NOTE, name, language)

    @property
    def tracked(self) -> bool:
        """Whether changes are marked as somebody's."""
        return bool(self.author)

    def behind(self, correction: Correction, address: str | None = None) -> str:
        """The words behind a reference whose address is written out, from their blank on;
        ``address`` is the new one as the format writes addresses."""
        new = correction.new if address is None else address
        if own := self._own(correction, new):
            return f" {own}"
        if correction.date is None:
            return f" [{_NOW_AT.text(self.language)} {new}]"
        return f" [{self._archived(correction.date)}: {new}]"

    def label(self, correction: Correction) -> str:
        """The words behind a link that shows no address; "" for none."""
        if own := self._own(correction, correction.new):
            return f" {own}"
        if correction.date is None:
            return ""
        return f" [{self._archived(correction.date)}]"

    def remark(self, correction: Correction, old: str) -> str:
        """The sentence in a field for remarks, where the field of the address has the new one;
        ``old`` is the old one as the format writes addresses."""
        if own := self._own(correction, correction.new):
            return own
        words = _CITED_AS if correction.date is None else _COPY_OF
        facts = {"day": Day(correction.date or ""), "old": old}
        return words.filled(self.language, facts)

    def _archived(self, date: str) -> str:
        return _ARCHIVED.filled(self.language, {"day": Day(date)})

    def _own(self, correction: Correction, new: str) -> str:
        """The user's words; "" where there are none, or they ask for a day that there is not."""
        if "{date}" in self.words and correction.date is None:
            return ""
        facts = {"new": new, "old": correction.old, "date": correction.date}
        return self.words.format_map(facts).strip()


_NOW_AT = Words("now at", "ahora en")
_ARCHIVED = Words("archived {day}", "archivado el {day}")
_CITED_AS = Words("Cited as {old}", "Citado como {old}")
_COPY_OF = Words(
    "Archived copy of {day}; cited as {old}", "Copia archivada el {day}; citado como {old}"
)


class Corrections:
    """The corrections of one document, by what they correct."""

    def __init__(self, items: Iterable[Correction]) -> None:
        self._found: dict[str, list[Correction]] = {}
        for item in items:
            self._found.setdefault(address_key(item.old), []).append(item)

    def __iter__(self) -> Iterator[Correction]:
        return (one for several in self._found.values() for one in several)

    def of(self, url: str, day: str | None = None) -> Correction | None:
        """What is cited in place of ``url``; None where it stays. Where it was read on several days,
        with other copies for each, ``day`` tells which. A link's target counts as it was meant."""
        found = (self._found.get(address_key(meaning)) for meaning in meanings(url))
        several = next(filter(None, found), [])
        of_day = (one for one in several if one.accessed == day)
        return next(of_day, several[0]) if several else None

    def same(self, target: str, written: Correction) -> bool:
        """Whether a link leads to the address that is written on it; it may show another."""
        other = self.of(target) if target else None
        return other is not None and other.old == written.old

    @property
    def by_day(self) -> bool:
        """Whether the day on which a reference was read can make a difference."""
        return any(len(several) > 1 for several in self._found.values())


def is_told(correction: Correction, behind: str) -> bool:
    """Whether the text ``behind`` a reference gives an archived copy of it, or its new address,
    already."""
    near = behind[:_NEAR]
    copy = rf"/\d{{4,14}}(?:[a-z]{{2}}_)?/{re.escape(correction.old.rstrip('/'))}/?{_END}"
    return stands_in(correction.new, near) or bool(re.search(copy, near))


def stands_in(address: str, text: str) -> bool:
    """Whether ``text`` has an address, and not only a longer one that begins with it: only what ends a
    sentence or closes a bracket may follow."""
    found = rf"(?<![\w.%-]){re.escape(address.rstrip('/'))}/?{_END}"
    return re.search(found, text) is not None


_END = r"(?![\w/%&=#?~+@-]|[.,;:!*'$][\w/%&=#?~+@-])"
"""Where an address is over."""
_NEAR = 400
"""Characters behind a reference in which its archived copy is looked for: words, and two addresses."""


class What(StrEnum):
    """What became of a reference."""

    WORDS = "words"
    LINK = "link"
    BOTH = "words-and-link"
    ADDRESS = "address"
    """the written address was replaced"""
    TOLD = "told-already"
    LEFT = "by-hand"
    """it can't be put right without touching something else"""


@dataclass(frozen=True, slots=True)
class Place:
    """One reference that was put right, or was left."""

    old: str
    new: str
    what: What
    words: str = ""
    """what was added"""
    context: str = ""
    """what stands before it"""

    @property
    def is_left(self) -> bool:
        """Whether nothing differs there."""
        return self.what in {What.LEFT, What.TOLD}


@dataclass(frozen=True, slots=True)
class Mended:
    """A document with its references put right."""

    data: bytes
    media_type: str
    places: tuple[Place, ...]
