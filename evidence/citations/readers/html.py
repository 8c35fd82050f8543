"""HTML reports: the targets of links, and URLs that are only written out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup

from evidence.citations.find import urls
from evidence.citations.model import Citation, Origin, Reading
from evidence.citations.notes import Notes, sentence_at
from evidence.content.charset import decode

if TYPE_CHECKING:
    from bs4 import Tag

_BLOCKS = ["p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "div", "br", "tr"]


def read(data: bytes, name: str, content_type: str) -> Reading:
    """The citations of an HTML page; ``name`` makes relative links absolute when it is a URL."""
    soup = BeautifulSoup(decode(data, content_type), "html.parser")
    title = " ".join(soup.title.get_text().split()) if soup.title else ""
    for tag in soup(["script", "style", "noscript", "template", "head"]):
        tag.decompose()
    base = name if urlsplit(name).scheme in ("http", "https") else ""
    text, links = _flatten(soup, base)
    notes = Notes(text)
    citations = [_from_link(text, notes, *link) for link in links]
    spans = [(start, end) for _, start, end in links]
    for match in urls(text):
        if not any(start <= match.start < end for start, end in spans):
            note = notes.at(match.start)
            claim = notes.claim(note) if note else sentence_at(text, match.start)
            citations.append(
                Citation(
                    match.raw,
                    match.raw,
                    match.start,
                    match.end,
                    marker=note.marker if note else None,
                    note=" ".join(text[note.start : note.end].split()) if note else None,
                    claim=claim,
                )
            )
    citations.sort(key=lambda citation: citation.start or 0)
    return Reading("text/html", text, tuple(citations), title=title)


def _flatten(soup: BeautifulSoup, base: str) -> tuple[str, list[tuple[Tag, int, int]]]:
    """The visible text, and each outward link with the span of its words."""
    for tag in soup(_BLOCKS):
        tag.insert_before("\n")
        tag.insert_after("\n")
    pieces: list[str] = []
    length = 0
    starts: dict[int, tuple[Tag, int]] = {}
    links: list[tuple[Tag, int, int]] = []
    anchors = [a for a in soup("a", href=True) if _outward(str(a["href"]), base)]
    for a in anchors:
        a["href"] = urldefrag(urljoin(base, str(a["href"]).strip())).url
    inside = {id(node): a for a in anchors for node in a.descendants}
    for node in soup.find_all(string=True):
        anchor = inside.get(id(node))
        if anchor is not None:
            starts.setdefault(id(anchor), (anchor, length))
        pieces.append(str(node))
        length += len(str(node))
        if anchor is not None:
            first = starts[id(anchor)][1]
            links = [link for link in links if link[0] is not anchor] + [(anchor, first, length)]
    return "".join(pieces), links


def _from_link(text: str, notes: Notes, anchor: Tag, start: int, end: int) -> Citation:
    note = notes.at(start)
    url = str(anchor["href"])
    return Citation(
        raw=url,
        url=url,
        start=start,
        end=end,
        origin=Origin.TARGET,
        marker=note.marker if note else None,
        note=" ".join(text[note.start : note.end].split()) if note else None,
        claim=notes.claim(note) if note else sentence_at(text, start),
        label=" ".join(text[start:end].split()) or None,
    )


def _outward(href: str, base: str) -> bool:
    try:
        target = urlsplit(urljoin(base, href.strip()))
    except ValueError:
        return False
    if target.scheme not in ("http", "https"):
        return False
    return not (href.strip().startswith("#") and base)
