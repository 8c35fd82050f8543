"""Where scripts and attributes lead: ``onclick``, ``javascript:`` links, ``data-`` attributes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|xls[xmb]?|pp[ts]x?|od[tsp]|rtf|csv|tsv|zip|rar|7z|epub|txt|kmz|kml|shp|gpkg"
    r"|mp[34]|avi|mov|wmv|tiff?|jpe?g|png|gif|geojson)\b", re.IGNORECASE,
)  # fmt: skip
"""Endings of files that a board shows as evidence."""
_IMAGE = re.compile(r"\.(?:jpe?g|png|gif|tiff?|svg|webp|ico|css|js|woff2?)$", re.IGNORECASE)
"""Endings of what a page is drawn with, where no anchor points at it."""
_PAGE = re.compile(r"\.(?:aspx?|php\d?|jspx?|html?|cfm|do|ashx|json|xml)(?:$|[?#])", re.IGNORECASE)
_START = re.compile(r"(?:https?:)?//[^\s/]|/[^\s/]|\.{1,2}/|\?[\w.-]+=", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:url|href|src|link|liga|enlace|file|doc|archivo|pdf|descarga|download|next|ruta)",
    re.IGNORECASE,
)
"""Words in the name of an attribute or JSON key that holds an address."""
_QUOTED = re.compile(r"""(['"`])((?:(?!\1)[^\\\n]|\\.){1,2000})\1""")
_OPENS = re.compile(
    r"(?:open|location(?:\.href)?|assign|replace|navigate|fetch|getJSON|get|ajax|load)\s*(?:=|\()\s*$"
)
"""What stands before a text that a browser will go to, whatever the text looks like."""
_PLACEHOLDER = re.compile(r"\{\{|\$\{|<%|\}\}|%\}|\[\[")
_FUNCTION = re.compile(
    r"function\s+([\w$]{1,60})\s*\(\s*([\w$]{1,60})[^)]{0,200}\)\s*\{([^{}]{0,1000})\}"
)
_CALL = re.compile(r"([\w$]{1,60})\s*\(\s*(['\"])((?:(?!\2)[^\\\n]){1,1000})\2")
_LOADS = re.compile(
    r"(?:(?:\bfetch|\.getJSON|\.get|\.ajax)\s*\(|\burl\s*:|\.open\s*\(\s*['\"]GET['\"]\s*,)\s*"
    r"(['\"])((?:(?!\1)[^\s\\<>]){1,1000})\1(?!\s*\+)"
)
_HREF = re.compile(r"href\s*=\s*(\\?[\"'])([^\"'\\\s<>]{1,1000})\1", re.IGNORECASE)
_SCRIPT = re.compile(r"\s*javascript:", re.IGNORECASE)
_BYTES = 2_000_000
"""Characters of one script that are looked through."""

Functions = dict[str, tuple[str, str]]
"""name of a script function that opens ``before + its argument + after`` -> (before, after)"""


def in_markup(text: str) -> list[str]:
    """The addresses of links in HTML that stands in a text or script: ``"<a
    href='/a.pdf'>A</a>"``."""
    if "href" not in text:
        return []
    return [value for _, value in _HREF.findall(text[:_BYTES]) if looks_like_target(value)]


def is_script(target: str) -> bool:
    """Whether a link runs a script."""
    return _SCRIPT.match(target) is not None


def looks_like_target(value: str, name: str = "") -> bool:
    """Whether a text is meant as an address; ``name`` is that of the attribute or key that holds
    it."""
    if not value or len(value) > 2000 or _PLACEHOLDER.search(value) or "\n" in value:
        return False
    if _START.match(value):
        return " " not in value or DOCUMENT.search(value) is not None
    ending = DOCUMENT.search(value[-12:]) or _PAGE.search(value[-200:])
    return ending is not None and (" " not in value or _NAMED.search(name) is not None)


def looks_like_data(value: str, name: str) -> bool:
    """The same for what no anchor points at, where a picture is only what the page is drawn
    with."""
    return looks_like_target(value, name) and not _IMAGE.search(value.split("?", maxsplit=1)[0])


def in_script(code: str, functions: Functions) -> Iterator[str]:
    """The addresses that a handler such as ``onclick`` goes to."""
    code = code[:_BYTES]
    called = set()
    for call in _CALL.finditer(code):
        if call[1] in functions:
            before, after = functions[call[1]]
            called.add(call.start(3))
            yield before + quote(call[3], safe="/:?&=%+") + after
    for text in _QUOTED.finditer(code):
        if text.start(2) in called or not text[2].strip():
            continue
        goes = _OPENS.search(code, max(0, text.start() - 40), text.start())
        value = text[2].replace("\\/", "/")
        if looks_like_target(value) or (goes and " " not in value and re.search(r"[./?]", value)):
            yield value


def functions_of(code: str) -> Functions:
    """Functions that put an address together: ``function ver(doc) { window.open('/Documento?doc=' +
    doc) }``."""
    found: Functions = {}
    for name, argument, body in _FUNCTION.findall(code[:_BYTES]):
        wrapped = rf"(?:encodeURI(?:Component)?\s*\(\s*|escape\s*\(\s*)?{re.escape(argument)}\s*\)?"
        joined = re.search(
            rf"(['\"])([^'\"\n]+)\1\s*\+\s*{wrapped}(?:\s*\+\s*(['\"])([^'\"\n]*)\3)?", body
        )
        if joined:
            found[name] = (joined[2], joined[4] or "")
    return found


def loaded_by(code: str) -> Iterator[str]:
    """The addresses from which a script loads data: ``fetch('/api/tablero.json')``."""
    for match in _LOADS.finditer(code[:_BYTES]):
        value = match[2]
        if not _PLACEHOLDER.search(value) and re.search(r"[/?]|\.json|\.xml|\.as[hp]x", value):
            yield value
