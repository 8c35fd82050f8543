"""A box of a page: an element of its own around a text, unlike those beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from evidence.content.readers.html_walk import Walk
from evidence.folding import as_shown

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_BOXES = "div, section, aside, dialog, form, article, figure, center"
_MOST = 3_000
"""Boxes of one page that are looked at; those of ministries have some 400 at the mean."""
_COOKIES = re.compile(r"\bcookies?\b|\bconsent", re.IGNORECASE)
_AGREED = re.compile(
    r"acept|accept|consent|entend|rechaz|reject|recus|rejeit|refus|configur|\bok\b|got it|de acuerdo|concord"
    r"|continu|siga|siguiendo",
    re.IGNORECASE,
)
_LETTERS = re.compile(
    r"bolet[ií]n|newsletter|suscr[ií]b|subscri|inscreva|assine|abonnez", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
_FIELD = "input[type=email], input[type=text], input:not([type])"


@dataclass(frozen=True, slots=True)
class Box:
    """Where a text stands."""

    is_own: bool = False
    """in an element of its own, unlike those beside it"""
    asks: bool = False
    """and wants something of the visitor: a consent to cookies, an address for a newsletter"""


def read_box(body: bytes, text: str) -> Box:
    """Where ``text``, lines of a page in UTF-8, stands on it."""
    tree = LexborHTMLParser(body.decode())
    wanted = _words(text)
    for node in tree.css(_BOXES)[-_MOST:]:
        if _opens(node, wanted) and _said(node) == wanted:
            cookies = _COOKIES.search(text) and _AGREED.search(text)
            letters = _LETTERS.search(text) and node.css_first(_FIELD)
            return Box(_is_alone(node), bool(cookies or letters))
    return Box()


def _opens(node: LexborNode, wanted: list[str]) -> bool:
    """Whether the first text of an element may be that of the box; most are told by that."""
    for inner in node.traverse(include_text=True):
        if inner.tag == "-text" and (said := _words(inner.text_content or "")):
            return said[: len(wanted)] == wanted[: len(said)]
    return False


def _said(node: LexborNode) -> list[str]:
    own = LexborHTMLParser(f"<body>{node.html}")
    return [word for block in Walk(own).blocks for word in _words(block.text)]


def _words(text: str) -> list[str]:
    return _WORD.findall(as_shown(text).lower())


def _is_alone(node: LexborNode) -> bool:
    """Whether no element beside it is of its kind: paragraphs of a page may each stand in one."""
    beside = node.parent.first_child if node.parent is not None else None
    while beside is not None:
        if (
            beside.mem_id != node.mem_id
            and beside.tag == node.tag
            and _class(beside) == _class(node)
        ):
            return False
        beside = beside.next
    return True


def _class(node: LexborNode) -> frozenset[str]:
    return frozenset((node.attributes.get("class") or "").split())
