"""Data that stand in a page's own scripts and attributes, from which a browser draws what is read.

``var directorio = [ … ]``, ``__NEXT_DATA__``, ``__NUXT__``, ``<script type="application/json">``, the
properties of a component (``data-page``, ``:items``). JSON-LD describes the page and is no data of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from evidence.content.cells import words_of
from evidence.content.records import SETTINGS, records, texts_of
from evidence.formats import literals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


_CODE = re.compile(
    r"|module|text/babel|(?:text|application)/(?:x-)?(?:java|ecma)script", re.IGNORECASE
)
_JSON = re.compile(r"(?:text|application)/(?:[\w.-]+\+)?json", re.IGNORECASE)
_METADATA = re.compile(r"ld\+json", re.IGNORECASE)
_TRACKERS = re.compile(
    r"data-?layer|_paq|_gaq|_hsq|_satellite|gtag|fbq|webpack\w*|parcel\w*|__next_f|sentry\w*|nreum|newrelic"
    r"|_?wp\w*|wc_\w*|woocommerce\w*|elementor\w*|jetpack\w*|twemoji|googletag|adsbygoogle|hbspt|onetrust"
    r"|drupal\w*|joomla\w*|mediawiki|rlconf|rlstate|rlpagemodules|push|config|init|extend|register|require"
    r"|define|defaults|event|track|_?sf\w{0,3}|ytcfg|ytinitialplayerresponse|_spb\w*|yoast\w*|tribe\w*|et_\w*"
    r"|_cf_\w*|__cf\w*|map|set|bootstrap|moment\w*|polyfill\w*|recaptcha\w*",
    re.IGNORECASE,
)
"""Names under which tools for measuring, building and content management keep what is theirs."""
_ATTRIBUTE = re.compile(
    r"\s:?(?P<name>(?:data-)?[\w-]{1,60})\s*=\s*(?:\"\s*(?P<double>[\[{][^\"]*)\"|'\s*(?P<single>[\[{][^']*)')"
)
_NUXT = "__NUXT_DATA__"
"""The state of Nuxt 3."""
_PUSH = ".push"
_QUOTED_LISTS = ('="[', "='[", '="{', "='{")
_MOST_ATTRIBUTES = 200
_LIST = re.compile(r"\[\s*(?:[\[{'\"\]]|&quot;)")
"""How a list begins that holds more than numbers, or nothing."""
_TOOLS = ("googletagmanager", "GoogleAnalyticsObject", "gtag(", "_paq.push", "fbq(", "wpemoji", "hotjar",
          "NREUM", "clarity.ms", "adsbygoogle", "__cf$cv")  # fmt: skip
"""What stands in the scripts of tools that nearly every page has; none of them carries its data."""
_WITH_MENUS = 600
"""Words of a page that is not thin however many of them stand in menus."""
_A_TEXT = 200
"""Words of a page that has a text of its own, as in the rules of verdicts; those of links aside."""
_SHOWN = 0.5
"""Share of the words of data that a page shows where its server drew it already."""
_WORD = re.compile(r"[^\W_]+")
_FEWEST = 3
"""Words of data: the name and one value of two words."""


@dataclass(frozen=True, slots=True)
class PageData:
    """The data in the scripts of a page."""

    lines: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    lists: tuple[str, ...] = ()
    """what its lists are called, also one in which nothing stands"""


NONE = PageData()


def read_page_data(body: bytes) -> PageData:
    """The data of a page in UTF-8, whatever it shows beside them."""
    html = body.decode()
    return page_data(LexborHTMLParser(html), html)


def drawn(tree: LexborHTMLParser, html: str, main: Sequence[str], links: Iterable[str]) -> PageData:
    """The data of a page that shows little text of its own beside them, and does not show them
    already.

    ``main`` are the lines of its main text and ``links`` the words on its links: menus are no text.
    """
    words = 0
    for line in main:
        words += line.count(" ") + 1
        if words >= _WITH_MENUS:
            return NONE
    if not _LIST.search(html):
        return NONE
    if words >= _A_TEXT:
        menu = frozenset(links)
        words = _count(line for line in main if line not in menu)
        if words >= _A_TEXT:
            return NONE
    data = page_data(tree, html)
    if data.lines and (words > _count(data.lines) or _are_shown(data.lines, main)):
        return NONE
    return data


def page_data(tree: LexborHTMLParser, html: str) -> PageData:
    """The records that a page carries; nothing is raised for any page."""
    lines: dict[str, None] = {}
    links: dict[tuple[str, str], None] = {}
    lists: set[str] = set()
    for name, value in _gathered(_values(tree, html)):
        if words_of(name) & SETTINGS or _TRACKERS.fullmatch(name):
            continue
        found = records(value, name.strip("_$"), among_settings=True)
        lists |= found.lists
        lines.update(dict.fromkeys(found.lines))
        links.update(dict.fromkeys(found.links))
    if _count(lines) < _FEWEST:
        return PageData(lists=tuple(sorted(lists)))
    return PageData(tuple(lines), tuple(links), tuple(sorted(lists)))


def _count(lines: Iterable[str]) -> int:
    return sum(line.count(" ") + 1 for line in lines)


def _are_shown(lines: Sequence[str], main: Sequence[str]) -> bool:
    shown = set(_WORD.findall("\n".join(main).lower()))
    told = [
        word for line in lines for text in texts_of(line) for word in _WORD.findall(text.lower())
    ]
    return bool(told) and sum(word in shown for word in told) >= _SHOWN * len(told)


def _texts(value: object) -> list[str]:
    """The texts of a state in which every value stands once and objects tell their places: those
    shift whenever anything is added."""
    return [item for item in value if _is_text(item)] if isinstance(value, list) else []


def _is_text(item: object) -> bool:
    return isinstance(item, str) and " " in item


def _gathered(values: Iterable[tuple[str, object]]) -> Iterator[tuple[str, object]]:
    """The same, with rows that a script adds to a list one by one as that list."""
    pushed: dict[str, list[object]] = {}
    for name, value in values:
        if name.endswith(_PUSH):
            pushed.setdefault(name.removesuffix(_PUSH), []).append(value)
        else:
            yield name, value
    yield from pushed.items()


def _values(tree: LexborHTMLParser, html: str) -> Iterator[tuple[str, object]]:
    room = literals.MOST_CHARACTERS
    for node in tree.css("script:not([src])"):
        kind = (node.attributes.get("type") or "").strip()
        code = node.text(deep=True)
        room -= len(code)
        if room < 0:
            return
        if _JSON.fullmatch(kind) and not _METADATA.search(kind):
            name = node.attributes.get("id") or ""
            try:
                values = [literal.value for literal in literals.documents(code)]
            except ValueError:
                continue
            if name == _NUXT:
                yield from (("", _texts(value)) for value in values)
            else:
                yield from ((name, value) for value in values)
        elif (
            _CODE.fullmatch(kind)
            and _LIST.search(code)
            and not any(tool in code for tool in _TOOLS)
        ):
            yield from ((literal.name, literal.value) for literal in literals.in_code(code))
    if not any(sign in html for sign in _QUOTED_LISTS):
        return
    for number, found in enumerate(_ATTRIBUTE.finditer(html)):
        if number >= _MOST_ATTRIBUTES:
            return
        try:
            yield found["name"], literals.loads(unescape(found["double"] or found["single"]))
        except ValueError:
            continue
