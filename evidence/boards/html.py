"""An HTML page of a board: every link on it with what stands around it, and the forms behind
scripts."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError, SoupSieve
from soupsieve import compile as compile_selector

from evidence.addresses import as_written, base_of, refresh
from evidence.boards import embedded, forms, targets
from evidence.boards.labels import heading, lead, row_path, span, words_of
from evidence.boards.model import Kind, Link, Page
from evidence.boards.pagers import is_pager
from evidence.boards.scripted import scripted
from evidence.wrappers import meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence.boards.model import Path

MOST_CHARACTERS = 8_000_000
"""Of one page; a directory of 3,000 rows has 0.4 million (see benchmarks/boards.py)."""
MOST_TAGS = 150_000
"""Of one page: BeautifulSoup takes 3 s and 200 MB for so many."""
_MOST_SCRIPTS = 10
"""Of a page that holds nothing but scripts."""
_DEEP = 60
"""Labels are looked for down to this depth; deeper trees are made to cost time."""
_PARSED = 250
"""Elements inside each other; lxml gives up at 256."""
_SECTIONS = frozenset("section article li td th details fieldset aside main dd".split())
"""A heading inside one of these speaks for nothing outside it."""
_FURNITURE = frozenset({"navigation", "banner", "contentinfo", "search"})
_FURNITURE_NAMES = frozenset("nav navbar menu footer breadcrumb breadcrumbs migas".split())
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_SKIPPED = frozenset("script style template".split())
_FRAMES = {
    "iframe": "src", "frame": "src", "object": "data", "embed": "src", "video": "src", "audio": "src", "source": "src",
    "section": "data-frame",
}  # fmt: skip
_CODE = ("onclick", "onchange", "ondblclick", "onmousedown")
_TITLED = {"table": "caption", "details": "summary", "fieldset": "legend", "figure": "figcaption"}


@dataclass(slots=True)
class _Table:
    """A table while its rows are read."""

    columns: list[str] = field(default_factory=list)
    group: str = ""
    """a row that is one label for the rows below it"""
    spans: list[tuple[str, int]] = field(default_factory=list)
    """labels that still stand for so many rows"""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row while its cells are read."""

    node: Tag
    above: Path = ()
    """what stands for it from rows above"""
    shift: int = 0
    """cells of rows above that reach into it"""
    several: bool = False
    """more than one of its cells holds links"""


@dataclass(slots=True)
class _Place:
    """Where the walk through the tree stands."""

    base: str
    url: str
    charset: str
    functions: targets.Functions
    configured: Sequence[SoupSieve]
    """what labels, outermost first, where the configuration says so and the page has such"""
    headings: list[tuple[int, str, Tag | None]] = field(default_factory=list)
    """level, words, the section that it is shut in"""
    scoped: list[tuple[Tag, Path]] = field(default_factory=list)
    """labels that hold until their element is left"""
    sections: list[Tag] = field(default_factory=list)
    forms: list[forms.OpenForm] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    row: _Row | None = None
    cell: Tag | None = None
    furniture: int = 0
    depth: int = 0

    def path(self) -> Path:
        """The labels around this place, outermost first."""
        labels = [words for _, words, _ in self.headings]
        for _, words in self.scoped:
            labels += words
        if self.row is not None:
            labels += [*self.row.above, *row_path(self.row.node, self.cell)]
            if self.row.several:
                labels.append(self._column())
        return tuple(a for a, b in zip(labels, [None, *labels], strict=False) if a and a != b)

    def _column(self) -> str:
        if self.cell is None or not self.tables or self.row is None:
            return ""
        number = len(self.cell.find_previous_siblings(("td", "th"))) + self.row.shift
        columns = self.tables[-1].columns
        return columns[number] if number < len(columns) else ""


def read(markup: str, url: str, labels: Sequence[str] = (), charset: str = "utf-8") -> Page:
    """The links of a page at ``url``; ``labels`` are CSS selectors of what labels, outermost first,
    and ``charset`` is what the page is written in.

    Raises ValueError for a selector that is none.
    """
    page = Page(closed=re.search(r"</(?:html|body)\s*>", markup[-20_000:], re.IGNORECASE) is not None
                or not re.search(r"<(?:html|body)[\s>]", markup[:20_000], re.IGNORECASE))  # fmt: skip
    markup, page.whole = _bounded(markup)
    # lxml closes what old pages leave open (<li>, <td>), as browsers do; at a NUL it would stop
    soup = BeautifulSoup(markup.replace("\0", " "), "lxml")
    page.title = words_of(soup.title) if soup.title else ""
    tag = soup.find("base", href=True)
    base = base_of(url, str(tag["href"])) if isinstance(tag, Tag) else url
    scripts = [str(node.string or "") for node in soup.find_all("script") if not node.get("src")]
    functions: targets.Functions = {}
    for code in scripts:
        functions.update(targets.functions_of(code))
    place = _Place(base, url, charset, functions, _configured(soup, labels))
    for node in _walk(soup, place):
        page.links += _links(node, place)
        page.whole = page.whole and place.depth < _PARSED
    for node in soup.find_all("script"):
        page.links += embedded.read_script(node, base)
    page.scripted = scripted(soup, page.links)
    if all(
        link.furniture for link in page.links
    ):  # a shell: its scripts may say where the data lies
        sources = [str(node["src"]) for node in soup.find_all("script", src=True)]
        page.links += [
            Link(raw, as_written(base, raw), "", (), Kind.DATA) for raw in sources[:_MOST_SCRIPTS]
        ]
    text = " ".join(soup.get_text(" ").split()) if page.whole else markup
    page.text_sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return page


def _bounded(markup: str) -> tuple[str, bool]:
    """The markup that is read, and whether it is all of it."""
    whole = len(markup) <= MOST_CHARACTERS
    markup = markup[:MOST_CHARACTERS]
    if markup.count("<") <= MOST_TAGS:
        return markup, whole
    at = 0
    for _ in range(MOST_TAGS):
        at = markup.index("<", at) + 1
    return markup[: at - 1], False


def _configured(soup: BeautifulSoup, labels: Sequence[str]) -> list[SoupSieve]:
    """The selectors of labels; none where nothing on the page is one: then its headings are."""
    try:
        selectors = [compile_selector(label) for label in labels]
    except (SelectorSyntaxError, NotImplementedError) as error:  # "p::before" is none that it knows
        raise ValueError(f"labels: {str(error).splitlines()[0]}") from error
    return selectors if any(selector.select_one(soup) for selector in selectors) else []


def _level(node: Tag, place: _Place) -> int | None:
    """The level of an element that is a label, 1 the outermost; None for any other."""
    if not place.configured:
        return _LEVELS.get(node.name)
    levels = range(len(place.configured), 0, -1)
    return next((level for level in levels if place.configured[level - 1].match(node)), None)


def _walk(soup: BeautifulSoup, place: _Place) -> Iterator[Tag]:
    """Every element in document order, the place kept up to date; no recursion."""
    stack: list[tuple[Tag, bool]] = [(soup, True)]
    while stack:
        node, enters = stack.pop()
        if not enters:
            _leave(node, place)
            continue
        if node.name in _SKIPPED:
            continue
        _enter(node, place)
        yield node
        stack.append((node, False))
        if _is_drawn_frame(node):  # a page of its own, which is read by itself
            continue
        stack.extend((child, True) for child in reversed(node.contents) if isinstance(child, Tag))


def _is_drawn_frame(node: Tag) -> bool:
    """Whether an element is what a browser put in the place of a frame (:mod:`crawler.browser.reading`)."""
    return node.name == "section" and _framed(node).startswith(("http://", "https://"))


def _framed(node: Tag) -> str:
    """The address of what an element shows inside its page."""
    return str(node.get(_FRAMES[node.name]) or "") if node.name in _FRAMES else ""


def _enter(node: Tag, place: _Place) -> None:
    place.depth += 1
    if node.name == "form":
        place.forms.append(forms.OpenForm(node, place.base))
    place.furniture += _is_furniture(node, place)
    if place.depth > _DEEP:
        return
    if level := _level(node, place):
        words = heading(node)
        if words:
            inside = place.sections[-1] if place.sections and not place.configured else None
            place.headings = [kept for kept in place.headings if kept[0] < level]
            place.headings.append((level, words, inside))
    if node.name in _SECTIONS:
        place.sections.append(node)
    if node.name == "tr":
        _enter_row(node, place)
    elif node.name in ("td", "th"):
        place.cell = node
    elif not place.configured:
        label = _label(node)
        if label:
            place.scoped.append((node, (label,)))
    if node.name == "table":
        if place.row is not None:  # a table in a cell: what labels the cell labels all of it
            place.scoped.append((node, place.path()[len(place.headings) :]))
            place.row = None
        place.tables.append(_Table())


def _enter_row(row: Tag, place: _Place) -> None:
    if not place.tables:
        place.tables.append(_Table())
    table = place.tables[-1]
    cells = row.find_all(("td", "th"), recursive=False)
    above = tuple(words for words, _ in table.spans)
    table.spans = [(words, left - 1) for words, left in table.spans if left > 1]
    linked = sum(cell.find(("a", "button"), recursive=True) is not None for cell in cells)
    if not linked and cells:
        texts = [words_of(cell) for cell in cells]
        if all(cell.name == "th" for cell in cells) and len(cells) > 1:
            table.columns = texts
        elif len([text for text in texts if text]) == 1 and (
            len(cells) == 1 or cells[0].get("colspan")
        ):
            table.group = next(text for text in texts if text)
    for cell in cells:
        if span(cell) > 1 and cell.find("a") is None:
            table.spans.append((words_of(cell), span(cell) - 1))
    path = (table.group, *above) if table.group else above
    place.row = _Row(row, path, len(above), linked > 1)
    place.cell = None


def _label(node: Tag) -> str:
    """The words that an element says of all that is in it."""
    if node.name == "li":
        return lead(node)
    if node.name in _TITLED:
        title = node.find(_TITLED[node.name], recursive=False)
        return words_of(title) if isinstance(title, Tag) else ""
    if node.name == "dd":
        term = node.find_previous_sibling("dt")
        return words_of(term) if isinstance(term, Tag) else ""
    if node.name == "section" or node.get("role") == "tabpanel":
        return str(node.get("aria-label") or "")[:200]
    return ""


def _leave(node: Tag, place: _Place) -> None:
    place.furniture -= _is_furniture(node, place)
    place.depth -= 1
    if node.name == "form":
        place.forms.pop()
    if node.name in ("td", "th") and place.cell is node:
        place.cell = None
    elif node.name == "tr" and place.row is not None and place.row.node is node:
        place.row = None
    elif node.name == "table" and place.tables and place.depth < _DEEP:
        place.tables.pop()
        outer = node.find_parent("tr") if place.tables else None
        if outer is not None:
            place.row, place.cell = _Row(outer), node.find_parent(("td", "th"))
    while place.scoped and place.scoped[-1][0] is node:
        place.scoped.pop()
    if place.sections and place.sections[-1] is node:
        place.sections.pop()
        place.headings = [kept for kept in place.headings if kept[2] is not node]


def _is_furniture(node: Tag, place: _Place) -> bool:
    """Whether an element is around the content, not in it."""
    if node.name in ("nav", "footer"):
        return True
    if node.name == "header":
        return not place.sections
    names = {
        str(node.get("id") or "").lower(),
        *(str(name).lower() for name in node.get("class") or ()),
    }
    return str(node.get("role") or "") in _FURNITURE or bool(names & _FURNITURE_NAMES)


def _links(node: Tag, place: _Place) -> Iterator[Link]:
    """The links that one element makes."""
    for name, value in node.attrs.items():  # what a script framework is handed with its element
        if name.startswith("data-") and str(value).lstrip()[:1] in ("{", "["):
            yield from embedded.read_json(str(value), place.base)
    found = list(_targets(node, place))
    posted = forms.post_backs(node, place.forms[-1] if place.forms else None)
    if not found and not posted:
        return
    text = _text(node)
    path = place.path() if place.depth <= _DEEP else ()
    path = path[:-1] if path[-1:] == (text,) else path
    for raw, kind in found:
        url = meant(as_written(place.base, raw, place.charset))
        along = kind is Kind.LINK and is_pager(node, text, url, place.url)
        yield Link(raw, url, text, path, Kind.PAGER if along else kind, place.furniture > 0)
    for one in posted:
        label, form = one.label or text, one.form
        kind = Kind.PAGER if is_pager(node, label, "", place.url, form) else Kind.LINK
        raw = str(dict(form.answer))
        yield Link(raw, one.action, label, path, kind, place.furniture > 0, form)


def _targets(node: Tag, place: _Place) -> Iterator[tuple[str, Kind]]:
    href = str(node.get("href") or node.get("xlink:href") or "").strip()
    framed = _framed(node)
    if node.name in ("a", "area") and href:
        if not targets.is_script(href):
            yield href, Kind.LINK
        else:
            yield from (
                (raw, Kind.LINK) for raw in targets.in_script(unquote(href), place.functions)
            )
    elif (
        node.name == "link"
        and {"next", "prev"} & {str(rel).lower() for rel in node.get("rel") or ()}
        and href
    ):
        yield href, Kind.PAGER
    elif framed:
        yield framed, Kind.FRAME
    elif node.name == "meta" and str(node.get("http-equiv") or "").lower() == "refresh":
        forward = refresh(str(node.get("content") or ""))
        if forward is not None and forward.target:
            yield forward.target, Kind.FRAME
    elif node.name == "form" and (asked := forms.as_link(node)):
        yield asked, Kind.LINK
    elif node.name == "option" and targets.looks_like_target(str(node.get("value") or "").strip()):
        yield str(node["value"]).strip(), Kind.LINK
    for name, value in node.attrs.items():
        text = str(value).strip() if isinstance(value, str) else ""
        if name in _CODE and "__doPostBack" not in text:
            yield from ((raw, Kind.LINK) for raw in targets.in_script(text, place.functions))
        elif name.startswith("data-") and text != framed and targets.looks_like_data(text, name):
            yield text, Kind.LINK


def _text(node: Tag) -> str:
    """The words on a link, else what it is called."""
    words = words_of(node)
    if words:
        return words
    picture = node.find("img", alt=True)
    named = node.get("title") or node.get("aria-label") or node.get("alt") or node.get("value")
    if not named and isinstance(picture, Tag):
        named = picture["alt"]
    return " ".join(str(named or "").split())[:200]
