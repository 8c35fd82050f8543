"""Pages of our templates: for a request, or for a file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.responses import HTMLResponse

from evidence.bilingual import LANGUAGES, NAMES
from evidence.changes.renderers import html
from evidence.days import day
from evidence.kept import kept
from evidence.reports import safe
from evidence.reports.templating import environment
from evidence.verdicts.wording import explain, label, noun
from testigo.desk.desk import desk_of
from testigo.desk.language import COOKIE, asked_for, language_of
from testigo.desk.words import word

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request

    from evidence.bilingual import Language, Told
    from testigo.desk.copies.addresses import Addresses

_YEAR = 365 * 24 * 3600
"""Seconds that a chosen language is remembered."""


@dataclass(frozen=True, slots=True)
class View:
    """How a page is shown: what every template may ask. The static site has one of its own."""

    language: Language
    path: str
    """of the page, with its query"""
    nav: tuple[tuple[str, str], ...]
    """path and word of the pages that every page leads to"""
    folder: str
    copies: Addresses | None
    """where kept copies are shown; None: they aren't"""
    token: str | None
    """what forms carry; None: there are no forms"""
    keeps_language: bool = False
    """whether links name the language, because the address did"""

    @property
    def is_site(self) -> bool:
        """Whether it is a file of the static site."""
        return False

    def location(self, place: str) -> str:
        """Where a source lies, as readers are told."""
        return place

    def link(self, path: str, **query: object) -> str:
        """The address of a page of ours; what is None or empty is left out of its query."""
        given = {name: str(value) for name, value in query.items() if value not in (None, "")}
        if self.keeps_language:
            given.setdefault("lang", self.language)
        return f"{path}?{urlencode(given)}" if given else path

    def static(self, name: str) -> str:
        """The address of one of our own files."""
        return f"/static/{name}"

    def is_at(self, path: str) -> bool:
        """Whether this page is that one, or below it."""
        here = self.path.partition("?")[0]
        return here == path or (path != "/" and here.startswith(f"{path}/"))

    def in_language(self, language: Language) -> str:
        """The address of this page in another language."""
        path, _, query = self.path.partition("?")
        kept = [part for part in query.split("&") if part and not part.startswith("lang=")]
        return f"{path}?{'&'.join([*kept, f'lang={language}'])}"

    def copy(self, capture_id: str, *wanted: str, how: str = "") -> str | None:
        """The address of a kept copy, on its own origin, with passages to be marked: the quote, then what
        stands in its place. ``how`` is a word of :class:`testigo.desk.copies.ways.How`; empty: the best way."""
        if self.copies is None:
            return None
        return self.copies.of(capture_id, self.language, wanted, how=how)

    def copied_bytes(self, capture_id: str) -> str | None:
        """The address at which a browser saves the bytes of a kept copy."""
        return self.copies.file(capture_id) if self.copies else None


def render(view: View, template: str, **facts: Any) -> str:
    """The page, or the piece of one, that a template makes of facts."""
    language = view.language

    def say(words: Told) -> str:
        return words.text(language)

    return (
        _templates()
        .get_template(template)
        .render(
            view=view,
            language=language,
            link=view.link,
            t=lambda key, **given: (
                word(key, language).format_map(given) if given else word(key, language)
            ),
            say=say,
            day=lambda at: day(at, language),
            kept=kept,
            label=lambda one: label(one, language),
            counted=lambda verdict, count: noun(verdict, count, language),
            languages=[(one, NAMES.get(one, one)) for one in LANGUAGES],
            explain=lambda reason: explain(reason, language),
            redline=lambda operations: Markup(html.inline(operations)),  # noqa: S704 - it escapes
            **facts,
        )
    )


def view_of(request: Request) -> View:
    """How a request's page is shown."""
    desk = desk_of(request)
    named = asked_for(request)
    query = f"?{request.url.query}" if request.url.query else ""
    return View(
        language=language_of(request, desk.settings.language),
        path=f"{request.url.path}{query}",
        nav=request.app.state.nav,
        folder=str(desk.folder.path),
        copies=desk.copies,
        token=None if desk.settings.share else desk.secret,
        keeps_language=named is not None and request.cookies.get(COOKIE) != named,
    )


def page(request: Request, template: str, status: int = 200, **facts: Any) -> HTMLResponse:
    """The answer to a request; a language that its address names is remembered."""
    view = view_of(request)
    response = HTMLResponse(render(view, template, **facts), status, {"Cache-Control": "no-store"})
    if view.keeps_language:
        response.set_cookie(COOKIE, view.language, _YEAR, httponly=True, samesite="lax")
    return response


def _minute(at: str) -> str:
    """A time to the minute; a day as it is."""
    return at[:16].replace("T", " ")


@cache
def _templates() -> Environment:
    return environment(
        package="testigo.desk",
        line=safe.line,
        short=safe.short,
        href=safe.href,
        named=_named,
        minute=_minute,
    )


def _named(title: str | None, otherwise: str, most: int = 160) -> str:
    """A title as far as it is shown; ``otherwise`` where it shows nothing."""
    return safe.short(title or "", most).strip() or otherwise
