"""It holds for fewer: *todas las dependencias* became *las dependencias prioritarias*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.series.model import Finding, Weakening
from evidence.series.weaken.lexicon import lists, pattern, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evidence.series.differing import Differing, Passage
    from evidence.series.weaken.lexicon import Found

_ALL_GONE, _SOME_CAME, _BOTH, _NARROWER = 0.4, 0.6, 0.8, 0.8
_SHORT = 12
"""Words of a change in which one area was put for another, and not a paragraph for another."""


def find(text: Differing, language: str) -> Iterator[Finding]:
    """What holds for fewer now."""
    for passage in text.passages:
        if not passage.old or not passage.new:
            continue
        found = _narrower(passage, language) or _fewer(passage, language)
        if found:
            yield found


def _fewer(passage: Passage, language: str) -> Finding | None:
    everyone, few = (terms("scope", language, name, unlike="not") for name in ("all", "some"))
    gone = _of(everyone.find(passage.was), passage.in_old_hunk)
    all_now = everyone.find(passage.now)
    stood = [one.term for one in few.find(passage.was)]
    come = [one for one in _of(few.find(passage.now), passage.in_new_hunk) if one.term not in stood]
    lost = gone if len(all_now) < len(everyone.find(passage.was)) else []
    if come and (lost or _limits(passage, come[0])):
        was = lost[0].term if lost else ""
        return _finding(passage, "fewer", was, come[0].term, _BOTH if lost else _SOME_CAME)
    if lost and not come and _still_there(passage, lost[0]):
        return _finding(passage, "not-all", lost[0].term, "", _ALL_GONE)
    return None


def _finding(passage: Passage, rule: str, was: str, now: str, severity: float) -> Finding:
    return Finding(Weakening.SCOPE, rule, passage.old, passage.new, was, now, severity)


def _of(found: list[Found], changed: Callable[[int, int], bool]) -> list[Found]:
    return [one for one in found if changed(one.start, one.end)]


def _limits(passage: Passage, term: Found) -> bool:
    """Whether a limit was put to words that stood there without it: one of the two beside it did."""
    before = passage.now[: term.start].split()[-1:]
    behind = passage.now[term.end :].split()[:1]
    unchanged = passage.was.split()
    return any(word.strip(".,;:") in unchanged and len(word) > 3 for word in (*before, *behind))


def _still_there(passage: Passage, gone: Found) -> bool:
    """Whether what was "all" is still spoken of: its noun stands in the new sentence."""
    nouns = [word.strip(".,;:") for word in passage.was[gone.end :].split()[:3]]
    now = {word.strip(".,;:") for word in passage.now.split()}
    return any(len(noun) > 3 and noun in now for noun in nouns)


def _narrower(passage: Passage, language: str) -> Finding | None:
    """A wider area for a narrower one, within one change."""
    areas = [pattern(words) for words in lists()["scope"][language]["wide"]]
    for hunk in passage.hunks:
        out, put = passage.was[slice(*hunk.old)], passage.now[slice(*hunk.new)]
        if len(out.split()) > _SHORT or len(put.split()) > _SHORT:
            continue
        wide = next(((n, m[0]) for n, area in enumerate(areas) if (m := area.search(out))), None)
        narrow = next(((n, m[0]) for n, area in enumerate(areas) if (m := area.search(put))), None)
        if wide and narrow and narrow[0] > wide[0]:
            return _finding(passage, "narrower", wide[1], narrow[1], _NARROWER)
    return None
