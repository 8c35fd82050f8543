"""What is said of a commitment's way through the versions, in English and Spanish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.reports.safe import short
from evidence.series.model import Fate, Problem, Weakening

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.series.model import Finding, Outcome

SIGNS = {
    Fate.KEPT: "=", Fate.RE_TYPESET: "≈", Fate.EXTENDED: "+", Fate.REDUCED: "−", Fate.WEAKENED: "↓", Fate.CORE: "≠",
    Fate.MERGED: "⋈", Fate.SPLIT: "⋔", Fate.DROPPED: "✕", Fate.NEW: "★",
}  # fmt: skip
FATES = {
    Fate.KEPT: Words("kept", "se mantiene"),
    Fate.RE_TYPESET: Words("re-typeset", "solo cambió de formato"),
    Fate.EXTENDED: Words("extended", "ampliado"),
    Fate.REDUCED: Words("reduced", "reducido"),
    Fate.WEAKENED: Words("weakened", "debilitado"),
    Fate.CORE: Words("changed at the core", "cambió en lo esencial"),
    Fate.MERGED: Words("merged", "fusionado"),
    Fate.SPLIT: Words("split", "dividido"),
    Fate.DROPPED: Words("dropped", "eliminado"),
    Fate.NEW: Words("new", "nuevo"),
}
SAID = {
    Fate.KEPT: Words("It says the same.", "Dice lo mismo."),
    Fate.RE_TYPESET: Words(
        "The same words, set in another way.", "Las mismas palabras, con otro formato."
    ),
    Fate.EXTENDED: Words(
        "It says more (words that came: {added}).", "Dice más (palabras agregadas: {added})."
    ),
    Fate.REDUCED: Words(
        "Part of it is gone (words that went: {removed}).",
        "Perdió una parte (palabras quitadas: {removed}).",
    ),
    Fate.WEAKENED: Words("It binds less.", "Obliga a menos."),
    Fate.CORE: Words(
        "Next to nothing of what it said is left.", "No queda casi nada de lo que decía."
    ),
    Fate.MERGED: Words(
        "It stands with others in one now.", "Ahora está reunido con otros en un solo compromiso."
    ),
    Fate.SPLIT: Words("It is several now.", "Ahora está repartido en varios."),
    Fate.DROPPED: Words(
        "It is in the newer version no more.", "Ya no está en la versión más reciente."
    ),
    Fate.NEW: Words("It was in no version before.", "No estaba en la versión anterior."),
}
REWORDED = Words(
    "Worded anew (words that went: {removed}, that came: {added}); no rule sees that it says less.",
    "Cambió la redacción (palabras quitadas: {removed}, agregadas: {added}); ninguna regla "
    "encuentra que diga menos.",
)
RENUMBERED = Words("It has another number now.", "Ahora lleva otro número.")
KINDS = {
    Weakening.MODAL: Words("duty", "obligación"),
    Weakening.NUMBER: Words("number", "cifra"),
    Weakening.DATE: Words("date", "fecha"),
    Weakening.SCOPE: Words("scope", "alcance"),
    Weakening.ACTOR: Words("actor", "actor"),
    Weakening.DELIVERABLE: Words("deliverable", "entregable"),
    Weakening.INDICATOR: Words("indicator", "indicador"),
    Weakening.CONDITION: Words("condition", "condición"),
}
REASONS = {
    "duty": Words(
        "who was bound is bound less: “{was}” became “{now}”",
        "la obligación se relajó: “{was}” pasó a “{now}”",
    ),
    "verb": Words(
        "less is undertaken: “{was}” became “{now}”", "se promete menos: “{was}” pasó a “{now}”"
    ),
    "less": Words("fewer or less: {was} became {now}", "disminuyó: de {was} pasó a {now}"),
    "changed": Words(
        "the number changed, {was} to {now}; which way is better can't be told from the words",
        "cambió la cifra, de {was} a {now}; el texto no permite saber si es mejor o peor",
    ),
    "seldomer": Words(
        "less often: “{was}” became “{now}”", "con menor frecuencia: “{was}” pasó a “{now}”"
    ),
    "ceiling": Words(
        "a floor became a ceiling: “{was}” became “{now}”",
        "un mínimo pasó a ser un máximo: “{was}” pasó a “{now}”",
    ),
    "deadline": Words(
        "more time is given: {was} became {now}", "se da más plazo: de {was} pasó a {now}"
    ),
    "later": Words("it is due later: {was} became {now}", "se pospuso: antes, {was}; ahora, {now}"),
    "no-date": Words("the date is gone: {was}", "ya no hay fecha: {was}"),
    "fewer": Words("it holds for fewer: “{now}” was put in", "abarca a menos: se agregó “{now}”"),
    "not-all": Words(
        "it holds for all no more: “{was}” is gone", "ya no abarca a todos: desapareció “{was}”"
    ),
    "narrower": Words(
        "a narrower area: “{was}” became “{now}”", "un ámbito más reducido: “{was}” pasó a “{now}”"
    ),
    "condition": Words("a condition was added: “{now}”", "se agregó una condición: “{now}”"),
    "actor": Words("no longer named: {was}", "ya no se menciona: {was}"),
    "indicator": Words(
        "what it was to be measured by is gone: “{was}”",
        "desapareció aquello con lo que se mediría: “{was}”",
    ),
    "deliverable": Words(
        "what was to be delivered is gone: “{was}”", "desapareció lo que debía entregarse: “{was}”"
    ),
    "promise": Words(
        "a promise is gone with nothing in its place", "desapareció una promesa y nada la sustituye"
    ),
}
"""By the rule that found it."""
PROBLEMS = {
    Problem.SCANNED: Words(
        "its pages are pictures without text: run OCR over the file",
        "sus páginas son imágenes sin texto: pase un OCR al archivo",
    ),
    Problem.NO_UNITS: Words(
        "no commitments, articles, headings, lists or rows can be told apart in it",
        "no se distinguen en él compromisos, artículos, títulos, listas ni filas",
    ),
    Problem.UNREADABLE: Words("it can't be read", "no se puede leer"),
    Problem.NOTHING_IN_COMMON: Words(
        "the two have nothing in common: they are not lined up",
        "no tienen nada en común: no se emparejan",
    ),
    Problem.OTHER_STRUCTURE: Words(
        "one is divided into many times as many parts as the other (headings or numbers were "
        "lost?): they are not lined up",
        "uno está dividido en muchas más partes que el otro (¿se perdieron títulos o "
        "números?): no se emparejan",
    ),
    Problem.OTHER_LANGUAGE: Words(
        "they are in two languages: they are not lined up",
        "están en idiomas distintos: no se emparejan",
    ),
    Problem.TOO_MUCH: Words(
        "more differs between the two than is compared: they are not lined up",
        "es más lo que difiere que lo que se compara: no se emparejan",
    ),
}
TEXTS = {
    "title": Words("One plan through its versions", "Un plan a través de sus versiones"),
    "commitments": Words("Commitments", "Compromisos"),
    "commitment": Words("Commitment", "Compromiso"),
    "versions": Words("Versions", "Versiones"),
    "version": Words("Version", "Versión"),
    "date": Words("Date", "Fecha"),
    "no_date": Words("no date", "sin fecha"),
    "undated": Words(
        "{location} has no date and is put last; give it one with --date",
        "{location} no tiene fecha y queda al final; indíquela con --date",
    ),
    "file": Words("File", "Archivo"),
    "units": Words("commitments", "compromisos"),
    "page": Words("p.", "p."),
    "findings": Words("What says less", "Lo que dice menos"),
    "before": Words("Before", "Antes"),
    "after": Words("After", "Después"),
    "severity": Words("severity", "gravedad"),
    "nothing": Words("nothing stands in its place", "nada lo sustituye"),
    "redline": Words("Word by word", "Palabra por palabra"),
    "by_whom": Words(
        "What was reduced, by who is to do it",
        "Qué se redujo, según a quién le toca cumplir",
    ),
    "chart": Words(
        "Commitments weakened, reduced, changed at the core or dropped, by who is to do them",
        "Compromisos debilitados, reducidos, cambiados en lo esencial o eliminados, según a "
        "quién le toca cumplirlos",
    ),
    "nobody": Words("not said who", "no se dice quién"),
    "none": Words(
        "Nothing was weakened, reduced or dropped.",
        "Nada se debilitó, ni se redujo, ni se eliminó.",
    ),
    "summary": Words("Summary", "Resumen"),
    "actor": Words("Who is to do it", "A quién le toca cumplir"),
    "rules": Words(
        "A finding quotes both versions; it says that a text says less, not why. Numbers whose better "
        "direction can't be told, and what was put in other words, are for a person to judge.",
        "Cada hallazgo cita las dos versiones; indica que un texto dice menos, no por qué. "
        "Las cifras de las que no puede saberse si mejoraron, y lo que se dijo con otras "
        "palabras, debe juzgarlos una persona.",
    ),
}


def text(key: str, language: Language) -> str:
    """The words for ``key``."""
    return TEXTS[key].text(language)


def sentence(outcome: Outcome, language: Language) -> str:
    """What became of a commitment, in a sentence or two."""
    facts = {"removed": outcome.words_removed, "added": outcome.words_added}
    said = SAID[outcome.fate]
    if outcome.fate is Fate.KEPT and (outcome.words_removed or outcome.words_added):
        said = REWORDED
    parts = [said.filled(language, facts)]
    if outcome.renumbered:
        parts.append(RENUMBERED.text(language))
    told = [reason(one, language) for one in outcome.findings if one.weakens] or [
        reason(one, language) for one in outcome.findings
    ]
    if told:
        parts.append(
            f"{told[0][0].upper()}{told[0][1:]}{'' if len(told) == 1 else f' (+{len(told) - 1})'}."
        )
    return " ".join(parts)


def reason(finding: Finding, language: Language) -> str:
    """Why a finding is one, with the words that tell."""
    facts = {"was": short(finding.was, 200), "now": short(finding.now, 200)}
    return REASONS[finding.rule].filled(language, facts)


def kind(finding: Finding, language: Language) -> str:
    """In which respect it says less."""
    return KINDS[finding.kind].text(language)


def problem(word: str, language: Language) -> str:
    """Why a version, or a pair of them, can't be told of."""
    return PROBLEMS[Problem(word)].text(language)
