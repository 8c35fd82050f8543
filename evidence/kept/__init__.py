"""Texts that are kept in English, told in each language.

What a parser says behind the fence, what an archive answered, what a sign of ``testigo doctor`` says: these
are texts in the database or in JSON from then on, and in English. Each that can be written stands in a table
here, by what writes it, and is known again by its words; a fact in it may be such a text itself.
"""

from __future__ import annotations

import re
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING

from evidence.bilingual import Words, said
from evidence.kept import failures, nights, parsers, remarks, signs

if TYPE_CHECKING:
    from evidence.bilingual import Told

TEXTS = (
    *failures.TEXTS,
    *parsers.TEXTS,
    *signs.TEXTS,
    *nights.TEXTS,
    *remarks.TEXTS,
)
"""In English as they are written: tests hold that none is missing. The first that fits is taken."""
_DEEPEST = 4
"""Texts within texts: a source that can't be read, of an archive, for a status, for want of a network."""
_LONGEST = 2000
"""Characters; longer ones are of somebody else."""
_BEHIND = Words("{before}: {text}", "{before}: {text}")


def kept(text: str) -> Told:
    """What a kept text says, in each language; as it is where nobody of ours wrote it."""
    return known_again(text, TEXTS)


def known_again(text: str, texts: tuple[Words, ...]) -> Told:
    """The same for a text that may be one of ``texts``."""
    return _known(text, texts, _DEEPEST) or said(text, {})


def _known(text: str, texts: tuple[Words, ...], deep: int) -> Told | None:
    if not deep or len(text) > _LONGEST:
        return None
    for pattern, words in _patterns(texts):
        if found := pattern.fullmatch(text):
            facts = {
                name: _known(it, texts, deep - 1) or it for name, it in found.groupdict().items()
            }
            return words.of(**facts)
    before, colon, rest = text.partition(": ")  # of whom or what it is said
    behind = _known(rest, texts, deep - 1) if colon else None
    return behind and _BEHIND.of(before=before, text=behind)


@cache
def _patterns(texts: tuple[Words, ...]) -> tuple[tuple[re.Pattern[str], Words], ...]:
    return tuple((re.compile(_pattern(words.en), re.DOTALL), words) for words in texts)


def _pattern(text: str) -> str:
    return "".join(
        re.escape(before) + (f"(?P<{name}>.*?)" if name else "")
        for before, name, _, _ in Formatter().parse(text)
    )
