"""One pass over a parsed page: its blocks of text with their place, and its links.

A loop with a stack of its own, so that a page nested a million deep costs no more than a flat one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from evidence.content.noise import mask
from evidence.content.readers.html_shown import SHOWN, overlays
from evidence.folding import as_shown
from evidence.formats.html_names import BLOCKS, CELLS, LEVELS, UNSEEN

if TYPE_CHECKING:
    from collections.abc import Container

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_UNSEEN = UNSEEN | {"-comment"}
_BLOCKS = BLOCKS | {"br"}
_LINKS = {"a": "href", "area": "href", "iframe": "src", "embed": "src", "object": "data"}
_NOTED = _BLOCKS | _LINKS.keys() | SHOWN.keys() | {"button"}
"""Elements that the pass does something for; all others only pass their text on."""
_LINK_TEXT = 300
"""Characters kept of the words on a link; a title of a document is shorter."""

INERT = frozenset({"noscript", "template"})
"""Elements that a browser which runs scripts passes over."""
_MAIN = "main, [role=main]"
_FRAME = (
    "nav, header, footer, aside, [role=navigation], [role=banner], [role=contentinfo]"
    ", #footer, #pie"
)
"""What stands around the document. The ids are those of old templates;
``header`` is not among them, as many give it to an article's own."""


def is_within(node: LexborNode, tags: Container[str]) -> bool:
    """Whether an element of one of ``tags`` stands above ``node``."""
    above = node.parent
    while above is not None:
        if (above.tag or "") in tags:
            return True
        above = above.parent
    return False


class Block(NamedTuple):
    """One visible block."""

    text: str
    heading: bool
    main: bool
    """stands in a main element"""
    framed: bool
    """stands in navigation, header, footer, aside"""
    overlaid: bool
    """stands in a consent banner, or in a dialog that is none of the document"""


@dataclass(slots=True)
class Anchor:
    """A link as written, and the pieces of text on it."""

    href: str
    framed: bool = False
    """stands in navigation, header, footer, aside, or in what lies over the page"""
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words on it."""
        return as_shown("".join(self.pieces)[:_LINK_TEXT])


class Walk:
    """What one pass over ``tree`` found: ``blocks`` and ``anchors`` in document order."""

    def __init__(self, tree: LexborHTMLParser, *, scripted: bool = True) -> None:
        """``scripted``: as a browser shows it that runs scripts; else with what stands there for one
        that does not."""
        self.blocks: list[Block] = []
        self.anchors: list[Anchor] = []
        self._text: list[str] = []
        self._on: list[Anchor] = []
        self._heading = 0
        self._unseen = _UNSEEN if scripted else _UNSEEN - {"noscript"}
        self._places: dict[int, list[int]] = {}
        for place, nodes in enumerate((tree.css(_MAIN), tree.css(_FRAME), overlays(tree))):
            for node in nodes:
                self._places.setdefault(node.mem_id, []).append(place)
        self._depth = [0, 0, 0]
        if tree.body is not None:
            self._run(tree.body)

    def _run(self, body: LexborNode) -> None:
        above: list[LexborNode] = []
        # looked up for every node of the page
        places, pieces, on, unseen = self._places, self._text, self._on, self._unseen
        node: LexborNode | None = body
        while node is not None:
            tag = node.tag or ""
            if tag == "-text":
                text = node.text_content or ""
                pieces.append(text)
                if on:
                    on[-1].pieces.append(text)
            elif tag in unseen:
                if tag in SHOWN:
                    self._show(node, tag)
            else:
                noted = tag in _NOTED or node.mem_id in places
                if noted:
                    self._enter(node, tag)
                child = node.first_child
                if child is not None:
                    above.append(node)
                    node = child
                    continue
                if noted:
                    self._leave(node, tag)
            following = None if node is body else node.next
            while following is None and node is not body:
                node = above.pop()
                tag = node.tag or ""
                if tag in _NOTED or node.mem_id in places:
                    self._leave(node, tag)
                following = None if node is body else node.next
            node = following
        self._flush()

    def _enter(self, node: LexborNode, tag: str) -> None:
        if tag in CELLS:
            self._text.append(" | ")
        elif tag in _BLOCKS:
            self._flush()
        elif tag == "button":
            self._text.append(" ")
        elif tag in SHOWN:
            self._show(node, tag)
        self._heading += tag in LEVELS
        if tag in _LINKS:
            _, framed, overlaid = self._depth
            href = (node.attributes.get(_LINKS[tag]) or "").strip()
            anchor = Anchor(href, framed > 0 or overlaid > 0)
            self._on.append(anchor)
            self.anchors.append(anchor)
        if node.mem_id in self._places:
            self._shift(node, 1)

    def _leave(self, node: LexborNode, tag: str) -> None:
        if tag in _BLOCKS and tag not in CELLS:
            self._flush()
        self._heading -= tag in LEVELS
        if tag in _LINKS:
            self._on.pop()
        if node.mem_id in self._places:
            self._shift(node, -1)

    def _show(self, node: LexborNode, tag: str) -> None:
        if shown := SHOWN[tag](node).strip():
            self._text.append(f" {shown} ")

    def _shift(self, node: LexborNode, by: int) -> None:
        for place in self._places[node.mem_id]:
            self._depth[place] += by

    def _flush(self) -> None:
        if not self._text:
            return
        text = as_shown("".join(self._text)).strip("| ")
        self._text.clear()
        if text:
            main, framed, overlaid = self._depth
            text = mask(text, own=framed == 0)
            self.blocks.append(Block(text, self._heading > 0, main > 0, framed > 0, overlaid > 0))
