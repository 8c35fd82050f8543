"""What a change took out and put in, piece by piece: its identity from look to look.

A whole page hashes to something else whenever any counter on it moves; the pieces of a real change
stay the same from one look to the next, whatever moves beside them. A piece is written
``place>put``: a fingerprint of the baseline's words, and one of the words that stand there instead.
Nothing after the sign: they are gone with nothing in their place. In front stands ``@`` where words
came behind those of the place, ``+`` for one line of all that came there, ``~`` for a few words
within a line that differs in others too, and ``#`` for a few that have a number among them.
``line.clause`` is a place within a line; ``!line>`` says that the line is another, and not reworded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from evidence.changes.words import align, changed, key, tokens
from evidence.pieces import MOST, mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence.changes.differing import Differing

_SAME_LINE = 60.0
"""Likeness, of 100, from which two lines are one line rewritten, and not another in its place."""
_PAIRS = 10_000
"""Lines of one side times lines of the other that are paired by likeness; a rewritten table of more
is taken as a whole."""
_CELLS = 10_000_000_000
"""Words of one side times words of the other that are asked for their likeness, in one comparison: all of
two texts of 100,000, which is 200 pages."""
_CLAUSE = 4
"""Words of a piece that is told from the rest of its line by itself. In "Boletín 12 del 3 de marzo"
one word or another stays by chance whatever comes."""
_REPLACES = 0.20
"""Words that came in place of lines, at most this share of them: the lines are gone."""


class _Piece(NamedTuple):
    size: int
    written: str


def hunks(old: Sequence[str], new: Sequence[str], lines: Differing) -> tuple[str, ...]:
    """The pieces of the change between two main texts; the same for the same contents.

    ``lines`` says which lines differ at all, and which of them belong to the document's own text.
    """
    found: dict[str, int] = {}
    room = _CELLS
    for _, i1, i2, j1, j2 in changed(align(*_keys(old, new))):
        gone = [i for i in range(i1, i2) if i in lines.gone]
        come = [j for j in range(j1, j2) if j in lines.all_come]
        behind = mark(tokens(old[i1 - 1])) if i1 else "0"
        texts = [(tokens(new[j]), j in lines.come) for j in come]
        before = [tokens(old[i]) for i in gone]
        room -= sum(map(len, before)) * sum(len(text) for text, _ in texts)
        likely = len(before) * len(texts) <= _PAIRS and room >= 0
        for piece in _pieces(before, texts, behind, likely=likely):
            found[piece.written] = max(piece.size, found.get(piece.written, 0))
    kept = sorted(found, key=lambda written: (-found[written], written))[:MOST]
    return tuple(sorted(kept))


def one_hunk(gone: Sequence[str], come: Sequence[str]) -> tuple[str, ...]:
    """The one piece that ``come`` in place of ``gone`` is."""
    return (f"{mark(list(gone))}>{mark(list(come))}",)


def _keys(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines of both texts as words; most stand in both, and are read once."""
    known = {line: key(line) for line in {*old, *new}}
    return [known[line] for line in old], [known[line] for line in new]


def _pieces(
    gone: list[list[str]], come: list[tuple[list[str], bool]], behind: str, *, likely: bool
) -> Iterator[_Piece]:
    """The pieces between two lines that both texts have; ``behind`` is the mark of the first. Lines are
    paired by likeness where that is ``likely`` to be done in time."""
    rest = list(range(len(come)))
    unpaired: list[list[str]] = []
    for line in gone:
        like = _most_alike(line, [come[j][0] for j in rest]) if likely else None
        if like is None:
            unpaired.append(line)
        else:
            yield from _within(line, come[rest.pop(like)][0])
    if len(unpaired) == len(rest):  # line for line
        for line, j in zip(unpaired, rest, strict=True):
            yield _Piece(len(line), f"{mark(line)}>{mark(come[j][0])}")
            if come[j][1]:
                yield _Piece(len(come[j][0]), f"+{behind}>{mark(come[j][0])}")
        return
    instead = [word for j in rest for word in come[j][0]]
    if len(instead) <= _REPLACES * sum(map(len, unpaired)):
        instead = []
    for line in unpaired:
        yield _Piece(len(line), f"{mark(line)}>{mark(instead)}")
    own = [come[j][0] for j in rest if come[j][1]]
    if own and not unpaired:
        yield _Piece(
            sum(map(len, own)), f"@{behind}>{mark([word for line in own for word in line])}"
        )
    for line in own:
        yield _Piece(len(line), f"+{behind}>{mark(line)}")


def _most_alike(line: list[str], others: list[list[str]]) -> int | None:
    scores = [fuzz.ratio(line, other) for other in others]
    best = max(scores, default=0.0)
    return scores.index(best) if best >= _SAME_LINE else None


def _within(old: list[str], new: list[str]) -> Iterator[_Piece]:
    """The pieces of one line that was rewritten: the line itself, and its clauses."""
    whole = mark(old)
    yield _Piece(len(old), f"{whole}>{mark(new)}")
    differing = list(changed(align(old, new)))
    if 2 * sum(max(i2 - i1, j2 - j1) for _, i1, i2, j1, j2 in differing) > len(old):
        yield _Piece(1, f"!{whole}>")
    for _, i1, i2, j1, j2 in differing:
        out, put = old[i1:i2], new[j1:j2]
        place = f"{whole}.{mark([str(i1), *out])}"
        if max(len(out), len(put)) >= _CLAUSE:
            yield _Piece(max(len(out), len(put)), f"{place}>{mark(put)}")
        else:
            sign = "#" if _has_number(out) or _has_number(put) else "~"
            yield _Piece(1, f"{sign}{place}>{mark(put)}")


def _has_number(tokens: list[str]) -> bool:
    return any(character.isdigit() for word in tokens for character in word)
