"""Which addresses are front pages, by how they are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.addresses import split

if TYPE_CHECKING:
    from urllib.parse import SplitResult

_LANGUAGE = r"/*(?:(?:es|en|pt|fr|es[-_](?:es|mx)|en[-_](?:us|gb)|pt[-_](?:br|pt)|fr[-_]fr)/*)?"
ROOT = re.compile(rf"{_LANGUAGE}(?:(?:index|default)(?:\.\w{{2,5}})?/*)?", re.IGNORECASE)
"""What servers show for ``/`` itself."""
_FRONT = r"(?:home|inicio|portada|principal|main)"
_HOME = re.compile(
    rf"{_LANGUAGE}(?:(?:index|default|{_FRONT})(?:\.\w{{2,5}})?/*)?"
    rf"|{_LANGUAGE}(?:index\.php/+{_FRONT}|web/+guest(?:/+{_FRONT})?|(?:paginas|pages)/+(?:default|{_FRONT})\.aspx"
    r"|portal)/*",
    re.IGNORECASE,
)
"""How front pages are called by habit, and by what portals are made with (Joomla, Liferay, SharePoint)."""
NO_QUERY = re.compile(r"(?:lang|language|idioma|locale|hl|utm_\w{1,20}|ref|src)=.*", re.IGNORECASE)
"""A parameter that chooses no page."""


def is_front_page(url: str) -> bool:
    """Whether an address is the front page of its host."""
    return is_home(split(url))


def is_home(parts: SplitResult) -> bool:
    """Whether a server is asked for its front page (it never sees a fragment)."""
    telling = [pair for pair in parts.query.split("&") if pair and not NO_QUERY.fullmatch(pair)]
    return not telling and bool(_HOME.fullmatch(parts.path))
