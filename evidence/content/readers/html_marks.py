"""What a page tells by attributes alone: states of boxes, bars and icons, what plays or is drawn in it,
and how it paints cells that hold no word.

Each is a mark: a sign set into the page where it stands, so that the ordinary pass over the page says on
which line, and whether in the document's own text. Seven times rarer than pages are read: only where two
looks differ in such attributes (:mod:`evidence.content.marks`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from evidence.content.noise import mask
from evidence.content.readers.html import main_blocks
from evidence.content.readers.html_played import played
from evidence.content.readers.html_walk import Walk, is_within
from evidence.folding import as_shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from selectolax.lexbor import LexborNode

_MOST = 2_000
"""Marks of one page; a board of 300 commitments has five for each."""
_LONGEST = 200
"""Characters of a mark; a state has a word or two."""
_BARE = 8
"""Nodes of an element that is asked whether any text stands in it: an icon has two."""
_WIDEST = 200
"""Columns of a table that are told apart; a wide sheet has 60."""
_OPEN, _SHUT = "\ue000", "\ue001"
_SIGN = re.compile(f"{_OPEN}(\\d+){_SHUT}")
_PRIVATE = str.maketrans("", "", _OPEN + _SHUT)
_ASKED = (
    "i, svg, time[datetime], data[value], abbr[title], dfn[title], td, iframe, video, audio, source[src]"
    ", embed, object, img[src], input[type=checkbox i], input[type=radio i], [aria-checked], [aria-valuenow]"
    ", [aria-valuetext], [role=img], [data-content], [data-bs-content], td[title], th[title]"
    ", span[title], span[aria-label], span[data-original-title]"
    ", span[data-bs-title], div[title], div[aria-label], b[title], em[title], img[title], [style*=width]"
)
_ACTS = frozenset({"a", "button", "summary", "nav", "select", "option"})
"""Elements in which an icon says what a click does."""
_NAMES = ("aria-label", "title", "data-original-title", "data-bs-title")
"""What is read aloud or shown under the pointer; the last two are where Bootstrap keeps ``title``."""
_NOTES = ("data-bs-content", "data-content", "data-original-title", "data-bs-title", "title")
"""Where Bootstrap keeps what opens beside a word that is pointed at or clicked."""
_NOTE = 3
"""Words from which on such a text says something, and names nothing."""
_A_MOMENT = re.compile(r"\d[:/.-]\d")
_BAR = re.compile(
    r"(?<![a-z])(?:progress|bar|barra|avance|meter|medidor|gauge)(?![a-z])", re.IGNORECASE
)
"""What a bar is called that shows how far something is."""
_WIDTH = re.compile(r"(?<![a-z-])width\s?:\s?(\d{1,3}(?:\.\d+)?%)", re.IGNORECASE)
_PLAYS = frozenset({"iframe", "video", "audio", "source", "embed", "object"})
_TICKS = frozenset({"checkbox", "radio", "switch"})
_SLIDES = frozenset({"slider", "scrollbar", "separator", "spinbutton"})
"""Roles whose value is the visitor's."""
_SWITCHED = ("☐", "☑")
SRC = re.compile(r"src=[\"']?([^\"'<>\s]{1,300})")
"""The address of what an element shows, in a page in lower case."""
_PICTURES = (".png", ".svg", ".gif", ".webp", ".jpg", ".jpeg")
_LIGHT = re.compile(
    r"(?<![a-z])(?:verde|roj[oa]|amarill[oa]|naranja|gris|green|red|yellow|amber|orange|grey|gray|vermelh[oa]|amarel[oa]"
    r"|vert|rouge|jaune|(?:in|des)?cumplid[oa]|(?:des)?cumprid[oa]|pendiente|pendente|aprobad[oa]|aprovad[oa]|rechazad[oa]"
    r"|palomita|tache|tick|check|cross|approved|rejected|pending)(?![a-z])"
)
"""What the file of a traffic light or of a tick is called."""
_MOST_OF_A_NAME = 40
"""Characters of such a name: "semaforo_verde.png"; a photograph's tells more."""
_DATED = frozenset({"time", "data"})


class MarkKind(StrEnum):
    """What a mark is."""

    STATE = "state"
    """what a reader is told of an icon, a bar, an empty field"""
    HINT = "hint"
    """a box that a visitor may switch, too; how long a bar is drawn"""
    PAINT = "paint"
    """classes, style and picture of a cell in which no word stands"""
    MEDIA = "media"
    """what plays or is drawn in a frame: a name that stays where its address is spelt another way"""


@dataclass(frozen=True, slots=True)
class Mark:
    """One of them, in the document's own text."""

    kind: MarkKind
    place: str
    """the words of the line that it stands in, or behind which it stands; of paint the row's"""
    values: tuple[str, ...]
    """of an icon what it is called, and what is shown under the pointer"""
    column: str = ""
    """of paint: which table of the page, and which of its columns"""


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks of a page, in its order."""

    all: tuple[Mark, ...] = ()


def read_marks(body: bytes) -> Marks:
    """The marks of a page in UTF-8."""
    tree = LexborHTMLParser(body.decode().translate(_PRIVATE))
    found: list[tuple[MarkKind, tuple[str, ...], str]] = []
    tables: dict[int, int] = {}
    asked = {node.mem_id: node for node in tree.css(_ASKED)}  # once, whichever of them it is
    for node in asked.values():
        if len(found) >= _MOST:
            break
        kind, values, column = _told(node, tables)
        if any(values):
            sign = f" {_OPEN}{len(found)}{_SHUT} "
            found.append((kind, tuple(as_shown(value)[:_LONGEST] for value in values), column))
            if node.tag == "td":
                node.insert_child(sign)
            else:
                node.insert_before(sign)
    return Marks(tuple(_placed(tree, found)))


def _placed(
    tree: LexborHTMLParser, found: list[tuple[MarkKind, tuple[str, ...], str]]
) -> Iterator[Mark]:
    before = ""
    for block in main_blocks(Walk(tree).blocks):
        numbers = _SIGN.findall(block.text)
        text = as_shown(_SIGN.sub(" ", block.text)).strip("| ") if numbers else block.text
        for number in numbers:
            kind, values, column = found[int(number)]
            yield Mark(kind, text or before, values, column)
        before = text or before


def _told(node: LexborNode, tables: dict[int, int]) -> tuple[MarkKind, tuple[str, ...], str]:
    tag, attributes = node.tag or "", node.attributes
    role = (attributes.get("role") or "").lower()
    if tag in _PLAYS:
        return MarkKind.MEDIA, (played(attributes),), ""
    if tag == "input":
        fixed = "disabled" in attributes or "readonly" in attributes  # read with the text
        return MarkKind.HINT, ("" if fixed else _SWITCHED["checked" in attributes],), ""
    if role in _TICKS and "aria-checked" in attributes:
        return MarkKind.STATE, (_SWITCHED[attributes["aria-checked"] == "true"],), ""
    if role not in _SLIDES and not _ACTS.intersection((tag, role)):
        for name in ("aria-valuetext", "aria-valuenow"):
            if attributes.get(name):
                return MarkKind.STATE, (attributes[name] or "",), ""
    if tag in ("abbr", "dfn"):
        return MarkKind.STATE, (_worded(attributes.get("title") or ""),), ""
    if is_within(node, _ACTS):
        return MarkKind.STATE, (), ""
    if not (tag == "svg" or _is_bare(node)):
        return MarkKind.HINT, (_note(attributes),) if tag != "a" else (), ""
    if tag in _DATED:
        return MarkKind.STATE, (attributes.get("datetime") or attributes.get("value") or "",), ""
    return _icon(node, tag, tables)


def _note(attributes: Mapping[str, str | None]) -> str:
    """What opens beside a word that is pointed at or clicked, where that is a text and tells no moment: it is the
    document's or the site's, nobody can know. A title alone is what a link is called, on many sites."""
    opens = "data-toggle" in attributes or "data-bs-toggle" in attributes
    names = _NOTES if opens else _NOTES[:-1]
    text = next((mask(note) for name in names if (note := attributes.get(name))), "")
    told = text.count(" ") >= _NOTE - 1 and _A_MOMENT.search(text) is None
    return _worded(text) if told else ""


def _icon(
    node: LexborNode, tag: str, tables: dict[int, int]
) -> tuple[MarkKind, tuple[str, ...], str]:
    """What an element without text is called; of a cell that is called nothing how it is painted."""
    attributes = node.attributes
    values = dict.fromkeys(attributes.get(name) or "" for name in _NAMES)
    if tag == "svg" and (title := node.css_first("title")) is not None:
        values[title.text()] = None
    if tag == "img" and attributes.get("alt"):
        values = {}  # read with the text
    values.pop("", None)
    if tag == "img" and not values and (light := light_of((attributes.get("src") or "").lower())):
        return MarkKind.HINT, (light,), ""
    if not values and (drawn := _drawn(node)):
        return MarkKind.HINT, (drawn,), ""
    if tag == "td" and not values and not _has_mark_inside(node):
        return MarkKind.PAINT, (_paint(node),), _column(node, tables)
    return MarkKind.STATE, tuple(values), ""


def light_of(src: str) -> str:
    """What the file of a picture is called (an address in lower case) where it names a light or a tick: "semaforo
    rojo"; empty for other pictures. A site that draws its lights anew keeps what they are called, or calls them
    otherwise: that is no more than a hint."""
    file = src.partition("?")[0]
    if not file.endswith(_PICTURES):
        return ""
    name = file[file.rfind("/") + 1 : file.rfind(".")]
    if len(name) > _MOST_OF_A_NAME or _LIGHT.search(name) is None:
        return ""
    return " ".join(re.findall(r"[a-z]+", name))


def _drawn(node: LexborNode) -> str:
    """How long a bar is drawn, of its whole."""
    width = _WIDTH.search(node.attributes.get("style") or "")
    return width[1] if width and _BAR.search(node.attributes.get("class") or "") else ""


def _is_bare(node: LexborNode) -> bool:
    """Whether no text stands in an element of next to no nodes."""
    for count, inner in enumerate(node.traverse(include_text=True)):
        if count > _BARE or (inner.tag == "-text" and (inner.text_content or "").strip()):
            return False
        if inner.tag == "img" and inner.attributes.get("alt") and count:
            return False
    return True


def _has_mark_inside(node: LexborNode) -> bool:
    if (
        node.css_first("input, select, progress, meter, [aria-valuenow], [aria-valuetext], [alt]")
        is not None
    ):
        return True
    named = ", ".join(f"[{name}]" for name in _NAMES)
    return node.css_first(named) is not None or any(_drawn(inner) for inner in node.traverse())


def _paint(node: LexborNode) -> str:
    """Classes, colours and pictures of a cell and of what stands in it."""
    told = []
    for inner in node.traverse():
        attributes = inner.attributes
        told += sorted((attributes.get("class") or "").split())
        told.append("".join((attributes.get("style") or attributes.get("bgcolor") or "").split()))
        told.append((attributes.get("src") or "").partition("?")[0].rpartition("/")[2])
    return " ".join(filter(None, told)).lower()


def _column(node: LexborNode, tables: dict[int, int]) -> str:
    number = 0
    before = node.prev
    while before is not None and number < _WIDEST:
        number += before.tag in ("td", "th")
        before = before.prev
    table = node.parent
    while table is not None and table.tag != "table":
        table = table.parent
    which = tables.setdefault(table.mem_id if table is not None else 0, len(tables))
    return f"{which}.{number}"


def _worded(text: str) -> str:
    """A text in which words stand, and no moment of a machine's."""
    letters = sum(map(str.isalpha, text))
    return text if letters > sum(map(str.isdigit, text)) else ""
