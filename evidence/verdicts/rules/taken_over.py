"""Somebody else's business stands at the address now: a casino, a shop, a link farm. Missing.

Domains that agencies and organisations let go are bought for what still links to them. A document
may be *about* betting or trade, so topics count for nothing: what counts are the words by which such
pages invite (*welcome bonus*, *add to cart*), several different ones, where the citation, its
address and the baseline speak of something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.addresses import split
from evidence.bilingual import Words
from evidence.changes.model import Kind
from evidence.folding import caseless
from evidence.verdicts.facts import is_page, may_be_notice
from evidence.verdicts.rule import Rule, because
from evidence.verdicts.trades import TRADES
from evidence.vocabulary import Cause

if TYPE_CHECKING:
    from evidence.content.model import Content
    from evidence.verdicts.model import Judgement, Look
    from evidence.verdicts.trades import Trade


_READ = 12_000
"""Characters of a page in which invitations are looked for."""
_TELLING = 5
"""Letters of a word of the citation that may tell what it speaks of."""
_SHARED = 0.2
"""Share of the citation's telling words from which on the page may be what was cited."""
_FEWEST = 3
"""Telling words below which a citation says too little to be held against a page."""
_CIVIC = re.compile(r"(?:^|\.)(?:gob|gov|gouv|org|edu|ac|mil|gub|go)(?:\.[a-z]{2})?$")


def _apply(look: Look) -> Judgement | None:
    content = look.content
    if content is None or not is_page(look) or not may_be_notice(look):
        return None
    wanted, telling = caseless(f"{look.url} {look.claims}"), _telling(look.claims)
    needed = [(t, n) for t in TRADES if (n := _needed(t, look, wanted, telling)) is not None]
    if not needed:
        return None
    text, before = _text_of(content), _compared_with(look)
    if before is None and _speaks_of(text, telling):
        return None
    for trade, enough in needed:
        found = trade.invitations(text)
        calls = any(trade.calling.search(words) for words in found)
        if calls and len(found) >= enough and not _did(trade, before):
            words = ", ".join(word[:40] for word in found[:4])
            return because(Cause.TAKEN_OVER, f"taken-over.{trade.name}", words=words)
    return None


def _needed(trade: Trade, look: Look, wanted: str, telling: set[str]) -> int | None:
    """How many different invitations it takes before this page is somebody else's business; None
    where no number does. ``wanted`` is what the citation says, folded, ``telling`` its telling words."""
    if trade.topic.search(wanted):
        return None
    if look.change is not None and _compared_with(look) is not None:
        return trade.after if look.change.kind is Kind.REPLACED else None
    if len(telling) >= _FEWEST:
        return trade.first
    civic = _CIVIC.search((split(look.url).hostname or "").removesuffix("."))
    return trade.unsaid if civic and trade.name != "shop" else None


def _speaks_of(text: str, telling: set[str]) -> bool:
    """Whether a page has enough of the citation's telling words to be what was cited."""
    shared = sum(word in text for word in telling)
    return len(telling) >= _FEWEST and shared >= _SHARED * len(telling)


def _did(trade: Trade, before: Content | None) -> bool:
    """Whether the document that stood there invited to the same trade."""
    return before is not None and bool(trade.invitations(_text_of(before)))


def _compared_with(look: Look) -> Content | None:
    """The baseline's content, where the look was compared with it."""
    if look.baseline is None or look.change is None:
        return None
    return look.baseline.content


def _text_of(content: Content) -> str:
    return caseless("\n".join((content.title, *content.lines))[:_READ])


def _telling(claims: str) -> set[str]:
    return {word for word in re.split(r"[\W\d_]+", caseless(claims)) if len(word) >= _TELLING}


RULE = Rule(
    _apply,
    {
        "taken-over.casino": Words(
            "A casino or a bookmaker stands at this address now (“{words}”): the domain has passed into "
            "other hands.",
            "En esta dirección hay ahora un casino o una casa de apuestas (“{words}”): el dominio pasó a "
            "otras manos.",
        ),
        "taken-over.shop": Words(
            "A shop that has nothing to do with the citation stands at this address now (“{words}”).",
            "En esta dirección hay ahora una tienda que nada tiene que ver con la cita (“{words}”).",
        ),
        "taken-over.links": Words(
            "A page that sells links and advertising stands at this address now (“{words}”).",
            "En esta dirección hay ahora una página que vende enlaces y publicidad (“{words}”).",
        ),
    },
)
