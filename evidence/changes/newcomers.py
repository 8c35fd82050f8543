"""What of a stretch of a page is new there: what stood on it before was put in nobody's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from evidence.changes.nearest import Text

_MOST_LINES = 50
"""Lines that are looked for at either end of a stretch; what has more that stood there before is no
replacement of anything."""


def new_alone(
    new: Text, old: Text, stretch: tuple[int, int], frame: Callable[[str], bool]
) -> tuple[int, int]:
    """The words from ``stretch[0]`` to before ``stretch[1]`` of ``new`` without the lines at their ends that
    ``old`` has as often, and without those of the page's ``frame``; an empty stretch where none is left."""
    lines = _lines(new, *stretch)
    then, now = _looked_in(old.words), _looked_in(new.words)

    def stood(line: tuple[int, int]) -> bool:
        wanted = _looked_in(new.words[slice(*line)])
        before = then.count(wanted)
        return (before > 0 and now.count(wanted) <= before) or frame(line_of(new, line[0]))

    for end in (0, -1):
        for _ in range(_MOST_LINES):
            if not lines or not stood(lines[end]):
                break
            del lines[end]
        else:
            return stretch[0], stretch[0]
    return (lines[0][0], lines[-1][1]) if lines else (stretch[0], stretch[0])


def outside(main: Collection[str], lines: Collection[str]) -> Callable[[str], bool]:
    """Tells of a line of a page whether it stands around its ``main`` text alone."""
    text, all_ = set(main), set(lines)
    return lambda line: line in all_ and line not in text


def _looked_in(words: list[str]) -> str:
    """Words so that neighbours share no space, and every place is counted."""
    return f" {'  '.join(words)} "


def _lines(text: Text, start: int, stop: int) -> list[tuple[int, int]]:
    """The lines of a stretch, each as its first word and that behind its last."""
    found: list[tuple[int, int]] = []
    for word in range(start, stop):
        is_new = word == start or "\n" in text.raw[text.spans[word - 1][1] : text.spans[word][0]]
        found.append((word, word + 1) if is_new else (found.pop()[0], word + 1))
    return found


def line_of(text: Text, word: int) -> str:
    """The whole line that a word stands on."""
    at = text.spans[word][0]
    end = text.raw.find("\n", at)
    return text.raw[text.raw.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text.raw)]
