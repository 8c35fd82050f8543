"""One loss or alteration as a story: since when, how sure, and where it can still be seen.

The words stand here for every form; the HTML report fills them in by itself, because 50,000 citations in two
languages would not fit into the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.changes.altered import cut
from evidence.days import day
from evidence.reports.replacement import Kind
from evidence.reports.safe import LONGEST, line
from evidence.vocabulary import Certainty, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence.bilingual import Language
    from evidence.changes.altered import Altered
    from evidence.reports.listed import Listed
    from evidence.store.reporting import Cited, KeptCapture

STORY: dict[str, Words] = {
    "claim": Words("The report says", "El informe dice"),
    "said": Words("The page said on {day}", "La página decía el {day}"),
    "says": Words("It says now", "Ahora dice"),
    "says_no_more": Words("It says that no more.", "Ya no lo dice."),
    "said_nothing": Words("It did not say so.", "Eso no lo decía."),
    "more_altered": Words(
        "More sentences were altered; all of them are under “What changed”.",
        "Se alteraron más oraciones; todas están en “Qué cambió”.",
    ),
    "since": Words("Since", "Desde"),
    "since_after": Words(
        "seen so first on {since}; on {good} it was as cited",
        "se vio así por primera vez el {since}; el {good} estaba como se citó",
    ),
    "since_never": Words(
        "seen so first on {since}; it was never seen as cited",
        "se vio así por primera vez el {since}; nunca se vio como se citó",
    ),
    "sure": Words("How sure", "Qué tan seguro"),
    "sure_suspected_one": Words(
        "Suspected: it rests on one look, of {last}, and may be a passing fault.",
        "Sospecha: se apoya en una sola revisión, la del {last}, y puede ser una falla pasajera.",
    ),
    "sure_suspected": Words(
        "Suspected: it rests on {looks} looks, the last of {last}, and may be a passing fault.",
        "Sospecha: se apoya en {looks} revisiones, la última del {last}, y puede ser una falla pasajera.",
    ),
    "sure_probable_one": Words(
        "Probable: it rests on one look, of {last}, which leaves little doubt.",
        "Probable: se apoya en una sola revisión, la del {last}, que deja pocas dudas.",
    ),
    "sure_probable": Words(
        "Probable: {looks} looks from {since} to {last} agree.",
        "Probable: {looks} revisiones coinciden, del {since} al {last}.",
    ),
    "sure_confirmed_one": Words(
        "Confirmed: it rests on one look, of {last}, which leaves no doubt.",
        "Confirmado: se apoya en una sola revisión, la del {last}, que no deja dudas.",
    ),
    "sure_confirmed": Words(
        "Confirmed: {looks} looks from {since} to {last} agree.",
        "Confirmado: {looks} revisiones coinciden, del {since} al {last}.",
    ),
    "sure_unseen": Words(
        "Whether the document is there could not be seen; the last try was on {last}.",
        "No se pudo ver si el documento está; el último intento fue el {last}.",
    ),
    "still": Words("Where it can still be seen", "Dónde se puede ver todavía"),
    "still_moved": Words("at its new address", "en su dirección nueva"),
    "still_archived": Words(
        "in a public archive, as it was on {day}", "en un archivo web público, como estaba el {day}"
    ),
    "still_kept": Words(
        "in this evidence folder, as it was on {day} (see the technical evidence)",
        "en esta carpeta de evidencia, como estaba el {day} (véase la evidencia técnica)",
    ),
    "still_nowhere": Words("nowhere that we know of", "en ningún lugar que sepamos"),
    "technical": Words("Technical evidence", "Evidencia técnica"),
    "meaning": Words(
        "How sure we are: suspected, by a single look or a few; probable, by more looks that agree; confirmed, by "
        "several looks over several days.",
        "Qué tan seguros estamos: sospecha, si se apoya en una o pocas revisiones; probable, "
        "si coinciden más revisiones; confirmado, si coinciden varias a lo largo de varios "
        "días.",
    ),
}


def since(one: Cited, language: Language) -> str:
    """Since when a citation stands as it does; an empty text for one that was never looked at."""
    if one.since is None:
        return ""
    key = "since_after" if one.last_good else "since_never"
    facts = {
        "since": day(one.since, language),
        "good": day(one.last_good, language) if one.last_good else "",
    }
    return STORY[key].filled(language, facts)


def sure(one: Cited, language: Language) -> str:
    """How sure it is, and what that rests on, in a sentence; an empty text where nothing is claimed."""
    key = _sure(one)
    if key is None or one.since is None or one.last_look is None:
        return ""
    facts = {
        "looks": one.looks,
        "since": day(one.since, language),
        "last": day(one.last_look, language),
    }
    return STORY[key].filled(language, facts)


def _sure(one: Cited) -> str | None:
    if one.shown in (Verdict.BLOCKED, Verdict.UNREACHABLE):
        return "sure_unseen"
    if one.certainty is None or not one.shown.is_broken:
        return None
    return f"sure_{Certainty(one.certainty)}" + ("_one" if one.looks == 1 else "")


def places(
    item: Listed, captures: Sequence[KeptCapture], language: Language
) -> Iterator[tuple[str, str | None]]:
    """Where the document can still be seen: the words, and an address where there is one."""
    instead = item.replacement
    if instead and instead.kind is Kind.MOVED:
        yield STORY["still_moved"].text(language), instead.url
    elif instead and instead.captured_at:
        facts = {"day": day(instead.captured_at, language)}
        yield STORY["still_archived"].filled(language, facts), instead.url
    kept = good_copy(item.cited, captures)
    if kept:
        yield STORY["still_kept"].filled(language, {"day": day(kept.captured_at, language)}), None
    if not (instead or kept):
        yield STORY["still_nowhere"].text(language), None


def good_copy(one: Cited, captures: Sequence[KeptCapture]) -> KeptCapture | None:
    """The newest capture of ours that was made before the document was lost or altered."""
    before = [kept for kept in captures if one.since and kept.captured_at < one.since]
    return before[-1] if before else None


def said(text: str, at: str, language: Language, most: int = LONGEST) -> str:
    """What a page said, by the copy of a time, in at most so many characters."""
    then = STORY["said"].filled(language, {"day": day(at, language)})
    return f"{then}: {_quoted(text, language, most)}"


def told(altered: Altered, at: str, language: Language, most: int = LONGEST) -> list[str]:
    """What a sentence said, by the copy of a time, and what it says now: a line each."""
    then = STORY["said"].filled(language, {"day": day(at, language)})
    now = STORY["says_no_more"].text(language)
    if altered.after:
        now = f"{STORY['says'].text(language)}: {_quoted(altered.after, language, most)}"
    if not altered.before:
        return [f"{then}: {STORY['said_nothing'].text(language)}", now]
    return [said(altered.before, at, language, most), now]


def _quoted(text: str, language: Language, most: int) -> str:
    return _QUOTED.filled(language, {"it": line(cut(text, most))})


_QUOTED = Words("“{it}”", "“{it}”")
