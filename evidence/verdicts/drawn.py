"""Whether a page is a frame into which a browser's scripts draw the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.content.model import Content

_MARKUP = 300_000
"""Characters of a page in which signs of scripts are looked for."""
_ROOT = re.compile(
    r"<(?:div|main|body|section)[^>]{0,200}\b(?:id=[\"']?(?:root|app|__next|__nuxt|___gatsby|app-root|react-root"
    r"|main-app|svelte)\b|ng-app|data-reactroot|data-server-rendered|v-cloak|ng-version)"
    r"|<(?:app-root|my-app|ng-view)\b|__NEXT_DATA__|__NUXT__|__INITIAL_STATE__|webpackJsonp",
    re.IGNORECASE,
)
"""Where the usual frameworks (React, Vue, Angular, Next, Nuxt, Gatsby, Svelte) draw their pages."""


def is_drawn(content: Content) -> bool:
    """Whether the page has a root of the usual frameworks, into which scripts draw."""
    return bool(_ROOT.search(content.html[:_MARKUP]))
