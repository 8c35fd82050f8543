"""Addresses of what a browser made of a page, in the names that Browsertrix gives them.

``urn:view:https://…`` is the picture of the page at that address. They are addresses of records in WARC
files and of the rows that speak of them; nobody can ask the network for one. ``urn:dom:`` is ours: the
document that scripts have drawn, which is read and judged like any page.
"""

from __future__ import annotations

from enum import StrEnum


class View(StrEnum):
    """What is kept of a page that a browser opened."""

    DOM = "dom"
    """the document as drawn, with what shadow trees and frames show in its place"""
    TEXT = "text"
    """what can be read on it"""
    FIRST = "view"
    """the picture of what is seen without scrolling"""
    WHOLE = "fullPage"
    """the picture of the whole page"""
    SMALL = "thumbnail"
    """a small one of the first view, for reports"""
    INFO = "pageinfo"
    """how it went: the browser, its window, what it asked for, what was hidden for the pictures"""


_PREFIXES = tuple(f"urn:{view}:" for view in View)


def view_of(url: str, view: View) -> str:
    """The address of a view of the page at ``url``."""
    return f"urn:{view}:{url}"


def page_of(address: str) -> str:
    """The page that an address speaks of: that of a view's, else itself."""
    for prefix in _PREFIXES:
        if address.startswith(prefix):
            return address[len(prefix) :]
    return address


def is_view(address: str) -> bool:
    """Whether an address is one of a view, and none that can be asked for."""
    return address.startswith(_PREFIXES)
