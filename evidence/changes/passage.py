"""What became of a passage that a person quotes, looked at more closely than the rules do.

:func:`evidence.changes.quote.check_quote` answers for verdicts, of thousands of pages a night, and must
answer the same for ever. Somebody who asks for one passage wants more: that typesetting does not count,
that a passage which the page crosses out, denies or keeps in its menu alone is no longer what it says,
and that a short passage is found in its new words, too, by what stood around it in an earlier copy.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from evidence.changes.nearest import close, read, windows
from evidence.changes.quote import ABSENT, ALTERED, How, Quote, State, check_quote, has_lost_letters
from evidence.changes.redline import redline
from evidence.changes.surroundings import instead, sentences
from evidence.changes.typeset import mended, mended_text
from evidence.changes.words import align, first_words, tells, words
from evidence.content.crossed import without_crossed_out
from evidence.folding import as_shown
from evidence.language import language_of

if TYPE_CHECKING:
    from evidence.changes.nearest import Text
    from evidence.content.model import Content

_NEARLY = 0.999
"""The score of what has all the words and does not say them: 1 is for what is present."""
_SHORT = range(3, 8)
"""Words of a quote that is too short for its likeness alone to tell; one or two words are a name, and
half of one stands on any page."""
_KEPT = 0.5
"""Share of such a quote's words that must have stayed, in their order."""
_READ = 500_000
"""Words by which the language of a text is told."""
_RESEMBLES = 50.0
"""Score from which what stands in a short passage's place says it in other words (rapidfuzz's ratio, 0 to
100). Of passages of 2 to 7 words that were taken at random from a Spanish text, fewer than one in twenty score as
much; and this one stands where the other stood."""
_NEGATIONS = frozenset(
    "no ni nunca jamás tampoco sin falso falsa dejó dejará deja derogado derogada "
    "not never no without false neither nor cannot can't won't don't doesn't didn't isn't aren't wasn't "
    "weren't shan't".split()
)
"""Words that turn a sentence around."""


def passage(quote: str, content: Content, before: Content | None = None) -> Quote:
    """What became of ``quote`` in ``content``; ``before`` is an earlier one that said it word for word."""
    quote = as_shown(quote)
    found = check_quote(quote, content)
    if found.state is not State.PRESENT:
        found = _however_typeset(quote, content) or found
    if found.state is State.PRESENT:
        return _said(quote, found, content, before)
    if found.state is State.ALTERED:
        return found
    if found.state is State.UNSURE and has_lost_letters(quote, content):
        return found
    if before is not None and (there := _in_its_place(quote, content, before)):
        return there
    if found.state is State.ABSENT and (short := _short(read(quote), read(content.text))):
        return short
    if found.state is State.ABSENT and _is_translated(quote, content, before):
        return Quote(State.UNSURE, found.score, "", how=How.IN_ANOTHER_LANGUAGE)
    return found


def _is_translated(quote: str, content: Content, before: Content | None) -> bool:
    """Whether a page is in another language than the quote, or than the copy that had it."""
    asked = language_of(first_words(before.main if before else [quote], _READ))
    now = language_of(first_words(content.main, _READ))
    return None not in (asked, now) and asked != now


def _however_typeset(quote: str, content: Content) -> Quote | None:
    """The quote word for word, once page numbers, hyphens at a line's end and signs of notes are set
    aside."""
    found = check_quote(mended_text(quote), mended(content))
    return found if found.state is State.PRESENT else None


def _said(quote: str, found: Quote, content: Content, before: Content | None) -> Quote:
    """A passage that stands there word for word; or not, where the page does not say it all the same."""
    left = without_crossed_out(content)
    if left is not None and _is_gone(quote, left):
        return Quote(State.ALTERED, _NEARLY, found.found, how=How.STRUCK_THROUGH)
    if _is_in_the_frame(quote, content):
        was_said = before is not None and not _is_in_the_frame(quote, before)
        state, score = (State.UNSURE, _NEARLY) if was_said else (State.PRESENT, 1.0)
        return replace(found, state=state, score=score, how=How.IN_THE_FRAME)
    return (_negated(quote, content, before) if before else None) or found


def _is_gone(quote: str, content: Content) -> bool:
    return check_quote(quote, content).state is not State.PRESENT and not _however_typeset(
        quote, content
    )


def _is_in_the_frame(quote: str, content: Content) -> bool:
    """Whether a passage of ``content`` stands in what is around its text alone. Of data, and of a page
    that has no text of its own, everything is its text."""
    if not content.html or content.main == content.lines or not content.main:
        return False
    return _is_gone(quote, replace(content, lines=content.main))


def _negated(quote: str, content: Content, before: Content) -> Quote | None:
    """The passage in a sentence that has gained or lost a word which turns it around."""
    now, then = sentences(quote, content), sentences(quote, before)
    told = {tuple(words(one)) for one in then}
    if not now or not then or any(tuple(words(one)) in told for one in now):
        return None
    old, new = then[0], now[0]
    if not _NEGATIONS & set(words(old)) ^ _NEGATIONS & set(words(new)):
        return None
    return Quote(State.ALTERED, _NEARLY, new, redline([old], [new]), how=How.NEGATED)


def _in_its_place(quote: str, content: Content, before: Content) -> Quote | None:
    """What stands where ``before`` said the quote, if that place can be told."""
    place = instead(quote, content, before)
    if place is None:
        return None
    score = fuzz.ratio(" ".join(words(quote)), " ".join(words(place.found)))
    is_short = len(words(quote)) < _SHORT.stop
    shared = any(map(tells, set(words(quote)) & set(words(place.found))))
    altered = (shared or score >= _RESEMBLES) if is_short else score >= ABSENT
    return Quote(
        State.ALTERED if altered else State.ABSENT,
        round(min(score, 99.9) / 100, 3),
        place.found,
        redline([place.around_then], [place.around_now] if place.around_now else []),
        how=How.IN_ITS_PLACE,
    )


def _short(quote: Text, text: Text) -> Quote | None:
    """A short passage in other words: likeness as of a long one, and half of its words in their order,
    one that tells something among them."""
    if len(quote.words) not in _SHORT:
        return None
    found = [close(quote.words, text.words, around) for around in windows(quote.words, text.words)]
    for score, start, stop in sorted(found, reverse=True):
        there = text.words[start:stop]
        steps = align(quote.words, there)
        kept = [word for tag, i, i2, *_ in steps if tag == "equal" for word in quote.words[i:i2]]
        is_near = score >= ALTERED and len(there) <= 2 * len(quote.words)
        if is_near and any(map(tells, kept)) and len(kept) >= _KEPT * len(quote.words):
            said = text.passage(start, stop)
            diff = redline([quote.passage(0, len(quote.words))], [said])
            return Quote(State.ALTERED, round(min(score, 99.9) / 100, 3), said, diff)
    return None
