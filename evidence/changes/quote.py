"""Does the quoted passage still stand there, word for word?

A fuzzy score can't answer: one "no" put into 25 words still scores 0.98. So *present* needs the
same words in the same order, and the score only tells altered from absent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence.changes import miswritten
from evidence.changes.nearest import Text, close, exact, read, stretches, windows
from evidence.changes.redline import Operation, redline
from evidence.changes.words import align, telling, tokens, words
from evidence.content.records import texts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.content.model import Content

ALTERED = 75.0
"""Score from which the passage stands there in other words (rapidfuzz's partial ratio, 0 to
100)."""
ABSENT = 65.0
"""Score below which it does not; between the two a person has to look."""
_SHORT = 8
"""Words; a shorter quote resembles too much by chance, so only a near-exact one counts."""
_SHORT_ALTERED = 92.0
_LONGEST = 2_000
"""Words of a quote that is not there word for word on which the search for the nearest passage
rests."""
_PLACES = 20
"""Places where a quote stands word for word at which its signs are looked at."""
_QUOTED = re.compile(r"«([^«»]{1,2000})»|“([^“”]{1,2000})”|\"([^\"\n]{1,2000})\"")
_QUOTATION = 5
_ELLIPSIS = re.compile(r"\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3}")


class State(StrEnum):
    """What became of a quote; a quote with gaps has the state of its worst piece."""

    PRESENT = "present"
    ALTERED = "altered"
    UNSURE = "unsure"
    ABSENT = "absent"
    UNSEEN = "unseen"
    """no document was seen in which it could stand"""


LOST = frozenset({State.ALTERED, State.ABSENT})
"""States of a passage that does not stand there as it was quoted."""


class How(StrEnum):
    """What a reader has to know of the way in which a quote stands there, or does not."""

    STRUCK_THROUGH = "struck-through"
    """the page itself crosses it out"""
    IN_THE_FRAME = "in-the-frame"
    """in the page's menu, header or footer alone, and not in its text"""
    NEGATED = "negated"
    """word for word, in a sentence that says the opposite of what it said before"""
    IN_ANOTHER_LANGUAGE = "in-another-language"
    """the page is in another language than the quote"""
    IN_ITS_PLACE = "in-its-place"
    """what was found is what stands where it stood before"""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One copy that is kept, and what became of the quote in it."""

    at: str
    """when it was made; ISO 8601 with ``Z``"""
    origin: str
    """``own``, or the name of the web archive that made it"""
    url: str
    """where a reader finds it: in the archive; of an own capture the address that was looked at"""
    state: State
    capture_id: str
    """of the bytes in the evidence folder"""
    part: str | None = None
    """address of the part of the document that decided; None: the answer itself"""


@dataclass(frozen=True, slots=True)
class Quote:
    """What was found of a quote."""

    state: State
    score: float
    """0 to 1; 1 when present"""
    found: str
    """the nearest passage, as it stands in the text; empty when absent"""
    diff: tuple[Operation, ...] = ()
    """from the quote to what was found, when altered or unsure"""
    part: str | None = None
    """address of the part of the document in which it was found; None: in the answer itself"""
    how: How | None = None
    then: tuple[Sighting, ...] = ()
    """what the copies that are kept say of it, oldest first, the last look's among them; of many that
    say the same, one after the other, the first and the last"""
    best: Sighting | None = None
    """the copy to show to somebody who asks whether it ever said so"""

    @property
    def lost(self) -> bool:
        """Whether the passage does not stand there as it was quoted."""
        return self.state in LOST

    @property
    def last_present(self) -> str | None:
        """When the newest copy was made that says it word for word; None: none does."""
        said = [one.at for one in self.then if one.state is State.PRESENT]
        return said[-1] if said else None

    @property
    def first_absent(self) -> str | None:
        """When the first copy after that was made that does not; None where the newest one does."""
        said = self.last_present or ""
        return next((one.at for one in self.then if one.at > said and one.state in LOST), None)


_NOT_FOUND = Quote(State.ABSENT, 0.0, "")


def quotations(text: str) -> list[str]:
    """The passages of ``text`` that stand between quotation marks and have at least five words.

    Shorter ones are names and single words, which stand on many pages by chance.
    """
    found = (next(filter(None, match.groups())) for match in _QUOTED.finditer(text))
    return [passage for passage in dict.fromkeys(found) if len(passage.split()) >= _QUOTATION]


def pieces(quote: str) -> list[str]:
    """What stands between the ellipses of a quote."""
    return [piece for part in _ELLIPSIS.split(quote) if (piece := part.strip())]


def check_quote(quote: str, content: Content) -> Quote:
    """Look for ``quote`` in all lines of ``content``; ``…``, ``[...]`` in it stand for left-out
    words.

    The pieces of such a quote are looked for each on its own, not in their order.

    A content without its whole text (not comparable, cut, scanned pages) can't prove absence:
    unsure. What another charset made of the quote is the quote; where letters are lost that it may have
    had, nobody knows: unsure.
    """
    found = _check(quote, content)
    if found.state is State.PRESENT or quote.isascii():
        return found
    return _miswritten(quote, content, found)


def _miswritten(quote: str, content: Content, found: Quote) -> Quote:
    """What is found of a quote where the page may have come in the wrong charset."""
    back = miswritten.read_back(quote, content.text)
    if back != content.text:
        again = _check(quote, replace(content, lines=tuple(back.split("\n"))))
        if again.state is State.PRESENT:
            return again
    return replace(found, state=State.UNSURE) if has_lost_letters(quote, content) else found


def has_lost_letters(quote: str, content: Content) -> bool:
    """Whether a quote that is not there may be what stands there with letters lost: nobody knows which they
    were."""
    back = miswritten.read_back(quote, content.text)
    if _stands(quote, back, miswritten.restored(quote, back)):
        return True
    dropped = miswritten.without_letters(quote) if content.text.isascii() else ""
    return dropped != "" and _stands(dropped, "", content.text)


def _stands(quote: str, before: str, text: str) -> bool:
    """Whether all words of a quote stand in a text that is another one than ``before``."""
    wanted = read(quote).words
    return text != before and any(exact(wanted, part.words) is not None for part in stretches(text))


def _check(quote: str, content: Content) -> Quote:
    """The same of a text as it stands."""
    wanted = [piece for part in pieces(quote) if (piece := read(part)).words]
    if not wanted:
        return Quote(State.UNSURE, 0.0, "")
    records = content.lines[len(content.lines) - content.data_lines :]
    answers = [_in_a_record(piece, records) or _NOT_FOUND for piece in wanted]
    for text in stretches(content.text):
        answers = [_better(*known, text) for known in zip(answers, wanted, strict=True)]
    worst = max(answers, key=_how_bad)
    whole = (
        content.comparable
        and not content.partial
        and not any(p.image_sha256 for p in content.parts)
    )
    if worst.state is State.ABSENT and not whole:
        return Quote(State.UNSURE, worst.score, "")
    if worst.state is State.PRESENT and len(answers) > 1:
        return Quote(State.PRESENT, 1.0, " […] ".join(answer.found for answer in answers))
    return worst


def _better(known: Quote, quote: Text, text: Text) -> Quote:
    """What is known of a quote, or what a further stretch of the text tells of it."""
    if known.state is State.PRESENT:
        return known
    return min(_look(quote, text), known, key=_how_bad)


def _how_bad(answer: Quote) -> tuple[int, float]:
    return list(State).index(answer.state), -answer.score


def _look(quote: Text, text: Text) -> Quote:
    place = exact(quote.words, text.words)
    if place is not None:
        at = _signed(quote, text, place)
        if at is None:
            return _signed_otherwise(quote, text, place)
        return Quote(State.PRESENT, 1.0, text.passage(at, at + len(quote.words)))
    wanted = quote.words[:_LONGEST]
    score, start, stop = max(
        (close(wanted, text.words, around) for around in windows(wanted, text.words)),
        default=(0.0, 0, 0),
    )
    short = len(wanted) < _SHORT
    altered, absent = (_SHORT_ALTERED, _SHORT_ALTERED) if short else (ALTERED, ABSENT)
    if score < absent or start == stop:
        return Quote(State.ABSENT, round(score / 100, 3), "")
    found = text.passage(start, stop)
    state = State.ALTERED if score >= altered else State.UNSURE
    diff = redline([quote.passage(0, len(wanted))], [found])
    return Quote(state, round(min(score, 99.9) / 100, 3), found, diff)


def _signed(quote: Text, text: Text, place: int | None) -> int | None:
    """From ``place`` on, the first place where the words of ``quote`` stand with no other sign in the
    place of one of its own: "≥ 50 %" is not "≤ 50 %"."""
    for _ in range(_PLACES):
        if place is None:
            return None
        if not _signs_differ(quote, text, place):
            return place
        rest = exact(quote.words, text.words[place + 1 :])
        place = None if rest is None else place + 1 + rest
    return None


def _signs_differ(quote: Text, text: Text, place: int) -> bool:
    """Whether the signs around and between the words at ``place`` say something else; what only stands
    before or behind the passage is not of it."""
    stop = place + len(quote.words)
    wanted, there = tokens(quote.raw), tokens(_with_signs(text, place, stop))
    return any(
        i1 < i2 or 0 < i1 < len(wanted)
        for _, i1, i2, _, _ in telling(wanted, there, align(wanted, there))
    )


def _with_signs(text: Text, start: int, stop: int) -> str:
    """The words from ``start`` to before ``stop`` with the signs that stand around them."""
    begin = text.spans[start - 1][1] if start else 0
    end = text.spans[stop][0] if stop < len(text.words) else len(text.raw)
    return text.raw[begin:end]


def _signed_otherwise(quote: Text, text: Text, place: int) -> Quote:
    found = " ".join(_with_signs(text, place, place + len(quote.words)).split())
    return Quote(State.ALTERED, 0.99, found, redline([quote.raw], [found]))


def _in_a_record(quote: Text, records: Sequence[str]) -> Quote | None:
    """A quote that is put together of whole texts of one record, as a page draws it: "Ana Pérez,
    Directora" of three fields, in whatever order they stand."""
    for line in records:
        if quote.words[0] not in line.lower():
            continue
        texts = sorted(map(words, texts_of(line)), key=len, reverse=True)
        at = 0
        while at < len(quote.words):
            fits = next((t for t in texts if t and quote.words[at : at + len(t)] == t), None)
            if fits is None:
                break
            texts.remove(fits)
            at += len(fits)
        else:
            return Quote(State.PRESENT, 1.0, line)
    return None
