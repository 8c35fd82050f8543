"""HTML reports: the tree is walked once, into text with links, headings and note references.

See :mod:`evidence.formats.html_names` for why captures have another reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from bs4 import BeautifulSoup, CData, Tag
from bs4.element import NavigableString

from evidence.addresses import as_written, base_of
from evidence.formats.charset import read_text
from evidence.formats.document import Document, Heading, Link, Note, Ref, Row, Span
from evidence.formats.html_leads import clicked, drawn, held
from evidence.formats.html_names import BLOCKS, CELLS, FURNITURE, LEVELS, UNSEEN
from evidence.formats.references import kept_in_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evidence.formats.document import Body

_SKIPPED = UNSEEN | {"iframe", "object", "textarea"}
"""What stands in these is markup for other programs, or code to be copied, whose links the page
does not cite. A capture is compared with it: of a page whose ``iframe`` is never closed it is all
there is."""
_SOURCED = frozenset({"blockquote", "q", "ins", "del"})
"""Elements that may name where their words are from (HTML, 4.4.4, 4.5.7, 4.7)."""
_SHOWING = {
    "embed": ("src",),
    "iframe": ("src", "data-src", "data-lazy-src"),
    "object": ("data",),
}
"""Elements that show what another address holds, and where they name it: at once, or when a reader comes to it."""
_HOLDING = frozenset(
    "noscript template head iframe svg video audio source form button img select".split()
)
"""Elements that may hold an address that is told and not cited; others have one as data."""
_MOST_HELD = 3
"""Of these that a warning names."""
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|csv)(?:[?#&]|$)"
    r"|//(?:drive|docs)\.google\.com/(?!forms/)|//view\.officeapps\.live\.com/",
    re.IGNORECASE,
)
"""A document that a page shows in a frame, by itself or in a viewer; most frames are maps, players and
advertisements."""
_NUMBER = re.compile(
    r"[\[(]?\s*(?:(?:nota?|note) ?)?(?:\d{1,6}|[a-z]|[ivx]{1,5}|[*†‡§]{1,3})\s*[\])]?",
    re.IGNORECASE,
)
"""What is printed on a link that is a note's marker."""
_BACK = r"[\^↑↩](?:\s*Jump up(?: to)?:?)?(?:\s*[a-z](?=\s)){0,30}"
"""The links from a note back to its markers, as Wikipedia and others print them."""


class _Soup(BeautifulSoup):
    """A tree that is built from the first tag to the last, however deep."""

    def _linkage_fixer(self, el: Tag) -> None:
        """Do nothing: in a tree that grows at its end all is linked, and to see that, BeautifulSoup
        climbs to the root for each piece of text, which takes minutes for a page made for it."""


@dataclass
class Walk:
    """What a walk through the tree gathers."""

    base: str
    charset: str
    page: str = ""
    """what tells the names of one page from those of the others, where several are read as one"""
    book: str = ""
    """the address that all of those have in common"""
    pages: frozenset[str] = frozenset()
    """theirs"""
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    open: list[int] = field(default_factory=list)
    """where the elements begin that are open now"""
    preformatted: int = 0
    links: list[Link] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    raised: list[Span] = field(default_factory=list)
    furniture: list[Span] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    tables: int = 0
    """how many are open, one in a cell of another"""
    cells: list[Span] = field(default_factory=list)
    """of the row that is open"""
    anchors: list[tuple[int, int, str]] = field(default_factory=list)
    """links within the page, or to another one of the book: start, end, page and fragment"""
    held: list[str] = field(default_factory=list)
    """addresses that the page holds and does not cite"""
    places: dict[str, tuple[int, int | None]] = field(default_factory=dict)
    """where each named element begins and ends, by page and name; None: it ends with the block around
    it"""

    def write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def tail(self) -> str:
        return "".join(self.pieces[-2:])[-2:] if self.pieces else "\n\n"


def read(body: Body) -> Document:
    """The text, links and notes of an HTML page."""
    return from_markup(*read_text(body.data, body.content_type), url=body.url)


def from_markup(markup: str, charset: str, url: str) -> Document:
    """The same for HTML that is already decoded from ``charset``; ``url`` makes relative links
    absolute."""
    walk = Walk("", charset)
    soup = _walk(walk, markup, url)
    document = _document(walk)
    document.title = " ".join(soup.title.get_text().split())[:200] if soup.title else ""
    return document


def from_book(pages: list[tuple[str, str, str]], book: str) -> Document:
    """Several pages as one document: of each its markup, charset and address. Addresses that begin with
    ``book`` are files of it: a link to one of its pages is a note's marker, or none."""
    walk = Walk("", "utf-8", book=book, pages=frozenset(url for _, _, url in pages))
    for markup, charset, url in pages:
        walk.charset, walk.page, walk.cells = charset, f"{url}#", []
        _walk(walk, markup, url)
        if not walk.tail().endswith("\n\n"):
            walk.write("\n\n")
    return _document(walk)


def _walk(walk: Walk, markup: str, url: str) -> _Soup:
    """Go through one page."""
    soup = _Soup(kept_in_values(markup), "html.parser")
    walk.base = _base(soup, url)
    for step, node in _steps(soup):
        step(walk, node)
    return soup


def _document(walk: Walk) -> Document:
    """What was gathered."""
    document = Document("".join(walk.pieces), links=walk.links, headings=walk.headings)
    document.refs, document.notes = _notes(walk, document.text)
    marked = {at for ref in document.refs for at in range(ref.start, ref.end)}
    document.furniture = walk.furniture
    document.rows = walk.rows
    if others := dict.fromkeys(walk.held):
        names = ", ".join(" ".join(one.split())[:100] for one in list(others)[:_MOST_HELD])
        names += ", …" * (len(others) > _MOST_HELD)
        document.warnings.append(
            f"links in forms, lists, players and scripts are left out: {len(others)} ({names})"
        )
    document.raised = [span for span in walk.raised if span.start not in marked]
    return document


def _base(soup: BeautifulSoup, url: str) -> str:
    own = url if re.match(r"https?://", url, re.IGNORECASE) else ""
    tag = soup.find("base", href=True)
    href = str(tag["href"]) if isinstance(tag, Tag) else ""
    return base_of(own, href) if own else _absolute(own, href, "utf-8")


def _steps(soup: BeautifulSoup) -> Iterator[tuple[Callable[[Walk, Any], None], Tag | str]]:
    """Enter, text and leave in document order, without recursion."""
    stack: list[tuple[Callable[[Walk, Any], None], Tag | str]] = [(_enter, soup)]
    while stack:
        step, node = stack.pop()
        yield step, node
        if step is not _enter or not isinstance(node, Tag):
            continue
        stack.append((_leave, node))
        if node.name in _SKIPPED:
            continue
        for child in reversed(node.contents):
            if isinstance(child, Tag):
                stack.append((_enter, child))
            elif type(child) is NavigableString or isinstance(child, CData):
                stack.append((_text, str(child)))


def _enter(walk: Walk, node: Tag) -> None:
    if node.name == "br":
        walk.write("\n")
    elif node.name in BLOCKS:
        _new_block(walk, node.name)
        if node.name == "li":
            walk.write("• ")
    walk.preformatted += node.name == "pre"
    walk.tables += node.name == "table"
    walk.open.append(walk.length)


def _leave(walk: Walk, node: Tag) -> None:
    start, end = walk.open.pop(), walk.length
    walk.preformatted -= node.name == "pre"
    walk.tables -= node.name == "table"
    if walk.tables == 1:  # a table in a cell has no rows of its own
        _in_table(walk, node.name, start, end)
    block = node.name in BLOCKS
    if node.name in LEVELS and end > start:
        walk.headings.append(Heading(start, end, LEVELS[node.name]))
    elif node.name == "a" and node.get("href") is not None:
        _link(walk, clicked(node) or str(node["href"]), start, end)
    elif node.name in _SOURCED and node.get("cite"):
        _link(walk, str(node["cite"]), start, end)
    elif node.name in _SHOWING and (shown := _shown(node)):
        _link(walk, shown, start, end)
    elif node.name == "area" and node.get("href") is not None:  # of a picture: it shows no text
        walk.write(f" {' '.join(str(node.get('alt') or '').split())}".rstrip())
        _link(walk, str(node["href"]), start, walk.length)
    elif node.name == "sup" and end - start <= 10:
        _raise(walk, start, end)
    else:
        _lead(walk, node, start, end)
    for attribute in ("id", "name") if node.name == "a" else ("id",):
        if node.get(attribute):
            walk.places.setdefault(
                walk.page + str(node[attribute]), (start, end if block and end > start else None)
            )
    if (node.name == "nav" or node.get("role") in FURNITURE) and end > start:
        walk.furniture.append(Span(start, end))
    if block:
        _new_block(walk, node.name)


def _shown(node: Tag) -> str:
    """The document that an element shows; "" where it shows none."""
    named = [str(node.get(name) or "") for name in _SHOWING[node.name]]
    if node.name == "object" and not named[0]:  # as a plug-in was told
        params = node.find_all(
            "param", attrs={"name": re.compile(r"(?:src|filename)$", re.IGNORECASE)}
        )
        named += [str(param.get("value") or "") for param in params]
    return next(filter(_FILE.search, named), "")


def _lead(walk: Walk, node: Tag, start: int, end: int) -> None:
    """Note where an element leads that is no link, and what it only holds."""
    if not node.attrs and node.name not in _HOLDING:
        return
    if node.name == "svg":
        for target in drawn(node):
            _link(walk, target, start, end)
    elif node.name == "frame" and node.get("src"):
        _link(walk, str(node["src"]), start, end)
    elif ("onclick" in node.attrs or node.name == "a") and (target := clicked(node)):
        _link(walk, target, start, end)
    else:
        walk.held += held(node)


def _raise(walk: Walk, start: int, end: int) -> None:
    """Note a superscript, if it is a number."""
    text = "".join(walk.pieces[-10:])[start - end :]
    if text.strip().isdecimal():
        lead = start + len(text) - len(text.lstrip())
        walk.raised.append(Span(lead, lead + len(text.strip())))


def _in_table(walk: Walk, name: str, start: int, end: int) -> None:
    """Note the cell or row that ends here."""
    if name in CELLS:
        walk.cells.append(Span(start, end))
    elif name == "tr" and walk.cells:
        walk.rows.append(Row(start, end, tuple(walk.cells)))
        walk.cells = []


def _text(walk: Walk, text: str) -> None:
    if not walk.preformatted:
        text = re.sub(r"[ \t\r\n\f]+", " ", text)
        if text.startswith(" ") and walk.tail()[-1:] in ("\n", " ", "\t"):
            text = text[1:]
    if text:
        walk.write(text)


def _new_block(walk: Walk, name: str) -> None:
    """A blank line between blocks; cells of a table are parted by tabs."""
    tail = walk.tail()
    if name in CELLS:
        if not tail.endswith(("\n", "\t")):
            walk.write("\t")
    elif not tail.endswith("\n\n"):
        walk.write("\n" if tail.endswith("\n") else "\n\n")


def _link(walk: Walk, href: str, start: int, end: int) -> None:
    target = _absolute(walk.base, href, walk.charset)
    page, _, fragment = target.partition("#")
    if unquote(page) in walk.pages:
        walk.anchors.append((start, end, f"{unquote(page)}#{unquote(fragment)}"))
    elif walk.book and page.startswith(walk.book):
        walk.links.append(Link(start, end, href))
    elif fragment and page == walk.base.partition("#")[0]:
        walk.anchors.append((start, end, unquote(fragment)))
    else:
        walk.links.append(Link(start, end, target))


def _absolute(base: str, href: str, charset: str) -> str:
    """The address that ``href`` means on a page at ``base``."""
    if not base and href.lstrip().startswith(("//", "/\\")):
        href = f"https:{href.lstrip()}"  # of a page that was saved from the web: it had a scheme
    return as_written(base, href, charset)


def _notes(walk: Walk, text: str) -> tuple[list[Ref], list[Note]]:
    """A short link forward to an anchor is a reference, and the block of that anchor its note."""
    refs: list[Ref] = []
    notes: dict[str, Note] = {}
    ends = {end for _, end, _ in walk.anchors} | {span.end for span in walk.raised}
    for start, end, fragment in walk.anchors:
        words = text[start:end].strip()
        place = walk.places.get(fragment)
        if place is None or place[0] < end or not _NUMBER.fullmatch(words):
            continue
        if fragment not in notes:
            marker = words.strip("[]() \u00a0")
            notes[fragment] = _note(text, fragment, marker, *place, ends)
        refs.append(Ref(start, end, fragment))
    return refs, list(notes.values())


def _note(
    text: str, fragment: str, marker: str, start: int, end: int | None, ends: set[int]
) -> Note:
    """The note in ``text[start:end]``. Its words may stand right behind its number where that is a link or
    raised: one of these ends at each of ``ends``."""
    if end is None:
        blank = text.find("\n\n", start)
        end = blank if blank >= 0 else len(text)
    own = rf"(?P<own>[\[(]?{re.escape(marker)}[\])]?)(?P<apart>[.:]?(?=\s))?"
    label = re.compile(rf"\s*(?:•\s*)?(?:{_BACK}|{own})?\s*").match(text, start, end)
    words = label.end() if label else start
    if label and label["own"] and label["apart"] is None and label.end("own") not in ends:
        words = label.start("own")  # 2018 begins note 2
    return Note(fragment, marker, words, end, start)
