"""What happened, in a sentence or three: what a report begins with, made from its facts alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.bilingual import Words, counted
from evidence.changes.altered import cut
from evidence.days import day, joined
from evidence.reports.safe import short
from evidence.reports.summary import in_order
from evidence.reports.words import CITATIONS
from evidence.verdicts.wording import tally
from evidence.vocabulary import Certainty, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.bilingual import Language
    from evidence.changes.altered import Altered
    from evidence.reports.model import Report
    from evidence.reports.summary import Summary
    from evidence.store.reporting import Cited

_LONGEST = 160
"""Characters of a sentence that was taken out or put in: two lines of a phone."""
_WORD = 60
"""Characters of a word that stands in another's place."""
_OF = Words("Of {of}, {what}.", "De {of}, {what}.")
_GONE = (
    Words(
        "{count} leads to a document that is gone", "{count} lleva a un documento que ya no está"
    ),
    Words("{count} lead to documents that are gone", "{count} llevan a documentos que ya no están"),
)
_ALTERED = (
    Words(
        "{count} leads to a document that says something else now",
        "{count} lleva a un documento que ahora dice otra cosa",
    ),
    Words(
        "{count} lead to documents that say something else now",
        "{count} llevan a documentos que ahora dicen otra cosa",
    ),
)
_ONLY = {
    True: Words("confirmed", "confirmado"),
    False: Words("not confirmed yet", "aún sin confirmar"),
}
"""Whether the only one is confirmed."""
_NONE_OF_THEM = Words("none of them confirmed yet", "ninguno confirmado todavía")
_ALL_OF_THEM = Words("all of them confirmed", "todos confirmados")
_OF_THEM = (
    Words("{count} of them confirmed", "{count} de ellos confirmado"),
    Words("{count} of them confirmed", "{count} de ellos confirmados"),
)
_CERTAIN = Words("{what} ({certain})", "{what} ({certain})")
_SAYS = Words(
    "One page says “{put}” now where it said “{out}”.",
    "Una página dice ahora “{put}” donde decía “{out}”.",
)
_SAYS_NO_MORE = Words("One page no longer says: “{out}”.", "Una página ya no dice: “{out}”.")
_SAYS_NEW = Words("One page says now: “{put}”.", "Una página dice ahora: “{put}”.")
_NOTHING = (
    Words(
        "The one citation that was looked at leads to a document that is there and says what it said.",
        "La única cita revisada lleva a un documento que sigue ahí y dice lo que decía.",
    ),
    Words(
        "Nothing is lost: none of the {count} citations that were looked at leads to a document that is "
        "gone or says something else.",
        "No se ha perdido nada: ninguna de las {count} citas revisadas lleva a un documento "
        "que ya no esté o que ahora diga otra cosa.",
    ),
)
_NOT_LOOKED_AT = (
    Words("The citation has not been looked at yet.", "La cita aún no se ha revisado."),
    Words(
        "None of the {count} citations has been looked at yet.",
        "Todavía no se ha revisado ninguna de las {count} citas.",
    ),
)
_NO_CITATIONS = Words("No citation is registered yet.", "Todavía no hay ninguna cita registrada.")
_UNSEEN = (
    Words(
        "{count} could not be seen, which is no sign of a loss.",
        "{count} no se pudo ver, y eso no es señal de pérdida.",
    ),
    Words(
        "{count} could not be seen, which is no sign of a loss.",
        "{count} no se pudieron ver, y eso no es señal de pérdida.",
    ),
)
_NOT_CHECKED = (
    Words("{count} was not looked at.", "{count} no se revisó."),
    Words("{count} were not looked at.", "{count} no se revisaron."),
)
_ON_PURPOSE = (
    Words("{count} more is left out on purpose.", "{count} más se dejó fuera a propósito."),
    Words("{count} more are left out on purpose.", "{count} más se dejaron fuera a propósito."),
)
_OVERRULED = (
    Words(
        "Of {count}, a person says that it is no loss.",
        "De {count}, una persona declara que no es una pérdida.",
    ),
    Words(
        "Of {count}, people say that they are no loss.",
        "De {count}, hay quien declara que no son pérdidas.",
    ),
)
_SINCE = Words("Since {day}: {what}.", "Desde el {day}: {what}.")
_BACK = (
    Words("{count} as cited again", "{count} está de nuevo como se citó"),
    Words("{count} as cited again", "{count} están de nuevo como se citaron"),
)


@dataclass(frozen=True, slots=True)
class Lead:
    """What a report begins with."""

    counts: Words
    """what is lost, and how certain that is"""
    altered: Words | None
    """what one of the altered pages says in place of what it said; None where none is known in words"""
    cited: Cited | None
    """the citation of that page"""
    beside: Words
    """what could not be seen, and what people say of it; may be empty"""

    def text(self, language: Language) -> str:
        """All of it in one language."""
        told = (self.counts, self.altered, self.beside)
        return " ".join(filter(None, (one.text(language) for one in told if one)))


def lead(report: Report, *, redlines: bool = True) -> Lead:
    """The sentences that a report begins with. ``redlines`` is for forms that show what changed: only
    they read the records back."""
    found = _told_first(report) if redlines else None
    cited, altered = found or (None, None)
    return Lead(
        Words.each(lambda language: _counts(report.summary, language)),
        Words.each(lambda language: _says(altered, language)) if altered else None,
        cited,
        Words.each(lambda language: " ".join(_beside(report, language))),
    )


def news(report: Report) -> Words | None:
    """What is new, counted; None where nothing is."""
    since = report.since
    if since is None or not report.transitions:
        return None
    counts = Counter(one.verdict for one in report.transitions)

    def told(language: Language) -> str:
        found = [
            counted(_BACK, count, language)
            if verdict is Verdict.ALIVE
            else tally(verdict, count, language)
            for verdict, count in in_order(counts).items()
        ]
        return _SINCE.filled(
            language, {"day": day(since, language), "what": joined(found, language)}
        )

    return Words.each(told)


def _counts(summary: Summary, language: Language) -> str:
    if not summary.cited:
        return _NO_CITATIONS.text(language)
    if not summary.checked:
        return counted(_NOT_LOOKED_AT, summary.cited, language)
    found = [
        _certain(counted(noun, count, language), summary, verdict, language)
        for verdict, noun in ((Verdict.MISSING, _GONE), (Verdict.CHANGED, _ALTERED))
        if (count := summary.verdicts.get(verdict))
    ]
    if not found:
        return counted(_NOTHING, summary.checked, language)
    facts = {"of": counted(CITATIONS, summary.cited, language), "what": joined(found, language)}
    return _OF.filled(language, facts)


def _certain(what: str, summary: Summary, verdict: Verdict, language: Language) -> str:
    """How many are confirmed, behind how many there are."""
    count = summary.verdicts[verdict]
    sure = summary.certainties[verdict].get(Certainty.CONFIRMED, 0)
    if count == 1:
        certain = _ONLY[bool(sure)].text(language)
    elif sure in (0, count):
        certain = (_ALL_OF_THEM if sure else _NONE_OF_THEM).text(language)
    else:
        certain = counted(_OF_THEM, sure, language)
    return _CERTAIN.filled(language, {"what": what, "certain": certain})


def _says(altered: Altered, language: Language) -> str:
    if altered.swap:
        out, put = (short(words, _WORD) for words in altered.swap)
        return _SAYS.filled(language, {"out": out, "put": put})
    if altered.before:
        return _SAYS_NO_MORE.filled(language, {"out": short(cut(altered.before, _LONGEST))})
    return _SAYS_NEW.filled(language, {"put": short(cut(altered.after, _LONGEST))})


def _told_first(report: Report) -> tuple[Cited, Altered] | None:
    """The altered sentence that a reader has to know first: of the surest change, one that turns a duty,
    a number or a date around; else what is one word for another, or was taken out."""
    known = [(one, report.redlines.altered[one.url_id][0]) for one in report.redlines.cited]
    return min(known, key=lambda pair: _first(*pair), default=None)


def _first(cited: Cited, altered: Altered) -> tuple[int, int]:
    sure = cited.certainty.rank if cited.certainty else 0
    if altered.swap:
        return -sure, 0 if altered.flags else 1
    return -sure, 2 if altered.before else 3


def _beside(report: Report, language: Language) -> Iterator[str]:
    summary = report.summary
    if unseen := sum(n for verdict, n in summary.verdicts.items() if verdict.is_unseen):
        yield counted(_UNSEEN, unseen, language)
    if summary.checked and (left := sum(summary.not_checked.values())):
        yield counted(_NOT_CHECKED, left, language)
    if left_out := sum(one.citations for one in report.on_purpose):
        yield counted(_ON_PURPOSE, left_out, language)
    if report.overruled:
        yield counted(_OVERRULED, report.overruled, language)
