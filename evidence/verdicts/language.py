"""Which of our readers' languages a text is in, by its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.content.model import Content

_COMMON = {
    "en": "the of and to in for is that on by with as are this be from or which was it",
    "es": "de la el en y los las del que por para con una se al es lo su como más",
    "pt": "de a o em e os as do da que por para com uma se ao é não dos das no na",
    "fr": "de la le et les des en du que pour par avec une se au est dans sur qui pas",
}
_LANGUAGES = {
    word: {code for code, words in _COMMON.items() if word in words.split()}
    for words in _COMMON.values()
    for word in words.split()
}
_WORD = re.compile(r"\w+")
_OPENING = 20_000
_FEWEST = 20
_SHARE = 0.25
"""Common words below which nothing is guessed: their number, and their share of all words (in
running text of the four languages 0.3 to 0.45)."""
_CLEAR = 1.5
"""How much oftener the best language's words must stand there than the next one's."""


def guess(content: Content) -> str | None:
    """The text's language (en, es, pt, fr), or None where it is short, mixed or another one."""
    votes: Counter[str] = Counter()
    words = _WORD.findall("\n".join(content.main)[:_OPENING].casefold())
    for word in words:
        for code in _LANGUAGES.get(word, ()):
            votes[code] += 1
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < max(_FEWEST, _SHARE * len(words)):
        return None
    if len(ranked) > 1 and ranked[0][1] < _CLEAR * ranked[1][1]:
        return None
    return ranked[0][0]
