"""Character references in attributes, as the HTML standard reads them (13.2.5.73).

``href="?id=1&region=5"`` asks for ``region``: a name without its semicolon is no reference where a
letter, a digit or ``=`` follows it. Python's parser takes it for ``®ion`` and asks for another page.
"""

from __future__ import annotations

import re
from html.entities import html5

_VALUE = re.compile(r"""=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+)""")
_REFERENCE = re.compile(r"&([A-Za-z][A-Za-z0-9]*)(;|=)?")


def kept_in_values(markup: str) -> str:
    """``markup`` with the ampersands escaped that begin no reference, where an attribute's value
    stands."""
    if "&" not in markup:
        return markup
    return _VALUE.sub(lambda value: _REFERENCE.sub(_escaped, value[0]), markup)


def _escaped(found: re.Match[str]) -> str:
    name, end = found[1], found[2] or ""
    known = f"{name};" in html5 if end == ";" else name in html5 and not end
    return found[0] if known else f"&amp;{name}{end}"
