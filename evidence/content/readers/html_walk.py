"""One pass over a parsed page: its blocks of text with their place, and its links.

A loop with a stack of its own, so that a page nested a million deep costs no more than a flat one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from evidence.content.noise import mask
from evidence.content.readers.html_blocks import Anchor, Block
from evidence.content.readers.html_counters import (
    COUNTED,
    LONGEST_BEHIND,
    Around,
    behind_link,
    counted_below,
    shown_after_all,
)
from evidence.content.readers.html_dialogs import dialogs
from evidence.content.readers.html_named import Named
from evidence.content.readers.html_shown import CROSSED, SHOWN, joined, struck
from evidence.folding import as_shown
from evidence.formats.html_names import BLOCKS, CELLS, LEVELS, UNSEEN

if TYPE_CHECKING:
    from collections.abc import Container

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_LINKS = {"a": "href", "area": "href", "iframe": "src", "embed": "src", "object": "data"}
_UNSEEN, _CELL, _BLOCK, _BUTTON, _SHOWN, _HEADING, _LINK, _ITEM, _TERM = (
    1 << bit for bit in range(9)
)


def _kinds() -> dict[str, int]:
    """Element -> what the pass does for it; for all others it only passes their text on."""
    kinds: dict[str, int] = defaultdict(int)
    for names, kind in (
        (UNSEEN | {"-comment"}, _UNSEEN),
        (CELLS, _CELL),
        ((BLOCKS | {"br"}) - CELLS, _BLOCK),
        ({"button"}, _BUTTON),
        (SHOWN, _SHOWN),
        (LEVELS, _HEADING),
        (_LINKS, _LINK),
        ({"li", "dd"}, _ITEM),
        ({"dt"}, _TERM),
    ):
        for name in names:
            kinds[name] |= kind
    return dict(kinds)


_KINDS = _kinds()
_NOWHERE: list[int] = []
INERT = frozenset({"noscript", "template"})
"""Elements that a browser which runs scripts passes over."""
_MAIN = "main, [role=main]"
_FRAME = (
    "nav, header, footer, aside, [role=navigation], [role=banner], [role=contentinfo]"
    ", #footer, #pie"
)
"""What stands around the document; by other names see :mod:`evidence.content.readers.html_named`."""
_ENDS = (*"0123456789)].", *"gas ads its ews tas ras nes ões ios nts ces mes zes ois".split())
"""What a counter behind a link may end in."""
_FIGURE = re.compile(r"\d")
_FIGURES = re.compile(r"\d[\d.,]*")
_BY_NAME = 6
"""Places from here on are elements that their name calls a frame."""


def is_within(node: LexborNode, tags: Container[str]) -> bool:
    """Whether an element of one of ``tags`` stands above ``node``."""
    above = node.parent
    while above is not None:
        if (above.tag or "") in tags:
            return True
        above = above.parent
    return False


class Walk:
    """What one pass over ``tree`` found: ``blocks`` and ``anchors`` in document order."""

    def __init__(
        self, tree: LexborHTMLParser, *, scripted: bool = True, counts: bool = True
    ) -> None:
        """``scripted``: as a browser shows it that runs scripts; else with what stands there for one
        that does not. ``counts``: False where the page is known to have no element in which content systems
        count."""
        self.blocks: list[Block] = []
        self.anchors: list[Anchor] = []
        self._text: list[str] = []
        self._on: list[Anchor] = []
        self._heading = self._item = self._term = 0
        self._linked = 0
        self._has_terms = False
        self._terms: set[int] = set()
        self._items: set[int] = set()
        self._masked: dict[int, str] = {}
        self._kinds = _KINDS if scripted else _KINDS | {"noscript": 0}
        self._places: dict[int, list[int]] = {}
        over, own = dialogs(tree)
        found = (
            tree.css(_MAIN),
            tree.css(_FRAME),
            over,
            tree.css(CROSSED),
            own,
            tree.css(COUNTED) if counts else [],
        )
        self._crosses_out = bool(found[3])
        for place, nodes in enumerate(found):
            for node in nodes:
                self._places.setdefault(node.mem_id, []).append(place)
        self._named = Named(tree)
        for node_id, number in self._named.elements.items():
            self._places.setdefault(node_id, []).append(_BY_NAME + number)
        self._depth = [0] * _BY_NAME
        if tree.body is not None:
            self._run(tree.body)
        for index in self._named.settled(self.blocks):
            block = self.blocks[index]
            self.blocks[index] = block._replace(text=mask(block.text, own=False), framed=True)
        self._unmask()
        for index, text in list(counted_below(self.blocks)):
            self.blocks[index] = self.blocks[index]._replace(text=text)

    def _run(self, body: LexborNode) -> None:
        above: list[tuple[LexborNode, int, list[int]]] = []
        # looked up for every node of the page
        places, pieces, on, kinds = self._places, self._text, self._on, self._kinds
        node: LexborNode | None = body
        while node is not None:
            tag = node.tag or ""
            if tag == "-text":
                text = node.text_content or ""
                if pieces or not text.isspace():  # no block begins with white space
                    shown = struck(text) if self._depth[3] else text
                    pieces.append(_FIGURES.sub("#", shown) if self._depth[5] else shown)
                if on:
                    on[-1].pieces.append(text)
            elif (kind := kinds.get(tag, 0)) & _UNSEEN:
                if kind & _SHOWN:
                    self._show(node, tag)
            else:
                stands_in = places.get(node.mem_id, _NOWHERE) if places else _NOWHERE
                # most elements have nothing to do here: a block ends another one only if that has text
                if stands_in or kind & ~_BLOCK or (kind and pieces):
                    self._enter(node, tag, kind, stands_in)
                child = node.first_child
                if child is not None:
                    above.append((node, kind, stands_in))
                    node = child
                    continue
                if stands_in or kind & ~_BLOCK or (kind and pieces):
                    self._leave(kind, stands_in)
            following = node.next if above else None
            while following is None and above:
                node, kind, stands_in = above.pop()
                if stands_in or kind & ~_BLOCK or (kind and pieces):
                    self._leave(kind, stands_in)
                following = node.next if above else None
            node = following
        self._flush()

    def _unmask(self) -> None:
        """Shows what is substance where it stands: a number, a day."""
        if not self._masked:
            return
        around = Around(
            self.blocks,
            self._masked,
            {anchor.text for anchor in self.anchors},
            self._terms,
            self._items,
        )
        for index, text in list(shown_after_all(around)):
            self.blocks[index] = self.blocks[index]._replace(text=text)

    def _enter(self, node: LexborNode, tag: str, kind: int, stands_in: list[int]) -> None:
        if kind & _CELL:
            self._text.append(" | ")
        elif kind & _BLOCK:
            if self._text:
                self._flush()
        elif kind & _BUTTON:
            self._text.append(" ")
        elif kind & _SHOWN:
            self._show(node, tag)
        if kind & _HEADING:
            self._heading += 1
        elif kind & _LINK:
            _, framed, overlaid, *_ = self._depth
            href = (node.attributes.get(_LINKS[tag]) or "").strip()
            anchor = Anchor(href, framed > 0 or overlaid > 0)
            self._on.append(anchor)
            self.anchors.append(anchor)
            self._named.anchor(anchor)
        elif kind & _ITEM:
            self._item += 1
        elif kind & _TERM:
            self._term += 1
            self._has_terms = True
        for place in stands_in:
            if place < _BY_NAME:
                self._depth[place] += 1
            else:
                self._named.enter(place - _BY_NAME)

    def _leave(self, kind: int, stands_in: list[int]) -> None:
        if kind & _BLOCK and self._text:
            self._flush()
        if kind & _HEADING:
            self._heading -= 1
        elif kind & _LINK:
            self._on.pop()
        elif kind & _ITEM:
            self._item -= 1
        elif kind & _TERM:
            self._term -= 1
        for place in stands_in:
            if place < _BY_NAME:
                self._depth[place] -= 1
            else:
                self._named.leave()

    def _show(self, node: LexborNode, tag: str) -> None:
        if shown := SHOWN[tag](node).strip():
            self._text.append(f" {shown} ")

    def _flush(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        if self._crosses_out:
            text = joined(text)
        if text.isspace():  # what stands between two elements, mostly
            return
        text = as_shown(text).strip("| ")
        if text:
            main, framed, overlaid, _, opened, _ = self._depth
            if len(self.anchors) != self._linked:
                self._linked = len(self.anchors)
                if text.endswith(_ENDS) and _FIGURE.search(
                    text, max(0, len(text) - LONGEST_BEHIND)
                ):
                    text = behind_link(text, self.anchors[-1].text)
            masked = mask(text, own=framed == 0, item=self._item > 0)
            if masked != text and not framed:
                self._masked[len(self.blocks)] = text
            text = masked
            self._named.block(len(self.blocks))
            if self._has_terms:
                self._describe(len(self.blocks))
            self.blocks.append(
                Block(text, self._heading > 0, main > 0, framed > 0, overlaid > 0, opened > 0)
            )

    def _describe(self, index: int) -> None:
        """Notes a block that is a term, or may describe one."""
        if self._term:
            self._terms.add(index)
        elif self._item:
            self._items.add(index)
