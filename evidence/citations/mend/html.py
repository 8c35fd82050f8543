"""HTML: the targets of links with Robust Links attributes, and words behind them.

Tags are found by the tokenizer of the standard library, which reads the same as the tree that
citations are read from; all else of the file is left alone.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import accumulate
from typing import TYPE_CHECKING

from evidence.addresses import as_written
from evidence.citations.mend.edits import Text, context, day_of, written
from evidence.citations.mend.flow import Flow
from evidence.citations.mend.model import How, Place, What, is_told
from evidence.formats.html_names import BLOCKS, FURNITURE, UNSEEN
from evidence.formats.references import kept_in_values

if TYPE_CHECKING:
    from evidence.citations.mend.edits import Edits, Written
    from evidence.citations.mend.model import Correction, Corrections, Style

_TARGETS = {
    "a": "href",
    "area": "href",
    "blockquote": "cite",
    "q": "cite",
    "ins": "cite",
    "del": "cite",
}
_SKIPPED = UNSEEN | {"iframe", "object", "textarea"}
_BREAKS = BLOCKS | {"br"}
_ATTRIBUTE = r"""(?<=[\s"'/]){name}\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'<>`=]+))"""
_ROBUST = ("data-originalurl", "data-versionurl", "data-versiondate")
"""Robust Links 1.0 (robustlinks.mementoweb.org/spec): a link that leads to the copy names the
original, the copy, and its day."""


def mend(
    data: bytes, corrections: Corrections, style: Style, url: str = ""
) -> tuple[bytes, list[Place]]:
    """The page with its links and written addresses put right; ``url`` makes relative links
    absolute."""
    file = Text(data)
    page = _Page(file.text, file.edits, corrections, style, url)
    page.feed(file.text)
    page.close()
    page.finish()
    return file.result(), page.places


def retarget(tag: str, name: str, correction: Correction) -> str:
    """A start tag whose attribute ``name`` leads to the new address; of an archived copy with the
    attributes of Robust Links."""
    found = attribute(tag, name)
    if found is None:
        return tag
    start, end, _ = found
    quoted = f'{name}="{html.escape(correction.new)}"'
    if (
        correction.date
        and name == "href"
        and not re.search(r"\sdata-(?:original|version)url\s*=", tag, re.IGNORECASE)
    ):
        values = (correction.old, correction.new, correction.date)
        quoted += "".join(
            f' {key}="{html.escape(value)}"' for key, value in zip(_ROBUST, values, strict=True)
        )
    return tag[:start] + quoted + tag[end:]


def attribute(tag: str, name: str) -> tuple[int, int, str] | None:
    """Where an attribute stands in a start tag, and what it says; None where it has none."""
    found = re.search(_ATTRIBUTE.format(name=name), tag, re.IGNORECASE)
    if found is None:
        return None
    value = next(value for value in found.group("double", "single", "bare") if value is not None)
    kept = kept_in_values(f'="{value}"')[2:-1] if '"' not in value else value
    return found.start(), found.end(), html.unescape(kept)


@dataclass(slots=True)
class _Link:
    """A link: its start tag, and which part of the block's text it carries."""

    at: int
    tag: str
    correction: Correction
    begin: int
    end: int | None = None
    """None: it is open"""
    behind: int = 0
    """where the file goes on behind it"""
    done: bool = False


class _Page(HTMLParser):
    """Takes the tokens of one page, and puts right each block as it ends."""

    def __init__(
        self, text: str, edits: Edits, corrections: Corrections, style: Style, url: str
    ) -> None:
        super().__init__(convert_charrefs=False)
        self.places: list[Place] = []
        self._text, self._edits = text, edits
        self._corrections, self._style = corrections, style
        self._base = url if url.lower().startswith(("http://", "https://")) else ""
        self._lines = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._skip: list[str] = []
        self._flow = Flow()
        self._links: list[_Link] = []

    @property
    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "base" and (href := dict(attrs).get("href")):
            self._base = as_written(self._base, href, "utf-8")
        furniture = tag == "nav" or dict(attrs).get("role") in FURNITURE
        if tag in _SKIPPED or tag in self._skip or (furniture and not self._skip):
            self._skip.append(tag)
        if self._skip:
            return
        if tag in _BREAKS:
            self._flush()
        if tag in _TARGETS:
            self._target(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self._skip and self._skip[-1] == tag:
            self._skip.pop()

    def handle_endtag(self, tag: str) -> None:
        if self._skip:
            if tag in self._skip:
                del self._skip[len(self._skip) - 1 - self._skip[::-1].index(tag) :]
            return
        if tag == "a":
            for link in self._links:
                if link.end is None:
                    link.end = len(self._flow)
                    link.behind = self._text.find(">", self._at) + 1
        if tag in _BREAKS:
            self._flush()

    def handle_data(self, data: str) -> None:
        if self._skip:
            return
        start = self._at
        for offset, letter in enumerate(data):
            blank = letter in " \t\r\n\f"
            if not (blank and self._flow.ends_in_space):
                self._flow.add(" " if blank else letter, start + offset, start + offset + 1)

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def finish(self) -> None:
        """What was never closed ends with the page."""
        self._flush()

    def _reference(self, spelt: str) -> None:
        start = self._at
        end = start + len(spelt)
        end += self._text[end : end + 1] == ";"
        shown = html.unescape(self._text[start:end])
        if self._skip:
            return
        if shown == self._text[start:end]:  # it begins with the sign of a reference, and is none
            self._flow.spell(shown, start)
        else:
            self._flow.add(shown, start, end)

    def _target(self, tag: str) -> None:
        raw, name = self.get_starttag_text() or "", _TARGETS[tag]
        found = attribute(raw, name)
        correction = (
            self._corrections.of(as_written(self._base, found[2], "utf-8")) if found else None
        )
        if correction is None:
            return
        if tag == "a":
            self._links.append(_Link(self._at, raw, correction, len(self._flow)))
            return
        self._edits.replace(self._at, self._at + len(raw), retarget(raw, name, correction))
        self.places.append(Place(correction.old, correction.new, What.LINK))

    def _flush(self) -> None:
        """Put right what the block says, then begin the next."""
        text = self._flow.text
        for one in written(text, self._corrections) if text else ():
            last = one.found.end - 1
            over = (
                link
                for link in self._links
                if link.begin <= last
                and self._corrections.same(link.correction.old, one.correction)
            )
            self._put(
                one, next((link for link in over if link.end is None or last < link.end), None)
            )
        for link in self._links:
            if not link.done:
                day = day_of(text, link.begin, len(text) if link.end is None else link.end)
                link.correction = self._corrections.of(link.correction.old, day) or link.correction
                self._put_label(link, text)
        self._links = [link for link in self._links if link.end is None]
        for link in self._links:  # one around several blocks
            link.begin, link.done = 0, True
        self._flow = Flow()

    def _put(self, one: Written, link: _Link | None) -> None:
        """An address that is written out, within a link or not."""
        old, new, words, style = one.correction.old, one.correction.new, "", self._style
        if link is not None:
            link.done = True
        if one.is_told:
            self.places.append(Place(old, new, What.TOLD, "", one.context))
            return
        if link is not None:
            self._retarget(link)
        end = self._flow.ends[one.found.end - 1]
        if style.how is How.SWAP:
            pieces = self._flow.pieces(one.found.start, one.found.end)
            self._edits.swap(pieces, html.escape(new, quote=False))
        elif style.how is How.NOTE and (link is None or link.end is not None):
            words = style.behind(one.correction)
            self._edits.insert(link.behind if link else end, html.escape(words, quote=False))
        what = _what(style.how, words, linked=link is not None)
        self.places.append(Place(old, new, what, words, one.context))

    def _put_label(self, link: _Link, text: str) -> None:
        """A link that shows no address."""
        correction, words = link.correction, ""
        before, behind = context(text, link.begin), text[link.end or len(text) :]
        if is_told(correction, behind):
            self.places.append(Place(correction.old, correction.new, What.TOLD, "", before))
            return
        self._retarget(link)
        if self._style.how is How.NOTE and link.end is not None:
            words = self._style.label(correction)
            self._edits.insert(link.behind, html.escape(words, quote=False))
        what = What.BOTH if words else What.LINK
        self.places.append(Place(correction.old, correction.new, what, words, before))

    def _retarget(self, link: _Link) -> None:
        new = retarget(link.tag, "href", link.correction)
        self._edits.replace(link.at, link.at + len(link.tag), new)


def _what(how: How, words: str, *, linked: bool) -> What:
    if how is How.SWAP:
        return What.ADDRESS
    if linked:
        return What.BOTH if words else What.LINK
    return What.WORDS if words else What.LEFT
