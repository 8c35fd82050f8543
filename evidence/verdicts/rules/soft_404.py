"""Status 200, and the page says in words, or by how its siblings answer, that there is nothing:
missing.

Words from 3 points on (:mod:`evidence.verdicts.score`) make a soft-404 that more looks make
probable, from 2 to 3 one that stays suspected; probes that show another page, or are refused, take
2 off. What can only be said of what was asked for, on a page that says nothing else, stays a suspicion
all the same: a site that knows how to answer 404 may put a tombstone where a document was. Where nothing is
left of the text that stood there, and nothing says that it is away for a while, it may become probable. Only the
two-probe test (:mod:`evidence.verdicts.probe`) lets it be confirmed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.changes.model import Kind
from evidence.verdicts import probe
from evidence.verdicts.facts import (
    answered,
    carries_baseline,
    data_instead,
    file_name,
    may_be_notice,
    page_instead,
)
from evidence.verdicts.hollow import is_hollow
from evidence.verdicts.model import Strength
from evidence.verdicts.rule import Rule, because
from evidence.verdicts.score import FIRM, WEAK, score, tombstone
from evidence.verdicts.text import NOTICE, sentences
from evidence.views import page_of
from evidence.vocabulary import Cause, Certainty

if TYPE_CHECKING:
    from evidence.content.model import Content
    from evidence.verdicts.model import Judgement, Look

_FOR_NOW = re.compile(
    r"\b(?:moment\w*|temporal\w*|temporar\w*|ahora|agora|tarde|later|pronto|soon|breve|bientot|mantenimiento|manutencao"
    r"|maintenance|actualiz\w*|atualiz\w*|updat\w*|intent\w*|again|nuevo|region|pais|country|sesion|session|sessao)\b"
)
"""What makes an absence one for a while, or for some."""
_REFUTED = 2.0
"""What it weighs that the server tells real addresses from others."""


def _apply(look: Look) -> Judgement | None:
    content = look.content
    if content is None:
        return None
    if is_hollow(look):
        return _instead(look, content, "soft-404.hollow")
    if says_so := _in_a_file(look, content):
        return says_so
    if not may_be_notice(look):
        return _instead(look, content) if data_instead(look) else None
    match = probe.compare(content, look.probes, look.url)
    # a page for every address, where a file is expected, is not that file, whatever it is
    nothing = match.same or (match.alike and page_instead(look))
    if nothing and not carries_baseline(look):
        return _as_probes(look, match)
    if (judgement := _by_words(look, content, refuted=match.refuted)) is not None:
        return judgement
    if (page_instead(look) and not match.refuted) or data_instead(look):
        return _instead(look, content)
    return None


def _as_probes(look: Look, match: probe.Match) -> Judgement:
    pair = probe.siblings(look.probes, look.url)
    if probe.is_drawn_by(pair):
        return because(
            Cause.SOFT_404,
            "soft-404.drawn",
            probe=page_of(pair[0].url),
            missing=match.missing,
            extra=match.extra,
        )
    one, other = pair
    return because(
        Cause.SOFT_404,
        "soft-404.probe",
        status=look.status or 0,
        probe=one.url,
        other=other.url,
        missing=match.missing,
        extra=match.extra,
    )


def _by_words(look: Look, content: Content, *, refuted: bool) -> Judgement | None:
    value, words = score(content)
    strength = None
    if refuted and value >= WEAK:
        value -= _REFUTED
        if value < WEAK and tombstone(content):
            value, strength = WEAK, Strength.LACKING  # a script may send on from it
    if value < WEAK:
        return None
    may_be_probable = value >= FIRM or _took_a_text(look, content)
    return because(
        Cause.SOFT_404,
        "soft-404.lexicon",
        at_most=Certainty.PROBABLE if may_be_probable else Certainty.SUSPECTED,
        strength=strength,
        score=value,
        words=words,
        status=look.status or 0,
    )


def _took_a_text(look: Look, content: Content) -> bool:
    """Whether a page that says for good that what was asked for is gone, and next to nothing else, stands where a
    text was, of which nothing is left: that is more than its words, and looks can tell whether it stays so."""
    before = look.baseline.main_words if look.baseline is not None else None
    if (
        not before
        or before < NOTICE
        or look.change is None
        or look.change.kind is not Kind.REPLACED
    ):
        return False
    return bool(tombstone(content)) and not any(map(_FOR_NOW.search, sentences(content)))


def _in_a_file(look: Look, content: Content) -> Judgement | None:
    """What a file of a few words says that came in the place of another text. At first sight it may be the
    document: offices answer in writing that they found nothing."""
    if may_be_notice(look) or look.change is None or look.change.kind is not Kind.REPLACED:
        return None
    value, words = score(content)
    if content.main_words >= NOTICE or value < WEAK or not answered(look):
        return None
    return because(
        Cause.SOFT_404,
        "soft-404.lexicon",
        at_most=Certainty.SUSPECTED,
        score=value,
        words=words,
        status=look.status or 0,
    )


def _instead(look: Look, content: Content, rule: str = "soft-404.instead") -> Judgement:
    return because(
        Cause.SOFT_404,
        rule,
        at_most=Certainty.SUSPECTED,
        strength=Strength.LACKING,
        name=file_name(look.url),
        media_type=content.media_type,
    )


RULE = Rule(
    _apply,
    {
        "soft-404.probe": Words(
            "The server says all is well (status {status}), but it shows the same page for "
            "addresses that can't exist ({probe}): words of that page that are missing here: "
            "{missing}; that are extra here: {extra}.",
            "El servidor dice que todo está bien (código {status}), pero muestra la misma "
            "página en direcciones que no pueden existir ({probe}): palabras de esa página "
            "que aquí faltan: {missing}; que aquí sobran: {extra}.",
        ),
        "soft-404.drawn": Words(
            "Scripts draw this page, and they draw the same at an address that can't exist "
            "({probe}): words of that page that are missing here: {missing}; that are extra "
            "here: {extra}.",
            "Esta página la generan scripts, que muestran lo mismo en una dirección que no "
            "puede existir ({probe}): palabras de esa página que aquí faltan: {missing}; que "
            "aquí sobran: {extra}.",
        ),
        "soft-404.lexicon": Words(
            "The server says all is well (status {status}), but the page itself says “{words}”.",
            "El servidor dice que todo está bien (código {status}), pero la propia página "
            "dice “{words}”.",
        ),
        "soft-404.hollow": Words(
            "A file with nothing to read in it ({media_type}) came in place of the document {name}.",
            "En lugar del documento {name} llegó un archivo en el que no hay nada que leer ({media_type}).",
        ),
        "soft-404.instead": Words(
            "Something else ({media_type}) came where the document {name} was expected.",
            "En lugar del documento {name} llegó otra cosa ({media_type}).",
        ),
    },
)
