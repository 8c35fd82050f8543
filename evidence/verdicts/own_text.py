"""Whether a page has a text of its own: what walls, errors and pages of hosts never have.

*Acceso denegado*, *Página no encontrada*, *Este dominio está a la venta* are titles of reports, too. A
notice speaks to who came: of this page, this site, an account, a browser. A text tells of some matter, in
sentences that speak of none of these, or under a headline that goes on behind the words of a notice
(*404: arte y archivo*).

Measured on what is recorded (those of ``benchmarks/verdicts.py``), words in sentences of its own: 112
challenges have at most 14, 48 pages of hosts and sellers none, 52 block pages at most 20, 127 of 128
error pages at most 17, and one, which tells what its site is about, 42. None of the 340 has a headline that
goes on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.verdicts.text import (
    headings,
    parts_of_headings,
    pieces,
    segments,
    sentences,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence.content.model import Content
    from evidence.verdicts.text import Phrases

SENTENCE = 8
"""Words that make a sentence: menus, tabs, labels of fields and what servers say are shorter."""
ANOTHER_MATTER = 12
"""Words in sentences from which on a notice says something else, too: a sentence and a half. With a
headline over them, they are a text."""
OF_ITS_OWN = 24
"""Words in sentences of its own from which on a page has a text: three short sentences, and more than any
recorded challenge, block page or page of a host has (20)."""
UNDER_ITS_NAME = 48
"""The same for a page that is called nothing but what notices are called (*Acceso denegado*): a wall may
say beside what its site is for, and of two readings the one is kept that alarms nobody."""
_LEAST_REST = 3
"""Words of a headline behind the colon."""

_WHO = (
    r"you(?:'re|'ve|r|rself)?|usted(?:es)?|tus?|ti|vous|votre|vos|voce|we(?:'re)?|our|us|nous|notre|please|favor"
    r"|veuillez|merci|sorry|disculp\w+|lamentamos|gracias|thank|contact\w*|click|clic|cliquez|clique|haga"
    r"|intente\w*|vuelva"
)
_BETWEEN = (
    r"pages?|paginas?|ur[li]|links?|enlaces?|liens?|ligas?|40[34]|error\w*|erreur|erro|browser|navegador|navigateur"
    r"|search|cookies?|javascript|ip|servers?|servidor\w*|serveur|host\w*|hosped\w*|heberg\w+"
    r"|admin(?:istrador|istrator)?|webmaster|requests?|log-?in|log|sign|password|contrasena"
    r"|(?:inici\w+|cerr\w+|cierre) (?:de )?(?:sesion|sessao)|sess?ion (?:has |ha )?(?:expir|caduc)\w+"
    r"|captcha|verif\w+|proveedor|provedor|provider|owner|propietari\w+|nginx|apache|support|soporte|conexion"
    r"|connection|connexion|conexao|permiso|permission|autoriza\w+|authori[sz]\w+|renew\w*|renov\w+"
)
_ALSO = (
    r"web|websites?|blogs?|sites?|sitios?|portal|portail|domains?|dominios?|domaines?|accounts?|cuentas?|contas?|compte"
    r"|access|acceso|acesso|acces|robots?|bots?|security|seguridad|securite|seguranca|maintenance|mantenimiento"
    r"|manutencao|pago|payment|traffic|trafico"
)
"""What texts speak of, too, and headlines above them."""
_VISITORS = re.compile(rf"\b(?:{_WHO}|{_BETWEEN}|{_ALSO})\b")
"""What notices speak of, in our readers' languages: their visitor, and what stands between them."""
_NO_HEADLINE = re.compile(rf"\b(?:{_WHO}|{_BETWEEN})\b")
_HERE = (
    r"(?:web ?)?(?:page|pagina|site|sitio|website|portal|server|servidor|serveur|(?:nombre de |nom de )?domin\w+"
    r"|domaine?|account|cuenta|conta|compte|document\w*|file|archivo|url|link|liga|enlace|resource|recurso"
    r"|information|informacion|service|servicio|system|sistema|content|contenido)"
)
_ADDRESSED = re.compile(
    rf"\b(?:{_WHO}|verifique|revise|above|below|abajo|arriba|solicitad[oa]|requested"
    rf"|(?:this|that|current|est[ea]|es[ea]|es[st][ea]|dich[oa]|nuestr[oa]|cet?|cette) {_HERE})\b"
)
"""What speaks to a visitor, or of the very page that it stands on."""
_OURS = re.compile(
    r"\b(?:the|of|and|that|el|la|los|las|que|una|del|y|o|le|les|et|est|dans|os|da|dos|uma|e)\b"
)
"""Small words of our readers' languages: of a sentence in another one nobody here knows whom it speaks to,
and some notices say the same in ten."""
_TELLS = re.compile(r"[.!?…][\"'”»)\]]{0,3}(?:\s|$)")
"""A full stop that ends a sentence: lists of tags and titles have none."""
_READABLE = re.compile(r"[a-z]{3}")
_GOES_ON = re.compile(r"(?<=\w)\s?:\s+|\?\s+|\s[—–]\s+(?=[a-záéíóúñ])")
"""Where a headline goes on: *404: arte y archivo*. A dash before a capital stands before a site's name."""


def words_beside(places: Iterable[str], besides: re.Pattern[str]) -> int:
    """Words in those (folded) sentences of ``places`` that don't match ``besides``."""
    return sum(
        length
        for place in places
        if (length := place.count(" ") + 1) >= SENTENCE and not besides.search(place)
    )


def has_own_text(content: Content, *besides: re.Pattern[str], least: int = OF_ITS_OWN) -> bool:
    """Whether a short page has a text of its own, of ``least`` words; sentences that match one of
    ``besides`` are not of it.

    A text about domains and accounts speaks of them in every sentence: under a headline, those count that
    speak neither to visitors nor of this page.
    """
    told = tuple(_prose(content))
    own = _told(told, _VISITORS, *besides)
    if own >= least:
        return True
    if not told or not has_headline(content):
        return False
    return own >= ANOTHER_MATTER or _told(told, _ADDRESSED, *besides) >= OF_ITS_OWN


def has_headline(content: Content) -> bool:
    """Whether a heading goes on behind a colon, with words that are of no notice."""
    return any(
        rest.count(" ") >= _LEAST_REST - 1
        and _READABLE.search(rest)
        and not _NO_HEADLINE.search(rest)
        for heading in parts_of_headings(content, _GOES_ON)
        for rest in heading[1:]
    )


def notice(kind: Phrases, content: Content, *besides: re.Pattern[str]) -> str:
    """What a short page says of ``kind`` (:meth:`Phrases.notice`); empty for one with a text of its own."""
    words = kind.notice(content)
    least = UNDER_ITS_NAME if is_named(content, words) else OF_ITS_OWN
    return "" if words and has_own_text(content, kind.sentences, *besides, least=least) else words


def is_named(content: Content, words: str) -> bool:
    """Whether the title, a part of it or a heading is nothing but ``words``."""
    return words in {*segments(content), *headings(content)} and not has_headline(content)


def outside_headings(content: Content) -> tuple[str, ...]:
    """The sentences of the text that are no heading, nor a part of one."""
    heads = {*segments(content), *headings(content)}
    return tuple(place for place in sentences(content) if place not in heads)


def _told(places: tuple[str, ...], *besides: re.Pattern[str]) -> int:
    return sum(
        place.count(" ") + 1 for place in places if not any(one.search(place) for one in besides)
    )


def _prose(content: Content) -> Iterator[str]:
    """The sentences, folded, that a full stop ends, headings aside; only those in a language that
    :data:`_VISITORS` knows."""
    heads = {*segments(content), *headings(content)}
    for line in content.opening:
        ends = [match.end() for match in _TELLS.finditer(line)]
        for place in pieces(line[: ends[-1]]) if ends else ():
            long = place.count(" ") >= SENTENCE - 1
            if long and place not in heads and _OURS.search(place):
                yield place
