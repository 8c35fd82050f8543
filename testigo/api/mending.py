"""Corrected references back into the document that cites."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words
from evidence.errors import UsageError
from testigo.api.folder import ignored, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.bilingual import Language
    from evidence.citations.mend import Place
    from evidence.config import Ignore
    from evidence.store import Store
    from testigo.api.folder import Folder


@dataclass(frozen=True, slots=True)
class Mending:
    """What became of the references of a document."""

    source: str
    """path, URL or id, as it was given"""
    path: Path | None
    """the file that was written; None after a dry run"""
    places: tuple[Place, ...]
    """the references that were put right or left, in the order of the file"""
    unplaced: tuple[str, ...]
    """cited addresses that have a replacement, and were not found where the file could be changed"""
    without: tuple[str, ...]
    """cited addresses that are lost or altered, and for which nothing can be cited instead"""

    @property
    def done(self) -> int:
        """How many references were put right, or would be."""
        return sum(not one.is_left for one in self.places)

    @property
    def left(self) -> int:
        """How many were left: told already, or to be put right by hand."""
        return len(self.places) - self.done + len(self.unplaced)

    def json(self) -> dict[str, Any]:
        """As ``mend --format json`` prints it."""
        places = [
            {
                "url": one.old,
                "replacement": one.new,
                "what": one.what.value,
                "words": one.words or None,
            }
            for one in self.places
        ]
        return {
            "schema": 1,
            "source": self.source,
            "out": str(self.path) if self.path else None,
            "references": places,
            "not_found": list(self.unplaced),
            "without_replacement": list(self.without),
        }


def mend(
    folder: Folder,
    source: Path | str,
    out: Path | str | None = None,
    *,
    style: str = "note",
    language: Language = "en",
    moved: bool = False,
    unconfirmed: bool = False,
    author: str = "",
) -> Mending:
    """Write the document ``source`` (a path, a URL, or a registered source's id) to ``out`` with its
    references put right; without ``out`` only tell what would be done.

    Only what is confirmed to be lost or altered is corrected; see :func:`evidence.reports.mending.plan`
    for ``moved`` and ``unconfirmed``. ``style`` is ``note`` (the address stays, words behind it tell
    the archived copy), ``swap`` (the new address takes its place), ``link`` (only link targets
    change), or words of your own with ``{new}``, ``{old}`` and ``{date}``; ``language`` is that of the
    added words. With ``author`` the changes of a DOCX are tracked as theirs. Nothing but link targets
    and the added words differs. Asks nobody but the source itself, where it is a URL.

    Raises SourceError for a document that can't be read or written in its format, UsageError for a
    style that is none or an ``out`` that is the source, FolderError without evidence, StoreError.

    >>> mending = testigo.mend(folder, "informe.md", language="es")
    >>> mending.path, mending.places  # after two nights no loss is confirmed
    (None, ())
    """
    from crawler.sources.refresh import read_source
    from evidence import clock
    from evidence.citations import mend as mender
    from evidence.files import HANDED_OVER, write_whole
    from evidence.store import registered

    how = mender.Style.named(style, language)
    if author:
        how = replace(how, author=author, at=clock.stamp(clock.now())[:19] + "Z")
    with opened(folder) as store:
        known = registered.source(store, str(source))
        place = known.location if known and not Path(source).exists() else str(source)
        path = Path(out) if out is not None else None
        if path and path.exists() and Path(place).exists() and path.samefile(place):
            raise UsageError(
                Words(
                    "--out is the document itself; name another file",
                    "--out es el documento mismo; indique otro archivo",
                )
            )
        data, reading = read_source(place, folder.config.crawl)
        planned = _plan(store, place, ignored(folder), moved=moved, unconfirmed=unconfirmed)
    done = mender.mend(data, place, planned.corrections, how)
    if path:
        write_whole(path, [done.data], mode=HANDED_OVER)
    cited = {citation.url for citation in reading.citations}
    touched = {one.old for one in done.places}
    return Mending(
        str(source),
        path,
        done.places,
        tuple(one.old for one in planned.corrections if one.old in cited - touched),
        tuple(url for url in planned.without if url in cited),
    )


def _plan(
    store: Store, location: str, ignore: Sequence[Ignore], *, moved: bool, unconfirmed: bool
) -> Any:
    """The corrections of a registered source, by what it cites; of another document by what all
    cite."""
    from evidence.reports.building import build
    from evidence.reports.mending import plan
    from evidence.store import registered

    absolute = location if "://" in location else str(Path(location).absolute())
    identifier = registered.at(store, absolute)
    report = build(store, source=identifier, everything=moved, ignore=ignore)
    return plan(report.citations, moved=moved, unconfirmed=unconfirmed)
