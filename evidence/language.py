"""Which language a text is in, by its commonest function words.

Enough to see that a page came in another language, and to choose the rules by which a text is cut
into sentences. A text that is short or mixed is in no language here.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_COMMON = {
    "es": "el los las del que y en por para con una se su al es lo como más pero sus o",
    "en": "the of and to in for is that this with are be by as from or at which not you your",
    "fr": "le les des du et en pour dans une est que qui sur par au aux avec ce vous votre",
    "pt": "os dos das do da e em para com uma não ao que se por mais foi são pelo sua",
    "de": "der die das und zu den von mit ist nicht ein eine im für auf dem sie werden oder",
    "it": "il di che la per un è della dei delle con non le si da del una nel sono alla",
}
_SETS = {language: frozenset(common.split()) for language, common in _COMMON.items()}
_WORD = re.compile(r"\w+")
_ENOUGH = 12
"""Function words; a text with fewer is too short to tell."""
_AHEAD = 1.5
"""Times more hits than the next language: Spanish and Portuguese share many words."""


def language_of(tokens: Iterable[str]) -> str | None:
    """The ISO 639-1 code of the language of ``tokens`` (words in lower case): de, en, es, fr, it or
    pt; None where the words leave a doubt."""
    (best, most), (_, second) = _hits(tokens).most_common(2)
    return best if most >= _ENOUGH and most >= _AHEAD * second else None


def likeliest(text: str, among: Sequence[str]) -> str:
    """The code of ``among`` whose function words ``text`` has most of, however few; the first of
    those that have as many."""
    hits = _hits(_WORD.findall(text.lower()))
    return max(among, key=hits.__getitem__)


def _hits(tokens: Iterable[str]) -> Counter[str]:
    """How many of ``tokens`` are function words of each language."""
    counts = Counter(tokens)
    return Counter({code: sum(counts[word] for word in common) for code, common in _SETS.items()})
