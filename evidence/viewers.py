"""Where viewers keep the documents that they show: Drive, Docs, Dropbox, SharePoint, Office, PDF.js, ViewerJS, and
pages of a site's own that are told by a parameter what to show.

What one is told in a parameter is an address where it is written out. A path may be one, or a place on the server's
own disk: that is a guess, and its answer says nothing until a document was seen there.
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode

from evidence.addresses import resolve
from evidence.identity import fetch_url, parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ada_url import URL

FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|xlsm|pptx?|od[tsp]|rtf|csv|epub)$", re.IGNORECASE)
"""How the names of documents end."""


class Kept(NamedTuple):
    """Where the document is that a viewer shows."""

    url: str
    is_guess: bool = False
    """whether it may be no address at all"""
    is_known: bool = False
    """whether what shows it is known to show documents; players and buttons are told addresses, too"""


def document_targets(cited: str) -> tuple[str, ...]:
    """Where the document itself can be fetched when ``cited`` opens it in a viewer; often nowhere.

    Extra targets beside the cited URL, never in its place.
    """
    return tuple(kept.url for kept in kept_at(cited))


def kept_at(cited: str) -> tuple[Kept, ...]:
    """The same, and which of them are guesses."""
    try:
        url = parsed(cited)
    except ValueError:
        return ()
    host = url.hostname
    known = (viewer(url, host) for viewer in _HOSTS)
    targets = [Kept(target, is_known=True) for target in known if target] + list(_told(url))
    first = {target.url: target for target in reversed(targets) if target.url != url.href}
    return tuple(dict.fromkeys(first[target.url] for target in targets if target.url in first))


# --- services that are known by their names


_ID = r"[\w-]+"
_DRIVE_PATH = re.compile(rf"(?:/a/[\w.-]+)?/file/(?:u/\d+/)?d/({_ID})")
_DRIVE_QUERY = re.compile(r"(?:/a/[\w.-]+)?(?:/u/\d+)?/(?:open|uc)")


def _drive(url: URL, host: str) -> str:
    if host not in ("drive.google.com", "docs.google.com"):
        return ""
    query = _query(url)
    if match := _DRIVE_PATH.match(url.pathname):
        key = match[1]
    elif _DRIVE_QUERY.fullmatch(url.pathname):
        key = query.get("id", "")
    else:  # what Drive's own pages and Google's sites embed
        key = query.get("srcid", "") if url.pathname in ("/viewer", "/viewerng/viewer") else ""
    kept = {"export": "download", "id": key} | {k: query[k] for k in ("resourcekey",) if k in query}
    return f"https://drive.google.com/uc?{urlencode(kept)}" if re.fullmatch(_ID, key) else ""


_DOCS_PATH = re.compile(
    rf"(?:/a/[\w.-]+)?(/(document|spreadsheets|presentation)/(?:u/\d+/)?d/(?!e/){_ID})"
)
_DOCS_EXPORT = {
    "document": "/export?format=pdf",
    "spreadsheets": "/export?format=xlsx",
    "presentation": "/export/pdf",
}


def _docs(url: URL, host: str) -> str:
    match = _DOCS_PATH.match(url.pathname) if host == "docs.google.com" else None
    if match is None:
        return ""
    sheet = re.search(r"gid=(\d+)", url.hash or url.search)
    gid = f"&gid={sheet[1]}" if sheet and match[2] == "spreadsheets" else ""
    return f"https://docs.google.com{match[1]}{_DOCS_EXPORT[match[2]]}{gid}"


def _dropbox(url: URL, host: str) -> str:
    if host not in ("www.dropbox.com", "dropbox.com") or not re.match(
        r"/(?:s|scl/fi)/", url.pathname
    ):
        return ""
    return _with(url, "dl", "1")


def _sharepoint(url: URL, host: str) -> str:
    shared = host.endswith(".sharepoint.com") and re.match(r"/:[bwxpu]:/", url.pathname)
    return _with(url, "download", "1") if shared else ""


_HOSTS: tuple[Callable[[URL, str], str], ...] = (_drive, _docs, _dropbox, _sharepoint)


# --- pages that are told what to show


_NAMES = ("url", "src", "file", "doc", "pdf")
"""Parameters that name what is shown, whatever it is called."""
_NEVER = re.compile(
    r"(?:next|return|redirect|continue|back|volver|regresar|goto)\w*|ref(?:err?er)?|origin|from|dest|login|state|q|s|text",
    re.IGNORECASE,
)
"""Where a reader goes on to or came from, and what is searched for."""
_WEB = re.compile(r"(?:https?:)?//[^/]", re.IGNORECASE)
_BARE = re.compile(r"(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?::\d{1,5})?/", re.IGNORECASE)
_FOREIGN = frozenset({"docs.google.com", "drive.google.com", "view.officeapps.live.com"})
"""Viewers of documents of others: what they are told is an address, though its scheme was left out."""
_PDF_JS = re.compile(r"/viewer\.html$|/pdf\.?js/|/viewerjs/", re.IGNORECASE)
"""Paths of PDF.js and ViewerJS, to which a path is one beside their own."""
_LIKE_IT = re.compile(r"visor|viewer|\bpdf", re.IGNORECASE)
"""Paths of what may be one of these under another name."""
_VIEWER_JS = re.compile(r"/viewerjs/", re.IGNORECASE)
_BUTTONS = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|linkedin|whatsapp|telegram|t|pinterest|addtoany|addthis)\.(?:com|me)$"
)
"""Hosts that are told a page so that it be shared, and show none of it."""
_PACKED = "pdfemb-data"
"""The parameter in which PDF Embedder packs its settings, as base64 of JSON."""
_LONGEST = 8000


def _told(url: URL) -> Iterator[Kept]:
    """``viewer?url=…``, ``op/view.aspx?src=…``, ``viewer.html?file=…``, ``Documento?doc=https://…``,
    ``ViewerJS/#../acta.pdf``, ``visor.php?archivo=/actas/4.pdf``."""
    if _BUTTONS.search(url.hostname):
        return
    query = _query(url)
    is_viewer = _PDF_JS.search(url.pathname) is not None
    for name in (*_NAMES, *query):
        value = query.get(name, "").strip()
        if not value or (name not in _NAMES and not _names_a_file(name, value)):
            continue
        if found := _meant(url, name, value, is_viewer=is_viewer):
            yield found
            return
    if _VIEWER_JS.search(url.pathname) and _ends_as_file(shown := unquote(url.hash[1:])):
        yield from _kept(url, shown, is_guess=False)
    elif packed := query.get(_PACKED):
        yield from _kept(url, _unpacked(packed), is_guess=False)


def _meant(url: URL, name: str, value: str, *, is_viewer: bool) -> Kept | None:
    """What the value of a parameter says; None where that is no address."""
    is_sure = name in _NAMES or is_viewer
    if _WEB.match(value):
        found = _kept(url, value, is_guess=not is_sure)
    elif url.hostname in _FOREIGN and _BARE.match(value):
        found = _kept(url, f"http://{value}", is_guess=False)
    elif value.startswith(("/", "../", "./")) or is_viewer or _is_beside(url, value):
        found = _kept(url, value, is_guess=not is_viewer)
    else:
        return None
    return next(found, None)


def _is_beside(url: URL, value: str) -> bool:
    """Whether a path with folders was told to what is called a viewer."""
    return "/" in value and _ends_as_file(value) and _LIKE_IT.search(url.pathname) is not None


def _kept(url: URL, value: str, *, is_guess: bool) -> Iterator[Kept]:
    with suppress(ValueError):
        if value:
            is_known = (
                url.hostname in _FOREIGN
                or _PDF_JS.search(url.pathname) is not None
                or _PACKED in _query(url)
            )
            yield Kept(fetch_url(resolve(str(url.href), value)), is_guess, is_known)


def _names_a_file(name: str, value: str) -> bool:
    """Whether a parameter of any name holds the name of a document, and is no way back to it."""
    return _ends_as_file(value) and _NEVER.fullmatch(name) is None


def _ends_as_file(value: str) -> bool:
    path = value[:_LONGEST].partition("#")[0].partition("?")[0]
    return FILE.search(path) is not None


def _unpacked(packed: str) -> str:
    """The address in settings that were packed; "" where there is none."""
    with suppress(ValueError):  # of the base64, of UTF-8, of the JSON
        octets = urlsafe_b64decode(
            packed[:_LONGEST].rstrip("=") + "=" * (-len(packed.rstrip("=")) % 4)
        )
        settings = json.loads(octets)
        if isinstance(settings, dict):
            return str(settings.get("url") or "")
    return ""


def _query(url: URL) -> dict[str, str]:
    return {name.lower(): value for name, value in parse_qsl(url.search[1:])}


def _with(url: URL, name: str, value: str) -> str:
    """``url`` with one parameter set, the others as they are."""
    kept = [part for part in url.search[1:].split("&") if part and part.partition("=")[0] != name]
    return f"{url.origin}{url.pathname}?{'&'.join([*kept, f'{name}={value}'])}"
