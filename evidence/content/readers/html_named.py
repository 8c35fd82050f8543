"""Elements that their class or id calls a page's frame: ``<div class="pie-de-pagina">``.

A name counts where it is a whole word of the attribute, with nothing but what such frames add to it
(``site-footer``, ``footer_wrapper``, ``barraNavegacion``): ``has-footer``, ``with-menu`` and ``card-footer``
name none. And it is only a name: what stands in the main element or an article belongs to that, what
holds the title or most of the text is the document, a head or a menu is made of links, and a menu that
leads to files is a list of documents.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.folding import unaccented

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from evidence.content.readers.html_blocks import Anchor, Block

_FEET = r"footer|foot|pie|pie-?de-?pagina|pie-?pagina|rodape"
_HEADS = (
    r"header|encabezado|cabecera|cabecalho|top-?bar|masthead|nav|nav-?bar|navigation|navegacion|navegacao"
    r"|menu|menus"
)
_WHOSE = (
    r"site|page|web|main|global|portal|sitio|pagina|principal|gob|gobmx|gov|app|top|bottom|primary"
    r"|secondary|desktop|mobile|movil|nav|barra|bar|de|da|do|del|la"
)
_PART = (
    r"wrapper|wrap|container|contenedor|outer|inner|area|section|seccion|widgets?|row|site|page|web|main|global"
    r"|portal|sitio|pagina|principal|gob|gobmx|gov|primary|secondary|superior|inferior|top|bottom|bar|links"
    r"|enlaces|menu|nav|desktop|mobile|movil|de|da|do|del|la|\d"
)
"""What templates put before and behind; English, Spanish, Portuguese."""


def _named(names: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{_WHOSE})-){{0,3}}(?:{names})(?:-(?:{_PART})){{0,3}}")


_FOOT, _HEAD = _named(_FEET), _named(_HEADS)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_-]+")
_LONGEST = 40
"""Characters of a name; what site builders make up is longer, and means nothing."""
_STEMS = ("foot", "pie", "rodap", "nav", "menu", "head", "cabe", "top-bar", "topbar")
"""Parts of the names above, for a first look that costs little."""
_ASKED = ", ".join(
    f"{tag}[{where}*={stem} i]"
    for tag in ("div", "section", "ul")
    for where in ("class", "id")
    for stem in _STEMS
)
_SUBSTANCE = "main, [role=main], article, h1"
_MOST = 200
"""Elements that are looked at; a page has a handful."""
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|csv|zip|rar)(?:$|[?#&])", re.IGNORECASE)


class Named:
    """What a pass over a page meets in elements that are called its frame; with what they hold, it is
    settled whether they are."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.elements: dict[int, int] = {}
        """by the identity of their node: their number"""
        self._is_foot: list[bool] = []
        self._open: list[int] = []
        self._blocks: list[tuple[int, tuple[int, ...]]] = []
        self._anchors: list[tuple[Anchor, tuple[int, ...]]] = []
        for node in tree.css(_ASKED)[:_MOST]:
            called = _called(node)
            if called and not _is_of_an_article(node) and node.css_first(_SUBSTANCE) is None:
                self.elements[node.mem_id] = len(self._is_foot)
                self._is_foot.append(called == "foot")

    def enter(self, number: int) -> None:
        """The pass enters the element of this number."""
        self._open.append(number)

    def leave(self) -> None:
        """The pass leaves the element that it entered last."""
        self._open.pop()

    def block(self, index: int) -> None:
        """Block ``index`` of the page stands here."""
        if self._open:
            self._blocks.append((index, tuple(self._open)))

    def anchor(self, anchor: Anchor) -> None:
        """This link stands here."""
        if self._open:
            self._anchors.append((anchor, tuple(self._open)))

    def settled(self, blocks: list[Block]) -> list[int]:
        """Which of the blocks stand in a frame; the links that do are marked."""
        if not self._blocks:
            return []
        sizes, linked = [0] * len(self._is_foot), [0] * len(self._is_foot)
        files: set[int] = set()
        for index, within in self._blocks:
            for number in within:
                sizes[number] += len(blocks[index].text)
        for anchor, within in self._anchors:
            for number in within:
                linked[number] += len(anchor.text)
                if _FILE.search(anchor.href):
                    files.add(number)
        whole = sum(len(one.text) for one in blocks if not one.framed and not one.overlaid)
        frames = {
            number
            for number, is_foot in enumerate(self._is_foot)
            if 2 * sizes[number] <= whole
            and (is_foot or (2 * linked[number] >= sizes[number] and number not in files))
        }
        for anchor, within in self._anchors:
            anchor.framed = anchor.framed or not frames.isdisjoint(within)
        return [index for index, within in self._blocks if not frames.isdisjoint(within)]


def _called(node: LexborNode) -> str:
    """``foot``, ``head``, or nothing."""
    attributes = node.attributes
    for name in f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split():
        if len(name) > _LONGEST:
            continue
        words = _HUMP.sub("-", unaccented(name)).strip("-").lower()
        if _FOOT.fullmatch(words):
            return "foot"
        if _HEAD.fullmatch(words):
            return "head"
    return ""


def _is_of_an_article(node: LexborNode) -> bool:
    above = node.parent
    while above is not None:
        if above.tag in {"main", "article", "blockquote"} or above.attributes.get("role") == "main":
            return True
        above = above.parent
    return False
