"""Status 200, and the page says in words, or by how its siblings answer, that there is nothing: missing.

The lexicon scores by where the words stand: a title's segment 3, a heading 2, a sentence 3 on a page of
under 60 words and 2 under 120 (a press release may speak of a document that was not found), a label on a
line 2, 404 as a word of a title or heading or as a line 1.5, an apology 1.5; more than 300 words −2, more
than 800 −4; probes that show another page, or are refused, −2. From 3 on it is a soft-404 that more looks
make probable; from 2 to 3 it stays suspected. Only the two-probe test lets it be confirmed: see
:mod:`evidence.verdicts.probe`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.verdicts import probe
from evidence.verdicts.facts import file_name, may_be_notice, page_instead
from evidence.verdicts.lexicon import APOLOGY, NOT_FOUND, TOKEN
from evidence.verdicts.model import Cause, Certainty, Judgement, Look
from evidence.verdicts.rule import Rule, Words, because
from evidence.verdicts.text import headings, segments, sentences

if TYPE_CHECKING:
    from evidence.content.model import Content

FIRM = 3.0
WEAK = 2.0
_NOTICE = 60
_BRIEF = 120
"""Main words; in a longer text a sentence may speak of another page."""
_REFUTED = 2.0
"""What it weighs that the server tells real addresses from others."""


def _apply(look: Look) -> Judgement | None:
    content = look.content
    if content is None or not may_be_notice(look):
        return None
    match = probe.compare(content, look.probes, look.url)
    if match.same:
        return because(
            Cause.SOFT_404,
            "soft-404.probe",
            status=look.status or 0,
            probe=look.probes[0].url,
            other=look.probes[1].url,
            missing=match.missing,
            extra=match.extra,
        )
    value, words = score(content)
    value -= _REFUTED * match.refuted
    if value >= WEAK:
        grade = Certainty.PROBABLE if value >= FIRM else Certainty.SUSPECTED
        return because(
            Cause.SOFT_404,
            "soft-404.lexicon",
            at_most=grade,
            score=value,
            words=words,
            status=look.status or 0,
        )
    if page_instead(look) and not match.refuted:
        return because(
            Cause.SOFT_404,
            "soft-404.instead",
            at_most=Certainty.SUSPECTED,
            name=file_name(look.url),
            media_type=content.media_type,
        )
    return None


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


RULE = Rule(
    _apply,
    {
        "soft-404.probe": Words(
            "The server says all is well (status {status}), but it shows the same page for addresses that "
            "can't exist ({probe}): {missing} words of that page are missing here, {extra} are extra.",
            "El servidor dice que todo está bien (estado {status}), pero muestra la misma página en "
            "direcciones que no pueden existir ({probe}): aquí faltan {missing} palabras de esa página y "
            "sobran {extra}.",
        ),
        "soft-404.lexicon": Words(
            "The server says all is well (status {status}), but the page itself says “{words}”.",
            "El servidor dice que todo está bien (estado {status}), pero la página misma dice «{words}».",
        ),
        "soft-404.instead": Words(
            "Something else ({media_type}) came where the document {name} was expected.",
            "En lugar del documento {name} llegó otra cosa ({media_type}).",
        ),
    },
)
