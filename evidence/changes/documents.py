"""Links to documents and data sets: a channel of its own, since the text often stays when they
go."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.content.model import Content, Link

_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|xlsm|pptx?|od[tsp]|rtf|txt|csv|tsv|json|geojson|xml|zip|rar|7z|gz|kml|kmz|shp|dbf"
    r"|mdb|accdb|parquet|sav|dta|epub)$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"/(?:datasets?|documentos?|documents?|downloads?|descargas?|attachments?|adjuntos?|file/d)(?:[/?]|\.\w+|$)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"/(?:datasets?|documentos?|documents?|downloads?|descargas?)$", re.IGNORECASE
)
"""What a menu or a footer leads to under such an address is a section of the site, not a document."""
_HOSTS = (
    "drive.google.com",
    "docs.google.com",
    "dropbox.com",
    "sharepoint.com",
    "1drv.ms",
    "onedrive.live.com",
)
_WORDS = re.compile(
    r"\b(?:pdf|xlsx?|docx?|csv|data ?sets?|conjuntos? de datos|bases? de datos|descargar?|download)\b",
    re.IGNORECASE,
)


def lost(old: Content, new: Content) -> list[Link]:
    """The document links of ``old`` that ``new`` has not.

    The scheme, ``www.`` and the query after a file name say nothing (cache busting, http to https),
    and a file of the same name under the same words is the same file after a site moved its
    folders.
    """
    same = {link.url for link in new.links}
    gone = [link for link in old.links if link.url not in same and _is_document(link)]
    if not gone:
        return []
    there, moved = set(), set()
    for link in new.links:
        there.add(_key(link.url))
        moved.add(_by_name(link))
    return [
        link
        for link in gone
        if _key(link.url) not in there and not (_name(link.url) and _by_name(link) in moved)
    ]


def documents(links: Iterable[Link]) -> list[Link]:
    """Those of ``links`` that lead to a document or data set, by address or by their words."""
    return [link for link in links if _is_document(link)]


def _is_document(link: Link) -> bool:
    parts = _split(link.url)
    if parts is None:
        return False
    host, path, query = parts
    if link.is_framed and not query and _SECTION.search(path) and not host.endswith(_HOSTS):
        return False
    values = [value.rpartition("=")[2] for value in query.split("&")]
    return (
        any(_FILE.search(text) for text in (path, *values))
        or bool(_PLACE.search(path))
        or host.endswith(_HOSTS)
        or bool(_WORDS.search(link.text))
    )


@lru_cache(maxsize=2)  # each address is asked for several things, one after the other
def _split(url: str) -> tuple[str, str, str] | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host = parts.netloc.lower().removeprefix("www.").removesuffix(":443").removesuffix(":80")
    return host, unquote(parts.path).rstrip("/"), unquote(parts.query)


def _key(url: str) -> tuple[str, ...]:
    host, path, query = _split(url) or ("", url, "")
    return (host, path) if _FILE.search(path) else (host, path, query)


def _name(url: str) -> str:
    """The file name in the path of ``url``, or an empty text."""
    _, path, _ = _split(url) or ("", "", "")
    return path.rpartition("/")[2] if _FILE.search(path) else ""


def _by_name(link: Link) -> tuple[str, str]:
    return _name(link.url), link.text
