"""Where the links of a document lead: the addresses that their targets were meant to be.

A target is typed by hand as often as an address in a text: with a blank before it, without a scheme,
with two. A browser takes ``www.gob.mx/a`` for a file beside the page; who reads a report does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence.addresses import as_written
from evidence.citations.begin import with_scheme_meant
from evidence.citations.hosts import has_known_suffix, looks_like_file
from evidence.citations.same import without_punctuation
from evidence.citations.strung import pieces
from evidence.citations.typed import Typed, as_typed
from evidence.citations.unseen import EDGES, UNSEEN
from evidence.wrappers import WRAPPER, unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence.formats.document import Document, Link

_WEB = re.compile(r"(?:https?|ftp)://[^\s/\\?#]", re.IGNORECASE)
_WEB_SCHEME = re.compile(r"(?:https?|ftp):", re.IGNORECASE)
_WORLD_WIDE_WEB = re.compile(r"www\.\w", re.IGNORECASE)
_HOST = re.compile(r"(?P<slashes>//)?(?P<host>[\w-]+(?:\.[\w-]+)+)(?::\d{1,5})?/")
_ELSEWHERE = re.compile(r"#|$|(?!(?:file|https?|ftp):)[a-z][a-z\d+.-]+:", re.IGNORECASE)
"""A place in the document itself, or what another program opens: mail, telephone. ``C:`` is a drive."""
_QUOTES = "\"'“”‘’«»‹›„"
_TAKEN_ALONG = re.compile(
    r"(?:%20|%09|%0[AD]|%22|%C2%A0|%C2%BB|%E2%80%9[9D]|[”’»]){1,20}$", re.IGNORECASE
)
"""What an editor put into a target with its address: the page without it is another reading."""
_SHOWN = 3
"""Targets that a warning names."""


@dataclass(frozen=True, slots=True)
class Target:
    """Words that link to an address of the web; empty (``start == end``) when nothing is written."""

    start: int
    end: int
    raw: str
    """as the reader of the format gave it"""
    url: str
    repairs: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """other readings of ``raw``"""


def targets_of(document: Document) -> list[Target]:
    """The links of a document that lead into the web, in order, the pieces of one that is broken over
    lines put together, what leads to several one by one. Of those that lead to a file or a page beside it, it
    warns."""
    joined: list[Target] = []
    lost: dict[str, int] = {}
    for link in sorted(document.links, key=lambda link: (link.start, link.end)):
        found = web_address(link.target)
        if found is None:
            if not _ELSEWHERE.match(link.target.strip(EDGES)):
                lost[link.target] = lost.get(link.target, 0) + 1
            continue
        last = joined[-1] if joined else None
        if last and last.raw == link.target and _goes_on(document, last, link):
            joined[-1] = replace(last, end=max(last.end, link.end))
        else:
            joined.append(Target(link.start, link.end, link.target, found))
    if lost:
        document.warnings.append(
            f"links that lead to no address of the web are left out: {sum(lost.values())} ({_named(lost)})"
        )
    return [target for link in joined for target in _targets(document, link)]


def _goes_on(document: Document, last: Target, link: Link) -> bool:
    """Whether two links are pieces of one. What is written twice is two, where nothing parts them."""
    text = document.text
    between = text[last.end : link.start]
    if last.end == link.start and text[last.start : last.end] == text[link.start : link.end] != "":
        return False
    return not between.strip("\u00ad \n\f") and (bool(document.pages) or "\n\n" not in between)


def _targets(document: Document, link: Target) -> Iterator[Target]:
    """The addresses of one link: several where one was made of a whole cell. Each stands where it is written
    out, or all where the link does."""
    raws = pieces(link.raw.strip(EDGES))
    urls = [url for raw in raws if (url := web_address(raw))]
    if len(raws) == 1 or len(urls) < len(raws):
        yield _target(link, link.raw, link.url)
        return
    words, at, places = document.text[link.start : link.end], 0, []
    for raw in raws:
        shown = raw if raw in words else raw.partition("://")[2] or raw
        start = words.find(shown, at)
        if start < 0:
            places = [(link.start, link.end)] * len(raws)
            break
        at = start + len(shown)
        places.append((link.start + start, link.start + at))
    whole: tuple[str, ...] = (link.url,)
    for raw, url, (start, end) in zip(raws, urls, places, strict=True):
        target = _target(link, raw, url)
        yield replace(target, start=start, end=end, others=(*target.others, *whole))
        whole = ()


def _target(link: Target, raw: str, url: str) -> Target:
    typed = _typed(raw) or Typed(url)
    repairs = typed.repairs
    if inner := unwrapped(url):
        repairs = (*repairs, WRAPPER)
    others = () if inner else typed.others
    if not inner and (tail := _TAKEN_ALONG.search(url)):
        others = (*others, url[: tail.start()])
    return replace(link, raw=raw, url=inner or url, repairs=repairs, others=others)


def meanings(raw: str) -> tuple[str, str, str]:
    """The addresses as which the citations of a document may have a target: as it is, as it was meant,
    and without what it took along from its sentence."""
    url = web_address(raw) or raw
    url = unwrapped(url) or url
    return raw, url, without_punctuation(url)


def web_address(raw: str) -> str | None:
    """The address that a link's target was meant to be; None where it leads elsewhere."""
    typed = _typed(raw)
    return typed.url if typed else None


def _typed(raw: str) -> Typed | None:
    """The same with what was done to it, and its other readings."""
    edged = raw.strip(EDGES)
    address = _with_scheme(edged)
    if address is None and edged[:1] in _QUOTES:  # was copied with its quotation marks
        address = _with_scheme(edged.strip(_QUOTES + EDGES))
    if address is None and not edged.isascii():
        address = _with_scheme(UNSEEN.sub("", edged))  # within its scheme or its host
    if address is None:
        return None
    typed = as_typed(address)
    mended = ("scheme",) if address != edged else ()
    return typed._replace(repairs=(*mended, *typed.repairs))


def _with_scheme(target: str) -> str | None:
    target = with_scheme_meant(target)
    if _WEB.match(target):
        return target
    if _WORLD_WIDE_WEB.match(target):
        return f"http://{target}"
    host = _HOST.match(target)
    if host and has_known_suffix(host["host"]) and not looks_like_file(host["host"]):
        return f"https:{target}" if host["slashes"] else f"http://{target}"
    if _WEB_SCHEME.match(target):  # http:/host
        written = as_written("", target)
        return written if _WEB.match(written) else None
    return None


def _named(lost: Iterable[str]) -> str:
    names = [" ".join(target.split())[:100] for target in lost]
    return ", ".join(names[:_SHOWN]) + ", …" * (len(names) > _SHOWN)
