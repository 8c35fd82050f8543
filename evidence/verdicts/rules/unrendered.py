"""The page came without the text that a browser's scripts would draw: blocked until it is rendered.

A notice that asks for JavaScript, a script that sends readers on, no word at all, or, as a last
resort, fewer than 40 words where the baseline had more than 200 (the project's measured table). The
last needs signs of scripts, and never speaks of a redirect to another page. All of it is a guess at
what is not there: whatever the page itself shows or says counts for more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.addresses import same_place
from evidence.bilingual import Words
from evidence.changes.carried import is_emptied
from evidence.verdicts import probe
from evidence.verdicts.drawn import is_drawn
from evidence.verdicts.facts import is_page, may_be_notice, sent_nothing
from evidence.verdicts.model import Strength
from evidence.verdicts.rule import Rule, because
from evidence.verdicts.score import says_missing
from evidence.verdicts.text import SHORT, headings, phrases
from evidence.vocabulary import Cause

if TYPE_CHECKING:
    from evidence.content.model import Content
    from evidence.verdicts.model import Judgement, Look

_FEW = 40
_MANY = 200
_WAITING = phrases(labels="loading\ncargando\ncarregando\nchargement")
_MARKUP = 300_000
"""Characters of a page in which scripts are looked for."""
_BUNDLE = re.compile(r"<script[^>]{0,300}\bsrc\s*=", re.IGNORECASE)
_BARE = 5
"""Words: 'Loading …' and a logo's name, not a text."""
_SCRIPT = re.compile(r"<script\b[^>]{0,300}>(.{0,2000}?)</script", re.IGNORECASE | re.DOTALL)
"""One that sends readers on at once is short."""
_FORWARDS = re.compile(
    r"\blocation(?:\s{0,3}\.\s{0,3}href)?\s{0,3}(?:=|\.\s{0,3}(?:replace|assign)\s{0,3}\()\s{0,3}"
    r"([\"'`])(?!https?:(?://)?\1)([^\"'`\s]{1,2000})\1"
)
_ON_DEMAND = re.compile(
    r"\bif\s{0,3}\(|\bfunction\s{1,3}\w|\bon(?:click|change|submit)\b|[\"'](?:click|change|submit)[\"']"
)
"""A script that sends on by a click, or some readers alone: to phones' pages, out of a frame."""
_SCRIPTS = phrases(
    labels=r"(?!)",
    sentences=r"""
        (?:enable|requires|require|turn on|activate|without) (?:\S{1,40} )?javascript
        javascript (?:is|must be|needs to be) (?:disabled|required|enabled|turned on)
        (?:habilit|activ|requiere|necesit)\w* (?:\S{1,40} )?javascript
        javascript (?:esta deshabilitado|es necesario|habilitado)
        (?:habilite|ative) o javascript
        (?:activer|activez) (?:\S{1,40} )?javascript
        (?:you should|you will) be redirected (?:quickly|shortly|automatically)
    """,
)


def _apply(look: Look) -> Judgement | None:
    content = look.content
    if content is None or not is_page(look) or not may_be_notice(look):
        return None
    if sent_nothing(look) or look.truncated is not None:
        return None
    # a page that has moved says so in words of those that are gone
    if content.main_words < _FEW and (target := _forwards(content)):
        return because(Cause.UNRENDERED, "unrendered.forwards", target=target)
    if says_missing(content):
        return None
    match = probe.compare(content, look.probes, look.url)
    if match.alike and probe.is_drawn_by(look.probes) and content.main_words < SHORT:
        return because(Cause.UNRENDERED, "unrendered.drawn-alike", words=content.main_words)
    if match.alike and is_drawn(content) and content.main_words < SHORT:
        return because(Cause.UNRENDERED, "unrendered.alike", words=content.main_words)
    if content.main_words >= _FEW or match.same or _carries_data(content, look):
        return None
    if (words := _SCRIPTS.notice(content)) and not _has_a_heading(content):
        return because(Cause.UNRENDERED, "unrendered.notice", words=words)
    if not any(map(str.isalnum, content.text)) or (
        content.words < _BARE and _WAITING.notice(content)
    ):
        return because(Cause.UNRENDERED, "unrendered.empty", words=content.words)
    before = look.baseline.main_words if look.baseline is not None else None
    if before is not None and before > _MANY and _scripted(content) and _where_it_was(look):
        return because(
            Cause.UNRENDERED, "unrendered.shrunk", words=content.main_words, before=before
        )
    return None


def _forwards(content: Content) -> str:
    """Where a script of the page sends every reader on to, as it says it; empty where none does."""
    for script in _SCRIPT.finditer(content.html[:_MARKUP]):
        found = _FORWARDS.search(script[1])
        if found and not _ON_DEMAND.search(script[1], 0, found.start()):
            return found[2]
    return ""


def _has_a_heading(content: Content) -> bool:
    """Whether a heading speaks of something else than scripts: then a text came."""
    return any(not _SCRIPTS.sentences.search(place) for place in headings(content))


def _carries_data(content: Content, look: Look) -> bool:
    """Whether what scripts draw stands in the page itself: then it is read, also when it is
    nothing any more."""
    before = look.baseline.content if look.baseline is not None else None
    return bool(content.data_lines) or (before is not None and is_emptied(before, content))


def _scripted(content: Content) -> bool:
    """Whether scripts may draw the page: it has a root for them, or a bundle and next to no
    text."""
    markup = content.html[:_MARKUP]
    return is_drawn(content) or (
        content.words < _FEW and bool(_BUNDLE.search(markup)) and not content.headings
    )


def _where_it_was(look: Look) -> bool:
    """Whether the answer came from where the baseline lies, or from the cited address itself."""
    known = (look.url, look.baseline.final_url if look.baseline is not None else look.url)
    return not look.hops or any(same_place(look.final_url, url) for url in known)


RULE = Rule(
    _apply,
    {
        "unrendered.shrunk": Words(
            "The page came with far less text than the baseline has (words: {words}; there: "
            "{before}): its text is probably drawn by scripts in a browser, so nothing can "
            "be said of the page.",
            "La página llegó con mucho menos texto que la captura de referencia (palabras: "
            "{words}; antes: {before}): es probable que su texto lo generen scripts en el "
            "navegador, así que nada se puede decir de ella.",
        ),
        "unrendered.alike": Words(
            "The server shows this same page (words: {words}), which scripts fill in a browser, for addresses "
            "that can't exist as well: whether the document is there can't be told from outside.",
            "El servidor muestra esta misma página (palabras: {words}), que se completa con scripts en el "
            "navegador, también en direcciones que no pueden existir: desde fuera no se puede saber si el "
            "documento está.",
        ),
        "unrendered.drawn-alike": Words(
            "A browser shows the same (words: {words}) at an address that can't exist: whether the document is there "
            "can't be told from outside.",
            "El navegador muestra lo mismo (palabras: {words}) en una dirección que no puede existir: desde "
            "fuera no se puede saber si el documento está.",
        ),
        "unrendered.forwards": Words(
            "A script sends readers on from this page ({target}): what they are shown there was not seen.",
            "Un script envía a los lectores de esta página a otra ({target}): lo que ahí se les muestra no "
            "se vio.",
        ),
        "unrendered.notice": Words(
            "The page says that it needs a browser to show its text (“{words}”).",
            "La página dice que necesita un navegador para mostrar su texto (“{words}”).",
        ),
        "unrendered.empty": Words(
            "The page came without text (words: {words}): it is probably drawn by scripts in a browser.",
            "La página llegó sin texto (palabras: {words}): es probable que la generen scripts "
            "en el navegador.",
        ),
    },
    Strength.LACKING,
)
