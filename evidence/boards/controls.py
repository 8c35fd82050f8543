"""What can be pressed on a page that a browser shows, and what pressing it is for.

The browser tells of every control that leads to no address (:mod:`crawler.browser.controls`); only what turns
the pages of a list or shows more of it is ever pressed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Use(IntEnum):
    """What a control is for, the first to be tried first."""

    MORE = 1
    """shows more of a list, below what is there"""
    NEXT = 2
    """turns to the next page"""
    NUMBER = 3
    """turns to the page of a number"""
    WINDOW = 4
    """turns to the pages behind those whose numbers are shown, or to the last one"""
    SEARCH = 5
    """sends a search form, of a page that lists nothing before"""
    CHOICE = 6
    """chooses what is listed, from a list to choose from"""
    TAB = 7
    """shows another list in this one's place"""


@dataclass(frozen=True, slots=True)
class Control:
    """Something on a page that can be pressed."""

    number: int
    """by which the browser knows it until the page is asked again"""
    words: str
    """that stand on it"""
    label: str
    """what it is called where that is not what stands on it: ``aria-label``, ``title``, ``rel``"""
    group: str
    """where it stands, without spaces: equal for controls beside each other, and when the page is drawn anew"""
    nth: int = 0
    """how many stand before it in this place with the same words"""
    is_off: bool = False
    """it can't be pressed now"""
    is_current: bool = False
    """it stands for what is shown now"""
    kind: str = ""
    """``tab``; ``choice``, one of a list to choose from; ``asks``, a button that sends nothing of a person"""


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done with a page that a browser holds open."""

    press: int | None = None
    """the number of a control; None: scroll on"""


_MORE = re.compile(
    r"(?:ver|cargar|mostrar|ampliar|traer|load|show|see|view|get)\s+"
    r"(?:m[aá]s|more|otr[oa]s|siguientes|the next|all|tod[oa]s)\b.{0,40}"
    r"|m[aá]s\s+(?:resultados|documentos|registros|entradas|evidencias|elementos|publicaciones|noticias)"
    r"|more\s+(?:results|documents|records|entries|items|posts)|\+\s*m[aá]s|load more",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:(?:ir a la |go to |to the )?(?:p[aá]gina |page )?"
    r"(?:siguientes?|sig\.?|next|pr[oó]xim[ao]|m[aá]s antigu[ao]s|older)"
    r"(?: p[aá]gina| page| \d{1,3})?|adelante)\s*[»›>→]*",
    re.IGNORECASE,
)
_ARROW = re.compile(r"[›>→❯▶]|[»]|>>", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:(?:ir a la |go to )?(?:p[aá]gina|page|p[aá]g\.?) )?(\d{1,5})", re.IGNORECASE
)
_WINDOW = re.compile(r"\.{3}|…|»|>>", re.IGNORECASE)
_SEARCH = re.compile(
    r"(?:buscar|consultar|filtrar|search|find|aplicar(?: filtros?)?|apply(?: filters?)?"
    r"|(?:ver|mostrar|show|see) (?:los )?(?:resultados|results)|realizar (?:la )?(?:b[uú]squeda|consulta))",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def turns(words: str) -> bool:
    """Whether words on something without an address say that it turns the pages of a list; a bare number or sign
    may say anything."""
    told = " ".join(words.split())
    return bool(_MORE.fullmatch(told) or _NEXT.fullmatch(told))


def use_of(control: Control) -> Use | None:
    """What a control is for; None for one that is none of a list's."""
    if control.kind == "choice":
        return Use.CHOICE
    if control.kind == "tab":
        return Use.TAB
    for words in (control.label, control.words):
        told = " ".join(words.split())
        if _MORE.fullmatch(told):
            return Use.MORE
        if _NEXT.fullmatch(told):
            return Use.NEXT
        if _NUMBER.fullmatch(told):
            return Use.NUMBER
        if control.kind == "asks" and _SEARCH.fullmatch(told):
            return Use.SEARCH
    told = control.words.strip()
    if _WINDOW.fullmatch(told):
        return Use.WINDOW
    return Use.NEXT if _ARROW.fullmatch(told) else None


def page_number(control: Control) -> int:
    """The page that a control of this use turns to."""
    for words in (control.label, control.words):
        found = _NUMBER.fullmatch(" ".join(words.split()))
        if found:
            return int(found[1])
    return 0


def sign_of(control: Control) -> str:
    """Equal for one control before and after it was pressed: what it counts down is left out."""
    words = _DIGITS.sub("#", f"{control.words} {control.label}")
    return f"{control.group} {control.nth} {words}"
