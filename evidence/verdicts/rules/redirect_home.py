"""A deep address now leads to a front page, to an error page, or to where random addresses lead:
missing.

The first is EDGI's rule (deep URL to the same host's root), widened to other hosts because
ministries that moved to a common portal lead all their old addresses to its front page.
``aspxerrorpath`` is what ASP.NET's ``customErrors`` adds when it redirects to its error page.
A name (``/inicio``, ``/programas/error``, ``?codigo=404``) makes neither by itself where a text stands:
then the page has to say so, or random addresses lead there too. Nor does any address where a passage
stands that the citing source quotes (at a front page of the same site that only leaves a doubt), nor a page
whose scripts are sent on to a route of their own (``/#/acta/5``).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.addresses import route_of, same_place, split
from evidence.bilingual import Words
from evidence.changes.quote import State, check_quote, quotations
from evidence.verdicts.drawn import is_drawn
from evidence.verdicts.facts import (
    answered,
    carries_baseline,
    has_a_text,
    unchanged,
)
from evidence.verdicts.front_pages import NO_QUERY, ROOT, is_home
from evidence.verdicts.probe import siblings, tells_apart
from evidence.verdicts.rule import Rule, because, reason
from evidence.verdicts.score import says_missing
from evidence.vocabulary import Cause, Certainty

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from evidence.content.model import Content
    from evidence.verdicts.model import Judgement, Look

_TELLING = 5
"""Words of a quotation from which on it is of a document, and no name."""
_EXTENSION = 5
"""Characters of an extension: ``.aspx``, ``.xhtml``."""
_NOT_FOUND = (
    r"(?:(?:error|http|page|pagina|err)?[-_]?404|not-?_?found|page-?_?not-?_?found|error-?_?page|errorpage"
    r"|no-?_?encontrad[ao]|pagina-?_?no-?_?(?:encontrada|existe|disponible)|(?:pagina-?_?)?nao-?_?encontrad[ao]"
    r"|page-?_?introuvable|introuvable|404-?_?(?:error|page|pagina|not-?_?found))"
)
_ERROR = re.compile(
    rf"(?:{_NOT_FOUND}|generic-?_?error\w*|(?:custom|app|site|pagina-?_?(?:de)?|mensaje-?_?(?:de)?)?-?_?"
    r"err(?:or|ores|ors|o|eur)(?:-?_?(?:pagina|generico|general|default|inesperado|msg|mensaje))?)",
    re.IGNORECASE,
)
"""The name of an error page: a whole segment of a path, without its extension. ``decreto-404`` and
``error-en-el-padron`` are names of documents."""
_UNMISTAKABLE = re.compile(rf"(?!404$){_NOT_FOUND}", re.IGNORECASE)
_OTHER_STATUS = re.compile(r"(?:^|\D)(?:40[0-35-9]|429|5\d\d)(?:\D|$)")
"""A status in an error page's address that says something else than 404."""
_ERROR_QUERY = re.compile(
    r"(?:^|[?&])(?:aspxerrorpath=|(?:e|err|error|status|code|errorcode|codigo)=(?:404|not-?_?found)(?:&|$))",
    re.IGNORECASE,
)
_INDEX = re.compile(
    r"(?:index|default|home|inicio|portada|principal|main|welcome|bienvenid[ao]s?)(?:\.\w{2,5})?",
    re.IGNORECASE,
)


def _apply(look: Look) -> Judgement | None:
    if not look.hops or not answered(look) or unchanged(look) or carries_baseline(look):
        return None
    cited, final = split(look.url), split(look.final_url)
    if _is_error_page(final) and not (_is_error_page(cited) or _is_a_document(look, final)):
        return because(Cause.REDIRECT_HOME, "redirect.error-page", final_url=look.final_url)
    if same_place(look.url, look.final_url):
        return None
    is_quoted = _shows_a_quote(look)
    if is_home(final) and not (
        _leads_into_scripts(look)
        or is_home(cited)
        or _is_short_link(cited, final)
        or (not ROOT.fullmatch(final.path) and has_a_text(look))
    ):
        if is_quoted and _host(cited) != _host(final):
            return None  # a document may have become a host of its own
        return _led_to_front("redirect.home", look, is_quoted=is_quoted)
    if _is_front_of_folder(cited, final):
        return _led_to_front("redirect.folder", look, is_quoted=is_quoted)
    if is_quoted:
        return None
    probes = [p for p in siblings(look.probes, look.url) if p.status is not None]
    if (
        len(probes) == 2
        and all(same_place(probe.final_url, look.final_url) for probe in probes)
        and all(route_of(probe.final_url) == _named_route(look) for probe in probes)
        and tells_apart(look.probes, look.url, look.final_url)
    ):
        return because(
            Cause.REDIRECT_HOME, "redirect.as-probes", final_url=look.final_url, probe=probes[0].url
        )
    return None


def _named_route(look: Look) -> str:
    """The route (``#/acta/5``) that the redirect named; one that was cited it only handed on, and no server
    knows of it."""
    route = route_of(look.final_url)
    return route if route != route_of(look.url) else ""


def _leads_into_scripts(look: Look) -> bool:
    """Whether scripts may show a document where the look ended: a route was named, or handed on to a page
    that they draw."""
    if _named_route(look) or not route_of(look.final_url):
        return bool(_named_route(look))
    return look.content is not None and is_drawn(look.content)


def _is_a_document(look: Look, final: SplitResult) -> bool:
    """Whether a text stands at an address that may name an error page or a document (commitment 404),
    and does not say that there is nothing."""
    if look.content is None or _shows_a_quote(look):
        return look.content is not None
    names = [name for name in final.path.casefold().split("/") if name]
    told = "aspxerrorpath=" in final.query.casefold() or any(
        _UNMISTAKABLE.fullmatch(name.partition(".")[0]) for name in names[-2:]
    )
    told = told or bool(names and re.fullmatch(r"\D+\.\w{1,5}", names[-1]))
    alone = len(names) == 1 and not _ERROR_QUERY.search(final.query)
    return not (told or alone) and has_a_text(look) and not says_missing(look.content)


def _led_to_front(rule: str, look: Look, *, is_quoted: bool) -> Judgement:
    """A front page of the same site may say a passage that is quoted as a teaser or a motto, too: whether it
    is the document, nobody can tell."""
    led = because(Cause.REDIRECT_HOME, rule, final_url=look.final_url)
    if not is_quoted:
        return led
    reasons = (*led.reasons, reason("redirect.quoted"))
    return replace(led, reasons=reasons, at_most=Certainty.SUSPECTED)


def _shows_a_quote(look: Look) -> bool:
    """Whether a passage that a citing source quotes stands word for word in the page's own text; one that
    did not stand in the document stands there by chance."""
    if not look.claims or look.content is None:
        return False
    before = look.baseline.content if look.baseline is not None else None
    return any(
        len(text.split()) >= _TELLING
        and _says(look.content, text)
        and (before is None or _says(before, text))
        for text in quotations(look.claims)
    )


def _says(content: Content, text: str) -> bool:
    own = replace(content, lines=content.main)
    return check_quote(text, own).state is State.PRESENT


def _is_error_page(parts: SplitResult) -> bool:
    """Whether an address is that of a page for what is not there.

    One that names another status (``/error/500``, ``/error?code=403``) is not: what stands there
    says what it is.
    """
    if _ERROR_QUERY.search(parts.query):
        return True
    names = [name for name in parts.path.split("/") if name]
    stem, _, extension = (names[-1] if names else "").rpartition(".")
    last = stem if stem and len(extension) <= _EXTENSION else (names[-1] if names else "")
    told = [last, *(names[-2:-1] if last.isdigit() or _INDEX.fullmatch(last) else [])]
    if not any(_ERROR.fullmatch(name) for name in told):
        return last == "404"
    return not _OTHER_STATUS.search(f"{last} {parts.query}")


def _is_front_of_folder(cited: SplitResult, final: SplitResult) -> bool:
    """Whether a page now leads to the named front page (``Default.aspx``) of a folder above it, on
    the same host."""
    folder, _, last = final.path.casefold().rpartition("/")
    within = cited.path.casefold().rstrip("/")
    hosts = {_host(cited), _host(final)}
    telling = [pair for pair in final.query.split("&") if pair and not NO_QUERY.fullmatch(pair)]
    above = within.startswith(f"{folder}/") and within != f"{folder}/{last}"
    own_front = _INDEX.fullmatch(within.rpartition("/")[2])
    return bool(
        len(hosts) == 1 and above and not telling and not own_front and _INDEX.fullmatch(last)
    )


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").removeprefix("www.")


def _is_short_link(cited: SplitResult, final: SplitResult) -> bool:
    """Whether one bare word at another host may have been made to lead to that front page (a
    shortened or campaign address); what its random siblings do tells."""
    elsewhere = _host(cited) != _host(final)
    return elsewhere and not cited.query and bool(re.fullmatch(r"/[^/.]+/?", cited.path))


RULE = Rule(
    _apply,
    {
        "redirect.home": Words(
            "The cited address now leads to the site's front page ({final_url}); "
            "the document itself is not shown.",
            "La dirección citada ahora lleva a la página de inicio del sitio ({final_url}); "
            "el documento mismo ya no se muestra.",
        ),
        "redirect.folder": Words(
            "The cited address now leads to the front page of its section ({final_url}); "
            "the document itself is not shown.",
            "La dirección citada ahora lleva a la página de inicio de su sección "
            "({final_url}); el documento mismo ya no se muestra.",
        ),
        "redirect.quoted": Words(
            "A passage that is quoted stands on that page: whether it is the document, a person has to see.",
            "En esa página aparece un pasaje citado: si es el documento, tiene que verlo una persona.",
        ),
        "redirect.error-page": Words(
            "The cited address now leads to the site's error page ({final_url}).",
            "La dirección citada ahora lleva a la página de error del sitio ({final_url}).",
        ),
        "redirect.as-probes": Words(
            "The cited address leads to {final_url}, where addresses that can't exist lead as well "
            "({probe}).",
            "La dirección citada lleva a {final_url}, adonde también llevan direcciones que no pueden "
            "existir ({probe}).",
        ),
    },
)
