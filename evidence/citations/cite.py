"""Document -> citations: URLs and link targets, the note each stands in, the claim each supports."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.citations.claims import Body, clean, fold
from evidence.citations.document import Span
from evidence.citations.find import Found, urls
from evidence.citations.headings import Headings
from evidence.citations.layout import Layout
from evidence.citations.markers import Marker
from evidence.citations.model import Citation, Origin
from evidence.citations.notes import find_notes

if TYPE_CHECKING:
    from evidence.citations.document import Document, Link, Note

_IBID = re.compile(r"\W{0,3}(?:ib[ií]d(?:em)?|[ií]dem|loc\. ?cit)\b", re.IGNORECASE)
_WEB = ("http://", "https://", "ftp://")
_LONGEST_CLAIM = 2000
_LONGEST_LABEL = 300


def citations_of(document: Document) -> tuple[Citation, ...]:
    """Every citation of a document, in the order of its text."""
    found = list(urls(document.text, Layout(document)))
    drafts = _drafts(document, found)
    context = Context(document, found)
    citations = [context.place(draft) for draft in drafts]
    citations += context.repeated(citations)
    return tuple(
        sorted(citations, key=lambda citation: (citation.start or 0, citation.origin != Origin.TEXT))
    )


def _drafts(document: Document, found: list[Found]) -> list[Citation]:
    """One draft for each written URL and each link; a link over its own URL is one citation."""
    ends = [item.end for item in found]
    covered: set[int] = set()
    drafts = []
    for link in _joined(document):
        index = bisect_right(ends, link.start)
        item = found[index] if index < len(found) and found[index].start < link.end else None
        if item is not None and index not in covered:
            covered.add(index)
            drafts += _settled(document, item, link)
        elif item is None or not _same(item.url, link.target):
            drafts.append(_from_link(document, link))
    drafts += [_from_text(item) for index, item in enumerate(found) if index not in covered]
    return drafts


def _joined(document: Document) -> list[Link]:
    """Links with the pieces of one link, broken over lines, put together."""
    joined: list[Link] = []
    for link in sorted(document.links, key=lambda link: (link.start, link.end)):
        if not link.target.lower().startswith(_WEB):
            continue
        last = joined[-1] if joined else None
        between = document.text[last.end : link.start] if last else ""
        near = not between.strip("\u00ad \n\f") and (document.pages or "\n\n" not in between)
        if last and near and last.target == link.target:
            joined[-1] = replace(last, end=max(last.end, link.end))
        else:
            joined.append(link)
    return joined


def _settled(document: Document, item: Found, link: Link) -> list[Citation]:
    """A written URL under a link: one citation where they agree, both and a flag where they don't."""
    written = _from_text(item)
    label = clean(document.text[link.start : link.end])[:_LONGEST_LABEL] or None
    if _same(item.url, link.target):
        url = item.url if item.url.startswith(link.target) and "scheme" not in item.repairs else link.target
        return [replace(written, url=url, origin=Origin.TARGET, alternatives=())]
    if _cut_short(item.url, link.target):  # the link was made by a machine that stopped at the line's end
        return [replace(written, alternatives=(link.target, *written.alternatives))]
    if any(_same(other, link.target) for other in item.alternatives) or link.target.startswith(item.url):
        others = tuple(dict.fromkeys([item.url, *item.alternatives]))
        return [
            replace(
                written, url=link.target, origin=Origin.TARGET,
                alternatives=tuple(other for other in others if other != link.target),
            )
        ]  # fmt: skip
    return [
        replace(written, flags=("text-differs-from-target",)),
        replace(_from_link(document, link), label=label, flags=("target-differs-from-text",)),
    ]


def _same(url: str, target: str) -> bool:
    """Whether two spellings ask for one thing: scheme, ``www.``, final slash and case of the host aside."""
    return _bare(url) == _bare(target)


def _bare(url: str) -> str:
    rest = re.sub(r"^https?://(?:www\.)?", "", url.strip(), flags=re.IGNORECASE).rstrip("/")
    host, slash, path = rest.partition("/")
    return host.lower() + slash + path.replace("%20", " ")


def _cut_short(url: str, target: str) -> bool:
    """Whether ``target`` is ``url`` cut at a line end, without its hyphens, or with a final full stop."""
    shorter = _bare(target)
    whole = _bare(url)
    return (
        (whole.startswith(shorter) and len(shorter) < len(whole))
        or whole.replace("-", "") == shorter.replace("-", "")
        or whole == shorter.rstrip(".")
    )


def _from_text(item: Found) -> Citation:
    return Citation(
        item.raw, item.url, item.start, item.end, repairs=item.repairs, alternatives=item.alternatives
    )


def _from_link(document: Document, link: Link) -> Citation:
    words = clean(document.text[link.start : link.end])
    return Citation(
        raw=link.target,
        url=link.target,
        start=link.start,
        end=link.end,
        origin=Origin.TARGET,
        label=words[:_LONGEST_LABEL] or None,
        flags=("target-only",) if words else (),
    )


class Context:
    """Looks up what stands around a citation."""

    def __init__(self, document: Document, found: list[Found]) -> None:
        self._document = document
        self._headings = Headings(document)
        self._furniture = sorted(document.furniture, key=lambda span: span.start)
        if document.notes or document.refs:
            self._notes = sorted(document.notes, key=lambda note: note.label_start)
            markers = [Marker(ref.start, ref.end, ref.key) for ref in document.refs]
        elif document.rows:
            self._notes, markers = [], []
        else:
            self._notes, markers = find_notes(document, [Span(item.start, item.end) for item in found])
        self._starts = [note.label_start for note in self._notes]
        self._markers: dict[str, list[Marker]] = {}
        for marker in markers:
            self._markers.setdefault(marker.key, []).append(marker)
        cuts = [(note.label_start, note.end) for note in self._notes]
        cuts += [(span.start, span.end) for span in document.furniture]
        marks = [(marker.start, marker.end) for marker in markers]
        shown = {(item.start, item.end): item.url if "\n" in item.raw else item.raw for item in found}
        self._body = Body(document.text, cuts, marks, shown)
        self._claims: dict[str, str | None] = {}

    def place(self, draft: Citation) -> Citation:
        """The citation with its page, heading, note, claim and label."""
        at = draft.start or 0
        page = bisect_right(self._document.pages, at) or None
        if self._is_furniture(at):
            draft = replace(draft, flags=(*draft.flags, "page-furniture"))
        note = self._note_at(at)
        if note is None:
            claim = self._row(at) if self._document.rows else self._sentence(draft.end or at)
            label = draft.label or (None if self._document.rows else self._body.lead(at))
            return replace(draft, page=page, heading=self._headings.path(at), claim=claim, label=label)
        markers = self._markers.get(note.key, [])
        anchor = markers[0].start if markers else at
        return replace(
            draft,
            page=page,
            marker=note.marker or None,
            note=self._words(note),
            claim=self._claim(note),
            heading=self._headings.path(anchor),
            label=draft.label or (self._body.lead(anchor) if markers else None),
            flags=draft.flags if markers else (*draft.flags, "no-marker"),
        )

    def repeated(self, placed: list[Citation]) -> list[Citation]:
        """``Ibid.``: the last URL of the note before is cited again."""
        last: Citation | None = None
        again = []
        by_note: dict[int, list[Citation]] = {}
        for citation in placed:
            index = bisect_right(self._starts, citation.start or 0) - 1
            if citation.marker is not None and index >= 0:
                by_note.setdefault(index, []).append(citation)
        for index, note in enumerate(self._notes):
            if index in by_note:
                last = by_note[index][-1]
                continue
            sign = _IBID.match(self._document.text, note.start, note.end)
            if sign and last is not None:
                draft = Citation(
                    sign[0].strip(), last.url, note.start, sign.end(), repairs=("ibid",),
                    alternatives=last.alternatives,
                )  # fmt: skip
                again.append(self.place(draft))
            elif not sign:
                last = None
        return again

    def _is_furniture(self, position: int) -> bool:
        index = bisect_right(self._furniture, position, key=lambda span: span.start) - 1
        return index >= 0 and position < self._furniture[index].end

    def _note_at(self, position: int) -> Note | None:
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self._notes[index].end:
            return None
        return self._notes[index]

    def _words(self, note: Note) -> str:
        return fold(self._document.text[note.start : note.end])[:_LONGEST_CLAIM]

    def _claim(self, note: Note) -> str | None:
        """The sentences that carry the note's markers; a marked heading stands for its section."""
        if note.key not in self._claims:
            sentences = [self._sentence(m.start) for m in self._markers.get(note.key, [])]
            unique = dict.fromkeys(sentence for sentence in sentences if sentence)
            self._claims[note.key] = "\n".join(unique)[:_LONGEST_CLAIM] or None
        return self._claims[note.key]

    def _sentence(self, position: int) -> str | None:
        sentence = self._body.sentence(position)
        heading = self._headings.at(position)
        if heading is not None:
            section = self._body.opens(*heading)
            sentence = ". ".join(part for part in (sentence, section) if part)
        return sentence[:_LONGEST_CLAIM] if sentence else None

    def _row(self, position: int) -> str | None:
        """The other cells of a table's row."""
        text = self._document.text
        start = text.rfind("\n", 0, position) + 1
        end = text.find("\n", position)
        cells = (clean(cell) for cell in text[start : end if end >= 0 else len(text)].split("\t"))
        words = " | ".join(cell for cell in cells if cell and not re.match(r"(?:https?:|www\.)\S+$", cell))
        return words[:_LONGEST_CLAIM] or None
