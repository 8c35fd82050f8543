"""Whether a page of a board may show more in a browser than its markup says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.boards.controls import turns
from evidence.boards.labels import words_of
from evidence.boards.model import Scripted
from evidence.boards.targets import is_script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bs4 import BeautifulSoup, Tag

    from evidence.boards.model import Link

_CODE = 40
"""Characters of a script below which it does no more than note that it ran."""
_SENT = frozenset({"submit", ""})
"""Kinds of buttons that send the form that they stand in."""
_MOST = 2_000
"""Elements that are looked at."""


def scripted(soup: BeautifulSoup, links: Sequence[Link]) -> Scripted:
    """What the scripts of a page with these links may do for it."""
    if not any(_is_code(node) for node in soup.find_all("script")):
        return Scripted.NO
    if all(link.furniture for link in links):
        return Scripted.SHELL
    pressed = soup.find_all(_may_be_pressed, limit=_MOST)
    return Scripted.TURNED if any(_turns(node) for node in pressed) else Scripted.PERHAPS


def _is_code(script: Tag) -> bool:
    kind = str(script.get("type") or "").lower()
    if kind and "javascript" not in kind and kind not in ("module", "text/babel"):
        return False
    return bool(script.get("src")) or len(str(script.string or "")) > _CODE


def _may_be_pressed(node: Tag) -> bool:
    if node.name in ("a", "button", "input"):
        return True
    return str(node.get("role") or "") == "button"


def _turns(node: Tag) -> bool:
    """Whether something turns a page or shows more, and leads to no address that a plain walk follows."""
    href = str(node.get("href") or "").strip()
    leads = bool(href) and not href.startswith("#")
    # a post-back is made without a browser
    if node.name == "a" and leads and (not is_script(href) or "PostBack" in href):
        return False
    kind = str(node.get("type") or "").lower()
    if node.name != "a" and kind in _SENT and node.find_parent("form", method=_is_post):
        return False
    words = words_of(node) or str(node.get("value") or "")
    return turns(words) or turns(str(node.get("aria-label") or node.get("title") or ""))


def _is_post(method: str | None) -> bool:
    return str(method or "").lower() == "post"
