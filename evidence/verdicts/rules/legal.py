"""Withheld for legal reasons (451 of RFC 7725), or a block page that names a court or a law:
blocked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.verdicts.facts import may_be_notice
from evidence.verdicts.own_text import notice
from evidence.verdicts.rule import Rule, because
from evidence.verdicts.text import phrases, sentences
from evidence.vocabulary import Cause

if TYPE_CHECKING:
    from evidence.content.model import Content
    from evidence.verdicts.model import Judgement, Look

_PLACES_ES = (
    r"(?:obras?|construccion|trabajos|extraccion|excavacion|disposicion|confinamiento|playas?|parques?"
    r"|minas?|banco|predio|edificio|inmueble|zona|reserva|calle|carretera|plaza)"
)
_SHOWN_ES = (
    r"(?:sitio|pagina|portal|contenido|acceso|documento|informacion)"
    rf"(?! (?:de|del|a|al|en)(?: (?:la|el|los|las))? {_PLACES_ES}\b)"
)
"""What stands on the web: sites of works and ways to beaches are closed by authorities, too."""
_WITHHELD_ES = r"(?:bloquead|retirad|restringid|suspendid)[oa]"
_ORDER_ES = (
    r"(?:(?:orden|mandato|resolucion) judicial|motivos legales"
    r"|(?:la |una )?autoridad(?! (?:ambiental|sanitaria|laboral|agraria|maritima|portuaria|forestal)))"
)
_HIDDEN_ES = (
    r"(?:contenidos?|informacion|seccion|pagina|portal|sitio)(?: de est[ea] \S{1,20})?"
    r" (?:ha sido|han sido|fue|fueron|estara|estaran|permanecera|permaneceran)"
    r" (?:temporalmente )?(?:suspendid|ocult|inhabilitad|restringid|retirad)(?:[oa]s?)"
)
"""What the law hides while an election goes on (artículo 41 de la Constitución)."""
_WITHHELD = phrases(
    labels=r"unavailable for legal reasons",
    sentences=rf"""
        unavailable (?:for|due to) legal reasons
        (?:blocked|restricted|denied|prevent access)(?: \S{{1,40}}){{0,8}} (?:court|authorit|minist|govern)\w*
        (?:court|government|legal|judicial)(?:'s)? orders?(?: \S{{1,40}}){{0,6}} (?:block|prevent|restrict)\w*
        {_SHOWN_ES}(?: \S{{1,40}}){{0,6}} {_WITHHELD_ES}(?: \S{{1,40}}){{0,6}} {_ORDER_ES}
        (?:bloquead|removid)[oa](?: \S{{1,40}}){{0,6}} (?:ordem judicial|decisao judicial)
        (?:bloque|retire)e?(?: \S{{1,40}}){{0,6}} (?:decision de justice|raisons juridiques)
        (?:por|debido a|con motivo de|durante|en cumplimiento de|en atencion a) (?:la )?veda electoral
        (?:proceso|jornada) electoral,?(?: \S{{1,40}}){{0,6}} {_HIDDEN_ES}
        {_HIDDEN_ES}(?: \S{{1,40}}){{0,8}} (?:proceso|jornada) electoral
    """,
)
_OF_LAW = re.compile(
    r"\b(?:articulos?|fraccion(?:es)?|constituci\w+|ley(?:es)?|electoral\w*|judicial\w*|juez\w*|juzgado|tribunal"
    r"|expediente|sentencia|veda|jornada|comicios|propaganda|difusion|eleccion\w*|eleic\w+|elections?|courts?|laws?|acts?|judges?|orders?|injunction|lei|juiz|decisao|loi|juge|decision)\b"
)
"""Notices of this kind may tell at length which law and whose order they obey: that is no text of their
own."""

_TIME = "veda electoral"
_HIDDEN = re.compile(
    r"\b(?:sitio|pagina|portal|micrositio|contenidos?|publicaciones|informacion|documentos?|redes sociales"
    r"|(?:no )?disponibles?|ocult[oa]s?)\b"
)
"""What a site withholds for the time before an election; agreements and calendars speak of that time too."""


def _withheld(content: Content) -> str:
    """The words by which a short page says that it is withheld for legal reasons; empty for others."""
    words = notice(_WITHHELD, content, _OF_LAW)
    if _TIME in words and not any(_HIDDEN.search(place) for place in sentences(content)):
        return ""
    return words


def _apply(look: Look) -> Judgement | None:
    if look.failure is None and look.status == 451:
        return because(Cause.LEGAL, "blocked.legal", status=451)
    if may_be_notice(look) and look.content is not None and (words := _withheld(look.content)):
        return because(Cause.LEGAL, "blocked.legal-page", words=words)
    return None


RULE = Rule(
    _apply,
    {
        "blocked.legal": Words(
            "The page is withheld for legal reasons (status {status}).",
            "La página está restringida por motivos legales (código {status}).",
        ),
        "blocked.legal-page": Words(
            "A short page says that the document is withheld for legal reasons (“{words}”).",
            "Una página breve dice que el documento está restringido por motivos legales (“{words}”).",
        ),
    },
)
