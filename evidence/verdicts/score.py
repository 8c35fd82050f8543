"""How much a page says of itself that there is nothing.

Points by where the words stand: a title's segment 3, a heading 2, a sentence 3 on a page of under
60 words and 2 under 120 (a press release may speak of a document that was not found), a label on a
line 2, 404 as a word of a title or heading or as a line 1.5, an apology 1.5; more than 300 words
−2, more than 800 −4. Measured on recorded error pages and their real siblings:
benchmarks/verdicts.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.verdicts.lexicon import APOLOGY, NOT_FOUND, TOKEN
from evidence.verdicts.text import headings, segments, sentences

if TYPE_CHECKING:
    from evidence.content.model import Content

FIRM = 3.0
WEAK = 2.0
_NOTICE = 60
_BRIEF = 120
"""Main words; in a longer text a sentence may speak of another page."""


def says_missing(content: Content) -> bool:
    """Whether the page's own words make it at least a suspected soft-404."""
    return score(content)[0] >= WEAK


def score(content: Content) -> tuple[float, str]:
    """How much a page says that there is nothing, and the words that say so."""
    title, heads = segments(content), headings(content)
    body = list(sentences(content)) if content.main_words < _BRIEF else []
    in_title, in_heading = NOT_FOUND.label(title), NOT_FOUND.label(heads)
    sentence, line = "", ""
    if body:
        sentence = NOT_FOUND.sentence(content)
        line = NOT_FOUND.label(body)
    total = 3.0 * bool(in_title) + 2.0 * bool(in_heading)
    if sentence:
        total += 3.0 if content.main_words < _NOTICE else 2.0
    elif line:
        total += 2.0
    if any(TOKEN.labels.search(place) for place in (*title, *heads)) or TOKEN.label(body):
        total += 1.5
    if any(APOLOGY.labels.search(place) for place in body):
        total += 1.5
    if content.main_words > 800:
        total -= 4.0
    elif content.main_words > 300:
        total -= 2.0
    return total, sentence or in_title or in_heading or line
