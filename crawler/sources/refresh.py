"""Read sources, from disk or from the web, and keep their citations."""

from __future__ import annotations

import hashlib
import logging
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.sources import long_lists
from crawler.sources.fetch import Fetched, fetch
from evidence.bilingual import Words
from evidence.citations import READING_VERSION
from evidence.config import Source
from evidence.errors import Offline, SourceError, TestigoError
from evidence.files import reason
from evidence.store import registered, sources, watched
from evidence.store.long_readings import put_long_reading
from evidence.store.sources import Update
from evidence.vocabulary import SourceKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from evidence.citations.model import Reading
    from evidence.config import Config, Crawl
    from evidence.folder import EvidenceFolder
    from evidence.store import Store, records
    from evidence.store.boards import Brought

STDIN = "-"
"""Names the standard input, as most programs do."""
MAX_BYTES = 500_000_000
"""A source on disk may be this long; the longest reports measured are scans of 300 MB."""

_UNCHANGED = Update(changed=False)

log = logging.getLogger(__name__)


TOO_LARGE = Words("larger than {size} MB", "mide más de {size} MB")
UNREAD = Words("can't be read ({why})", "no se puede leer ({why})")


def is_url(location: str) -> bool:
    """Whether a source lies on the web."""
    return location.lower().startswith(("http://", "https://"))


def read_source(location: str, config: Crawl) -> tuple[bytes, Reading]:
    """The bytes and citations of a file or URL; raises SourceError."""
    found = _get(location, config)
    return found.data, _read(found.data, found.url, found.content_type)


def _get(location: str, config: Crawl) -> Fetched:
    if is_url(location):
        return fetch(location, config)
    if location == STDIN:
        return Fetched(sys.stdin.buffer.read(MAX_BYTES), "", location)
    path = Path(location)
    try:
        if path.is_file() and path.stat().st_size > MAX_BYTES:
            raise SourceError(location, TOO_LARGE, size=MAX_BYTES // 1_000_000)
        return Fetched(path.read_bytes(), "", location)
    except IsADirectoryError as error:
        raise SourceError(
            location,
            Words(
                "this is a folder; name the report in it",
                "esto es una carpeta; indique el informe que está en ella",
            ),
        ) from error
    except OSError as error:
        raise SourceError(location, UNREAD, why=reason(error)) from error


def _read(data: bytes, name: str, content_type: str = "") -> Reading:
    from evidence.citations import read  # noqa: PLC0415 - a night over unchanged sources needs no reader

    return read(data, name, content_type)


def _cited(reading: Reading) -> Reading:
    """The reading without what is only navigation: a menu cites nothing."""
    kept = tuple(
        citation for citation in reading.citations if "page-furniture" not in citation.flags
    )
    return replace(reading, citations=kept)


def add(store: Store, source: Source, config: Config, folder: EvidenceFolder) -> Update:
    """Read ``source`` and register it; raises SourceError and stores nothing when it can't be read.

    A board on the web is walked, and the folder held meanwhile: raises FolderBusy.
    """
    if source.kind == SourceKind.BOARD and is_url(source.location):
        return visit(store, source, config, folder).update
    with long_lists.opened(source.location, MAX_BYTES) as listed:
        if listed is not None:
            return _add_list(store, source, folder, listed)
    data, reading = read_source(source.location, config.crawl)
    if not source.title and reading.title:
        source = replace(source, title=reading.title)
    _watch_again(store, source.id)
    sources.put_source(store, source)
    return sources.put_reading(store, source.id, data, _cited(reading))


def _add_list(
    store: Store, source: Source, folder: EvidenceFolder, listed: long_lists.Opened
) -> Update:
    with folder.hold(), listed.read() as reading:
        titled = source.title or not reading.title
        _watch_again(store, source.id)
        sources.put_source(store, source if titled else replace(source, title=reading.title))
        return put_long_reading(store, source.id, reading)


def _watch_again(store: Store, source_id: str) -> None:
    """To add a source that was retired is to watch it again."""
    known = registered.source(store, source_id)
    if known is not None and known.retired_at:
        watched.restore(store, known)


def visit(store: Store, source: Source, config: Config, folder: EvidenceFolder) -> Brought:
    """Walk a board and store the visit; raises SourceError when it can't be walked, and
    FolderBusy."""
    # a night without boards pays nothing for them
    from crawler.sources import boards  # noqa: PLC0415
    from evidence.store.boards import before  # noqa: PLC0415

    options = boards.settings_of(source.location, source.board)
    with folder.hold():
        earlier = before(store, source.id)
        walked = boards.walk(folder, source.location, options, config, earlier, store)
        _watch_again(store, source.id)
        known = registered.source(store, source.id)
        titled = source.title or (known and known.title)
        sources.put_source(store, source if titled else replace(source, title=walked.visit.title))
        return boards.keep(folder, store, source.id, earlier, walked)


def refresh(
    store: Store,
    config: Config,
    folder: EvidenceFolder,
    chosen: Collection[str] = (),
    *,
    boards_too: bool = True,
) -> list[str]:
    """Read the ``chosen`` sources again (none means all), the configured ones first; returns what
    could not be read, and what is read better in a source that is as it was, in words.

    A source that can't be read keeps the citations of its last reading, and a board that could not
    be walked whole keeps its entries. Raises FolderBusy when a board is to be walked and another
    run holds the folder.
    """
    for source in config.sources:
        sources.put_source(store, source)
    configured = {source.id: source for source in config.sources}
    problems = []
    for known in registered.sources(store):
        is_board = known.kind is SourceKind.BOARD and is_url(known.location)
        if (chosen and known.id not in chosen) or (is_board and not boards_too):
            continue
        if known.retired_at:
            continue
        try:
            if is_board:
                _require_network(known.location, config.crawl)
                source = configured.get(known.id) or Source(known.id, known.location, known.kind)
                brought = visit(store, source, config, folder)
                if brought.problem:
                    from evidence.reports import board_words  # noqa: PLC0415 - as in visit()

                    why = board_words.problem(brought.problem, "en")
                    problems.append(
                        f"{known.location}: only part of this board could be seen ({why})"
                    )
                continue
            update = _read_again(store, known, config)
        except (SourceError, Offline) as error:
            problems.append(f"{error}; its last reading stands")
            continue
        except (OSError, TestigoError):
            raise
        except Exception as error:
            if is_board:
                raise  # what is written of its visit has no rows yet
            log.exception(
                Words("could not read {source} again", "no se pudo volver a leer {source}").of(
                    source=known.location
                )
            )
            told = f"can't be read ({type(error).__name__}: {error})"
            problems.append(f"{known.location}: {told}; its last reading stands")
            continue
        if update.mended and update.news:
            problems.append(f"{known.location}: {mended(update)}")
        log.info("%s: %s", known.id, update)
    return problems


def mended(update: Update) -> str:
    """What newer rules find in a source that is as it was."""
    return (
        "the same document, in which this version reads the citations better "
        f"(new: {update.added}, taken for none now: {update.gone}, with another address: {update.repointed})"
    )


def _read_again(store: Store, known: records.Source, config: Config) -> Update:
    """Read a report again if it is another than at the last reading, or was read by older rules. Raises SourceError,
    Offline."""
    with long_lists.opened(known.location, MAX_BYTES) as listed:
        if listed is not None:
            if sources.is_read(store, known.id, listed.sha256(), READING_VERSION):
                return _UNCHANGED
            with listed.read() as long_reading:
                return put_long_reading(store, known.id, long_reading)
    found = _get(known.location, config.crawl)
    sha256 = hashlib.sha256(found.data).hexdigest()
    if sources.is_read(store, known.id, sha256, READING_VERSION):
        return _UNCHANGED
    reading = _read(found.data, found.url, found.content_type)
    return sources.put_reading(store, known.id, found.data, _cited(reading))


def _require_network(location: str, config: Crawl) -> None:
    """An outage of ours is no visit to a board; raises Offline."""
    from crawler.wire.connectivity import require_network  # noqa: PLC0415

    require_network([location], config)
