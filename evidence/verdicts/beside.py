"""Reasons for what a page tells otherwise in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.changes.beside import What
from evidence.verdicts.rule import reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.changes.beside import Beside
    from evidence.changes.model import Change
    from evidence.verdicts.model import Reason

_MOST = 3
"""Reasons of this kind that are told of one look; the comparison shows all."""

WORDS = {
    "changed.state": Words(
        "Beside “{place}” the page said “{before}” on {since}; now it says “{now}”.",
        "Junto a “{place}” la página decía “{before}” el {since}; ahora dice “{now}”.",
    ),
    "changed.paint": Words(
        "Beside “{place}” a cell without words has another colour or icon than on {since}, one that the same "
        "table uses for others. What it means can't be read from the page.",
        "Junto a “{place}” una celda sin texto tiene otro color o icono que el {since}, uno que la misma tabla "
        "usa para otros renglones. La página no dice qué significa.",
    ),
    "changed.media": Words(
        "Beside “{place}” another video, recording or chart is embedded than on {since} ({before}; now {now}).",
        "Junto a “{place}” hay otro video, audio o gráfica que el {since} ({before}; ahora {now}).",
    ),
    "changed.media-gone": Words(
        "The video, recording or chart that was embedded beside “{place}” on {since} is no longer there "
        "({before}).",
        "El video, audio o gráfica que estaba junto a “{place}” el {since} ya no está ({before}).",
    ),
    "changed.exchanged": Words(
        "“{place}”: on {since} the page gave “{before}” for it; now it gives “{now}”, which stood elsewhere on "
        "the page.",
        "“{place}”: el {since} la página le asignaba “{before}”; ahora le asigna “{now}”, que estaba en otro "
        "lugar de la página.",
    ),
    "changed.entry-gone": Words(
        "The list of links had an entry “{place}” on {since} ({before}), which is no longer there; none came in "
        "its place.",
        "El {since} la lista de enlaces tenía la entrada “{place}” ({before}), que ya no está; ninguna ocupó su "
        "lugar.",
    ),
    "changed.target": Words(
        "The entry “{place}” of the list of links leads elsewhere than on {since}: {now}, before {before}.",
        "La entrada “{place}” de la lista de enlaces lleva a un lugar distinto que el {since}: {now}, antes {before}.",
    ),
    "changed.unsure": Words(
        "Whether the document changed, or only how the site shows it, can't be told from the page.",
        "Con la sola página no se puede saber si cambió el documento o solo la forma en que el sitio lo "
        "presenta.",
    ),
}

_RULES = {
    What.STATE: "changed.state",
    What.PAINT: "changed.paint",
    What.MEDIA: "changed.media",
    What.EXCHANGED: "changed.exchanged",
    What.ENTRY: "changed.entry-gone",
    What.TARGET: "changed.target",
}
_GONE = {What.MEDIA: "changed.media-gone"}


def told_beside(change: Change, since: str) -> Iterator[Reason]:
    """The reasons for what a change tells beside the words of a text that was captured on ``since``."""
    for one in change.beside[:_MOST]:
        yield reason(_rule(one), place=one.place, before=one.before, now=one.now, since=since)


def _rule(one: Beside) -> str:
    return _RULES[one.what] if one.now else _GONE.get(one.what, _RULES[one.what])
