"""Drawings (SVG) written anew: shapes, texts and colours; no script, no link, no animation, no address but
that of an element of the drawing itself."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from evidence.fence import Refused
from evidence.formats.charset import decode
from testigo.desk.copies.kept import DRAWING, Kept, as_data, picture_in
from testigo.desk.copies.names import DRAWN, DRAWN_ATTRIBUTES, REFERRING
from testigo.desk.copies.style import Styles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

LARGEST = 1_000_000
"""Bytes of one; charts of ministries have a tenth."""
_WITHIN = re.compile(r"#[A-Za-z_][\w.-]{0,100}", re.ASCII)
_REFERENCE = re.compile(r"""url\(\s{0,3}["']?(#[A-Za-z_][\w.-]{0,100})["']?\s{0,3}\)""", re.ASCII)
_LONGEST = 200_000
"""Characters of one attribute: the outline of a country."""
_DEEPEST = 60
_XMLNS = "http://www.w3.org/2000/svg"
_CALLED = re.compile(r"([\w-]{1,40})\s{0,9}\(")
_CALLS = frozenset("rgb rgba hsl hsla var calc matrix translate scale rotate skewx skewy".split())
"""Functions that values of attributes may call: none of them names an address."""
_TEXTS = frozenset({"aria-label", "class"})
_VALUED = DRAWN_ATTRIBUTES | REFERRING
_POINTING = frozenset({"use", "textPath", "linearGradient", "radialGradient", "pattern"})
"""Elements that take something from another one of the drawing."""


def drawn(svg: LexborNode, styles: Styles) -> Iterator[str]:
    """The drawing of an ``svg`` element, piece by piece; it can stand in a page, and by itself as XML."""
    above: list[LexborNode] = []
    node: LexborNode | None = svg
    while node is not None:
        tag = node.tag or ""
        if tag == "-text" and above:
            yield escape(_printable(node.text_content or ""))
        elif tag in DRAWN and len(above) < _DEEPEST:
            yield f"<{tag}{attributes(node, styles)}>"
            if node.first_child is not None:
                above.append(node)
                node = node.first_child
                continue
            yield f"</{tag}>"
        while node is not svg and node.next is None and above:
            node = above.pop()
            yield f"</{node.tag}>"
        node = None if node is svg else node.next


def attributes(node: LexborNode, styles: Styles) -> str:
    """What an element of a drawing keeps."""
    kept = []
    found = node.attributes
    for name, value in found.items():
        told = _printable(value or "").strip()
        if len(told) > _LONGEST:
            continue
        if name == "style":
            kept.append((name, styles.declarations(told, "")))
        elif name in REFERRING and (reference := _REFERENCE.fullmatch(told)):
            kept.append((name, f"url({reference[1]})"))
        elif (
            (name == "id" and _WITHIN.fullmatch(f"#{told}"))
            or name in _TEXTS
            or ((name in DRAWN_ATTRIBUTES or name in REFERRING) and _calls_nothing(told))
        ):
            kept.append((name, told))
    target = (found.get("href") or found.get("xlink:href") or "").strip()
    if node.tag in _POINTING and _WITHIN.fullmatch(target):
        kept.append(("href", target))
    return "".join(f' {name}="{escape(value)}"' for name, value in kept)


def _calls_nothing(value: str) -> bool:
    """Whether a value, which browsers read as CSS, names no address."""
    return "\\" not in value and {call.lower() for call in _CALLED.findall(value)} <= _CALLS


def whole(data: bytes) -> bytes | None:
    """The drawing in a file, to be shown as a picture; None where there is none."""
    if len(data) > LARGEST:
        return None
    tree = LexborHTMLParser(decode(data, DRAWING))
    svg = tree.css_first("svg")
    if svg is None or svg.attributes.get("xmlns", _XMLNS) != _XMLNS:
        return None
    styles = Styles(Kept(), _no_picture)
    sheets = "\n".join(styles.sheet(one.text(), "") for one in svg.css("style"))
    head, end, rest = "".join(drawn(svg, styles)).partition(">")
    if "xmlns=" not in head:
        head += f' xmlns="{_XMLNS}"'
    return f"{head}{end}<style>{escape(sheets)}</style>{rest}".encode()


def _no_picture(_address: str) -> None:
    """A drawing has no pictures within."""


def picture(data: bytes) -> str:
    """The same; runs behind the fence. Raises Refused where there is no drawing."""
    clean = whole(data)
    if clean is None:
        raise Refused("no drawing")
    return clean.decode()


def harmless(address: str) -> str | None:
    """A ``data:`` address of a picture, a drawing in it written anew; None where it is no picture."""
    found = picture_in(address)
    if found is None:
        return None
    media_type, body = found
    if media_type != DRAWING:
        return as_data(media_type, body)
    clean = whole(body)
    return as_data(DRAWING, clean) if clean else None


def _printable(text: str) -> str:
    """Without what XML can't hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "", text)
