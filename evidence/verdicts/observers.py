"""Observers: other Testigos that look at the same URL within the same minute, from elsewhere.

What is gone for us and there for one of them is no loss: it is *shown only to some*, and by what the
server tells them apart is named as far as it shows. What they miss, too, is more likely lost; that many
look at once says nothing of tomorrow, so a loss is confirmed by its looks over time, as ever. Who says
nothing (away, slow, a wrong signature) takes nothing away and adds nothing. An observer of our own network
would be treated as we are: that it agrees is no second opinion on that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.verdicts.rule import reason
from evidence.vocabulary import Apart, Cause, Certainty, Manner, Shows, Silence, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.verdicts.model import Judgement, Look, Observation, Sighting

_GOOD = frozenset({Verdict.ALIVE, Verdict.MOVED, Verdict.CHANGED})
_AS_IT_WAS = frozenset({Verdict.ALIVE, Verdict.MOVED})
_DIFFERS = frozenset({Shows.OTHER, Shows.NONE})
_BY_MANNER = {
    Manner.BROWSER: Apart.AGENT,
    Manner.LANGUAGE: Apart.LANGUAGE,
    Manner.RETURNING: Apart.VISIT,
    Manner.REFERRED: Apart.REFERRER,
}
"""What a look that differs tells, where those before it in this order do not."""

_SILENT = {
    Silence.AWAY: Words(
        "{who} was asked and did not answer: it counts as silent.",
        "{who} no respondió: cuenta como sin respuesta.",
    ),
    Silence.LATE: Words(
        "{who} was asked and did not answer in time: it counts as silent.",
        "{who} no respondió a tiempo: cuenta como sin respuesta.",
    ),
    Silence.REFUSED: Words(
        "{who} was asked and refused: it counts as silent.",
        "{who} rechazó la consulta: cuenta como sin respuesta.",
    ),
    Silence.BUSY: Words(
        "{who} was asked and was too busy: it counts as silent.",
        "{who} estaba demasiado ocupado para responder: cuenta como sin respuesta.",
    ),
    Silence.GARBLED: Words(
        "{who} was asked, and its answer can't be read: it counts as silent.",
        "{who} respondió algo que no se puede leer: cuenta como sin respuesta.",
    ),
    Silence.FORGED: Words(
        "{who} was asked, and its answer is not signed by its key: it counts as silent.",
        "{who} dio una respuesta que no está firmada con su clave: cuenta como sin respuesta.",
    ),
    Silence.OLD: Words(
        "{who} was asked, and gave an answer to another question, an old one perhaps: it counts as silent.",
        "{who} respondió a otra pregunta, quizá anterior: cuenta como sin respuesta.",
    ),
    Silence.CLOCK: Words(
        "{who} was asked, and its clock is wrong: it counts as silent.",
        "{who} tiene mal la hora en su reloj: cuenta como sin respuesta.",
    ),
}

WORDS = {
    **{f"observers.{silence}": words for silence, words in _SILENT.items()},
    "observers.document": Words(
        "At the same time {who} is shown a document: it is shown only to some.",
        "Al mismo tiempo, a {who} se le muestra un documento: solo se muestra a algunos.",
    ),
    "observers.as-it-was": Words(
        "At the same time {who} is shown the document as it was: the alteration is shown only to some.",
        "Al mismo tiempo, a {who} se le muestra el documento como estaba: la modificación solo se muestra a "
        "algunos.",
    ),
    "observers.no-document": Words(
        "At the same time {who} is shown no document: it is shown only to some.",
        "Al mismo tiempo, a {who} no se le muestra ningún documento: solo se muestra a algunos.",
    ),
    "observers.other-text": Words(
        "At the same time {who} is shown another text: there is one that is shown only to some.",
        "Al mismo tiempo, a {who} se le muestra otro texto: hay uno que solo se muestra a algunos.",
    ),
    "observers.perhaps-personal": Words(
        "What {who} is shown at the same time differs; it may be made for each visitor, so it proves "
        "nothing.",
        "Lo que se le muestra a {who} al mismo tiempo es distinto; puede que se adapte a cada visitante, así que "
        "no prueba nada.",
    ),
    "observers.gone-too": Words(
        "At the same time {who} is shown no document either.",
        "Al mismo tiempo, a {who} tampoco se le muestra ningún documento.",
    ),
    "observers.same": Words(
        "At the same time {who} is shown the same.",
        "Al mismo tiempo, a {who} se le muestra lo mismo.",
    ),
    "observers.same-network": Words(
        "{who} looks from our own network: that it is shown the same is no second opinion on what a server "
        "tells apart by address.",
        "{who} observa desde nuestra propia red: que vea lo mismo no sirve de segunda "
        "opinión sobre lo que un servidor distingue según la dirección.",
    ),
    "observers.unseen": Words(
        "{who} could not see anything either way.",
        "{who} no pudo ver nada, ni a favor ni en contra.",
    ),
    "observers.doubted": Words(
        "When observers were last heard, they were shown the document; none of them could be asked again. "
        "So the loss is not confirmed.",
        "La última vez que hubo respuesta de los observadores, a ellos se les mostraba el documento; no se "
        "pudo volver a preguntar a ninguno. Por eso la pérdida no se confirma.",
    ),
    f"observers.{Apart.ADDRESS}": Words(
        "The server tells visitors apart by the address they come from.",
        "El servidor distingue a los visitantes por la dirección desde la que llegan.",
    ),
    f"observers.{Apart.COUNTRY}": Words(
        "The server tells visitors apart by the country they come from.",
        "El servidor distingue a los visitantes por el país desde el que llegan.",
    ),
    f"observers.{Apart.AGENT}": Words(
        "The server tells programs from browsers.",
        "El servidor distingue entre programas y navegadores.",
    ),
    f"observers.{Apart.LANGUAGE}": Words(
        "The server tells visitors apart by the language they read.",
        "El servidor distingue a los visitantes por el idioma que leen.",
    ),
    f"observers.{Apart.VISIT}": Words(
        "The server tells those who come for the first time from those who come back.",
        "El servidor distingue entre quienes llegan por primera vez y quienes vuelven.",
    ),
    f"observers.{Apart.REFERRER}": Words(
        "The server tells those who come from a search engine from those who open the address itself.",
        "El servidor distingue entre quienes llegan desde un buscador y quienes abren la dirección "
        "directamente.",
    ),
}


def seen_together(first: Judgement, look: Look) -> Judgement:
    """What our look and those of the observers say together; ``first`` is what ours says alone."""
    heard = [one for one in look.observations if one.sightings]
    judgement = first
    if any(_differing(one) for one in heard):
        judgement = _apart(first, look, heard)
    elif any(_unsure(one) for one in heard):
        judgement = _perhaps_personal(first, heard)
    else:
        judgement = _agreed(first, heard)
    if look.doubted and judgement.verdict is Verdict.MISSING and not _shows(heard, _SAME):
        told = (*judgement.reasons, reason("observers.doubted"))
        judgement = replace(judgement, reasons=told, at_most=_lower(judgement.at_most))
    silent = [
        reason(f"observers.{one.problem}", who=one.place)
        for one in look.observations
        if one.problem is not None
    ]
    return replace(judgement, reasons=(*judgement.reasons, *silent))


_SAME = frozenset({Shows.SAME})


def _lower(at_most: Certainty) -> Certainty:
    return min(at_most, Certainty.PROBABLE, key=lambda certainty: certainty.rank)


def _apart(first: Judgement, look: Look, heard: list[Observation]) -> Judgement:
    """The judgement where somebody is shown something else than we are."""
    by = told_apart(look, heard)
    who = ", ".join(one.place for one in heard if _differing(one))
    shown = [one for other in heard for one in _differing(other)]
    said = reason(_word(first, shown), who=who)
    told = (said, reason(f"observers.{by}")) if by else (said,)
    if first.verdict in _GOOD and said.rule != "observers.as-it-was":
        return replace(first, reasons=(*first.reasons, *told))
    reasons = (*told, *first.reasons)
    return replace(first, cause=Cause.SHOWN_TO_SOME, reasons=reasons, at_most=Certainty.CONFIRMED)


def _word(first: Judgement, shown: list[Sighting]) -> str:
    """The reason for what those see who see something else."""
    if first.verdict not in _GOOD:
        return "observers.document"
    if any(one.shows is Shows.NONE for one in shown):
        return "observers.no-document"
    if first.verdict is Verdict.CHANGED and all(
        one.judgement.verdict in _AS_IT_WAS for one in shown
    ):
        return "observers.as-it-was"
    return "observers.other-text"


def told_apart(look: Look, heard: Iterable[Observation]) -> Apart | None:
    """By what the server tells apart, by the first look of those that differ; None where none does."""
    heard = list(heard)
    found = [by for one in heard if (by := _told_by(look, one)) is not None]
    if not found:
        return None
    if Apart.ADDRESS not in found:
        return found[0]
    others = [one for one in heard if _told_by(look, one) is Apart.ADDRESS]
    agreeing = [one for one in heard if one not in others and one.is_elsewhere]
    at_home = any(not one.is_abroad for one in agreeing)
    return Apart.COUNTRY if at_home and all(one.is_abroad for one in others) else Apart.ADDRESS


def _told_by(look: Look, observation: Observation) -> Apart | None:
    shown = {one.manner: one.shows for one in observation.sightings}
    if shown.get(Manner.PROGRAM) in _DIFFERS:
        return Apart.ADDRESS
    if shown.get(Manner.PROGRAM, Shows.UNSEEN) is Shows.UNSEEN and look.second is not None:
        # a browser of ours was shown no document either, and one of theirs is
        return Apart.ADDRESS if shown.get(Manner.BROWSER) in _DIFFERS else None
    return next((by for manner, by in _BY_MANNER.items() if shown.get(manner) in _DIFFERS), None)


def _perhaps_personal(first: Judgement, heard: list[Observation]) -> Judgement:
    who = ", ".join(one.place for one in heard if _unsure(one))
    told = (*first.reasons, reason("observers.perhaps-personal", who=who))
    changed = first.verdict is Verdict.CHANGED
    return replace(first, reasons=told, at_most=Certainty.SUSPECTED if changed else first.at_most)


def _agreed(first: Judgement, heard: list[Observation]) -> Judgement:
    """The judgement where nobody is shown anything else."""
    same = [one for one in heard if _shows([one], _SAME)]
    blind = [one for one in heard if one not in same]
    reasons = list(first.reasons)
    if same:
        word = "observers.gone-too" if first.verdict is Verdict.MISSING else "observers.same"
        reasons.append(reason(word, who=", ".join(one.place for one in same)))
    near = [one for one in same if not one.is_elsewhere]
    reasons += [reason("observers.same-network", who=one.place) for one in near]
    reasons += [reason("observers.unseen", who=one.place) for one in blind]
    strengthens = first.verdict.is_broken and len(near) < len(same)
    at_least = min(Certainty.PROBABLE, first.at_most, key=lambda certainty: certainty.rank)
    return replace(
        first, reasons=tuple(reasons), at_least=at_least if strengthens else first.at_least
    )


def _differing(observation: Observation) -> list[Sighting]:
    return [one for one in observation.sightings if one.shows in _DIFFERS]


def _unsure(observation: Observation) -> bool:
    return _shows([observation], frozenset({Shows.UNSURE}))


def _shows(heard: Iterable[Observation], shows: frozenset[Shows]) -> bool:
    return any(sighting.shows in shows for one in heard for sighting in one.sightings)
