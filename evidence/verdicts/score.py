"""How much a page says of itself that there is nothing.

Points by where the words stand: a title's segment 3, a heading 2, a sentence 3 on a page of under
60 words and 2 under 120 (a press release may speak of a document that was not found), a label on a
line 2, 404 as a word of a title or heading or as a line 1.5, an apology 1.5; more than 300 words
−2, more than 800 −4. Sentences that tell what somebody says, or how to mend such errors, count for
nothing; nor does anything on a page with a paragraph of its own text, unless it has a 404 or an
apology beside: *Página no encontrada* is a novel, too. Of a page with a text of its own in shorter
sentences (:mod:`evidence.verdicts.own_text`) all that is said is no more than weak, and of a longer one
its title says nothing; under a headline that goes on (*404: arte y archivo*) nothing is.
Measured on recorded error pages and their real siblings: benchmarks/verdicts.py.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from evidence.changes.documents import documents
from evidence.folding import caseless
from evidence.verdicts.lexicon import ABOUT, APOLOGY, NOT_FOUND, TOKEN, TOMBSTONE
from evidence.verdicts.own_text import (
    ANOTHER_MATTER,
    UNDER_ITS_NAME,
    has_headline,
    has_own_text,
    words_beside,
)
from evidence.verdicts.text import NOTICE, headings, segments, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.content.model import Content

FIRM = 3.0
WEAK = 2.0
_BRIEF = 120
"""Main words; in a longer text a sentence may speak of another page."""
_PARAGRAPH = 30
"""Words of a block that is a text; teasers, menus and what is said of an error are shorter."""
_HELP = re.compile(
    r"\b(?:you|your|usted|vous|votre|voce|pages?|paginas?|url|links?|enlaces?|liens?|web|websites?|404|error"
    r"|erreur|erro|browser|navegador|navigateur|search|busque|busca|buscar|recherche|pesquis[ae]|cookies?)\b"
)
"""Words of a text that speaks to visitors of the site they are on, and not of a matter."""


def says_missing(content: Content) -> bool:
    """Whether the page's own words make it at least a suspected soft-404."""
    return score(content)[0] >= WEAK


def tombstone(content: Content) -> str:
    """The words with which a page that says next to nothing else, and offers no file, says that what was
    asked for is gone; empty for others. Whoever put it there, it stands where a document was."""
    said = sentences(content)
    body = _plain(said)
    words = TOMBSTONE.label((*_plain(headings(content)), *body)) or TOMBSTONE.within(body)
    if not words or words_beside(said, NOT_FOUND.sentences) >= ANOTHER_MATTER:
        return ""
    return "" if documents(link for link in content.links if not link.is_framed) else words


def score(content: Content) -> tuple[float, str]:
    """How much a page says that there is nothing, and the words that say so."""
    body = tuple(sentences(content)) if content.main_words < _BRIEF else ()
    total, words, said = _scored(
        tuple(segments(content)), headings(content), body, content.main, content.main_words
    )
    if total < WEAK or not has_own_text(content, NOT_FOUND.sentences):
        return total, words
    titled = not said and not has_own_text(content, NOT_FOUND.sentences, least=UNDER_ITS_NAME)
    is_weak = (said or titled) and not has_headline(content)
    return (min(total, WEAK) if is_weak else 0.0), words


@lru_cache(maxsize=8)  # several rules ask for that of one page
def _scored(
    titles: tuple[str, ...],
    headings: tuple[str, ...],
    sentences: tuple[str, ...],
    main: tuple[str, ...],
    main_words: int,
) -> tuple[float, str, bool]:
    """The points, the words, and whether they are said in more than a title or a heading."""
    title, heads, body = _plain(titles), _plain(headings), _plain(sentences)
    in_title, in_heading = NOT_FOUND.label(title), NOT_FOUND.label(heads)
    sentence, line = NOT_FOUND.within(body), NOT_FOUND.label(body)
    words = sentence or in_title or in_heading or line
    token = any(TOKEN.labels.search(place) for place in (*title, *heads)) or bool(TOKEN.label(body))
    apology = any(APOLOGY.labels.search(place) for place in body)
    if not (token or apology) and words and _has_a_text(main):
        return 0.0, words, False
    total = 3.0 * bool(in_title) + 2.0 * bool(in_heading) + 1.5 * token + 1.5 * apology
    if sentence:
        total += 3.0 if main_words < NOTICE else 2.0
    elif line:
        total += 2.0
    if main_words > 800:
        total -= 4.0
    elif main_words > 300:
        total -= 2.0
    return total, words, bool(token or apology or sentence)


def _plain(places: Iterable[str]) -> list[str]:
    """The places that speak for the page itself."""
    return [place for place in places if not ABOUT.search(place)]


def _has_a_text(main: tuple[str, ...]) -> bool:
    """Whether the page has a paragraph that speaks of some matter."""
    return any(
        line.count(" ") >= _PARAGRAPH - 1 and not _HELP.search(caseless(line)) for line in main
    )
