"""Where an element of a page leads, other than by a link: by a script, in a drawing, in a frame of a set.

A reader who clicks comes there, so it is cited. What a page only holds (the address that a form asks, an entry
of a list, a film, what is shown without scripts) may be meant or may be machinery: that is told, and not cited.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from evidence.addresses import refresh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import Tag

_LONGEST = 10_000
"""Characters of a script in an attribute that are looked at."""
_OPENS = re.compile(
    r"\b(?:open\s{0,9}\(|location(?:\.href)?\s{0,9}=(?!=)|location\.(?:assign|replace)\s{0,9}\()\s{0,9}"
    r"(?P<quote>['\"])(?P<url>[^'\"\s]{1,4000})(?P=quote)"
)
"""A script sends the reader on, to an address that it spells out."""
_SCRIPT = re.compile(r"\s*javascript:", re.IGNORECASE)
_NOWHERE = re.compile(r"\s*(?:#[\w!-]*\s*$|javascript:|$)", re.IGNORECASE)
_DATA = ("data-href", "data-url", "data-link")
_WEB = re.compile(r"\s*(?:https?:)?//[^\s/]", re.IGNORECASE)
_PLAYED = frozenset({"video", "audio", "source"})
_HIDING = frozenset({"noscript", "template"})
_SHARED = re.compile(r"\b(?:fb|twitter|addthis|share)", re.IGNORECASE)
"""Buttons that carry the address of their own page."""
_XLINK = "xlink:href"


def clicked(node: Tag) -> str:
    """The address to which a click on an element leads by its script; "" where a link or nothing does."""
    attributes = node.attrs
    href = str(attributes.get("href") or "") if node.name == "a" else ""
    if not _NOWHERE.match(href):
        return ""
    if _SCRIPT.match(href) and (found := _OPENS.search(unquote(href[:_LONGEST]))):
        return found["url"]
    if "onclick" in attributes and (found := _OPENS.search(str(attributes["onclick"])[:_LONGEST])):
        return found["url"]
    if node.name == "a":
        return next(
            (value for name in _DATA if _WEB.match(value := str(attributes.get(name) or ""))), ""
        )
    return ""


def drawn(node: Tag) -> Iterator[str]:
    """Where the links in a drawing lead (SVG 2, 16.2)."""
    for link in node.find_all("a"):
        target = link.get("href") or link.get(_XLINK)
        if target:
            yield str(target)


def held(node: Tag) -> Iterator[str]:
    """Addresses of the web that an element holds and that are not cited."""
    name, attributes = node.name, node.attrs
    if name in _HIDING:
        values = [one.get("href") for one in node.find_all("a")]
    elif name == "head":
        values = list(_of_head(node))
    elif name == "iframe":
        values = re.findall(
            r"href\s{0,9}=\s{0,9}['\"]?([^'\"\s>]{1,4000})", str(attributes.get("srcdoc") or "")
        )
    elif name in _PLAYED:
        values = [attributes.get("src")]
    elif name == "form":
        values = [attributes.get("action")] if _is_file(attributes.get("action")) else []
    elif name == "button":
        values = [attributes.get("formaction")]
    elif name == "img":
        values = [attributes.get("longdesc")]
    elif name == "select":
        values = [one.get("value") for one in node.find_all("option")]
    else:
        shared = _SHARED.search(" ".join(attributes.get("class") or ()))
        values = (
            []
            if name == "a" or shared
            else [attributes.get(one) for one in _DATA if one in attributes]
        )
    yield from (str(value) for value in values if value and _WEB.match(str(value)))


def _of_head(node: Tag) -> Iterator[str]:
    """What the head of a page names as the page itself in another form, and where it sends its reader."""
    for one in node.find_all(["meta", "link"]):
        if one.name == "link":
            if one.get("type") == "application/pdf":
                yield str(one.get("href") or "")
        elif str(one.get("http-equiv") or "").lower() == "refresh":
            on = refresh(str(one.get("content") or ""))
            yield on.target if on else ""
        elif one.get("name") == "citation_pdf_url":
            yield str(one.get("content") or "")


def _is_file(action: object) -> bool:
    """Whether a form asks for a document by its name; most ask a search."""
    return (
        re.search(r"\.(?:pdf|docx?|xlsx?|csv|zip)$", str(action or ""), re.IGNORECASE) is not None
    )
