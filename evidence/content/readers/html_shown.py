"""What a page shows without its being text: pictures by their words, bars, filled-in fields.

A results board tells its state by a traffic light (``<img alt="Semáforo rojo">``), a bar or a field
that nobody can change.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from evidence.days import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable

    from selectolax.lexbor import LexborNode

_NETWORK = re.compile(
    r"(?:https?:)?//(?:www\.|m\.)?(?:twitter\.com|x\.com|facebook\.com|fb\.com|instagram\.com|youtube\.com|linkedin\.com"
    r"|tiktok\.com|threads\.net|t\.me|wa\.me|api\.whatsapp\.com|bsky\.app|flickr\.com|pinterest\.com)(?:[/?#]|$)",
    re.IGNORECASE,
)
_TURNS = re.compile(r"\d(?=[^\W\d_])|[^\W\d_](?=\d)")
"""From a figure to a letter and back, of which a code has several: "1f3"."""
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_OF_THE_CALENDAR = re.compile(
    rf"(?:19|20)\d\d|{'|'.join((*MONTHS.text('es').split(), *MONTHS.text('en').split()))}",
    re.IGNORECASE,
)
_MOST = 500
"""Lines of a list box and labels of a drawing that are read."""
CROSSED = "del, s, strike, [style*='line-through']"
"""What a page strikes through: a reader sees the words, and that they are no longer said."""
_STROKE = "~~"
_BETWEEN_STRUCK = re.compile(rf"{_STROKE}(\s*){_STROKE}")


def struck(text: str) -> str:
    """A piece of text that is struck through, between the signs that Markdown writes for it."""
    bare = text.strip()
    return text.replace(bare, f"{_STROKE}{bare}{_STROKE}") if bare else text


def joined(text: str) -> str:
    """A line with neighbouring pieces that are struck through as one."""
    return _BETWEEN_STRUCK.sub(r"\1", text)


def _picture(node: LexborNode) -> str:
    """The words on a picture; none where they are its file's name, coded, or name the network that it links
    to: those are another each time a site is built, and an icon's."""
    alt = node.attributes.get("alt") or ""
    if alt and (_is_file_name(alt, node.attributes.get("src") or "") or _is_of_a_network(node)):
        return ""
    return alt


def _is_file_name(alt: str, src: str) -> bool:
    """Whether an alt text is the name of the picture's own file, and not a word: "foto1.jpg", "a-1f3"; a
    light is called "semaforo_rojo.png", too."""
    if not any(map(str.isdigit, alt)) or " " in alt:
        return False
    name = src.partition("?")[0].rpartition("/")[2]
    return alt == name or (alt == name.rpartition(".")[0] and len(_TURNS.findall(alt)) > 1)


def _is_of_a_network(node: LexborNode) -> bool:
    above = node.parent
    if above is None or above.tag != "a":
        return False
    return _NETWORK.match((above.attributes.get("href") or "").strip()) is not None


def _bar(node: LexborNode) -> str:
    value, most = node.attributes.get("value"), node.attributes.get("max")
    return f"{value}/{most}" if value and most else value or ""


def _field(node: LexborNode) -> str:
    """What a field shows that is not for the visitor to fill in, or is a button; and whether a box
    that can't be changed is ticked."""
    attributes = node.attributes
    kind = (attributes.get("type") or "text").lower()
    fixed = "readonly" in attributes or "disabled" in attributes
    if kind in ("checkbox", "radio"):
        return "[x]" if fixed and "checked" in attributes else ""
    if kind in ("hidden", "password", "submit", "button", "image", "file"):
        return ""
    value = (attributes.get("value") or "") if fixed else ""
    # an address is a link and no text, and one to share is made anew
    return "" if value and _ADDRESS.fullmatch(value.strip()) else value


def _choice(node: LexborNode) -> str:
    """What a list box shows without a click: what is chosen, else its first line; all of it where it
    stands open. A year or a month to choose from a list of such moves on by itself."""
    options = node.css("option")[:_MOST]
    size = node.attributes.get("size") or ""
    if "multiple" not in node.attributes and not (size.isdigit() and int(size[:4]) > 1):
        chosen = [one for one in options if "selected" in one.attributes]
        if "disabled" not in node.attributes and _is_of_the_calendar(options):
            return ""
        options = chosen[-1:] or options[:1]
    return " ".join(one.text() for one in options)


def _is_of_the_calendar(options: list[LexborNode]) -> bool:
    """Whether all there is to choose are years, or months, but for one line that says so ("Todos")."""
    others = [one for one in options if not _OF_THE_CALENDAR.fullmatch(one.text().strip())]
    return len(options) > 1 and len(others) <= 1 and len(options) > len(others) + 1


def _drawing(node: LexborNode) -> str:
    """The words of a drawing: the labels and figures of a chart."""
    return " ".join(one.text() for one in node.css("text, foreignObject")[:_MOST])


SHOWN: dict[str, Callable[[LexborNode], str]] = {
    "img": _picture,
    "progress": _bar,
    "meter": _bar,
    "input": _field,
    "select": _choice,
    "svg": _drawing,
}
"""Element -> the text that it shows, beside that of the elements in it or in its place."""


def with_shown(html: str) -> str:
    """A page with what it shows without its being text put in as text, for who reads text alone."""
    tree = LexborHTMLParser(html)
    changed = False
    for name, shown in SHOWN.items():
        for node in tree.css(name):
            if text := shown(node).strip():
                node.replace_with(f" {text} ")
                changed = True
    return tree.html or html if changed else html
