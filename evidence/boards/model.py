"""What a board is made of: links on pages, entries, ways on, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Path = tuple[str, ...]
"""A label path, the outermost label first: commitment, then item"""


NO_BROWSER = "no-browser"
"""Why a page was not seen that may show more in a browser than its markup says"""


class Kind(StrEnum):
    """How a link stands on its page."""

    LINK = "link"
    """an anchor, an area of an image map, a jump menu, a target in a script or a ``data-``
    attribute"""
    PAGER = "pager"
    """to another page of the same list"""
    FRAME = "frame"
    """shown inside the page: frame, iframe, object"""
    DATA = "data"
    """what a script of the page loads"""
    LISTED = "listed"
    """named by a sitemap"""


@dataclass(frozen=True, slots=True)
class Form:
    """A form to be posted: the fields as the page filled them in (shared by all its ways), and our
    answer."""

    fields: tuple[tuple[str, str], ...]
    answer: tuple[tuple[str, str], ...]
    """fields that say which link was followed; they replace those of the same name"""
    state: str = ""
    """digest of the page that the form stood on: the same button means something else on another
    page"""

    def data(self) -> list[tuple[str, str]]:
        """The fields as they are posted."""
        given = dict(self.answer)
        return [pair for pair in self.fields if pair[0] not in given] + list(self.answer)


@dataclass(frozen=True, slots=True)
class Link:
    """One link on a page."""

    raw: str
    """the target exactly as it stands there"""
    url: str
    """absolute"""
    text: str
    path: Path
    kind: Kind = Kind.LINK
    furniture: bool = False
    """in navigation, a page's head or foot"""
    form: Form | None = None


class Scripted(StrEnum):
    """Why a page may show more in a browser than its markup says."""

    NO = ""
    PERHAPS = "perhaps"
    """it has scripts, as most pages do"""
    TURNED = "turned"
    """something on it turns the pages of a list, or shows more of it, and leads to no address"""
    SHELL = "shell"
    """it has scripts, and lists nothing without them"""


@dataclass(slots=True)
class Page:
    """What one page shows."""

    links: list[Link] = field(default_factory=list)
    title: str = ""
    text_sha256: str = ""
    """of the visible text"""
    closed: bool = True
    """False: an HTML page that breaks off before its closing tag"""
    whole: bool = True
    """False: larger than what is read of one page"""
    scripted: Scripted = Scripted.NO


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a board lists."""

    url: str
    raw: str
    text: str
    path: Path
    page: str
    """address of the page that it was found on"""
    position: int
    """order in the whole visit, from 1"""
    kind: str
    """``document``; ``link`` out of the board; ``page`` of the board that leads no further"""
    shape: str = ""
    """of the address of ``page``"""
    payload_sha256: str | None = None
    """of what came, where the walk had to fetch it"""
    id: str = ""
    """in the store; empty while it is not known there"""


@dataclass(frozen=True, slots=True)
class Way:
    """A page of the board that may be read."""

    url: str
    link: Link
    page: str
    """address of the page that it was found on"""
    depth: int
    order: int
    shape: str
    key: str
    """equal for ways that lead to the same page"""
    prefix: Path = ()
    """labels that the way brings along"""
    joined: bool = False
    """the labels of the page stand below ``prefix``: a frame, a posted form; else they stand for
    themselves"""
    aside: bool = False
    """outside the scope, read because the board points there; it is walked no further"""
    drawn: bool = False
    """to be opened in a browser"""
    is_shell: bool = False
    """what the server sent for it lists nothing"""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Ways that were seen and not read, with the reason."""

    reason: str
    shape: str
    example: str
    read: int
    """pages of this shape that were read"""
    left: int


@dataclass(frozen=True, slots=True)
class Read:
    """One page as the visit found it."""

    key: str
    url: str
    cause: str
    """``ok``, or why it could not be read"""
    entries: int = 0
    """found on it"""
    leads: int = 0
    """links on it that lead further into the board"""
    closed: bool = True
    gone: bool = False
    """the server says that there is no such page"""
    capture_id: str | None = None
    is_shell: bool = False
    """nothing of it is seen but in a browser"""


@dataclass(frozen=True, slots=True)
class Visit:
    """One walk through a board."""

    entries: tuple[Entry, ...]
    pages: tuple[Read, ...]
    left_out: tuple[LeftOut, ...]
    cut: frozenset[str]
    """shapes of lists that went on where we stopped"""
    title: str = ""
    bytes: int = 0
    preset: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier visit knew of the board's pages, by their keys."""

    lists: frozenset[str] = frozenset()
    """pages that listed something or led further"""
    leaves: frozenset[str] = frozenset()
    """pages that are entries themselves"""
    closed: frozenset[str] = frozenset()
    """pages that ended with their closing tag"""
    drawn: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """pages that were opened in a browser -> what stood there that only a browser showed, by
    :func:`~evidence.boards.addresses.drawn_key` and :func:`~evidence.boards.addresses.spelled_key`"""
