"""Which format a source is in: by its bytes, and where they are plain text, XML or a ZIP archive by
what stands in them; by its name only where all that leaves a doubt."""

from __future__ import annotations

import json
import re

from evidence.formats.charset import decode
from evidence.formats.csv import looks_like_table
from evidence.formats.sniff import sniff
from evidence.formats.url_list import looks_like_list

BIBTEX = "application/x-bibtex"
RIS = "application/x-research-info-systems"
JSON = "application/json"
MAIL = "message/rfc822"
LISTED = "application/xml"
EPUB = "application/epub+zip"
WARC = "application/warc"
WACZ = "application/wacz"
URL_LIST = "text/uri-list"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE = {
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
}
_HEAD = 100_000
"""Bytes in which plain text is told from other formats."""
_MARKDOWN = re.compile(r"\]\((?:https?:|www\.)|^\[\^[\w-]{1,32}\]: ", re.MULTILINE)
"""Links and foot-notes that only Markdown writes so."""
_BIBTEX = re.compile(r"^\s{0,9}@[A-Za-z]{2,40}\s{0,9}\{[^{}=,\n]{0,200},\s{0,99}$", re.MULTILINE)
_BIBTEX_LINE = re.compile(
    r"^\s{0,9}@[A-Za-z]{2,40}\s{0,9}\{[^{}=,\n]{1,200},\s{0,99}[\w-]{1,40}\s{0,9}=", re.MULTILINE
)
_RIS = re.compile(r"^\ufeff?TY  - [A-Z]{2,6}[ \t]*\r?$", re.MULTILINE)
_BOOKMARKS = re.compile(r"\s*<!DOCTYPE NETSCAPE-Bookmark", re.IGNORECASE)
_MAIL = re.compile(
    r"(?:(?:From |[A-Z][A-Za-z0-9-]{1,60}: ?)[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,50}){3,}"
)
_MAIL_NAMES = re.compile(
    r"^(?:From|Date|Subject|MIME-Version|Received|Message-ID):", re.MULTILINE | re.IGNORECASE
)
_OLE_STREAMS = (
    ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"),
)  # fmt: skip


def kind_of(data: bytes, name: str, content_type: str = "") -> str:
    """The media type of a source; ``name`` is its path or URL."""
    media_type = sniff(data, content_type)
    if media_type == "application/zip":
        return _zipped(data)
    if media_type == "application/x-ole-storage":
        return _ole(data)
    if media_type == "application/gzip" or data.startswith(b"WARC/"):
        return _archived(data, name, media_type)
    if media_type == "text/csv" or media_type != "text/plain":
        return media_type
    head = decode(data[:_HEAD], content_type)
    if len(data) > _HEAD:
        head = head[: head.rfind("\n") + 1] or head  # a line that is cut is not what it looks like
    return _text(head, name.lower().rpartition(".")[2])


def _text(head: str, ending: str) -> str:
    start = head.lstrip("\ufeff \t\r\n")
    if _BOOKMARKS.match(head):
        return "text/html"
    if _RIS.search(head):
        return RIS
    if ending == "bib" or _BIBTEX.search(head) or _BIBTEX_LINE.search(head):
        return BIBTEX
    if start[:1] in {"{", "["} and (
        ending == "json" or (re.match(r"\[?\s*\{\s*\"", start) and not _goes_on_in_words(start))
    ):
        return JSON
    if start.startswith(("<opml", "<urlset", "<sitemapindex", "<rdf:RDF", "<rss", "<feed")):
        return LISTED
    mail = _MAIL.match(head.replace("\r\n", "\n"))
    if mail and (ending == "eml" or len(_MAIL_NAMES.findall(mail[0])) > 2):
        return MAIL
    if ending in ("md", "markdown") or _MARKDOWN.search(head):
        return "text/markdown"
    if ending in ("csv", "tsv"):
        return "text/csv"
    if looks_like_list(head):
        return URL_LIST
    if looks_like_table(head):
        return "text/csv"
    return "text/plain"


def _goes_on_in_words(start: str) -> bool:
    """Whether a text only begins with a value in JSON: what it goes on with is no further one."""
    try:
        _, end = json.JSONDecoder().raw_decode(start)
    except (ValueError, RecursionError):
        return False  # not whole in the head, or no sound JSON: its reader says which
    rest = start[end:].lstrip(" \t\r\n,\x1e")
    return bool(rest) and rest[0] not in '{["'


def _zipped(data: bytes) -> str:
    """Archives that the first members' names do not tell."""
    if b"mimetypeapplication/epub+zip" in data[:200]:
        return EPUB
    if b"datapackage.json" in data and b"pages/pages.jsonl" in data:
        return WACZ
    return "application/zip"


def _ole(data: bytes) -> str:
    """Which program of the nineties wrote a compound file, by the name of its stream in UTF-16."""
    found = (kind for stream, kind in _OLE_STREAMS if stream.encode("utf-16-le") in data)
    return OLE.get(next(found, ""), "application/x-ole-storage")


def _archived(data: bytes, name: str, media_type: str) -> str:
    if data.startswith(b"WARC/") or name.lower().endswith((".warc.gz", ".warc")):
        return WARC
    return media_type


ENDINGS: dict[str, frozenset[str]] = {
    "docx": frozenset({"application/vnd.openxmlformats-officedocument.wordprocessingml.document"}),
    "xlsx": frozenset({"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}),
    "pptx": frozenset(
        {"application/vnd.openxmlformats-officedocument.presentationml.presentation"}
    ),
    "odt": frozenset({"application/vnd.oasis.opendocument.text"}),
    "ods": frozenset({"application/vnd.oasis.opendocument.spreadsheet"}),
    "odp": frozenset({"application/vnd.oasis.opendocument.presentation"}),
    "pdf": frozenset({"application/pdf"}),
    "epub": frozenset({EPUB}),
    "rtf": frozenset({"application/rtf"}),
}
"""Endings of names -> what a file of this name is."""


def belied(name: str, media_type: str) -> str:
    """The ending of a name that says something else than the bytes; "" where they agree."""
    ending = name.lower().rpartition(".")[2]
    return ending if media_type not in ENDINGS.get(ending, {media_type}) else ""
