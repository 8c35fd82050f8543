"""A page written anew: what it shows, and nothing that it does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from evidence.addresses import base_of
from evidence.fence import Refused
from evidence.formats.charset import decode
from evidence.formats.html_names import BLOCKS
from testigo.desk.copies import drawing, names, passages, proof
from testigo.desk.copies.kept import Kept, absolute
from testigo.desk.copies.style import Styles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from selectolax.lexbor import LexborNode

LARGEST = 10_000_000
"""Bytes of a page that is written anew; of a longer one the text is shown."""
_MOST_WRITTEN = 30_000_000
"""Characters of what is written."""
_DEEPEST = 400
"""Elements within elements that are written: browsers stop at 512 (Chromium's tree builder)."""
_FRAGMENT = re.compile(r"#[^\s\"'<>&]{1,200}")
_SPACES = re.compile(r"[ \t\n\f\r]+")
_BREAK = "\v"
"""Stands between blocks of text; HTML gives it no meaning."""
_OURS = "testigo-"
_LAZY = ("src", "data-src", "data-lazy-src", "data-original")
"""Where a page names a picture; all but the first for a script that shows it once it comes into view."""
_NO_SIZE = {"0", "1", "0px", "1px"}
_INPUTS = frozenset(
    {"text", "checkbox", "radio", "submit", "button", "reset", "range", "number", "date", "search"}
)
MARK = "all:revert!important;display:inline!important;background:#ffe14d!important;color:#000!important"
"""The style of a mark, which no style of the page outdoes."""
_STYLE = """\
html,body{visibility:visible!important;opacity:1!important}
html{overflow:auto!important}body{overflow:visible!important}
:where(a[title]){cursor:help;text-decoration:underline dotted}
.testigo-frame,.testigo-picture{display:inline-block;border:1px dashed #767676;padding:.2em .5em;color:#444;\
background:#f4f4f4;font:small sans-serif;overflow-wrap:anywhere}
@media print{a[title]::after{content:" <" attr(title) ">";font-size:smaller;overflow-wrap:anywhere}}
"""
POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; font-src data:; form-action 'none'; "
    "base-uri 'none'"
)
"""What the page itself asks a browser to hold it to, where no server does."""


@dataclass(frozen=True, slots=True)
class Inert:
    """A page that shows and does nothing."""

    html: str
    title: str
    marks: int
    """stretches of text that are marked"""
    pictures: int
    """pictures that are shown"""
    left_out: int
    """pictures that the page names and of which nothing is kept"""


def inert(
    body: bytes,
    *,
    content_type: str,
    url: str,
    pictures: dict[str, str],
    sheets: dict[str, str],
    fonts: dict[str, str],
    wanted: Sequence[str],
    frame: str,
) -> Inert:
    """The page ``body`` that stood at ``url``; runs behind the fence. ``wanted`` are the passages to mark
    (see :func:`passages.spans`), ``frame`` the words in place of a framed document, with ``{url}``.

    Raises Refused for one that is too heavy.
    """
    if len(body) > LARGEST:
        raise Refused("too long a page")
    text = decode(body, content_type)
    page = _Page(LexborHTMLParser(text), url, Kept(pictures, sheets, fonts), frame)
    html, marks = page.written(wanted, standard="<!doctype" in text[:2_000].lower())
    proof.read(html)
    return Inert(html, page.title, marks, page.pictures, page.left_out)


def text(body: bytes, *, content_type: str, url: str) -> str:
    """What the page says, a block a line; runs behind the fence. Raises Refused for one too heavy."""
    if len(body) > LARGEST:
        raise Refused("too long a page")
    page = _Page(LexborHTMLParser(decode(body, content_type)), url, Kept(), "")
    return page.said()


class _Page:
    """One page while it is written."""

    def __init__(self, tree: LexborHTMLParser, url: str, kept: Kept, frame: str) -> None:
        self.pictures = 0
        self.left_out = 0
        self._tree = tree
        self._kept = kept
        self._frame = frame
        named = tree.css_first("base[href]")
        self._url = url
        self._base = base_of(url, named.attributes.get("href") or "") if named else url
        self._styles = Styles(kept, drawing.harmless)
        self._out: list[str] = []
        self._texts: list[int] = []
        """which of the pieces are text of the page, not escaped yet"""
        self._whole: list[str] = []
        """the text of the page, in pieces"""
        self._begins: list[int] = []
        """where in that each of the texts begins"""
        self._length = 0
        self._size = 0
        title = tree.css_first("head > title, body > title")
        self.title = " ".join((title.text() if title else "").split())[:300]

    def written(self, wanted: Sequence[str], *, standard: bool) -> tuple[str, int]:
        """The page, and how many stretches of it are marked; ``standard`` says that it is none of the
        old ones that begin without a document type."""
        html, body = self._tree.root, self._tree.css_first("body, frameset")
        sheets = list(self._sheets())
        if body is not None:
            self._walk(body)
        marks = self._mark(wanted)
        head = (
            f"{'<!doctype html>' if standard else ''}\n<html{self._attributes(html, 'html') if html else ''}>"
            f'<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
            '<meta name="referrer" content="no-referrer">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{escape(self.title)}</title>"
        )
        styled = "".join(f"<style{media}>{css}</style>\n" for css, media in sheets)
        begin = f"<body{self._attributes(body, 'body') if body is not None else ''}>"
        ours = f"<style>{_STYLE}</style></head>\n"
        return "".join((head, styled, ours, begin, *self._out, "</body></html>\n")), marks

    def said(self) -> str:
        """The text of the page, a block a line."""
        body = self._tree.css_first("body, frameset")
        if body is not None:
            self._walk(body)
        told = "".join(one if one == _BREAK else _SPACES.sub(" ", one) for one in self._whole)
        return "\n".join(filter(None, (line.strip() for line in told.split(_BREAK))))

    def _sheets(self) -> Iterator[tuple[str, str]]:
        """The style sheets in their order, each with its attribute for media."""
        for node in self._tree.css("style, link[rel][href]"):
            told = node.attributes
            if _is_unseen(node) or "disabled" in told:
                continue
            if node.tag == "style":
                css = self._styles.sheet(node.text(), self._base)
            else:
                rel = (told.get("rel") or "").lower().split()
                if "stylesheet" not in rel or "alternate" in rel:
                    continue
                css = self._styles.of_address(absolute(self._base, told.get("href") or ""))
            if css:
                media = self._styles.media(told.get("media") or "")
                yield css, f' media="{escape(media)}"' if media else ""

    def _walk(self, body: LexborNode) -> None:
        """The body's content; a loop with a stack of its own, as pages may be nested a million deep."""
        above: list[tuple[LexborNode, str]] = []
        node: LexborNode | None = body.first_child
        while node is not None:
            end = self._enter(node, len(above))
            child = node.first_child if end is not None else None
            if end is not None and child is not None:
                above.append((node, end))
                node = child
                continue
            if end:
                self._leave(node, end)
            while node.next is None and above:
                node, end = above.pop()
                self._leave(node, end)
            node = node.next

    def _leave(self, node: LexborNode, end: str) -> None:
        self._put(end)
        if (node.tag or "") in BLOCKS:
            self._break()

    def _enter(self, node: LexborNode, depth: int) -> str | None:
        """Write the beginning of a node; returns its end, empty where it has none, None where nothing
        within it is to be written."""
        tag = node.tag or ""
        if tag == "-text":
            self._text(node.text_content or "")
            return None
        if tag in names.GONE:
            return None
        if tag in BLOCKS or tag == "br":
            self._break()
        if tag == "svg":
            self._put("".join(drawing.drawn(node, self._styles)))
            return None
        if tag in names.FRAMES:
            self._framed(node, tag)
            return None
        if tag in ("img", "image"):
            self._picture(node)
            return None
        if tag in names.AS_TEXT or tag == "math":
            self._put("<pre>" if tag != "math" else "<span>")
            self._text(node.text() or "")
            self._put("</pre>" if tag != "math" else "</span>")
            return None
        if tag in ("input", "select", "button"):
            return self._field(node, tag)
        return self._element(node, tag, depth)

    def _element(self, node: LexborNode, tag: str, depth: int) -> str:
        told = names.OTHERWISE.get(tag, tag)
        own = names.OF_THEIR_OWN.fullmatch(tag) and tag not in names.RESERVED
        if depth > _DEEPEST or not (told in names.SHOWN or own):
            return ""
        more = self._link(node) if tag == "a" else " open" if tag == "details" else ""
        self._put(f"<{told}{self._attributes(node, told)}{more}>")
        return "" if told in names.EMPTY else f"</{told}>"

    def _attributes(self, node: LexborNode, tag: str) -> str:
        kept = []
        allowed = names.ATTRIBUTES.get(tag, frozenset())
        for name, given in node.attributes.items():
            value = given or ""
            if len(value) > names.LONGEST and name != "style":
                continue
            if name == "style":
                kept.append((name, self._styles.declarations(value, self._base)))
            elif name == "background":
                kept += self._background(value)
            elif (
                (name == "id" and not value.lower().startswith(_OURS))
                or name in names.EVERYWHERE
                or name in allowed
            ):
                kept.append((name, value))
        return "".join(f' {name}="{escape(value)}"' for name, value in kept)

    def _background(self, value: str) -> list[tuple[str, str]]:
        local = self._kept.pictures.get(absolute(self._base, value))
        return [("background", local)] if local else []

    def _link(self, node: LexborNode) -> str:
        """A link leads within the page, or says where it led."""
        href = (node.attributes.get("href") or "").strip()
        if _FRAGMENT.fullmatch(href):
            return f' href="{escape(href)}"'
        if not href:
            return ""
        told = absolute(self._base, href) or href
        return f' title="{escape(_line(told))}"'

    def _picture(self, node: LexborNode) -> None:
        local = next(filter(None, map(self._local, _sources(node))), None)
        alt = node.attributes.get("alt") or ""
        if local:
            self.pictures += 1
            self._put(f'<img src="{escape(local)}"{self._attributes(node, "img")}>')
            return
        self.left_out += next(_sources(node), None) is not None
        if alt.strip():
            self._put('<span class="testigo-picture">')
            self._text(alt)
            self._put("</span>")
        else:
            self._put(f"<img{self._attributes(node, 'img')}>")

    def _local(self, source: str) -> str | None:
        if source[:5].lower() == "data:":
            return drawing.harmless(source)
        return self._kept.pictures.get(absolute(self._base, source))

    def _framed(self, node: LexborNode, tag: str) -> None:
        source = (node.attributes.get(names.FRAMES[tag]) or "").strip()
        shown = self._local(source) or self._local((node.attributes.get("poster") or "").strip())
        if shown:
            self.pictures += 1
            self._put(f'<img src="{escape(shown)}" alt=""{self._attributes(node, tag)}>')
        elif source and not _is_hidden(node):
            told = _line(absolute(self._base, source) or source)
            self._put(
                f'<span class="testigo-frame">{escape(self._frame.replace("{url}", told))}</span>'
            )

    def _field(self, node: LexborNode, tag: str) -> str | None:
        """A field as it stood, which takes nothing."""
        told = node.attributes
        if tag == "input":
            kind = (told.get("type") or "text").lower()
            if kind == "image":
                self._picture(node)
            elif kind not in ("hidden", "file"):
                checked = " checked" if "checked" in told else ""
                shown = told.get("value") or told.get("placeholder") or ""
                shown = "" if kind == "password" else escape(shown[: names.LONGEST])
                kind = kind if kind in _INPUTS else "text"
                self._put(
                    f'<input type="{kind}" value="{shown}" disabled autocomplete="off"{checked}'
                    f"{self._attributes(node, tag)}>"
                )
            return None
        if tag == "button":
            self._put(f'<button type="button" disabled{self._attributes(node, tag)}>')
            return "</button>"
        self._put(f"<select disabled{self._attributes(node, tag)}>")
        for option in node.css("option")[:200]:
            chosen = " selected" if "selected" in option.attributes else ""
            self._put(f"<option{chosen}>{escape(_line(option.text() or ''))}</option>")
        self._put("</select>")
        return None

    def _put(self, piece: str) -> None:
        self._size += len(piece)
        if self._size > _MOST_WRITTEN:
            raise Refused("too much of a page")
        self._out.append(piece)

    def _text(self, text: str) -> None:
        self._texts.append(len(self._out))
        self._begins.append(self._length)
        self._whole.append(text)
        self._length += len(text)
        self._put(text)

    def _break(self) -> None:
        if self._whole and self._whole[-1] != _BREAK:
            self._whole.append(_BREAK)
            self._length += 1

    def _mark(self, wanted: Iterable[str]) -> int:
        """Escape the texts, with the passages marked; returns how many stretches are."""
        found = passages.spans("".join(self._whole), wanted)
        first = True
        for piece, begins in zip(self._texts, self._begins, strict=True):
            text = self._out[piece]
            shown = []
            for part, marked in passages.cut(text, begins, found):
                if not marked:
                    shown.append(escape(part, quote=False))
                    continue
                name = f' id="{passages.PASSAGE}"' if first else ""
                first = False
                shown.append(f'<mark{name} style="{MARK}">{escape(part, quote=False)}</mark>')
            self._out[piece] = "".join(shown)
        return len(found)


def _sources(node: LexborNode) -> Iterator[str]:
    """Where a picture is named, the likeliest first."""
    parent = node.parent
    others = (
        parent.css("source[srcset]")[:9] if parent is not None and parent.tag == "picture" else ()
    )
    told = node.attributes
    for name in _LAZY:
        if source := (told.get(name) or "").strip():
            yield source
    for one in (node, *others):
        if source := (one.attributes.get("srcset") or "").strip().partition(" ")[0].rstrip(","):
            yield source


def _is_unseen(node: LexborNode) -> bool:
    above = node.parent
    while above is not None:
        if above.tag in ("noscript", "template"):
            return True
        above = above.parent
    return False


def _is_hidden(node: LexborNode) -> bool:
    """Whether a frame was not meant to be seen, as those that count visitors are not."""
    told = node.attributes
    style = (told.get("style") or "").replace(" ", "").lower()
    is_small = {told.get("width"), told.get("height")} & _NO_SIZE
    return (
        bool(is_small)
        or "hidden" in told
        or "display:none" in style
        or "visibility:hidden" in style
    )


def _line(text: str) -> str:
    return " ".join(text.split())[: names.LONGEST]
