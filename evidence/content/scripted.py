"""Which data a page loads by script, where the address stands written in the page.

``fetch('datos.json')``, ``$.getJSON("x")``, ``d3.csv('x')``, ``<table data-url="x.json">``. An address
that a script puts together (``'/api/' + id``) is not told: what it means is known to a browser only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING

import re2
from selectolax.lexbor import LexborHTMLParser

from evidence.addresses import base_of, resolve
from evidence.content.noise import without_session

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 8
"""Addresses told of one page; directories and dashboards load from one to five."""
_READ = 2_000_000
"""Characters of a page, all its scripts included, that are looked through."""
_TEXT = r"""(?P<mark>['"`])(?P<address>(?:(?!(?P=mark))[^\s\\<>]){1,1000})(?P=mark)"""
_ENDS = r"\s*(?=[,;)}\]\r\n]|$|(?:with|assert)\b)"
"""What stands behind a whole address; behind a piece of one stands ``+`` or ``.concat``."""
_LOADER = re.compile(
    r"(?:\bfetch|\.getJSON|\baxios(?:\.get)?|\bd3\.(?:csv|tsv|json|dsv|text|xml)|\bomnivore\.\w{3,8}"
    r"|\.(?:get|ajax)|\bPapa\.parse)\s*\(\s*"
    r"|\.open\s*\(\s*['\"]GET['\"]\s*,\s*"
    r"|\b(?:url|ajax|ajaxURL|sAjaxSource|download)\s*:\s*"
    r"|\bfrom\s+(?=['\"][^'\"\n]{1,1000}json['\"])",
    re.IGNORECASE,
)
"""What stands before the address: the browser's own ways, jQuery, Axios, D3, Leaflet Omnivore, Papa
Parse; and the settings of ``$.ajax``, DataTables and Tabulator."""
_BEGINS = re2.compile(
    r"(?i)\b(?:fetch|getJSON|get|axios|ajax|sAjaxSource|d3|omnivore|open|Papa|url|download|from)"
)
"""The words of which each loader begins with one, or with a dot before it; RE2 finds them many times sooner."""
_WRITTEN = re.compile(_TEXT + _ENDS)
_NAME = re.compile(r"(?P<name>[A-Za-z_$][\w$]{0,60})\s*(?=[,)}])")
_ASSIGNED = re.compile(
    r"(?<![\w$.=!<>])(?P<name>[A-Za-z_$][\w$]{0,60})\s*=(?![=>])\s*(?:" + _TEXT + _ENDS + ")?"
)
_IN_UTF_8 = re.compile(r"fetch|\.?d3\b|from\b", re.IGNORECASE)
"""Loaders whose queries are sent in UTF-8 whatever the page is written in: ``fetch``, D3 that uses it, and
modules. All else asks as the page itself does, as Chromium was seen to do it."""
_SETTING = re.compile(r"\w+\s*:")
_GETS = re.compile(r"\.get\b", re.IGNORECASE)
_LOADS = re.compile(r"\bs?ajax|\baxios\b|\bgetJSON\b", re.IGNORECASE)
_SENDS = re.compile(r"\b(?:method|type)\s*:\s*['\"`](?:POST|PUT|PATCH|DELETE)\b", re.IGNORECASE)
_OPTIONS = 200
"""Characters behind an address, or before it, in which its options say what is done there."""
_COMMENT = re.compile(r"(?<![\w*'\"])/\*.*?\*/|^[ \t]*//[^\n]*", re.DOTALL | re.MULTILINE)
"""Code that is put out of use; ``image/*`` and ``*/*`` in texts begin none."""
_CODE = re.compile(
    r"|module|text/babel|(?:text|application)/(?:x-)?(?:java|ecma)script", re.IGNORECASE
)
_PUT_TOGETHER = re.compile(r"[{}<>|^]|\[\[|/:[A-Za-z]|%[sd]\b|=$|^\W*$")
"""A placeholder, or an address that something is still missing of."""
_DATA = re.compile(r"\.(?:geo|topo|nd)?json$|\.jsonl$|\.[ct]sv$", re.IGNORECASE)
_DRAWN = re.compile(
    r"\.(?:m?js|css|html?|svg|png|jpe?g|gif|webp|ico|woff2?|wasm|map|md|mp[34]|pdf|zip|webmanifest)$"
    r"|(?:^|/)(?:manifest|package|app-data|config(?:uration)?|settings|env(?:ironment)?|version|theme|particles"
    r"|routes|menu|nav|feature-?flags)[\w.-]*\.json$|(?:^|/)(?:search[\w-]*+|lunr)(?:/index)?+[\w.-]*\.json$|(?:^|/)(?:i18n|locales?|lang(?:uages?)?|lottie)/",
    re.IGNORECASE,
)
"""Paths of what a page is drawn with, in which language and how."""
_VISITOR = re.compile(
    r"ipify|ipinfo|ipapi|ip-api|geoip|geojs|google-analytics|googletagmanager|recaptcha|hcaptcha"
    r"|/cdn-cgi/|cookie|consent|csrf|session|login|logout|telemetry|/collect\b|/track|/ping\b|/log\b",
    re.IGNORECASE,
)
"""What tells the page of its visitor, or the other way round."""
_HOLDERS = ("data-src", "data-url", "data-json", "data-csv", "data-geojson", "data-file",
            "data-source", "data-ajax", "data-href", "data-path", "data-feed")  # fmt: skip
_HOLDING = ", ".join(f"[{name}]" for name in _HOLDERS)
_PRELOADED = "link[rel=preload][as=fetch]"
_ANSWERS = re.compile(r"[?&](?:callback|jsonp)=\w|responseHandler:", re.IGNORECASE)
"""A script that is the answer of an interface: JSONP, and Google's sheets."""
_DATA_SCRIPT = re.compile(r"/(?:data|datos)/[^/]+\.js$|/(?:data|datos)[\w.-]*\.js$", re.IGNORECASE)


def data_addresses(html: str, base: str, charset: str = "utf-8") -> tuple[str, ...]:
    """The addresses from which the scripts of a page load its data, at most :data:`MOST` of them.

    ``html`` is the decoded page, ``base`` its own address (its ``<base>`` is heeded) and ``charset``
    Python's name of what it was written in. The
    answers are absolute, http or https, without fragment, in the order of the page, each once;
    none of them holds a variable.
    """
    tree = LexborHTMLParser(html[:_READ])
    page = base
    if (node := tree.css_first("base[href]")) is not None:
        base = base_of(base, node.attributes.get("href") or "")
    found: dict[str, None] = {}
    for written, is_in_utf_8 in _written(tree):
        address = _absolute(base, written, "utf-8" if is_in_utf_8 else charset)
        if address and address != page.partition("#")[0] and not _is_apart(address):
            found[address] = None
            if len(found) == MOST:
                break
    return tuple(found)


def _written(tree: LexborHTMLParser) -> Iterator[tuple[str, bool]]:
    """The addresses as they stand in attributes and scripts, in the order of the page, and whether each is
    asked for in UTF-8 and not in the page's charset."""
    for node in tree.css(f"script, {_PRELOADED}, {_HOLDING}"):
        attributes = node.attributes
        for name in _HOLDERS:
            value = (attributes.get(name) or "").strip()
            if value and _DATA.search(_path(value)) and not _PUT_TOGETHER.search(value):
                yield value, False
        if node.tag == "link":
            yield (attributes.get("href") or "").strip(), False
        elif node.tag == "script" and "src" in attributes:
            source = (attributes["src"] or "").strip()
            if _ANSWERS.search(source) or _DATA_SCRIPT.search("/" + _path(source)):
                yield source, False
        elif node.tag == "script" and _CODE.fullmatch((attributes.get("type") or "").strip()):
            yield from _loaded_by(node.text(deep=True))


def _loaded_by(code: str) -> Iterator[tuple[str, bool]]:
    code = without_comments(code)
    names: dict[str, str | None] | None = None
    for loader in _loaders(code):
        at = loader.end()
        written = _WRITTEN.match(code, at)
        if written is not None:
            value: str | None = written["address"]
        elif loader[0].rstrip().endswith(("(", ",")) and (name := _NAME.match(code, at)):
            names = constants(code) if names is None else names
            value = names.get(name["name"])
        else:
            continue
        if value and _is_data(value, code, loader) and not _SENDS.search(_call(code, loader)):
            yield value, _IN_UTF_8.match(loader[0]) is not None


def _loaders(code: str) -> Iterator[re.Match[str]]:
    """What ``_LOADER`` finds."""
    end = 0
    for word in _BEGINS.finditer(code):
        at = word.start()
        for begin in (at - 1, at) if code[at - 1 : at] == "." else (at,):
            loader = _LOADER.match(code, begin) if begin >= end else None
            if loader is not None:
                end = loader.end()
                yield loader
                break


def without_comments(code: str) -> str:
    """A script without what is put out of use in it."""
    return _COMMENT.sub(" ", code)


def constants(code: str) -> dict[str, str | None]:
    """What each name stands for that is set once, to a text; None for all others."""
    found: defaultdict[str, list[str | None]] = defaultdict(list)
    for match in _ASSIGNED.finditer(code):
        found[match["name"]].append(match["address"])
    return {name: values[0] if len(values) == 1 else None for name, values in found.items()}


def _is_data(value: str, code: str, loader: re.Match[str]) -> bool:
    path = _path(value)
    if _PUT_TOGETHER.search(value) or _DRAWN.search(path):
        return False
    if _DATA.search(path):
        return True
    if _SETTING.match(loader[0]):  # "url:" stands before many things that nobody loads
        return _LOADS.search(_call(code, loader)) is not None
    return "/" in value or not _GETS.match(loader[0])  # a map has its "get" too


def _call(code: str, loader: re.Match[str]) -> str:
    """The call that a loader stands in, as far as its options tell what is done."""
    start = loader.start()
    if _SETTING.match(loader[0]):
        start = max(code.rfind(";", 0, start), start - _OPTIONS, 0)
    return code[start : loader.end() + _OPTIONS].partition(");")[0]


def _is_apart(address: str) -> bool:
    return _VISITOR.search(address) is not None


def _path(address: str) -> str:
    return address.partition("#")[0].partition("?")[0]


def _absolute(base: str, written: str, charset: str) -> str:
    """The address that ``written`` means, "" where a browser would not fetch it from the web."""
    with suppress(ValueError):
        address = without_session(resolve(base, written, charset).partition("#")[0])
        if written and address.startswith(("http://", "https://")):
            return address
    return ""
