"""Where a URL ends by what stands right before it: a mark-up that opens there closes behind it."""

from __future__ import annotations

import re

_FIELD = re.compile(r"\|[ \t]{0,9}[\w-]{1,40}[ \t]{0,9}=[ \t]{0,9}$")
"""A template's parameter: ``{{cita web|url=``."""
_BEFORE = 70
"""Characters that the name of a parameter and the blanks around it take at most."""
_TEMPLATE_END = re.compile(r"\||\}\}")
_OF_LINKS = "<[({"
"""Before a link with its words: ``<URL|words>`` of chats, ``[URL|words]`` of wikis."""
_PATH = re.compile(r"[^?#|]*")


def framed(text: str, start: int, run: str) -> int:
    """How much of ``run``, which begins at ``text[start]``, its mark-up leaves to the URL."""
    before = text[max(0, start - _BEFORE) : start]
    end = -1
    if before.endswith("|") or _FIELD.search(before):
        field = _TEMPLATE_END.search(run)
        end = field.start() if field else -1
    elif before.endswith("~~"):
        end = run.rfind("~~")
    elif before.endswith("link:"):  # AsciiDoc
        end = run.find("[")
    elif before.endswith("'"):
        last = run.rfind("'")
        closes = run.count("'") == 1 or not any(map(str.isalnum, run[last:]))
        end = last if closes else -1
    elif before and before[-1] in _OF_LINKS:
        path = _PATH.match(run)
        end = path.end() if path and run[path.end() : path.end() + 1] == "|" else -1
    return end if end > 0 else len(run)
