"""Markdown: rendered by CommonMark's rules with foot-notes, then read as HTML."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt, helpers
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_tail

from evidence.formats.charset import decode
from evidence.formats.document import Span
from evidence.formats.html import from_markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

    from evidence.formats.document import Body, Document

_NOTE_LINE = re.compile(r"(?<=[^\s])\n(?=[ \t]{0,3}\[\d{1,6}\][ \t]+\S)")
"""A line that begins like a plain note (``[7] See …``): by CommonMark it would run on from the line
above, but people list their notes so."""
_WEB = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
_SPACED = re.compile(
    r"(?:https?|ftp)://[^\s<>()/]+/(?:[^\s<>()\"]|\([^\n<>()\"]{0,80}\)| (?=\S)){1,2000}?\.[a-z][a-z0-9]{1,4}"
    r"(?=[ \t]*(?:\)|\n|\Z)|[ \t]+[\"'])",
    re.IGNORECASE,
)
"""A file's address with blanks up to the bracket or the line's end that closes it."""


def read(body: Body) -> Document:
    """The text as a reader sees it; raw HTML in it counts."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin)
    parser.helpers = _HELPERS  # type: ignore[assignment]
    # <http://…/plan%20de%20obra.pdf> would be shown decoded, and cited a second time up to its blank
    parser.normalizeLinkText = str  # type: ignore[method-assign, assignment]
    parser.core.ruler.at("footnote_tail", _tail)
    text = _NOTE_LINE.sub("\n\n", decode(body.data, body.content_type)).replace("\r\n", "\n")
    env: dict[str, Any] = {}
    tokens = parser.parse(text, env)
    document = from_markup(parser.renderer.render(tokens, parser.options, env), "utf-8", body.url)
    pieces, length = [document.text], len(document.text)
    for line in _unused(text, env, {target for token in tokens for target in _targets(token)}):
        pieces.append(f"\n\n{line}")
        document.margins.append(Span(length + 2, length + len(pieces[-1])))
        length += len(pieces[-1])
    document.text = "".join(pieces)
    return document


def _unused(text: str, env: dict[str, Any], used: set[str]) -> Iterator[str]:
    """The definitions of links (CommonMark, 4.7) that no link uses: nobody sees them, and yet they cite."""
    lines = text.split("\n")
    defined = [*env.get("references", {}).values(), *env.get("duplicate_refs", ())]
    for one in sorted(defined, key=lambda one: int(one["map"][0])):
        if one["href"] not in used and _WEB.match(one["href"]):
            label = lines[one["map"][0]].partition("]:")[0].strip(" \t>")
            yield f"{label}]: {one['href']} {one.get('title') or ''}".rstrip()


def _targets(token: Token) -> Iterator[str]:
    for one in (token, *(token.children or ())):
        yield from (str(one.attrs[name]) for name in ("href", "src") if name in one.attrs)


def _tail(state: StateCore) -> None:
    """Put the notes at the end, those too that no marker names: a note without one is still a
    citation. Of several with one label the last is the marker's, as it is there."""
    notes = state.env.get("footnotes", {})
    begun = [token for token in state.tokens if token.type == "footnote_reference_open"]
    marked = {token.meta["label"]: token for token in begun}
    unmarked = set[int]()
    for number, token in enumerate(begun):
        label = token.meta["label"]
        if marked[label] is not token:
            label = token.meta["label"] = f"{label} {number}"  # none has a blank
        elif notes["refs"][f":{label}"] >= 0:
            continue
        unmarked.add(len(notes["list"]))
        notes["list"][len(notes["list"])] = {"label": label, "count": 0}
    footnote_tail(state)
    state.tokens = [
        token
        for token in state.tokens
        if token.type != "footnote_anchor" or token.meta["id"] not in unmarked
    ]


def _destination(string: str, pos: int, maximum: int) -> Any:
    """Where a link leads. CommonMark has no link where that has blanks, and people write it so."""
    spaced = _SPACED.match(string, pos, maximum)
    if spaced is None or " " not in spaced[0] or spaced[0].count("://") > 1:
        return helpers.parseLinkDestination(string, pos, maximum)
    return SimpleNamespace(ok=True, pos=spaced.end(), str=spaced[0].replace(" ", "%20"))


_HELPERS = SimpleNamespace(
    parseLinkDestination=_destination,
    parseLinkLabel=helpers.parseLinkLabel,
    parseLinkTitle=helpers.parseLinkTitle,
)
