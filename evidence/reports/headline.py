"""The one sentence that answers an auditor, to be read aloud: was it there, is it there, what stands
there now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.changes.quote import LOST, How, State
from evidence.days import day, joined, moment
from evidence.reports.safe import short
from evidence.store.copies import OWN
from evidence.vocabulary import Cause, Certainty, Verdict

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.changes.quote import Quote, Sighting
    from evidence.reports.answer import Answer, BestCopy

_LONGEST = 300
"""Characters of the page's own words in the sentence; all of them are told below it."""
_PLACES = {
    "own": Words("on {day}", "el {day}"),
    "archived": Words("on {day} (archived copy)", "el {day} (copia archivada)"),
}
_QUOTE = {
    "present": Words(
        "The page says it word for word today, {today}.",
        "La página lo dice hoy, {today}, palabra por palabra.",
    ),
    "present-as-before": Words(
        "The page says it word for word today, {today}, as it did {then}.",
        "La página lo dice hoy, {today}, palabra por palabra, igual que {then}.",
    ),
    "present-again": Words(
        "The page says it word for word today, {today}, as it did {then}; in between, {lost}, it did not.",
        "La página lo dice hoy, {today}, palabra por palabra, igual que {then}; entre una y "
        "otra fecha, {lost}, no lo decía.",
    ),
    "present-in-the-frame": Words(
        "Today, {today}, these words stand on the page only in its menu, header or footer, and not in its text.",
        "Hoy, {today}, estas palabras solo aparecen en el menú, el encabezado o el pie de la página, y no en su "
        "texto.",
    ),
    "altered": Words(
        "{Then} the page said it word for word; since {since} it says: “{found}”.",
        "{Then} la página lo decía palabra por palabra; desde el {since} dice: “{found}”.",
    ),
    "altered-never": Words(
        "The page does not say it in these words; the nearest that it says is: “{found}”.",
        "La página no lo dice con estas palabras; lo más parecido que dice es: “{found}”.",
    ),
    "negated": Words(
        "{Then} the page said it word for word; since {since} the words stand in a sentence that says: “{found}”.",
        "{Then} la página lo decía palabra por palabra; desde el {since} esas palabras están "
        "en una oración que dice: “{found}”.",
    ),
    "struck-through": Words(
        "{Then} the page said it word for word; since {since} it crosses it out.",
        "{Then} la página lo decía palabra por palabra; desde el {since} lo muestra tachado.",
    ),
    "struck-through-never": Words(
        "The page has these words, but crosses them out.",
        "La página tiene estas palabras, pero las muestra tachadas.",
    ),
    "absent": Words(
        "{Then} the page said it word for word; since {since} it says it no more.",
        "{Then} la página lo decía palabra por palabra; desde el {since} ya no lo dice.",
    ),
    "in-its-place": Words(
        "{Then} the page said it word for word; since {since} there stands in its place: “{found}”.",
        "{Then} la página lo decía palabra por palabra; desde el {since} en su lugar dice: “{found}”.",
    ),
    "absent-never": Words(
        "The page does not say it, and no copy of it that is kept does.",
        "La página no lo dice, ni lo dice ninguna copia suya que se conserve.",
    ),
    "unsure": Words(
        "Whether the page says it, a person has to see: it could not be read whole, or says something that "
        "only resembles it.",
        "Si la página lo dice o no, tiene que verlo una persona: no se pudo leer completa, o "
        "dice algo que solo se le parece.",
    ),
    "unsure-in-another-language": Words(
        "The page is in another language today, {today}; whether it says the same, a person has to see.",
        "La página está hoy, {today}, en otro idioma; si dice lo mismo, tiene que verlo una "
        "persona.",
    ),
    "unsure-in-the-frame": Words(
        "{Then} the page said it in its text; today, {today}, the words stand only in its menu, header or footer.",
        "{Then} la página lo decía en su texto; hoy, {today}, esas palabras solo aparecen en el menú, el "
        "encabezado o el pie.",
    ),
}
_COPY = {
    "says": Words(
        "; {then} it said it word for word.",
        "; {then} lo decía palabra por palabra.",
    ),
    "says-and-then-not": Words(
        "; {then} it said it word for word, and {lost} no longer did.",
        "; {then} lo decía palabra por palabra, y {lost} ya no lo decía.",
    ),
    "says-not": Words(
        "; no copy of it that is kept says it word for word.",
        "; ninguna copia suya que se conserve lo dice palabra por palabra.",
    ),
    "none": Words("; no copy of it is kept.", "; no se conserva ninguna copia suya."),
    "kept": Words("; what it showed is kept, {then}.", "; se conserva lo que mostraba {then}."),
}
"""What is said of the copies behind a page that could not be seen."""
_PAGE = {
    Verdict.ALIVE: Words(
        "The page is there, and shows what it showed on {baseline}",
        "La página sigue ahí y muestra lo mismo que el {baseline}",
    ),
    Verdict.MOVED: Words(
        "The document is there, at another address: {final}",
        "El documento sigue disponible, en otra dirección: {final}",
    ),
    Verdict.CHANGED: Words(
        "The page is there, but no longer says what it said on {baseline}",
        "La página sigue ahí, pero ya no dice lo que decía el {baseline}",
    ),
    Verdict.MISSING: Words(
        "The page has not been there since {since}", "La página ya no está desde el {since}"
    ),
    Verdict.BLOCKED: Words(
        "We were not let in to see the page today, {today}, which is no sign that it is gone",
        "Hoy, {today}, el sitio no nos dejó ver la página, y eso no es señal de que haya desaparecido",
    ),
    Verdict.UNREACHABLE: Words(
        "The site did not answer today, {today}, which is no sign that the page is gone",
        "Hoy, {today}, el sitio no respondió, y eso no es señal de que la página haya desaparecido",
    ),
    Verdict.UNCHECKED: Words(
        "The page was not looked at, so nothing can be said of it",
        "La página no se revisó, así que no se puede decir nada de ella",
    ),
}
_FIRST = Words(
    "The page is there; this is the first look at it, so there is nothing to compare it with",
    "La página está ahí; es la primera vez que se revisa, así que no hay con qué compararla",
)
_SUSPECTED = Words(
    "The page was not there today, {today}, which is only a suspicion so far",
    "Hoy, {today}, la página no estaba, y por ahora es solo una sospecha",
)
_NEVER_GOOD = Words(
    "The page was not there when it was looked at; this was first seen on {since}",
    "La página ya no estaba cuando se revisó; se notó por primera vez el {since}",
)


def headline(answer: Answer) -> Words:
    """The sentence that answers what was asked: of the passage, if one was, else of the page."""
    return Words.each(lambda language: _sentence(answer, language))


def _sentence(answer: Answer, language: Language) -> str:
    quote = answer.quote
    if quote is None or quote.state is State.UNSEEN:
        return _of_page(answer, quote, language)
    facts = _facts(answer, language)
    last = next((one for one in reversed(quote.then) if one.state is State.PRESENT), None)
    facts |= {"found": short(quote.found, _LONGEST)}
    if quote.state is State.PRESENT:
        return _of_present(quote, facts, language)
    if last is None:
        return _QUOTE[_never(quote)].filled(language, facts)
    first = next(one for one in quote.then if one.state is State.PRESENT)
    since = quote.first_absent or answer.checked_at
    said = list(dict.fromkeys(_when(one, language, since) for one in (first, last)))
    facts |= {"Then": _capital(joined(said, language)), "since": moment(since, language, last.at)}
    return _QUOTE[_lost(quote)].filled(language, facts)


def _of_present(quote: Quote, facts: dict[str, object], language: Language) -> str:
    if quote.how is How.IN_THE_FRAME:
        return _QUOTE["present-in-the-frame"].filled(language, facts)
    before = [one for one in quote.then[:-1] if one.state is State.PRESENT]
    earlier = [one for one in before if one.at[:10] < quote.then[-1].at[:10]]
    if not earlier:
        return _QUOTE["present"].filled(language, facts)
    facts["then"] = _when(earlier[0], language)
    lost = [one for one in quote.then if one.at > earlier[0].at and one.state in LOST]
    if not lost:
        return _QUOTE["present-as-before"].filled(language, facts)
    facts["lost"] = _when(lost[-1], language)
    return _QUOTE["present-again"].filled(language, facts)


def _never(quote: Quote) -> str:
    """The sentence for a passage that no copy says word for word."""
    if quote.state is State.UNSURE:
        return _unsure(quote)
    if quote.how is How.STRUCK_THROUGH:
        return "struck-through-never"
    return "altered-never" if quote.state is State.ALTERED else "absent-never"


def _lost(quote: Quote) -> str:
    """The sentence for a passage that a copy says and the page no longer does."""
    if quote.state is State.UNSURE:
        return _unsure(quote)
    if quote.how in (How.NEGATED, How.STRUCK_THROUGH):
        return str(quote.how)
    if quote.state is State.ALTERED:
        return "altered"
    return "in-its-place" if quote.found else "absent"


def _unsure(quote: Quote) -> str:
    return f"unsure-{quote.how}" if f"unsure-{quote.how}" in _QUOTE else "unsure"


def _of_page(answer: Answer, quote: Quote | None, language: Language) -> str:
    """What is said of the page as a whole, and of the copies of one that could not be seen."""
    said = _page(answer).filled(language, _facts(answer, language))
    if answer.verdict in (Verdict.ALIVE, Verdict.MOVED, Verdict.CHANGED):
        return f"{said}."
    best = answer.evidence
    if best is None or (best.state is None and quote is not None):
        has_copies = quote is not None and quote.then
        return said + _COPY["says-not" if has_copies else "none"].text(language)
    key = "says" if best.state is State.PRESENT else "kept" if quote is None else "says-not"
    facts = {"then": _said(best, quote, language) if key == "says" else _when(best, language)}
    if key == "says" and quote and (lost := _first_lost(quote)):
        key = "says-and-then-not"
        then = _said(best, quote, language, lost.at)
        facts = {"then": then, "lost": _when(lost, language, best.at)}
    return said + _COPY[key].filled(language, facts)


def _said(best: BestCopy, quote: Quote | None, language: Language, beside: str = "") -> str:
    """When the first and the last of the copies were made that say a passage word for word; of ``best``, where
    no others are known."""
    said = [one for one in quote.then if one.state is State.PRESENT] if quote else []
    ends = (said[0], said[-1]) if said else (best,)
    return joined(list(dict.fromkeys(_when(one, language, beside) for one in ends)), language)


def _first_lost(quote: Quote) -> Sighting | None:
    return next((one for one in quote.then if one.at == quote.first_absent), None)


def _page(answer: Answer) -> Words:
    if answer.verdict is Verdict.ALIVE and answer.cause is Cause.FIRST_LOOK:
        return _FIRST
    if answer.verdict is Verdict.MISSING and answer.certainty is Certainty.SUSPECTED:
        return _SUSPECTED
    if answer.verdict is Verdict.MISSING and answer.seen and answer.seen.last_seen is None:
        return _NEVER_GOOD
    return _PAGE[answer.verdict]


def _facts(answer: Answer, language: Language) -> dict[str, object]:
    since = answer.seen.not_seen_since if answer.seen else None
    return {
        "today": day(answer.checked_at, language),
        "baseline": day(answer.baseline.captured_at or answer.checked_at, language),
        "final": short(answer.final_url, _LONGEST),
        "since": day(since or answer.checked_at, language),
    }


def _when(one: Sighting | BestCopy, language: Language, beside: str = "") -> str:
    """The day of a copy, and that an archive made it; with the hour, where ``beside`` is of that day."""
    where = _PLACES["own" if one.origin == OWN else "archived"]
    return where.filled(language, {"day": moment(one.at, language, beside)})


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
