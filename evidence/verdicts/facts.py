"""Plain readings of a look that several rules need."""

from __future__ import annotations

import hashlib
import posixpath
from typing import TYPE_CHECKING

from evidence.addresses import split
from evidence.changes.model import Kind
from evidence.verdicts.score import says_missing
from evidence.verdicts.text import NOTICE, SHORT

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look

_NOTHING = hashlib.sha256(b"").hexdigest()
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
NOTICES = _PAGES | {"text/plain"}
"""Media types in which a server may say that there is nothing, or that it refuses."""
DATA = frozenset({"application/json", "application/xml", "text/plain"})
"""Media types in which applications and stores of files tell an error."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""Statuses with a Location to follow (RFC 9110, section 15.4)."""
NOT_SHOWN = "soft-404.not-shown"
"""The reason of a page that shows next to nothing any more."""
GONE = frozenset({404, 410})
"""Statuses by which a server says that there is no such page (RFC 9110)."""
_NEARLY_ALL = 0.8
"""Of the baseline's words; as much as makes it the same document elsewhere (``rules/moved.py``)."""
_MARKUP = 200_000
"""Characters of a page in which frames and scripts are looked for."""
_SAME = frozenset({Kind.IDENTICAL, Kind.COSMETIC, Kind.BOILERPLATE})
_COMPARED = frozenset({Kind.ADDED, Kind.REMOVED, Kind.EDITED, Kind.LINKS})
_BINARY = frozenset(
    ".pdf .doc .docx .xls .xlsx .xlsm .ppt .pptx .pps .ppsx .odt .ods .odp .rtf .zip .rar .7z .gz .tgz "
    ".jpg .jpeg .png .gif .tif .tiff .mp3 .mp4 .avi .shp .kmz .gpkg .epub".split()
)
_PLAIN = frozenset(".csv .tsv .json .geojson .xml .kml .txt".split())


def is_success(status: int | None) -> bool:
    """Whether a status says that all is well (2xx)."""
    return status is not None and 200 <= status < 300


def answered(look: Look) -> bool:
    """Whether the server answered with success, or with a redirect that leads nowhere (it says not
    where to, or its status is none that browsers follow) and the page itself, which they show."""
    if look.failure is not None:
        return False
    redirects = look.status is not None and 300 <= look.status < 400 and look.status != 304
    # what servers write under a redirect has a handful of words
    stays = redirects and look.content is not None and look.content.words >= NOTICE
    return stays or is_success(look.status)


def is_page(look: Look) -> bool:
    """Whether the last answer is a web page by its bytes."""
    return look.content is not None and look.content.media_type in _PAGES


def has_a_text(look: Look) -> bool:
    """Whether a text stands where the look ended, longer than any notice: then the words of its address
    alone say nothing of it."""
    content = look.content
    return answered(look) and content is not None and content.main_words >= SHORT


def may_be_notice(look: Look) -> bool:
    """Whether a success answer is of a kind that can be a notice, and is not what the baseline
    shows."""
    return (
        answered(look)
        and look.content is not None
        and look.content.media_type in NOTICES
        and not unchanged(look)
    )


def unchanged(look: Look) -> bool:
    """Whether the look shows the same main text as the baseline: then no word on it is news."""
    return look.change is not None and look.change.kind in _SAME


def carries_baseline(look: Look) -> bool:
    """Whether at least half of the baseline's words still stand there: such a page is no page for
    nothing, whatever its siblings show."""
    words = look.baseline.main_words if look.baseline is not None else None
    if not words or look.change is None or look.change.kind not in _COMPARED:
        return False
    return 2 * (words - look.change.words_removed) >= words


def is_not_shown(judgement: Judgement) -> bool:
    """Whether all that is known of a loss is that next to nothing is shown (``rules/not_shown.py``)."""
    return any(reason.rule == NOT_SHOWN for reason in judgement.reasons)


def is_scripted(look: Look) -> bool:
    """Whether a browser may show more of the page than came: it has a script."""
    return look.content is not None and "<script" in look.content.html[:_MARKUP].lower()


def stands_all_the_same(look: Look) -> bool:
    """Whether an answer that says that there is no such page (404, 410) shows the document: the text
    of the baseline, where that is one, or nearly all of it.

    Error pages have few words, and share a site's frame with a thin baseline. A baseline that says
    itself that there is nothing was no document.
    """
    content, change = look.content, look.change
    if look.failure is not None or look.status not in GONE or look.truncated is not None:
        return False
    before = look.baseline.main_words if look.baseline is not None else None
    if content is None or change is None or not before or before < NOTICE or says_missing(content):
        return False
    kept = change.kind in _COMPARED and before - change.words_removed >= _NEARLY_ALL * before
    return unchanged(look) or kept


def shows_document(look: Look) -> bool:
    """Whether a document may be read off the look: a success, or one that is sent with 404 or 410."""
    return answered(look) or stands_all_the_same(look)


def sent_nothing(look: Look) -> bool:
    """Whether the body was empty."""
    return look.payload_sha256 == _NOTHING


def extension(url: str) -> str:
    """The extension of the URL path's last segment, in lower case with its dot, or an empty
    text."""
    return posixpath.splitext(split(url).path.lower())[1]


def names_a_file(url: str) -> bool:
    """Whether a URL's path ends in the extension of a file that is no web page."""
    return extension(url) in _BINARY | _PLAIN


def expects_document(look: Look) -> bool:
    """Whether the citation expects a file that is no web page: by the baseline, else by the URL's
    path.

    A name in the query (``Documento?doc=acta.pdf``) expects nothing: such viewers are pages.
    """
    if look.baseline is not None and look.baseline.media_type:
        return look.baseline.media_type not in NOTICES
    return names_a_file(look.url)


def page_instead(look: Look) -> bool:
    """Whether a web page or a line of text came where the citation expects a document."""
    if look.content is None or not expects_document(look):
        return False
    plain = look.baseline is None and extension(look.url) in _PLAIN
    return look.content.media_type in (_PAGES if plain else NOTICES)


def data_instead(look: Look) -> bool:
    """Whether a few words of data or of plain text came where the citation expects a file to read: what
    an application or a store says of an error. Unlike a page, they never show the file.

    Files under old names may be text at length: tables as ``.xls``, documents in XML as ``.doc``.
    """
    content, baseline = look.content, look.baseline
    if content is None or not answered(look) or look.truncated is not None or unchanged(look):
        return False
    if baseline is not None and baseline.media_type:
        is_file = not baseline.media_type.startswith("text/") and not baseline.media_type.endswith(
            ("json", "xml")
        )
    else:
        is_file = extension(look.url) in _BINARY
    return is_file and content.media_type in DATA and content.words < NOTICE


def file_name(url: str) -> str:
    """The last segment of the URL's path."""
    return posixpath.basename(split(url).path.rstrip("/"))
