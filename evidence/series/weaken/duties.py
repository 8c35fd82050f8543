"""Who was bound is bound less: *deberá* became *podrá*, *garantizar* became *promover*.

Two ladders, of duties and of what is undertaken. A word of a lower rung tells where it was put in the
place of one of a higher, or before the verb that stood there alone: *publicar*, *considerar publicar*.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evidence.changes.words import spans
from evidence.series.model import Finding, Weakening
from evidence.series.weaken.lexicon import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evidence.series.differing import Differing, Passage

_DUTIES = ("may", "should", "will", "must")
_VERBS = ("consider", "support", "do", "guarantee")
"""From the lowest rung to the highest."""
_DO = _VERBS.index("do")
_WILL = _DUTIES.index("will")
_VERB = re.compile(
    r"[^\W\d_]{2,}(?:[aei]r(?:l[oa]s?|se)?|[aei]ran?|[aei]rao)|[^\W\d_]{3,}(?:ing|tion|cion|cao|coes|miento|mento)"
)
"""Forms of verbs and of the nouns made of them, without accents."""
_AHEAD = 45
"""Characters behind a weak word in which what it governs begins: *impulsar la implementación*."""
_BEFORE = 70
"""Characters before a duty in which its subject stands."""
_NO = re.compile(r"(?<!\w)(?:no|nunca|not|never|nao|ni)\s?$")
_NOT = re.compile(r"\s?not(?!\w)")
_AND = re.compile(r"(?<!\w)(?:y|e|and|o|or|ou|asi como|as well as)(?!\w)|[,;]")
_STEM = 5
_NEAR = 1
"""Changes apart that may be one: the word between them stayed."""


class _Word(NamedTuple):
    rung: int
    term: str
    start: int
    end: int


def find(text: Differing, language: str) -> Iterator[Finding]:
    """Duties that are less of a duty now."""
    for passage in text.passages:
        if passage.old and passage.new:
            found = _duty(passage, language) or _verb(passage, language)
            if found:
                yield found


def _duty(passage: Passage, language: str) -> Finding | None:
    gone = _on_ladder("modal", _DUTIES, passage.was, language, passage.in_old_hunk)
    for word in _on_ladder("modal", _DUTIES, passage.now, language, passage.in_new_hunk):
        if word.rung >= _WILL or any(other.rung <= word.rung for other in gone):
            continue
        if _is_denied(passage.now, word) or _is_peoples(passage.now, word, language):
            continue
        stronger = [other for other in gone if not _is_denied(passage.was, other)]
        was = stronger[0].term if stronger else _governed(passage, word, language, first=True)
        if was:
            severity = 0.9 if stronger else 0.8
            return Finding(
                Weakening.MODAL, "duty", passage.old, passage.new, was, word.term, severity
            )
    return None


def _verb(passage: Passage, language: str) -> Finding | None:
    gone = _on_ladder("verb", _VERBS, passage.was, language, passage.in_old_hunk)
    gone += [
        one for one in _unlisted(passage, language) if one.start not in {g.start for g in gone}
    ]
    for word in _on_ladder("verb", _VERBS, passage.now, language, passage.in_new_hunk):
        if word.rung >= _DO:
            continue
        near = [other for other in gone if _in_place(passage, other, word)]
        if any(other.rung <= word.rung for other in near):
            continue
        stronger = max(near, default=None, key=lambda other: (other.rung, -other.start))
        was = stronger.term if stronger else _governed(passage, word, language)
        if was:
            severity = 0.8 if word.rung == 0 else 0.7
            return Finding(
                Weakening.MODAL, "verb", passage.old, passage.new, was, word.term, severity
            )
    return None


def _on_ladder(
    table: str,
    rungs: tuple[str, ...],
    text: str,
    language: str,
    changed: Callable[[int, int], bool],
) -> list[_Word]:
    """The words of a ladder that stand in what changed, in the order of the text."""
    found = [
        _Word(rung, *one)
        for rung, name in enumerate(rungs)
        for one in terms(table, language, name, unlike="not").find(text)
        if changed(one.start, one.end)
    ]
    return sorted(found, key=lambda word: word.start)


def _unlisted(passage: Passage, language: str) -> list[_Word]:
    """Verbs that were taken out and are in no list: something that was to be done."""
    if language == "en":
        return []
    return [
        _Word(_DO, word, start, end)
        for word, start, end in spans(passage.was)
        if _VERB.fullmatch(word) and passage.in_old_hunk(start, end)
    ]


def _is_denied(text: str, word: _Word) -> bool:
    """Whether *no* stands before it, or *not* behind: what may not be done is forbidden all the
    same."""
    return bool(_NO.search(text, max(0, word.start - 8), word.start) or _NOT.match(text, word.end))


def _is_peoples(text: str, word: _Word, language: str) -> bool:
    """Whether it is people who may: that is a right of theirs."""
    before = text[max(0, word.start - _BEFORE) : word.start]
    return before in terms("subject", language)


def _governed(passage: Passage, word: _Word, language: str, *, first: bool = False) -> str:
    """The verb behind a weak word that stood alone before: *considerar publicar*; "" for none. The
    ``first`` word behind *may* is one, whatever its form."""
    done = terms("verb", language, "do", unlike="not")
    stood = {token[:_STEM]: token for token, _, _ in spans(passage.was) if len(token) >= _STEM}
    for token, start, _ in spans(passage.now[word.end : word.end + _AHEAD]):
        if _AND.search(passage.now, word.end, word.end + start):
            return ""
        is_verb = _VERB.fullmatch(token) or token in done or (first and start <= 1)
        if token[:_STEM] in stood and is_verb:
            return stood[token[:_STEM]]
    return ""


def _in_place(passage: Passage, gone: _Word, come: _Word) -> bool:
    """Whether one word was put where the other stood."""
    out = [
        n
        for n, hunk in enumerate(passage.hunks)
        if hunk.old[0] < gone.end and gone.start < hunk.old[1]
    ]
    put = [
        n
        for n, hunk in enumerate(passage.hunks)
        if hunk.new[0] < come.end and come.start < hunk.new[1]
    ]
    return any(abs(a - b) <= _NEAR for a in out for b in put)
