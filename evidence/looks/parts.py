"""The parts of a page: what a reader comes to see at its address beside the answer itself.

Found in the answer alone; nothing is fetched here. A frame of somebody else's site (a video, a map,
an advertisement) is no part of the document, nor are pictures, styles and scripts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from evidence.addresses import base_of, resolve
from evidence.changes.documents import documents
from evidence.content import is_light
from evidence.content.leaves import shown_by_script, shows_by_script
from evidence.content.readers.html_walk import INERT, is_within
from evidence.content.scripted import data_addresses
from evidence.domains import domain_of
from evidence.identity import fetch_url
from evidence.verdicts.document import FRAME, HIDDEN, MOST
from evidence.verdicts.facts import unchanged
from evidence.verdicts.wants import Want, wants
from evidence.viewers import FILE, document_targets, kept_at
from evidence.views import View, view_of
from evidence.vocabulary import Cause, PartRole, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from selectolax.lexbor import LexborNode

    from evidence.content import Content
    from evidence.store.parts import KnownPart
    from evidence.verdicts.model import Judgement, Look
    from evidence.viewers import Kept

_OFFERS = 60
"""Words below which a page with one document on it does nothing but offer it."""
_SHOWS = re.compile(r"<(?:embed|object|iframe|frame)\b", re.IGNORECASE)
_SOURCE = {"embed": "src", "object": "data", "iframe": "src", "frame": "src"}
_LAZY = ("data-src", "data-lazy-src", "data-litespeed-src")
"""Where pages keep a frame's address until a reader scrolls to it."""
_NOT_YET = re.compile(r"about:|data:|javascript:|$", re.IGNORECASE)
_LONGEST = 100_000
"""Characters of a page that stands in an attribute of another one that are read."""
_FILE_TYPE = re.compile(r"application/(?:pdf|msword|vnd\.(?:ms-|openxml|oasis))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PartRef:
    """One part as a page names it: its role, and its absolute address without fragment."""

    role: PartRole
    url: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A part that a look is to be made of."""

    role: PartRole
    url: str
    is_named: bool = True
    """whether the page names it now; else it did so when it first showed the document"""
    is_extra: bool = False
    """a new template added it: it is noted, and says nothing of the document"""
    instead_of: str | None = None
    """address of the part whose place it took: it is compared with that one's baseline"""


def wanted(
    look: Look,
    judgement: Judgement,
    known: Sequence[KnownPart],
    baseline: Callable[[], Content | None],
) -> list[Wanted] | None:
    """The parts that the document of a look is made of, by the page as it is and as it was; None where
    the answer shows no page.

    ``known`` are the parts that earlier looks found; ``baseline`` reads what an answer without a
    content stands for, None where earlier looks have searched that. What a browser draws is asked for
    by :func:`to_draw`.
    """
    known = [part for part in known if part.role is not PartRole.RENDERED]
    unseen = judgement.verdict.is_unseen and judgement.cause not in HIDDEN
    if unseen or judgement.verdict is Verdict.MISSING:
        return None
    there = {part.url: part for part in known}
    refs, expected = _refs(look, judgement, known, baseline)
    found = []
    for ref in refs:
        part = there.get(ref.url)
        extra = part.is_extra if part else expected is not None and ref.url not in expected
        found.append(Wanted(ref.role, ref.url, is_extra=extra))
    named = {ref.url for ref in refs}
    replaced = {part.instead_of for part in known}
    lost = [p for p in known if not p.is_extra and p.url not in named and p.url not in replaced]
    for place, one in enumerate(found):
        old = next((part for part in lost if part.role is one.role), None)
        if one.is_extra and one.url not in there and old is not None:
            lost.remove(old)
            found[place] = Wanted(one.role, one.url, instead_of=old.url)
    hidden = judgement.cause in HIDDEN  # what a page showed that we can't see now, it may well show
    # its address names it still where the answer is now the document itself; it is none where it always was
    own = {_plain(url) for url in document_targets(look.url)} if lost else set[str]()
    lost = [
        part for part in lost if part.url not in own or expected is None or part.url in expected
    ]
    return [
        *found,
        *(
            Wanted(p.role, p.url, is_named=(hidden and p.gone_at is None) or p.url in own)
            for p in lost
        ),
    ]


def to_draw(look: Look, judgement: Judgement, known: Sequence[KnownPart]) -> Wanted | None:
    """The page itself as a browser draws it, where the answer does not tell what a reader sees: its text
    is drawn by scripts, a challenge stands before it, or it is the very answer behind which a browser
    saw the document before."""
    was_drawn = any(part.role is PartRole.RENDERED and part.gone_at is None for part in known)
    drawn_before = was_drawn and (look.content is None or unchanged(look))
    if look.failure is None and (drawn_before or Want.BROWSER in wants(look, judgement)):
        return Wanted(PartRole.RENDERED, view_of(look.url, View.DOM))
    return None


def _refs(
    look: Look,
    judgement: Judgement,
    known: Sequence[KnownPart],
    baseline: Callable[[], Content | None],
) -> tuple[tuple[PartRef, ...], frozenset[str] | None]:
    """The parts that the page names, and the addresses of those that the baseline named; None where
    it is not known."""
    before = look.baseline
    if judgement.cause in HIDDEN - {Cause.UNRENDERED}:
        return parts_of(None, look.final_url, look.url), None
    if look.content is not None:
        refs = parts_of(look.content, look.final_url, look.url)
        if before is None or before.content is None:
            return refs, None
        earlier = parts_of(before.content, before.final_url, look.url)
        return refs, frozenset(ref.url for ref in earlier)
    content = baseline()
    if content is None:
        named = (part for part in known if part.gone_at is None)
        return tuple(PartRef(part.role, part.url) for part in named), None
    return parts_of(content, before.final_url if before else look.final_url, look.url), None


def parts_of(content: Content | None, final_url: str, cited: str) -> tuple[PartRef, ...]:
    """The parts of the page ``content``, that came from ``final_url`` for the address ``cited``; each
    address once, at most :data:`MOST`.

    Without ``content``, what the address itself tells: where its viewer keeps the file.
    """
    found: dict[str, PartRef] = {}
    themselves: set[str] = set()
    for ref in _named(content, final_url, cited):
        themselves = themselves or {_plain(final_url), _plain(cited)}
        if ref.url and ref.url not in themselves:
            found.setdefault(ref.url, ref)
        if len(found) == MOST:
            break
    return tuple(found.values())


def _named(content: Content | None, final_url: str, cited: str) -> Iterator[PartRef]:
    is_page = content is None or content.media_type in ("text/html", "application/xhtml+xml")
    if not is_page:  # the answer is the document
        return
    for url in dict.fromkeys((cited, final_url)):
        yield from map(_kept, kept_at(url))
    if content is None:
        return
    thin, shows = content.main_words < FRAME, _SHOWS.search(content.html) is not None
    turns = shows_by_script(content.html)
    if not (thin or shows or turns) or not is_light("text/html", content.html.encode()):
        return
    shown = list(_shown(content, final_url, thin=thin)) if shows else []
    if turns:
        files = shown_by_script(content.html, final_url, content.charset)
        shown += [PartRef(PartRole.DATA, _plain(url)) for url in files]
    yield from shown
    if not shown and content.main_words < _OFFERS:
        yield from _offered(content)
    if thin:
        for url in data_addresses(content.html, final_url, content.charset):
            yield PartRef(PartRole.DATA, _plain(url))


def _kept(kept: Kept) -> PartRef:
    """The file of a viewer. What may be no address is what the page loads, if it is there."""
    return PartRef(PartRole.DATA if kept.is_guess else PartRole.VIEWER, _plain(kept.url))


def _shown(content: Content, url: str, *, thin: bool) -> Iterator[PartRef]:
    """What the page shows in itself."""
    tree = LexborHTMLParser(content.html)
    named = tree.css_first("base[href]")
    base = base_of(url, named.attributes.get("href") or "") if named else url
    for node in tree.css("embed, object, iframe, frame"):
        if is_within(node, INERT):
            continue
        inner = (node.attributes.get("srcdoc") or "") if node.tag == "iframe" else ""
        nodes = LexborHTMLParser(inner[:_LONGEST]).css("embed, object, iframe") if inner else [node]
        for one in nodes:
            target = _resolved(base, source, content.charset) if (source := _source(one)) else ""
            is_own = bool(target) and _same_owner(target, url)
            is_framed = not inner and (one.tag == "frame" or (thin and one.tag != "embed"))
            yield from _at(one, target, is_own=is_own, is_framed=is_own and is_framed)


def _source(node: LexborNode) -> str:
    """Where an element says that what it shows is, at once or when a reader comes to it."""
    attributes, tag = node.attributes, node.tag or ""
    source = (attributes.get(_SOURCE[tag]) or "").strip()
    if not _NOT_YET.match(source):
        return source
    if tag == "object":
        params = node.css("param[value]")
        values = [(p.attributes.get("name") or "", p.attributes.get("value") or "") for p in params]
        return next((v.strip() for name, v in values if name.lower() in ("src", "filename")), "")
    return next(
        (value for name in _LAZY if (value := (attributes.get(name) or "").strip())), source
    )


def _at(node: LexborNode, target: str, *, is_own: bool, is_framed: bool) -> Iterator[PartRef]:
    """The part that an element shows: a file, in a viewer or by itself, or a frame of the site's own."""
    if not target:
        return
    files = [one for one in kept_at(target) if is_own or one.is_known or _is_file(one.url)]
    yield from map(_kept, files)
    if any(not kept.is_guess for kept in files):
        return
    if _is_file(target) or _FILE_TYPE.match(node.attributes.get("type") or ""):
        yield PartRef(PartRole.EMBEDDED, _plain(target))
    elif is_framed:
        yield PartRef(PartRole.FRAMED, _plain(target))


def _offered(content: Content) -> Iterator[PartRef]:
    """The one document that the page offers."""
    files = {_plain(link.url) for link in documents(content.links) if _is_file(link.url)}
    if len(files) == 1:
        yield PartRef(PartRole.DOWNLOAD, files.pop())


def _is_file(url: str) -> bool:
    """Whether an address ends in the name of a document; what a query names is shown by a viewer."""
    return FILE.search(url.partition("?")[0].partition("#")[0]) is not None


def _same_owner(one: str, other: str) -> bool:
    return domain_of(one) == domain_of(other)


def _resolved(base: str, reference: str, charset: str) -> str:
    try:
        return resolve(base, reference, charset)
    except ValueError:
        return ""


def _plain(url: str) -> str:
    """The address as it is asked for; empty where nobody can ask for it."""
    try:
        return fetch_url(url)
    except ValueError:
        return ""
