"""Sources: read what they cite, register them, list what is registered."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words
from evidence.config import Source, check_source_id
from evidence.errors import UsageError
from testigo.api.folder import open_folder, opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence.citations.matched import Matched
    from evidence.citations.model import Citation
    from evidence.reports.boards import Board
    from evidence.store import records
    from evidence.store.registered import Cited
    from testigo.api.folder import Folder

FIELDS = (
    "source",
    "url",
    "raw",
    "marker",
    "page",
    "claim",
    "label",
    "start",
    "end",
    "repairs",
    "accessed",
    "alternatives",
)
"""What is told of a citation that is not stored (``docs/schema/scan.v1.json``)."""

_AT_ONCE = 1 << 20
"""Bytes of the standard input that are in memory."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a report cites."""

    source: str
    """path or URL, as it was given"""
    title: str
    media_type: str
    citations: tuple[Citation, ...]
    warnings: tuple[str, ...]
    """what could not be read, in words: ``3 of 40 pages have no text (scanned?)``"""

    @property
    def matched(self) -> Matched:
        """How many URLs, and how many notes were tied to their sentences."""
        from evidence.citations.matched import matched

        return matched(self.citations)

    def json(self) -> list[dict[str, Any]]:
        """One JSON object a citation, as ``scan --format json`` prints them."""
        return [
            {name: _field(self, citation, name) for name in FIELDS} for citation in self.citations
        ]


@dataclass(frozen=True, slots=True)
class Added:
    """What registering a source, or reading it again, brought."""

    id: str
    """names the source from now on"""
    changed: bool
    """False: the same bytes as at the last reading, read by the same rules; nothing was written"""
    citations: int
    """how many it has now"""
    added: int
    gone: int
    repointed: int
    """citations that now name another URL in the same place"""
    matched: Matched
    """how many URLs, and how many notes were tied to their sentences"""
    board: Board | None
    """of a board that was walked: how the visit went, what became of the entries, what was left out
    and why"""
    warnings: tuple[str, ...] = ()
    """what could not be read at its last reading, in words"""
    mended: bool = False
    """the same bytes, read by newer rules: what differs is no doing of the source"""


def scan(source: Path | str, folder: Folder | None = None) -> Scanned:
    """The citations of a file or URL; stores nothing.

    ``folder`` is the one whose configuration is gone by where the web is asked; without it, the one
    that :func:`testigo.open` finds. Raises SourceError when the source can't be read, Interrupted by
    SIGINT or SIGTERM while it is fetched.

    >>> found = testigo.scan("informe.md")
    >>> len(found.citations), found.citations[0].marker
    (14, '1')
    >>> found.citations[0].claim
    'El programa hídrico obliga a publicar los volúmenes concesionados cada trimestre.'
    """
    from crawler.sources.refresh import read_source

    place = str(source)
    _, reading = read_source(place, (folder or open_folder()).config.crawl)
    return Scanned(place, reading.title, reading.media_type, reading.citations, reading.warnings)


def add(
    folder: Folder,
    location: Path | str,
    *,
    kind: str = "report",
    title: str = "",
    published: date | str = "",
    source_id: str = "",
    tags: Sequence[str] = (),
) -> Added:
    """Register a file or URL as a source and read its citations; one that is known is read again.

    ``location`` is ``-`` for the standard input, of which the folder keeps a copy. ``kind`` is
    ``report``, or ``board`` for a results board, which is walked when it lies on the web.
    ``title`` is its own when left out; ``published`` (such as ``2019-09-30``) is the day near which
    archived copies show what it cited, where it does not say itself when it read it; ``source_id`` is
    made from the name when left out; ``tags`` are words to sort it by. The folder is made if it is not there.

    Raises SourceError when it can't be read and Interrupted by SIGINT or SIGTERM on the way (nothing
    is then stored), UsageError for a date that is none, ConfigError for an id that is none,
    FolderError, StoreError, and for a board FolderBusy.

    >>> added = testigo.add(folder, "informe.md", published="2019-09-30")
    >>> added.id, added.citations
    ('informe', 14)
    >>> board = testigo.add(
    ...     folder, "https://tablero.example/tablero/", kind="board", source_id="tablero"
    ... )
    >>> board.board.stand
    6
    """
    from crawler.sources.refresh import STDIN, is_url
    from crawler.sources.refresh import add as register
    from evidence.citations.matched import matched
    from evidence.reports.boards import boards
    from evidence.store import registered
    from evidence.store.scope import Scope

    day = _date(published)
    if source_id:
        check_source_id(folder.place.config, source_id)
    given = str(location)
    with opened(folder, make=True) as store:
        if given == STDIN:
            given = _kept_input(folder, source_id or registered.free_id(store, "stdin"))
        place = given if is_url(given) else str(Path(given).absolute())
        name = source_id or registered.at(store, place) or registered.free_id(store, given)
        how = folder.config.board_settings(name, place)
        source = Source(name, place, kind, title, day, board=how, tags=tuple(tags))
        update = register(store, source, folder.config, folder.place)
        return Added(
            name,
            update.changed,
            update.citations,
            update.added,
            update.gone,
            update.repointed,
            matched(registered.stored(store, name)),
            next(iter(boards(store, Scope((name,)), visits=1)), None),
            registered.warnings(store, name),
            update.mended,
        )


def sources(folder: Folder, *, tags: Sequence[str] = ()) -> list[records.Source]:
    """The sources that are registered, in the order in which they were; with ``tags``, those that bear one of
    them.

    Raises FolderError without evidence, UsageError for a tag that no source bears, StoreError.

    >>> [(source.id, source.kind.value) for source in testigo.sources(folder)]
    [('informe', 'report'), ('tablero', 'board')]
    """
    from evidence.store import registered
    from evidence.store.scope import Scope

    with opened(folder) as store:
        return registered.sources(store, Scope(registered.chosen(store, None, tags)))


def change_source(
    folder: Folder,
    source_id: str,
    *,
    title: str | None = None,
    published: date | str | None = None,
    tags: Sequence[str] | None = None,
    retired: bool | None = None,
) -> records.Source:
    """Change what is said of a source: its ``title``, the day on which it was ``published``, the ``tags`` that it
    is sorted by, and whether it is ``retired``: not read any more, nor looked at for its sake. What is
    None stays. Each change is an act in the custody log, and no evidence is taken away.

    Raises UsageError for a source that is not there and a date that is none, FolderError without
    evidence, FolderBusy, StoreError.

    >>> testigo.change_source(folder, "informe", tags=["ogp", "agua"]).tags
    ['ogp', 'agua']
    """
    from evidence.store import registered, watched

    day = None if published is None else _date(published)
    folder.place.require()
    with folder.place.hold(), opened(folder, writes=True) as store:
        registered.require(store, source_id)

        def known() -> records.Source:
            found = registered.source(store, source_id)
            assert found is not None
            return found

        if title is not None:
            watched.retitle(store, known(), title)
        if day is not None:
            watched.date(store, known(), day)
        if tags is not None:
            watched.tag(store, known(), tags)
        if retired is not None and retired != bool(known().retired_at):
            (watched.retire if retired else watched.restore)(store, known())
        return known()


def citations(folder: Folder, *, source: str | None = None, url: str | None = None) -> list[Cited]:
    """What the sources cite now, in their order: of one source (its id), of one cited URL, or all.

    Raises UsageError for a source that is not there, FolderError without evidence, StoreError.

    >>> (cited,) = testigo.citations(folder, url="https://agua.example/compromiso-4")
    >>> cited.source_id, cited.marker
    ('informe', '3')
    """
    from evidence.store import registered

    with opened(folder) as store:
        if source is not None:
            registered.require(store, source)
        return list(registered.citations(store, source, url))


def citation_counts(folder: Folder) -> dict[str, int]:
    """How many citations stand in each source now, by its id; none of a source that cites nothing.

    Raises FolderError without evidence, StoreError.

    >>> testigo.citation_counts(folder)["informe"]
    14
    """
    from evidence.store import registered

    with opened(folder) as store:
        return registered.counts(store)


def _field(scanned: Scanned, citation: Citation, name: str) -> Any:
    if name == "source":
        return scanned.source
    value = getattr(citation, name)
    return list(value) if isinstance(value, tuple) else value


def _kept_input(folder: Folder, name: str) -> str:
    """The path of a file in the folder that holds what came on the standard input: a source has to be
    there when it is read again."""
    from crawler.sources.refresh import MAX_BYTES, STDIN, TOO_LARGE
    from evidence.errors import SourceError
    from evidence.files import write_whole

    def come() -> Iterator[bytes]:
        left = MAX_BYTES
        while piece := sys.stdin.buffer.read(_AT_ONCE):
            left -= len(piece)
            if left < 0:
                raise SourceError(STDIN, TOO_LARGE, size=MAX_BYTES // 1_000_000)
            yield piece

    path = folder.path / "sources" / name
    write_whole(path, come())
    return str(path)


def _date(given: date | str) -> str:
    if not given:
        return ""
    try:
        return str(given if isinstance(given, date) else date.fromisoformat(given))
    except ValueError as error:
        raise UsageError(
            Words(
                "when a report was published is a date such as 2019-09-30, not {given!r}",
                "la publicación de un informe es una fecha como 2019-09-30, no {given!r}",
            ),
            given=given,
        ) from error
