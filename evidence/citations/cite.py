"""Document -> citations: URLs and link targets, the note each stands in, the claim each
supports."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from evidence.citations.access_dates import Place, access_dates
from evidence.citations.address_list import entries, is_list
from evidence.citations.bounds import bounds_of
from evidence.citations.claims import clean
from evidence.citations.context import Context
from evidence.citations.find import Found, urls
from evidence.citations.layout import Layout
from evidence.citations.model import MOST, Citation, Origin
from evidence.citations.same import begins, cut_short, same, without_punctuation
from evidence.citations.targets import targets_of
from evidence.formats.document import Unreadable
from evidence.wrappers import WRAPPER, unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.citations.targets import Target
    from evidence.formats.document import Document

T = TypeVar("T")
_LONGEST_LABEL = 300
_COPY = re.compile(
    r"https?://(?:web\.archive\.org/web|archive\.(?:today|ph|is|md|li|fo|vn)|arquivo\.pt/wayback|perma-archives\.org/warc)"
    r"/\d[\d.-]{3,19}(?:[a-z]{2}_)?/(?P<page>(?:https?:/)?\S+)",
    re.IGNORECASE,
)
"""The address of an archive's copy of a page."""
_LEFT_OUT = re.compile(r"[^\s…]*?(?:…|\.{3}|\[\.{3}\])")


def citations_of(document: Document) -> tuple[Citation, ...]:
    """Every citation of a document, in the order of its text. Raises Unreadable for one with more than
    :data:`evidence.citations.model.MOST`."""
    if is_list(document):
        return tuple(_from_text(_opened(item)) for item in _bounded(entries(document.text)))
    _bounded(document.links)
    targets = targets_of(document)
    layout = Layout(document, bounds_of(document.text, targets))
    found = [_opened(item) for item in _bounded(urls(document.text, layout))]
    drafts = _drafts(document, found, targets)
    context = Context(document, found, layout.chains)
    citations = [context.place(draft) for draft in drafts]
    citations += context.repeated(citations)
    citations.sort(key=lambda citation: (citation.start or 0, citation.origin != Origin.TEXT))
    return tuple(_read_on(document.text, context, citations))


def _bounded(found: Iterable[T]) -> list[T]:
    """What was found, if it is no more than :data:`evidence.citations.model.MOST`; else raises Unreadable."""
    taken = list(islice(found, MOST + 1))
    if len(taken) > MOST:
        raise Unreadable(f"it names more than {MOST} addresses; divide it into several sources")
    return taken


def _opened(item: Found) -> Found:
    """A written URL that only leads on to another: that one. The wrapper is no other reading: it may answer
    for good where its document is gone."""
    inner = unwrapped(item.url)
    if inner is None:
        return item
    others = (unwrapped(other) or other for other in item.alternatives)
    readings = tuple(other for other in dict.fromkeys(others) if other != inner)
    return replace(item, url=inner, repairs=(*item.repairs, WRAPPER), alternatives=readings)


def _read_on(text: str, context: Context, citations: list[Citation]) -> list[Citation]:
    """The citations with the days on which they were read."""
    places = [
        Place(one.start or 0, one.end or 0, *context.around(one.start or 0)) for one in citations
    ]
    days = access_dates(text, places)
    for index, one in enumerate(citations):
        days[index] = context.day(one.start or 0) or days[index]
    return [
        replace(one, accessed=day) if day else one for one, day in zip(citations, days, strict=True)
    ]


def _drafts(document: Document, found: list[Found], targets: list[Target]) -> list[Citation]:
    """One draft for each written URL and each link; a link over its own URL is one citation."""
    ends = [item.end for item in found]
    covered: set[int] = set()
    drafts = []
    for link in targets:
        index = bisect_right(ends, link.start)
        item = found[index] if index < len(found) and found[index].start < link.end else None
        if item is not None and _is_shortened(document.text, item, link):
            covered.update(range(index, bisect_left(found, link.end, key=lambda one: one.start)))
            drafts.append(replace(_from_link(document, link), label=None, flags=()))
        elif item is not None and _is_copy(item, link):
            covered.add(index)
            drafts.append(replace(_from_link(document, link), flags=()))
        elif item is not None and index not in covered:
            covered.add(index)
            drafts += _settled(document, item, link)
        elif item is None or not _reads_as(item, link.url):
            drafts.append(_from_link(document, link))
    drafts += [_from_text(item) for index, item in enumerate(found) if index not in covered]
    return drafts


def _is_copy(item: Found, link: Target) -> bool:
    """Whether a link over an address leads to an archive's copy of its page: that is what is cited."""
    copy = _COPY.match(link.url)
    if copy is None:
        return False
    page = copy["page"]
    return same(item.url, page if "://" in page else f"http://{page}")


def _is_shortened(text: str, item: Found, link: Target) -> bool:
    """Whether a link shows its address with a part left out: ``www.gob.mx/…/acta.pdf``. Nothing of what
    is written is an address then."""
    shown = link.start <= item.start and _LEFT_OUT.match(text, item.start, link.end)
    return bool(shown) and not same(item.url, link.url)


def _settled(document: Document, item: Found, link: Target) -> list[Citation]:
    """A written URL under a link: one citation where they agree, both and a flag where they
    don't."""
    written = _from_text(item)
    label = clean(document.text[link.start : link.end])[:_LONGEST_LABEL] or None
    if same(item.url, link.url):
        url = (
            item.url if item.url.startswith(link.url) and "scheme" not in item.repairs else link.url
        )
        return [replace(written, url=url, origin=Origin.TARGET, alternatives=link.others)]
    if cut_short(
        item.url, link.url
    ):  # the link was made by a machine that stopped at the line's end
        return [replace(written, alternatives=(link.url, *written.alternatives))]
    if same(item.url, trimmed := without_punctuation(link.url)) and trimmed != link.url:
        return [replace(written, alternatives=(link.url, *written.alternatives))]
    if any(same(other, link.url) for other in item.alternatives) or begins(item.url, link.url):
        others = tuple(dict.fromkeys([item.url, *item.alternatives]))
        return [
            replace(
                written, url=link.url, origin=Origin.TARGET,
                alternatives=tuple(other for other in others if other != link.url),
            )
        ]  # fmt: skip
    return [
        replace(written, flags=("text-differs-from-target",)),
        replace(_from_link(document, link), label=label, flags=("target-differs-from-text",)),
    ]


def _reads_as(item: Found, target: str) -> bool:
    """Whether ``target`` is a reading of a written URL: it or another one, whole or cut short."""
    bare = without_punctuation(target)
    return any(
        same(url, target) or cut_short(url, target) or same(url, bare)
        for url in (item.url, *item.alternatives)
    )


def _from_text(item: Found) -> Citation:
    return Citation(
        item.raw,
        item.url,
        item.start,
        item.end,
        repairs=item.repairs,
        alternatives=item.alternatives,
    )


def _from_link(document: Document, link: Target) -> Citation:
    words = clean(document.text[link.start : link.end])
    return Citation(
        raw=link.raw,
        url=link.url,
        start=link.start,
        end=link.end,
        origin=Origin.TARGET,
        repairs=link.repairs,
        alternatives=link.others,
        label=words[:_LONGEST_LABEL] or None,
        flags=("target-only",) if words else (),
    )
