"""Nothing speaks against it: the page is there. Always fires, so it stands last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words
from evidence.changes.model import Flag, Kind
from evidence.changes.place import unseen_places
from evidence.verdicts.model import Strength
from evidence.verdicts.probe import compare, siblings
from evidence.verdicts.rule import Rule, because, reason
from evidence.verdicts.text import NOTICE
from evidence.views import page_of
from evidence.vocabulary import Cause

if TYPE_CHECKING:
    from evidence.changes.place import Place
    from evidence.verdicts.model import Judgement, Look

_BY_KIND = {
    Kind.IDENTICAL: Cause.IDENTICAL,
    Kind.COSMETIC: Cause.COSMETIC,
    Kind.BOILERPLATE: Cause.BOILERPLATE,
}


def _apply(look: Look) -> Judgement | None:
    if look.baseline is None or look.change is None:
        first = because(Cause.FIRST_LOOK, "alive.first-look", **_told(look))
        beside = [reason("alive.cut")] if look.truncated else []
        if look.content is not None and compare(look.content, look.probes, look.url).alike:
            beside.append(
                reason("alive.alike", probe=page_of(siblings(look.probes, look.url)[0].url))
            )
        beside += [reason("alive.place-unseen", place=place.shown) for place in _unseen(look)]
        return replace(first, reasons=(*first.reasons, *beside))
    cause = _BY_KIND.get(look.change.kind, Cause.INCOMPARABLE)
    since = look.baseline.captured_at[:10]
    if look.truncated and cause is not Cause.IDENTICAL:
        as_far = cause is not Cause.INCOMPARABLE
        return because(
            Cause.INCOMPARABLE, "alive.as-far" if as_far else "alive.truncated", since=since
        )
    judgement = _by_shape(look, since) or because(cause, f"alive.{cause}", since=since)
    if look.tls_problem:
        certificate = reason("alive.certificate", detail=look.tls_problem)
        return replace(judgement, reasons=(*judgement.reasons, certificate))
    return judgement


def _told(look: Look) -> dict[str, Any]:
    """The status, and of a page with next to no words how many there are: what a firewall asks is drawn by a
    browser, too."""
    words = look.content.main_words if look.content is not None else NOTICE
    return {"status": look.status or 0} | ({"words": words} if words < NOTICE else {})


def _unseen(look: Look) -> list[Place]:
    """The places that the address cites and the document does not have."""
    if "#" not in look.url or look.content is None or look.truncated is not None:
        return []
    return unseen_places(look.url.partition("#")[2], look.content)


def _by_shape(look: Look, since: str) -> Judgement | None:
    """What there is to say of a document that came in another shape; None of all others."""
    flags = look.change.flags if look.change else ()
    if Flag.READABLE in flags:
        return because(Cause.INCOMPARABLE, "alive.readable", since=since)
    if Flag.FORMAT in flags and look.baseline and look.content:
        before, now = look.baseline.media_type, look.content.media_type
        return because(Cause.COSMETIC, "alive.format", since=since, before=before, now=now)
    return None


RULE = Rule(
    _apply,
    {
        "alive.first-look": Words(
            "The page is there (status {status}). This is our first capture: "
            "whether it changed since it was cited is not known.",
            "La página está disponible (código {status}). Es nuestra primera captura: "
            "no se sabe si cambió desde que fue citada.",
        ),
        "alive.alike": Words(
            "The server shows the same page for addresses that can't exist ({probe}), and nothing says that "
            "it is an error page: whether it is the page that was cited can't be told from outside.",
            "El servidor muestra la misma página en direcciones que no pueden existir ({probe}) y nada indica "
            "que sea una página de error: desde fuera no se puede saber si es la que fue citada.",
        ),
        "alive.place-unseen": Words(
            "The place that is cited ({place}) is not in what was sent: whether it ever was, or scripts "
            "add it, is not known.",
            "El lugar citado ({place}) no está en lo que se recibió: no se sabe si alguna "
            "vez estuvo o si lo agregan scripts.",
        ),
        "alive.identical": Words(
            "The same document, byte for byte, as on {since}.",
            "Es el mismo documento, byte por byte, que el {since}.",
        ),
        "alive.cosmetic": Words(
            "The same text as on {since}; only what differs on every visit is different.",
            "El texto es el mismo que el {since}; solo cambió lo que varía en cada visita.",
        ),
        "alive.boilerplate": Words(
            "The main text is the same as on {since}; only menus, banners or footers differ.",
            "El texto principal es el mismo que el {since}; solo cambiaron los menús, los "
            "avisos o los pies de página.",
        ),
        "alive.incomparable": Words(
            "A document is there, with other bytes than on {since}; its text can't be compared.",
            "El documento está disponible, con bytes distintos de los del {since}; su texto "
            "no se puede comparar.",
        ),
        "alive.cut": Words(
            "Only a part of the answer came: it is kept, and later looks are not compared with it.",
            "Solo llegó una parte de la respuesta: se conserva, pero las revisiones "
            "posteriores no se comparan con ella.",
        ),
        "alive.as-far": Words(
            "The same text as on {since} as far as it goes: only a part of the answer came.",
            "Hasta donde alcanza, el texto es el mismo que el {since}: solo llegó una parte "
            "de la respuesta.",
        ),
        "alive.truncated": Words(
            "A document is there, but it was cut before its end; it can't be compared with that of {since}.",
            "El documento está disponible, pero llegó cortado; no se puede comparar con el del {since}.",
        ),
        "alive.readable": Words(
            "On {since} the document had no text that could be read; now it can be read. "
            "What changed between the two can't be told.",
            "El {since} el documento no tenía texto legible; ahora se puede leer. "
            "No se puede saber qué cambió entre uno y otro.",
        ),
        "alive.format": Words(
            "The same text as on {since} in another format: {before} then, {now} now.",
            "El texto es el mismo que el {since}, en otro formato: antes {before}, ahora {now}.",
        ),
        "alive.certificate": Words(
            "The site's certificate does not verify ({detail}), but what it shows is what it showed before.",
            "El certificado del sitio no es válido ({detail}), pero lo que muestra es lo mismo que antes.",
        ),
    },
    Strength.NOTHING,
)
