"""How a page of the site is shown: its links lead to files, and what it shows is noted so that it is written."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from testigo.desk.rendering import View
from testigo.site import places

if TYPE_CHECKING:
    from evidence.bilingual import Language


@dataclass(slots=True)
class Shown:
    """What the pages show beside themselves."""

    copies: dict[str, tuple[str, tuple[str, ...], Language]] = field(default_factory=dict)
    """place -> capture, passages that are marked, language of our own words"""
    certificates: dict[str, str] = field(default_factory=dict)
    """place -> capture"""


@dataclass(frozen=True, slots=True)
class SiteView(View):
    """Of one page of the site."""

    place: str = "index.html"
    """its file, below the folder of its language"""
    shown: Shown = field(default_factory=Shown)
    made_on: str = ""
    """day, for the foot of the page"""

    @property
    def is_site(self) -> bool:
        """It is."""
        return True

    def location(self, place: str) -> str:
        """An address; of a file on the machine of whoever made the site, its name alone."""
        return place if "://" in place else posixpath.basename(place.replace("\\", "/"))

    def link(self, path: str, **query: object) -> str:
        """The way to the file of a page."""
        given = {name: str(value) for name, value in query.items() if value not in (None, "")}
        place = places.place_of(path, given)
        if path == "/citation/certificate":
            self.shown.certificates[place] = given["capture"]
        return places.relative(place, self.place)

    def static(self, name: str) -> str:
        """The way to one of our own files."""
        return places.relative(f"../static/{name}", self.place)

    def in_language(self, language: Language) -> str:
        """The way to this page in another language."""
        return places.relative(f"../{language}/{self.place}", self.place)

    def copy(self, capture_id: str, *wanted: str, how: str = "") -> str | None:  # noqa: ARG002
        """The way to the file of a kept copy."""
        passages = tuple(one for one in wanted if one)
        place = places.copy(capture_id, passages)
        self.shown.copies.setdefault(place, (capture_id, passages, self.language))
        return places.relative(place, self.place)

    def copied_bytes(self, capture_id: str) -> str | None:  # noqa: ARG002
        """None: bytes as a site sent them have no place beside our pages."""
        return None
