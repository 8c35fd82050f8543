"""The documents that a page's scripts show in it: leaves that are turned (3D FlipBook, dFlip, Real3D, FlowPaper), and
pages that PDF.js, PDFObject, PDF Embedder or EmbedPress draw.

Only what is written out is told. An address that a script puts together is known to a browser only.
"""

from __future__ import annotations

import re
from base64 import b64decode
from contextlib import suppress
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from evidence.addresses import base_of, resolve
from evidence.content.scripted import constants, without_comments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

MOST = 8
"""Documents told of one page."""
_READ = 2_000_000
"""Characters of a page that are looked through."""
_MARKS = (
    "_df_", "option_df", "pdfemb", "lipbook", "lipBook", "FB3D_", "getDocument", "PDFObject", "lowPaper", "previewFile",
    "defaultUrl", "data-emsrc", "data-pdf", "amp-google-document-embed",
)  # fmt: skip
"""Of these names one stands in a page that shows a document by a script."""
_PACKED_MARK = "FB3D_CLIENT_DATA"
_HELD = ("data-pdf-url", "data-pdf-src", "data-pdf", "data-emsrc", "data-flipbook-options")
"""Attributes of the element in which a viewer is drawn that name the document, or hold its settings."""
_ANY = "script, ._df_book, amp-google-document-embed, " + ", ".join(f"[{name}]" for name in _HELD)
_FILE = r"[^'\"`\s<>]{1,1000}?\.pdf(?:[?#][^'\"`\s<>]{0,500})?"
_WRITTEN = re.compile(
    r"(?:\bgetDocument\s{0,9}\(\s{0,9}(?:\{\s{0,9}url\s{0,9}:\s{0,9})?"
    r"|\bPDFObject\.embed\s{0,9}\(\s{0,9}"
    r"|['\"]defaultUrl['\"]\s{0,9},\s{0,9}"
    r"|\blocation\s{0,9}:\s{0,9}\{\s{0,9}url\s{0,9}:\s{0,9}"
    r"|['\"]?\b(?:pdf_?(?:url|file|src)?|source)['\"]?\s{0,9}:\s{0,9})"
    rf"(?P<mark>['\"`])(?P<address>{_FILE})(?P=mark)(?=\s{{0,9}}[,;)}}\]\r\n]|\s{{0,9}}$)",
    re.IGNORECASE,
)
"""A document that is handed to a viewer, or named in its settings."""
_NAMED = re.compile(
    r"\b(?:getDocument\s{0,9}\(\s{0,9}(?:\{\s{0,9}url\s{0,9}:\s{0,9})?|PDFObject\.embed\s{0,9}\(\s{0,9})"
    r"(?P<name>[A-Za-z_$][\w$]{0,60})\s{0,9}[,)}]"
)
_PRESSED = frozenset({"a", "button"})
"""What opens a document when it is pressed; until then the page only offers it."""
_PDF = re.compile(r"\.pdf(?:[?#]|$)", re.IGNORECASE)
_PACKED = re.compile(r"FB3D_CLIENT_DATA\.push\(\s{0,9}['\"](?P<data>[A-Za-z0-9+/=]{8,200000})['\"]")
_GUID = re.compile(rf"\"guid\"\s{{0,9}}:\s{{0,9}}\"(?P<address>{_FILE})\"")


def shows_by_script(html: str) -> bool:
    """Whether a page may show a document by a script; costs next to nothing."""
    is_named = ".pdf" in html or ".PDF" in html or _PACKED_MARK in html
    return is_named and any(mark in html for mark in _MARKS)


def shown_by_script(html: str, base: str, charset: str = "utf-8") -> tuple[str, ...]:
    """The addresses of the documents that the scripts of a page show in it, at most :data:`MOST` of them.

    ``html``, ``base`` and ``charset`` as for :func:`evidence.content.scripted.data_addresses`. The answers are
    absolute, http or https, without fragment, in the order of the page, each once.
    """
    if not shows_by_script(html):
        return ()
    tree = LexborHTMLParser(html[:_READ])
    if (node := tree.css_first("base[href]")) is not None:
        base = base_of(base, node.attributes.get("href") or "")
    found: dict[str, None] = {}
    for written in _written(tree):
        address = _absolute(base, written.replace("\\/", "/"), charset)
        if address:
            found[address] = None
        if len(found) == MOST:
            break
    return tuple(found)


def _written(tree: LexborHTMLParser) -> Iterator[str]:
    """The addresses as they stand in attributes and scripts, in the order of the page."""
    for node in tree.css(_ANY):
        if node.tag == "script":
            yield from _in_code(node.text(deep=True))
        elif node.tag not in _PRESSED:
            yield from _at(node)


def _at(node: LexborNode) -> Iterator[str]:
    """What the element of a viewer names."""
    names: tuple[str, ...] = _HELD
    if "_df_book" in (node.attributes.get("class") or "").split():
        names = ("source", "data-source")
    elif node.tag == "amp-google-document-embed":
        names = ("src",)
    for name in names:
        value = (node.attributes.get(name) or "").strip()
        if value.startswith("{"):
            yield from (one["address"] for one in _WRITTEN.finditer(value))
        elif _PDF.search(value):
            yield value


def _in_code(code: str) -> Iterator[str]:
    """What a script hands to a viewer. Other scripts name documents too, as links of a menu."""
    if not shows_by_script(code):
        return
    code = without_comments(code)
    yield from (one["address"] for one in _WRITTEN.finditer(code))
    names: dict[str, str | None] | None = None
    for one in _NAMED.finditer(code):
        names = constants(code) if names is None else names
        value = names.get(one["name"])
        if value and _PDF.search(value):
            yield value
    for packed in _PACKED.finditer(code):
        with suppress(ValueError):
            settings = b64decode(packed["data"] + "=" * (-len(packed["data"]) % 4)).decode()
            yield from (one["address"] for one in _GUID.finditer(settings))


def _absolute(base: str, written: str, charset: str) -> str:
    """The address that ``written`` means, "" where a browser would not fetch it from the web."""
    with suppress(ValueError):
        address = resolve(base, written, charset).partition("#")[0]
        if address.startswith(("http://", "https://")):
            return address
    return ""
