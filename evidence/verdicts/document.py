"""The verdict of a look whose page shows a document that lies elsewhere: in its frame, its viewer, its
download, its data.

What is cited is the document. A page that stands while the file in it is gone is a loss, a file that
was swapped is a change, and a frame around it that was painted anew is neither. What only we could not
see of it is no loss.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.verdicts.facts import is_not_shown
from evidence.verdicts.model import Judgement, Strength
from evidence.verdicts.rule import reason
from evidence.verdicts.text import NOTICE
from evidence.views import page_of
from evidence.vocabulary import Cause, PartRole, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.verdicts.model import Baseline, PartSeen

FRAME = 150
"""Words of its own below which a page is a frame around what it shows; of recorded pages of ministries
one in ten is, and viewers and front doors of files are all."""
MOST = 8
"""Parts of one page that are looked at: a page of minutes embeds a handful; 500 frames are an attack."""
DEPTH = 3
"""Frames within one another that are followed to the document at the end: of the board's systems the
deepest is a set of frames, the page in one of them, and the viewer of a file in that."""
FEW = 3
"""Parts beside each other of which each is followed further: a set of frames has a head, a menu and what
is read. With :data:`MOST` and :data:`DEPTH` a hostile page costs 84 requests, and not 584."""
SHOWING = frozenset({PartRole.FRAMED, PartRole.EMBEDDED, PartRole.VIEWER, PartRole.RENDERED})
"""Parts that may show a document that lies elsewhere again; what is offered or loaded does not."""
_A_TEXT = NOTICE
"""Words of a page of its own; the challenges that firewalls draw have fewer."""
_STANDS = frozenset({Verdict.ALIVE, Verdict.MOVED})
_BESIDE = frozenset({PartRole.FRAMED, PartRole.DATA})
"""What may stand beside the document that a page shows; files and viewers are the document."""
HIDDEN = frozenset({Cause.UNRENDERED, Cause.LOGIN, Cause.WAF, Cause.FORBIDDEN})
"""Why a viewer may not be seen whose file can be had all the same."""

WORDS = {
    "document.gone": Words(
        "The page is there, but the document that it shows is gone: {url}.",
        "La página sigue ahí, pero el documento que muestra ya no está disponible: {url}.",
    ),
    "document.changed": Words(
        "The page is there, but the document that it shows is another or was altered: {url}.",
        "La página sigue ahí, pero el documento que muestra es otro o fue alterado: {url}.",
    ),
    "document.not-shown": Words(
        "The page is there, but no longer shows the document, which still stands at {url}.",
        "La página sigue ahí, pero ya no muestra el documento, que continúa en {url}.",
    ),
    "document.unseen": Words(
        "The page is there; the document that it shows could not be seen: {url}.",
        "La página sigue ahí; el documento que muestra no se pudo ver: {url}.",
    ),
    "document.seen": Words(
        "The document that the page shows is there: {url}.",
        "El documento que muestra la página está disponible: {url}.",
    ),
    "document.drawn": Words(
        "Scripts draw what this page shows; a browser shows the document.",
        "Lo que muestra esta página lo generan scripts; en un navegador se ve el documento.",
    ),
    "document.drawn-gone": Words(
        "Scripts draw what this page shows; a browser no longer shows the document.",
        "Lo que muestra esta página lo generan scripts; en un navegador ya no se ve el documento.",
    ),
    "document.drawn-changed": Words(
        "Scripts draw what this page shows; a browser shows another document, or an altered one.",
        "Lo que muestra esta página lo generan scripts; en un navegador se ve otro documento o uno alterado.",
    ),
    "document.drawn-unseen": Words(
        "Scripts draw what this page shows, and it could not be seen in a browser.",
        "Lo que muestra esta página lo generan scripts, y no se pudo ver en un navegador.",
    ),
    "document.most": Words(
        "Of what the page shows, only the first {most} addresses were looked at.",
        "De lo que muestra la página solo se revisaron las primeras {most} direcciones.",
    ),
    "document.frame": Words(
        "The document that the page shows is the same ({url}); only the page around it differs.",
        "El documento que muestra la página es el mismo ({url}); solo cambió la página que lo rodea.",
    ),
}

_DRAWN = {
    verdict: "document.drawn-unseen" if verdict.is_unseen else "document.drawn"
    for verdict in Verdict
} | {
    Verdict.MISSING: "document.drawn-gone",
    Verdict.CHANGED: "document.drawn-changed",
}
"""What is said of a page by what a browser draws of it."""


def speaking(judgement: Judgement, parts: Sequence[PartSeen]) -> PartSeen | None:
    """The part that decides what is said of the document: the worst of those that the document is
    made of; None where the page speaks for itself."""
    not_shown = is_not_shown(judgement)
    if judgement.verdict is Verdict.MISSING and not not_shown:
        return None
    hidden = not_shown or judgement.cause in HIDDEN
    if judgement.verdict.is_unseen and not hidden:
        return None
    if any(p.role is PartRole.RENDERED and not p.judgement.verdict.is_unseen for p in parts):
        # what stands beside the document is drawn with it
        parts = [part for part in parts if part.role not in _BESIDE]
    if judgement.cause is Cause.WAF:
        parts = [part for part in parts if not _may_be_its_challenge(part)]
    ranked = [(_rank(part, hidden=hidden), part) for part in parts]
    worst = max(ranked, key=lambda pair: pair[0], default=(0, None))
    return worst[1] if worst[0] else None


def _may_be_its_challenge(part: PartSeen) -> bool:
    """Whether a part of a page that a firewall answered is nothing of the document's and has next to no
    text: a browser draws what the firewall asks, in words that nobody may know."""
    told = part.judgement
    if part.role not in (PartRole.RENDERED, PartRole.FRAMED):
        return False
    if is_not_shown(told):  # next to nothing is all that it shows
        return True
    if told.cause is not Cause.REPLACED and told.cause is not Cause.FIRST_LOOK:
        return False
    name = "added" if told.cause is Cause.REPLACED else "words"
    new = [one.facts.get(name) for one in told.reasons]
    return any(isinstance(count, int) and count < _A_TEXT for count in new)


def _rank(part: PartSeen, *, hidden: bool) -> int:
    """How much a part says: a loss over a change, that over what could not be seen. A frame or data
    that nobody ever saw there say nothing: counters and boxes of sites long gone stand in many pages."""
    verdict = part.judgement.verdict
    if not part.was_seen and part.role in _BESIDE and verdict not in _STANDS:
        return 0
    if verdict is Verdict.MISSING:
        return 4
    if verdict is Verdict.CHANGED or not part.is_named:
        return 3
    ours = verdict is Verdict.UNCHECKED and part.role is not PartRole.RENDERED
    if verdict.is_unseen and not ours and not hidden:
        return 2
    return 1 if hidden and verdict in _STANDS else 0


def of_document(
    judgement: Judgement, parts: Sequence[PartSeen], baseline: Baseline | None
) -> Judgement:
    """What the page's own ``judgement`` and its parts say together."""
    told = _together(judgement, parts, baseline)
    if len(parts) < MOST:
        return told
    return replace(told, reasons=(*told.reasons, reason("document.most", most=MOST)))


def _together(
    judgement: Judgement, parts: Sequence[PartSeen], baseline: Baseline | None
) -> Judgement:
    part = speaking(judgement, parts)
    if part is None:
        return _around(judgement, parts, baseline)
    told = part.judgement
    if part.role is PartRole.RENDERED:
        return _as(told, _DRAWN[told.verdict], part)
    if told.verdict is Verdict.MISSING:
        return _as(told, "document.gone", part)
    if not part.is_named and told.verdict in _STANDS:
        return Judgement(Cause.LINKS, (reason("document.not-shown", url=part.url),))
    if told.verdict is Verdict.CHANGED:
        return _as(told, "document.changed", part)
    if told.verdict in _STANDS:
        return _as(told, "document.seen", part)
    return _as(told, "document.unseen", part)


def _around(
    judgement: Judgement, parts: Sequence[PartSeen], baseline: Baseline | None
) -> Judgement:
    """The page's own judgement; but what changed around a document that stands is no change of it."""
    words = baseline.main_words if baseline is not None else None
    stands = [part for part in parts if part.is_named and part.judgement.verdict in _STANDS]
    if judgement.verdict is not Verdict.CHANGED or words is None or words >= FRAME:
        return judgement
    if not stands or len(stands) < len(parts):
        return judgement
    return Judgement(Cause.BOILERPLATE, (reason("document.frame", url=stands[0].url),))


def _as(told: Judgement, rule: str, part: PartSeen) -> Judgement:
    """What is said of a part is said of the document; of frames within frames, the last names it."""
    is_named = bool(told.reasons) and told.reasons[0].rule == rule
    named = () if is_named else (reason(rule, url=page_of(part.url), role=part.role),)
    return Judgement(
        told.cause,
        (*named, *told.reasons),
        told.at_most,
        Strength.SHOWN,
    )
