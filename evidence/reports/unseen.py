"""What long calls remark, told in each language: kept texts, and in them why a page of a board could not be
seen, which is a cause in its words, and which page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence import kept
from evidence.bilingual import Words
from evidence.reports import board_words
from evidence.reports.causes import ASK_PRIVATE, CAUSES
from evidence.vocabulary import VERDICT_OF, Verdict

if TYPE_CHECKING:
    from evidence.bilingual import Told

_SOUND = frozenset({Verdict.ALIVE, Verdict.MOVED})
_TOLD = (
    *(CAUSES[cause] for cause, verdict in VERDICT_OF.items() if verdict not in _SOUND),
    *(board_words.WORDS[name] for name in ("half-loaded", "most-gone", "nothing-listed")),
)
_TEXTS = (
    *kept.TEXTS,
    ASK_PRIVATE,
    *_TOLD,
    *(Words(f"{words.en} {{url}}", f"{words.es} {{url}}") for words in _TOLD),
    Words("it broke off", "se interrumpió a la mitad"),
    Words("its budget allows no page", "su presupuesto no permite leer ninguna página"),
)


def remark(text: str) -> Told:
    """What a remark says; as it is where nobody of ours wrote it."""
    return kept.known_again(text, _TEXTS)
