"""URLs in running text, with their exact spans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from linkify_it import LinkifyIt

if TYPE_CHECKING:
    from collections.abc import Iterator

_STOP = re.compile(r"[\u00a0\u200b\u2028\u2029\ufeff]|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]|\]\(")
"""Signs that end a URL in real reports: no-break and zero-width spaces, superscript note numbers."""


@dataclass(frozen=True, slots=True)
class Found:
    """One URL in a text: ``text[start:end] == raw``."""

    raw: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _linkify() -> LinkifyIt:
    """Only URLs with a scheme: bare domains turn abbreviations into links."""
    return LinkifyIt({"mailto:": None, "ftp:": None, "//": None}, {"fuzzy_link": False, "fuzzy_email": False})


def urls(text: str) -> Iterator[Found]:
    """The http and https URLs in ``text``, in order; trailing punctuation and brackets left out."""
    for match in _linkify().match(text) or ():
        raw = text[match.index : match.last_index]
        stop = _STOP.search(raw)
        if stop:
            raw = raw[: stop.start()]
        if raw.lower().startswith(("http://", "https://")):
            yield Found(raw, match.index, match.index + len(raw))
