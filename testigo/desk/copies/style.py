"""Style sheets written anew: what is read as CSS and asks for nothing but kept bytes.

Each token is read by tinycss2 as CSS Syntax 3 has it and written out again, so that a browser can't read
something else in it than was looked at. An address becomes that of kept bytes, or none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import tinycss2
from tinycss2.ast import IdentToken, StringToken, URLToken, WhitespaceToken
from tinycss2.serializer import serialize_string_value

from testigo.desk.copies.kept import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable

    from testigo.desk.copies.kept import Kept

LARGEST = 1_500_000
"""Characters of all style sheets of a page together: what the ministries' pages have is a fifth. tinycss2
reads as much in a second."""
_DEEPEST = 30
"""Brackets within brackets; deeper ones are left out. Sheets have five, and a thousand end the parser."""
_IMPORTS = 3
"""Sheets that import sheets, one within the other (as :mod:`crawler.run.requisites` keeps them)."""
_RULES = frozenset(
    "media supports layer container font-face keyframes -webkit-keyframes -moz-keyframes counter-style page "
    "scope starting-style property font-feature-values".split()
)
"""At-rules that may stay; ``import`` is followed, any other is left out."""
_FETCHING = frozenset(
    "image-set -webkit-image-set image src cross-fade -webkit-cross-fade element -moz-element paint "
    "-webkit-canvas".split()
)
"""Functions that may fetch what a text, a variable or an attribute in them says (CSS Images 4, CSS Values
5): they are left out."""
_RUNNING = frozenset({"expression"})
_BOUND = frozenset({"behavior", "-ms-behavior", "-moz-binding"})
"""Properties by which old browsers ran scripts."""
_ESCAPED = (("(", "\\28 "), ("@", "\\40 "), (":", "\\3a "))
_NOTHING = IdentToken(0, 0, "none")
Drawn = Callable[[str], str | None]
"""A ``data:`` address of a picture, made harmless; None where it can't be."""


class Styles:
    """Of one page; what is written of all its sheets together is bounded."""

    def __init__(self, kept: Kept, drawn: Drawn) -> None:
        self._kept = kept
        self._drawn = drawn
        self._left = LARGEST
        self._declared: dict[str, str] = {}

    def sheet(self, css: str, base: str, within: int = 0) -> str:
        """A style sheet, to stand in ``<style>``."""
        if len(css) > self._left or within > _IMPORTS:
            return ""
        self._left -= len(css)
        rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
        return "\n".join(filter(None, (self._rule(rule, base, within) for rule in rules)))

    def of_address(self, address: str, within: int = 0) -> str:
        """The kept style sheet at an absolute address; empty where there is none."""
        css = self._kept.sheets.get(address)
        return self.sheet(css, address, within) if css else ""

    def declarations(self, css: str, base: str) -> str:
        """What stands in a ``style`` attribute."""
        if css not in self._declared:
            if len(css) > self._left:
                return ""
            self._left -= len(css)
            tokens = tinycss2.parse_component_value_list(css, skip_comments=True)
            # a list of declarations has no blocks at its top
            flat = [one for one in tokens if one.type != "{} block"]
            self._declared[css] = _written(self._values(flat, base, 0))
        return self._declared[css]

    def media(self, text: str) -> str:
        """A media query, for an attribute."""
        return _written(self._values(tinycss2.parse_component_value_list(text[:500]), "", 0))

    def _rule(self, rule: Any, base: str, within: int) -> str:
        if rule.type == "qualified-rule":
            return f"{self._text(rule.prelude, base)}{{{self._text(rule.content, base)}}}"
        if rule.type != "at-rule":
            return ""
        name = rule.lower_at_keyword
        if name == "import":
            return self._imported(rule.prelude, base, within)
        if name not in _RULES:
            return ""
        prelude = self._text(rule.prelude, base)
        if rule.content is None:
            return f"@{name} {prelude};" if name == "layer" else ""
        return f"@{name} {prelude}{{{self._text(rule.content, base)}}}"

    def _imported(self, prelude: list[Any], base: str, within: int) -> str:
        tokens = _solid(prelude)
        if not tokens:
            return ""
        address = _address(tokens[0])
        sheet = self.of_address(absolute(base, address), within + 1) if address else ""
        conditions = tokens[1:]
        if not sheet or not conditions:
            return sheet
        if any(one.type in ("function", "error") for one in conditions):
            return ""  # layers and conditions of support: too seldom to be followed
        return f"@media {_written(_spaced(self._values(conditions, base, 0)))}{{{sheet}}}"

    def _text(self, tokens: Iterable[Any], base: str) -> str:
        return _written(self._values(tokens, base, 0))

    def _values(self, tokens: Iterable[Any], base: str, depth: int) -> list[Any]:
        """Tokens of ours for those of a stranger."""
        made = []
        for token in tokens:
            kind = token.type
            if kind in ("comment", "error"):
                continue
            if kind == "url" or (kind == "function" and token.lower_name == "url"):
                made.append(self._url(_address(token), base))
            elif kind == "function":
                made.append(self._function(token, base, depth))
            elif kind in ("() block", "[] block", "{} block"):
                if depth < _DEEPEST:
                    token.content = self._values(token.content, base, depth + 1)
                    made.append(token)
            elif kind == "at-keyword":
                if token.lower_value in _RULES:
                    made.append(token)
            elif kind == "string":  # one that never ended ends now
                made.append(_string(token.value))
            elif kind == "ident" and token.lower_value in _BOUND:
                made.append(IdentToken(0, 0, "x-left-out"))
            else:
                made.append(token)
        return made

    def _function(self, token: Any, base: str, depth: int) -> Any:
        name = token.lower_name
        if name in _FETCHING or name in _RUNNING or depth >= _DEEPEST:
            return _NOTHING
        if name == "attr" and len(_solid(token.arguments)) != 1:
            return _NOTHING  # an attribute read as anything but a text
        token.arguments = self._values(token.arguments, base, depth + 1)
        return token

    def _url(self, address: str, base: str) -> Any:
        shown = self._shown(address.strip(), base)
        return URLToken(0, 0, shown, f'url("{shown}")') if shown else _NOTHING

    def _shown(self, address: str, base: str) -> str | None:
        if address.startswith("#") and address[1:].replace("-", "").replace("_", "").isalnum():
            return address if address.isascii() else None
        if address[:5].lower() == "data:":
            return self._drawn(address)
        whole = absolute(base, address)
        return self._kept.fonts.get(whole) or self._kept.pictures.get(whole)


def _string(value: str) -> Any:
    """A text; the signs of functions, rules and addresses in it are escaped, so that none seems to be one."""
    told = serialize_string_value(value)
    for sign, escaped in _ESCAPED:
        told = told.replace(sign, escaped)
    return StringToken(0, 0, value, f'"{told}"')


def _address(token: Any) -> str:
    """What a ``url(…)`` or a text says; empty where it says anything else beside it."""
    if token.type in ("url", "string"):
        return str(token.value)
    if token.type == "function" and token.lower_name == "url":
        inner = _solid(token.arguments)
        if len(inner) == 1 and inner[0].type == "string":
            return str(inner[0].value)
    return ""


def _solid(tokens: Iterable[Any]) -> list[Any]:
    return [one for one in tokens if one.type not in ("whitespace", "comment")]


def _spaced(tokens: list[Any]) -> list[Any]:
    """Tokens whose white space was left out, apart again."""
    space = WhitespaceToken(0, 0, " ")
    return [one for token in tokens for one in (token, space)]


def _written(tokens: list[Any]) -> str:
    """Tokens as text that ends no element that it stands in."""
    return str(tinycss2.serialize(tokens)).replace("</", "<\\/").strip()
