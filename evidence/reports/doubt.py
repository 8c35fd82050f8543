"""One thing that would change our mind about an answer, in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.days import day
from evidence.vocabulary import Certainty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.bilingual import Language

_WORDS = {
    "second-look": Words(
        "A second look on another day: this rests on {looks}. The next is due on {next}.",
        "Una segunda revisión, otro día: esto se apoya en {looks}. La próxima está prevista "
        "para el {next}.",
    ),
    "same-words-elsewhere": Words(
        "The same words elsewhere on the site, or in the document under another address.",
        "Que las mismas palabras estén en otra parte del sitio, o el documento en otra dirección.",
    ),
    "copy-near-citation": Words(
        "A copy from near the citation's date, {cited}: none is kept that can be read.",
        "Una copia de fecha cercana a la de la cita, {cited}: no se conserva ninguna que se "
        "pueda leer.",
    ),
    "date-of-citation": Words(
        "The day on which it was cited (--cited-on), and a copy from then: none is kept that says it.",
        "El día en que se citó (--cited-on) y una copia de entonces: no se conserva ninguna que lo diga.",
    ),
    "earlier-copy": Words(
        "A copy from before today: what the page said earlier is not known.",
        "Una copia anterior a hoy: no se sabe qué decía antes la página.",
    ),
    "person": Words(
        "A person who reads the page: a program can't decide this one.",
        "Que una persona lea la página: esto no lo puede decidir un programa.",
    ),
    "another-place": Words(
        "A look with a browser, or from another network: this one was not let in.",
        "Una revisión con un navegador o desde otra red: a esta no se le permitió el paso.",
    ),
    "server-answers": Words(
        "An answer of the server. We ask again on {next}.",
        "Que el servidor responda. Se le volverá a preguntar el {next}.",
    ),
    "correct-address": Words(
        "An address that can be asked for: this one can't.",
        "Una dirección que se pueda consultar: esta no lo permite.",
    ),
    "back": Words(
        "The page showing the document again. We look again on {next}.",
        "Que la página vuelva a mostrar el documento. Se volverá a revisar el {next}.",
    ),
    "later-look": Words(
        "A later look that shows something else. The next is due on {next}.",
        "Una revisión posterior que muestre otra cosa. La próxima está prevista para el {next}.",
    ),
}
FEW_LOOKS = {
    Certainty.SUSPECTED: Words("too few looks so far", "muy pocas revisiones hasta ahora"),
    Certainty.PROBABLE: Words("few looks", "pocas revisiones"),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that would change our mind."""

    rule: str
    facts: Mapping[str, str] = field(default_factory=dict)
    """times in ISO 8601, or words"""

    def text(self, language: Language) -> str:
        """It as a sentence."""
        facts = {
            name: day(value, language) for name, value in self.facts.items() if name != "certainty"
        }
        if certainty := self.facts.get("certainty"):
            facts["looks"] = FEW_LOOKS[Certainty(certainty)].text(language)
        return _WORDS[self.rule].filled(language, facts)
