"""What ``testigo mend`` tells, in English and Spanish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Language, Words
from evidence.citations.mend.model import What
from evidence.reports.safe import short

if TYPE_CHECKING:
    from evidence.citations.mend.model import Place

_WHAT: dict[What, Words] = {
    What.WORDS: Words("words added", "se agregan palabras"),
    What.LINK: Words("link changed", "cambia el enlace"),
    What.BOTH: Words("link changed, words added", "cambia el enlace y se agregan palabras"),
    What.ADDRESS: Words("address replaced", "se sustituye la dirección"),
    What.TOLD: Words(
        "left: its archived copy or new address is already there",
        "se deja: ya tiene al lado su copia archivada o su nueva dirección",
    ),
    What.LEFT: Words("left: to be put right by hand", "se deja: hay que corregirla a mano"),
}
_WORDS: dict[str, Words] = {
    "would": Words(
        "references that would be put right: {done}; left: {left}",
        "referencias que se corregirían: {done}; que se dejarían como están: {left}",
    ),
    "done": Words(
        "references put right: {done}; left: {left}",
        "referencias corregidas: {done}; sin tocar: {left}",
    ),
    "nothing": Words(
        "nothing to put right: no reference of this document is confirmed to be lost or altered",
        "no hay nada que corregir: de ninguna referencia de este documento se ha confirmado "
        "que se perdiera o se alterara",
    ),
    "unreplaced": Words(
        "nothing to put right: for what is lost or altered in this document nothing is known that could be cited "
        "instead",
        "no hay nada que corregir: no se conoce nada que pueda citarse en lugar de lo que en este documento se "
        "perdió o se alteró",
    ),
    "without": Words(
        "lost or altered, and nothing is known that could be cited instead:",
        "perdidas o alteradas, sin que se conozca nada que pueda citarse en su lugar:",
    ),
    "written": Words("written to:", "escrito en:"),
    "unchanged": Words("written without a change to:", "escrito sin ningún cambio en:"),
}


def word(key: str, language: Language, **facts: object) -> str:
    """One sentence of the command."""
    return _WORDS[key].filled(language, facts)


def lines(place: Place, language: Language) -> list[str]:
    """One reference in lines for a terminal: what it cites, what instead, what is done."""
    what = _WHAT[place.what].text(language)
    before = f"  … {short(place.context)}" if place.context else ""
    return [short(place.old) + before, f"    → {short(place.new)}", f"    {what}"]


def by_hand(url: str, language: Language) -> list[str]:
    """A reference that was not found where the file could be changed."""
    return [short(url), f"    {_WHAT[What.LEFT].text(language)}"]
