"""Status 200, and the page says in words that there is nothing: missing.

Scores by where the words stand: a title segment 3, a heading 2, a body sentence of a short page 2, a
bare 404 as a word of its own 1.5; more than 300 words −2, more than 800 −4; 3 or more is a soft-404.
Measured on recorded error pages and their real siblings (see docs/performance.md for the numbers).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.verdicts.model import Cause, Judgement, Look
from evidence.verdicts.rule import Rule, Words, because

if TYPE_CHECKING:
    from evidence.content.model import Content

THRESHOLD = 3.0

_PHRASE = re.compile(
    r"""(?ix)
    \b(?:page|file|document|resource|content)\s+(?:was\s+|could\s+not\s+be\s+|cannot\s+be\s+|can't\s+be\s+)?not\s+found\b
  | \b(?:page|file|document)\s+(?:could\s+not|cannot|can't)\s+be\s+found\b
  | \b(?:page|document|file)\s+(?:you\s+\w+(?:\s+\w+){0,3}\s+)?(?:does\s+not|doesn't|no\s+longer)\s+exists?\b
  | \bnot\s+found\b | \b(?:error|http)\s*[-:]?\s*404\b | \b404\s*[-:|]?\s*(?:error|not\s+found)\b
  | \b(?:página|pagina|archivo|documento|recurso|contenido)\s+(?:que\s+\w+(?:\s+\w+){0,2}\s+)?
      (?:no\s+(?:ha\s+sido\s+|fue\s+|se\s+ha\s+)?encontrad[oa]|no\s+(?:existe|está\s+disponible|disponible
          |se\s+encuentra|se\s+encontró))
  | \bno\s+(?:se\s+(?:encontró|encuentra|ha\s+encontrado)|encontramos|pudimos\s+encontrar)
      \s+(?:la|el|esta|este)\s+(?:página|pagina|archivo|documento|recurso)
  | \bpágina\s+(?:não\s+(?:foi\s+)?encontrada|não\s+existe)
  | \bpage\s+(?:introuvable|non\s+trouvée)|\bcette\s+page\s+n'existe
    """
)  # fmt: skip
_TOKEN = re.compile(r"(?<![\w.,/])404(?![\w.,/])")
_SHORT_PAGE = 120


def _apply(look: Look) -> Judgement | None:
    if look.content is None or look.content.media_type != "text/html":
        return None
    value, words = score(look.content)
    if value >= THRESHOLD:
        return because(Cause.SOFT_404, "soft-404.lexicon", score=value, words=words, status=look.status or 0)
    return None


def score(content: Content) -> tuple[float, str]:
    """How much a page says that there is nothing, and the words that say so."""
    total, found = 0.0, ""
    segments = re.split(r"\s*[|·–—»:]\s*|\s+-\s+", content.title)
    for value, places in ((3.0, segments), (2.0, content.headings)):
        match = next((m for place in places if len(place) < 80 and (m := _PHRASE.search(place))), None)
        if match:
            total += value
            found = found or match[0]
    if content.words < _SHORT_PAGE:
        match = _PHRASE.search(content.text)
        if match:
            total += 2.0
            found = found or match[0]
    if any(_TOKEN.search(place) for place in (*segments, *content.headings)):
        total += 1.5
    if content.words > 800:
        total -= 4.0
    elif content.words > 300:
        total -= 2.0
    return total, " ".join(found.split())


RULE = Rule(
    _apply,
    {
        "soft-404.lexicon": Words(
            "The server says all is well (status {status}), but the page itself says “{words}”.",
            "El servidor dice que todo está bien (estado {status}), pero la página misma dice «{words}».",
        ),
    },
)
