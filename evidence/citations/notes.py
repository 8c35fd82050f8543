"""Notes in a text whose format does not mark them: chains of consecutive numbers at line starts.

A number at a line start is a weak sign; ``1 … 2 … 3 …`` is a strong one. Each candidate has a
weight by how it is written, a chain is worth the sum of its candidates, and numbering may start
again (by page or chapter). Where a note ends depends on the markers: what stands between notes 7
and 8 is still note 7 if marker 8 was already seen (foot of a page, end-notes), else it is body text
again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from evidence.citations.markers import Marker, assign, find_markers
from evidence.folding import ON_THE_LINE
from evidence.formats.document import Note

if TYPE_CHECKING:
    from evidence.formats.document import Document, Span

_DEFINITION = re.compile(
    r"""^[ \t]{0,12}(?:
      \[\^(?P<caret>\d{1,6})\]:?[ \t]*
    | \[(?P<bracket>\d{1,6})\]:?[ \t]+
    | (?P<super>[⁰¹²³⁴-⁹]{1,6})[ \t]*
    | (?:\*{0,2}<sup>)(?P<tag>\d{1,6})</sup>[ \t]*
    | \^?(?P<plain>\d{1,6})(?:(?P<list>[.)])[ \t]+|[ \t]+|\n+(?=\S)|(?=[^\W\d_]{2}))
    )(?=\S)""",
    re.MULTILINE | re.VERBOSE,
)
_CUE = re.compile(
    r"https?:|www\.|\bdoi\b|\w\.[a-z]{2,6}/\w|\b(?:available|disponible|see|ver|véase|vid|ibíd?|ibídem|ídem|idem|op|cfr?|supra|"
    r"consult\w+|retrieved|accessed|recuperado|nota|note|página|pp?)\b[.:, ]",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\. ?){4}|…{2}|\t\d+$")
_WEIGHTS = {"caret": 3.0, "bracket": 2.0, "super": 2.0, "tag": 3.0, "raised": 3.0}
_PLAIN_WITH_CUE, _STUCK, _PLAIN, _LISTED = 1.5, 0.7, 0.3, 0.2
"""A bare number is believed for what stands behind it; one that is glued to a word (``7See``) opens
no sentence, and ``1.`` is mostly a list."""
_URL_BELOW = re.compile(r"\r?\n(?:https?://|www\.)")
_LONE, _SKIPPED, _MIXED = -1.0, -2.0, -1.0
"""A chain that does not begin at 1; a number missing in it; a raised number after a bare one."""
_ENOUGH, _MEAN = 2.0, 0.6
"""What a chain must be worth, in all and for each of its notes."""
_ROUNDS = 10
"""Chains that begin with fewer signs than another of the same numbers are found once that one is
taken out: notes that begin anew on each page or in each chapter."""
_LONGEST_NOTE = 6000
_MOST = 100_000
"""Numbers at line starts in one source; what follows is read as text, and said so."""
_BLOCK_END = re.compile(r"\n[ \t]*\n|\f|\Z")


@dataclass(frozen=True, slots=True)
class Definition:
    """A place where a note may begin: its label at ``start``, its words at ``words``."""

    number: int
    start: int
    words: int
    weight: float
    strong: bool
    listed: bool
    """written ``7.`` or ``7)``: never in one chain with raised or bracketed numbers"""


Chains: TypeAlias = "list[list[Definition]]"


def chains_of(document: Document) -> Chains:
    """Where notes may begin, in chains of rising numbers, in the order of the text; none where the
    format marks its notes, or in a table."""
    if document.notes or document.refs or document.tabular:
        return []
    return _chains(_definitions(document))


def find_notes(
    document: Document, chains: Chains, urls: list[Span]
) -> tuple[list[Note], list[Marker]]:
    """The notes of a text and their markers, in order."""
    if not chains:
        return [], []
    starts = sorted(definition.start for chain in chains for definition in chain)
    inside = [(d.start, _block_end(document.text, d.words)) for chain in chains for d in chain]
    markers = find_markers(document, sorted(inside), urls)
    notes: list[Note] = []
    placed: list[Marker] = []
    accepted: list[int] = []
    for index, chain in enumerate(chains):
        before = bisect_left(accepted, chain[0].start)
        floor = accepted[before - 1] if before else 0
        own = assign(
            markers, {d.number: _page_end(document, d.start) for d in chain}, floor, str(index)
        )
        seen = {int(marker.key.partition(".")[2]): marker.start for marker in reversed(own)}
        if not seen or (not any(d.strong for d in chain) and 2 * len(seen) < len(chain)):
            continue  # a numbered list, a program's output
        placed += own
        for d in chain:
            insort(accepted, d.start)
        numbers = {d.start: d.number for d in chain}
        bounds = sorted(seen.values())
        for definition in chain:
            following = _following(starts, definition, len(document.text))
            after = seen.get(numbers.get(following, 0), following)
            body = bisect_right(bounds, following) > bisect_right(bounds, definition.words)
            end = min(_block_end(document.text, definition.words), following)
            if (
                following - definition.words <= _LONGEST_NOTE
                and after < definition.start
                and not body
            ):
                end = following
            key = f"{index}.{definition.number}"
            notes.append(Note(key, str(definition.number), definition.words, end, definition.start))
    notes.sort(key=lambda note: note.label_start)
    return notes, sorted(placed, key=lambda marker: marker.start)


def _definitions(document: Document) -> list[Definition]:
    raised = {span.start for span in document.raised}
    headings = {heading.start for heading in document.headings}
    found: list[Definition] = []
    kinds: Counter[str] = Counter()
    for match in _DEFINITION.finditer(document.text):
        kind = match.lastgroup or ""
        kind = "plain" if kind == "list" else kind
        number = int(match[kind].translate(ON_THE_LINE))
        if kind == "plain" and match.start("plain") in raised:
            kind = "raised"
        if kind == "plain":
            if match.start() in headings or ("\n" in match[0] and not _opens_cue(document, match)):
                continue
            weight = _plain_weight(document.text, match)
        else:
            weight = _WEIGHTS[kind]
        kinds[kind] += 1
        if len(found) == _MOST:
            document.warnings.append(
                f"only the first {_MOST} numbers at line starts are looked at for notes"
            )
            break
        if number:
            found.append(
                Definition(
                    number, match.start(), match.end(), weight, kind != "plain", bool(match["list"])
                )
            )
    if kinds["raised"] > 1:  # a source that raises its numbers does so throughout
        return [definition for definition in found if definition.strong]
    return found


def _opens_cue(document: Document, match: re.Match[str]) -> bool:
    """Whether a number that stands alone on its line has a URL below it that would not fit behind
    it; else it is a page's number."""
    return bool(document.pages and re.match(r"https?:|www\.", document.text[match.end() :][:5]))


def _plain_weight(text: str, match: re.Match[str]) -> float:
    end = text.find("\n", match.end())
    line = text[match.end() : min(end if end > 0 else len(text), match.end() + 400)]
    if _LEADERS.search(line):
        return _LONE  # a table of contents
    if _CUE.search(line) or _URL_BELOW.match(text, end):
        return _PLAIN_WITH_CUE
    if text[match.end() - 1].isdecimal():
        return _STUCK
    return _LISTED if match["list"] else _PLAIN


def _chains(definitions: list[Definition]) -> list[list[Definition]]:
    """The chains that are worth most, in the order of the text; no definition in two of them."""
    chains: list[list[Definition]] = []
    left = definitions
    for _ in range(_ROUNDS):
        found = _best_chains(left)
        chains += found
        used = {definition.start for chain in found for definition in chain}
        left = [definition for definition in left if definition.start not in used]
        if not found:
            break
    return sorted(chains, key=lambda chain: chain[0].start)


def _best_chains(definitions: list[Definition]) -> list[list[Definition]]:
    """The chains that are worth most among those that would take no definition from each other."""
    last: dict[int, int] = {}
    score: list[float] = []
    previous: list[int | None] = []
    for index, definition in enumerate(definitions):
        number = definition.number
        options: list[tuple[float, int | None]] = [(0.0 if number == 1 else _LONE, None)]
        for step, cost in ((1, 0.0), (2, _SKIPPED)):
            before = last.get(number - step)
            if before is None:
                continue
            mixed = definitions[before].strong != definition.strong
            if not (mixed and (definition.listed or definitions[before].listed)):
                options.append((score[before] + cost + _MIXED * mixed, before))
        gain, origin = max(options, key=lambda option: (option[0], option[1] or -1))
        score.append(gain + definition.weight)
        previous.append(origin)
        if number not in last or score[index] >= score[last[number]]:
            last[number] = index
    used: set[int] = set()
    chains = []
    for end in sorted(range(len(definitions)), key=lambda index: (-score[index], index)):
        chain: list[int] = []
        step_back: int | None = end
        while step_back is not None and step_back not in used:
            chain.append(step_back)
            step_back = previous[step_back]
        whole = step_back is None
        if chain and whole and score[end] >= max(_ENOUGH, _MEAN * len(chain)):
            used.update(chain)
            chains.append([definitions[index] for index in reversed(chain)])
    return chains


def _page_end(document: Document, start: int) -> int:
    """How far a note's marker may stand: PDF text may hold the foot of a page before its
    columns."""
    index = bisect_right(document.pages, start)
    return document.pages[index] if 0 < index < len(document.pages) else start


def _following(starts: list[int], definition: Definition, end: int) -> int:
    index = bisect_right(starts, definition.start)
    return starts[index] if index < len(starts) else end


def _block_end(text: str, start: int) -> int:
    match = _BLOCK_END.search(text, start, start + _LONGEST_NOTE)
    return match.start() if match else min(len(text), start + _LONGEST_NOTE)
