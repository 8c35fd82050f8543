"""What was matched in a source, in one line: its URLs, and the notes that were tied to what they support."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from evidence.bilingual import Words, counted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from evidence.bilingual import Language

_MOST_PAGES = 20
"""Pages that are named; more are no list that anybody goes through."""
_NONE = Words("no citation was found in it", "no se encontró ninguna cita")
_URLS = (
    Words("{count} URL", "{count} dirección"),
    Words("{count} URLs", "{count} direcciones"),
)
_TIED = (
    Words("{count} note tied to its sentence", "{count} nota unida a su oración"),
    Words("{count} notes tied to their sentences", "{count} notas unidas a su oración"),
)
_BARE = (
    Words("{count} note without a marker", "{count} nota sin llamada en el texto"),
    Words("{count} notes without a marker", "{count} notas sin llamada en el texto"),
)
_PAGES = Words("page {pages}", "página {pages}"), Words("pages {pages}", "páginas {pages}")


class Cited(Protocol):
    """A citation, just read or stored."""

    @property
    def note(self) -> str | None: ...

    @property
    def marker(self) -> str | None: ...

    @property
    def page(self) -> int | None: ...

    @property
    def flags(self) -> Collection[str]: ...


@dataclass(frozen=True, slots=True)
class Matched:
    """How many of each."""

    urls: int
    """places that cite one"""
    tied: int
    """notes with a URL whose marker was found"""
    bare: int
    """notes with a URL whose marker was not"""
    pages: tuple[int, ...]
    """where the bare ones stand"""

    def text(self, language: Language) -> str:
        """In words: ``30 URLs, 28 notes tied to their sentences, 2 notes without a marker: pages 4,
        9``."""
        if not self.urls:
            return _NONE.text(language)
        parts = [counted(_URLS, self.urls, language)]
        if self.tied or self.bare:
            parts.append(counted(_TIED, self.tied, language))
        if self.bare:
            parts.append(counted(_BARE, self.bare, language) + self._where(language))
        return ", ".join(parts)

    def _where(self, language: Language) -> str:
        if not self.pages:
            return ""
        shown = ", ".join(map(str, self.pages[:_MOST_PAGES]))
        shown += " …" * (len(self.pages) > _MOST_PAGES)
        return ": " + _PAGES[len(self.pages) > 1].filled(language, {"pages": shown})


def matched(citations: Iterable[Cited]) -> Matched:
    """What the citations of one source say of it."""
    urls = 0
    tied, bare = set(), set()
    pages: set[int] = set()
    for citation in citations:
        urls += 1
        if citation.note is None:
            continue
        note = citation.marker, citation.note
        if "no-marker" not in citation.flags:
            tied.add(note)
        else:
            bare.add(note)
            if citation.page:
                pages.add(citation.page)
    return Matched(urls, len(tied), len(bare), tuple(sorted(pages)))
