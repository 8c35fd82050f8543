"""Next to no words, and no document, where the baseline had a text: missing, and no more than suspected.

Nobody can tell whether such a page stands there for good: a wall, a queue and an error say it in words that
no list holds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.changes.documents import documents
from evidence.changes.model import Flag, Kind
from evidence.verdicts.facts import DATA, NOT_SHOWN, NOTICES
from evidence.verdicts.model import Strength
from evidence.verdicts.passing import passing
from evidence.verdicts.rule import Rule, because
from evidence.verdicts.text import NOTICE
from evidence.vocabulary import Cause, Certainty

if TYPE_CHECKING:
    from evidence.content.model import Content
    from evidence.verdicts.model import Judgement, Look

_THIRD = 3
"""A text with a third of the words of a short one is of its size."""
_SENTENCE = 12
"""Words of a line that is a sentence, and no heading that stands on other pages of a site, too."""
_SHOWS = re.compile(r"<(?:embed|object|iframe|frame|video|audio)\b", re.IGNORECASE)
_UNSHOWN = re.compile(r"<noscript\b[^<]*(?:<(?!/?noscript)[^<]*)*</noscript", re.IGNORECASE)
"""Counters stand there in frames."""
_MARKUP = 200_000
"""Characters of a page in which frames are looked for."""


def _apply(look: Look) -> Judgement | None:
    change, baseline = look.change, look.baseline
    if change is None or baseline is None or not _shows_little(look):
        return None
    since = baseline.captured_at[:10]
    if told := passing(look, change, since, may_be_missing=True):
        return told
    return because(
        Cause.SOFT_404,
        NOT_SHOWN,
        at_most=Certainty.SUSPECTED,
        words=look.content.main_words if look.content else 0,
        before=baseline.main_words or 0,
        since=since,
    )


def _shows_little(look: Look) -> bool:
    """Whether a page of next to no words, that shows or offers no document either, stands where the
    baseline had a text, and has next to nothing of it.

    What takes a document's place is a document of its own, and has the words of one.
    """
    content, before = look.content, look.baseline.main_words if look.baseline is not None else None
    if content is None or not before or look.change is None:
        return False
    another = look.change.kind is Kind.REPLACED or Flag.LANGUAGE in look.change.flags
    return (
        another
        and content.media_type in NOTICES | DATA
        and content.main_words < min(NOTICE, before / _THIRD)
        and not _shows_another(content)
        and not _is_of_it(content, look.baseline.content if look.baseline is not None else None)
    )


def _is_of_it(content: Content, before: Content | None) -> bool:
    """Whether most of the page are sentences of the text before: it was cut down to its beginning."""
    if before is None:
        return False
    there = set(before.main)
    kept = [line.count(" ") + 1 for line in content.main if line in there]
    return 2 * sum(words for words in kept if words >= _SENTENCE) > content.main_words


def _shows_another(content: Content) -> bool:
    """Whether a document that lies elsewhere is shown in the page, or offered by it."""
    if _SHOWS.search(_UNSHOWN.sub("", content.html[:_MARKUP])):
        return True
    return bool(documents(link for link in content.links if not link.is_framed))


RULE = Rule(
    _apply,
    {
        NOT_SHOWN: Words(
            "The page no longer shows the document: nothing is left of its text, and there is next to no "
            "other (words: {words}; on {since}: {before}). Whether it is gone or only hidden from us can't "
            "be told.",
            "La página ya no muestra el documento: nada queda de su texto y casi no hay otro (palabras: "
            "{words}; el {since}: {before}). No se puede saber si desapareció o si solo no se nos muestra.",
        ),
    },
    Strength.COMPARED,
)
