"""Another text than the baseline's, or other links to documents: changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.changes.compare import main_language
from evidence.changes.model import Flag, Kind
from evidence.verdicts.beside import WORDS, told_beside
from evidence.verdicts.model import Judgement, Strength
from evidence.verdicts.passing import passing
from evidence.verdicts.rule import Rule, because, reason
from evidence.vocabulary import Cause, Certainty

if TYPE_CHECKING:
    from evidence.changes.model import Change
    from evidence.verdicts.model import Look

_BY_KIND = {
    Kind.REPLACED: Cause.REPLACED,
    Kind.REMOVED: Cause.REMOVED,
    Kind.ADDED: Cause.ADDED,
    Kind.EDITED: Cause.EDITED,
    Kind.LINKS: Cause.LINKS,
}
_MAY_BE_MISSING = frozenset({Kind.REPLACED, Kind.REMOVED, Kind.LINKS})
"""Changes that a cut answer does not show: what is not there may have been about to come."""


def _apply(look: Look) -> Judgement | None:
    change, baseline = look.change, look.baseline
    if change is None or baseline is None:
        return None
    since = baseline.captured_at[:10]
    if Flag.LANGUAGE in change.flags and baseline.content and look.content:
        return because(
            Cause.INCOMPARABLE,
            "alive.other-language",
            before=main_language(baseline.content) or "?",
            now=main_language(look.content) or "?",
            since=since,
        )
    if change.kind not in _BY_KIND:
        return None
    is_lacking = change.kind in _MAY_BE_MISSING
    if told := passing(look, change, since, may_be_missing=is_lacking):
        return told
    return _changed(change, since)


def _changed(change: Change, since: str) -> Judgement:
    by_lines = Flag.BY_LINES in change.flags and change.kind is not Kind.REPLACED
    of_words = reason(
        "changed.by-lines" if by_lines else f"changed.{change.kind}",
        removed=change.words_removed,
        added=change.words_added,
        since=since,
    )
    beside = tuple(told_beside(change, since))
    is_worded = not beside or change.words_removed or change.words_added
    reasons = (*((of_words,) if is_worded else ()), *beside)
    if Flag.UNSURE not in change.flags:
        return Judgement(_BY_KIND[change.kind], reasons)
    reasons = (*reasons, reason("changed.unsure"))
    return Judgement(_BY_KIND[change.kind], reasons, Certainty.SUSPECTED)


RULE = Rule(
    _apply,
    {
        "changed.replaced": Words(
            "Next to nothing is left of the text captured on {since}: another document stands there.",
            "Casi nada queda del texto capturado el {since}: ahora hay otro documento.",
        ),
        "changed.removed": Words(
            "Text was taken out since {since}: words taken out, {removed}; new, {added}.",
            "Se quitó texto desde el {since}: palabras quitadas, {removed}; nuevas, {added}.",
        ),
        "changed.added": Words(
            "Text was added since {since}: new words, {added}; taken out, {removed}.",
            "Se agregó texto desde el {since}: palabras nuevas, {added}; quitadas, {removed}.",
        ),
        "changed.edited": Words(
            "The text was rewritten since {since}: words taken out, {removed}; new, {added}.",
            "El texto se reescribió desde el {since}: palabras quitadas, {removed}; nuevas, "
            "{added}.",
        ),
        "changed.by-lines": Words(
            "More differs from {since} than can be compared word by word: lines of {removed} words are gone "
            "or rewritten, lines of {added} words are new.",
            "Es demasiado lo que cambió desde el {since} para compararlo palabra por "
            "palabra: se quitaron o se reescribieron líneas enteras (palabras en ellas: "
            "{removed}) y hay líneas nuevas (palabras: {added}).",
        ),
        "changed.links": Words(
            "The text is the same as on {since}, but links to documents differ.",
            "El texto es el mismo que el {since}, pero cambiaron los enlaces a documentos.",
        ),
        "alive.other-language": Words(
            "A page in another language came ({now}; on {since} it was {before}): "
            "the texts can't be compared.",
            "Llegó una página en otro idioma ({now}; el {since} estaba en {before}): los textos no se "
            "pueden comparar.",
        ),
        **WORDS,
    },
    Strength.COMPARED,
)
