"""The copies of one address that web archives have, kept as captures of ours, each content once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from crawler import archives
from crawler.archives import choose, keep
from crawler.archives.context import Context
from crawler.archives.follow import followed
from crawler.archives.model import Copy
from crawler.archives.problems import ArchiveProblem
from crawler.run.collector import collector
from evidence import clock
from evidence.bilingual import Words
from evidence.custody.warc.files import WarcFiles
from evidence.errors import SourceUnseen, UsageError
from evidence.store import captured, runs
from evidence.verdicts import RULES_VERSION
from evidence.version import SOFTWARE, VERSION
from evidence.vocabulary import RunKind, RunState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.archives.model import Archive, Listed
    from evidence.config import Config
    from evidence.folder import EvidenceFolder
    from evidence.store import Store
    from evidence.store.records import Capture

MOST = 24
"""Copies that are fetched of one address: at the 24 requests a minute that the Internet Archive allows, a
minute."""
_SHOWS = frozenset({200, 301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Years:
    """From which year to which, both included; None: without end."""

    first: int | None = None
    last: int | None = None

    def __contains__(self, year: object) -> bool:
        if not isinstance(year, int):
            return False
        return (self.first or year) <= year <= (self.last or year)

    def __str__(self) -> str:
        first, last = (
            f" from {self.first}" if self.first else "",
            f" to {self.last}" if self.last else "",
        )
        return f"{first}{last}"


@dataclass(frozen=True, slots=True)
class Archived:
    """A copy that lies in the folder."""

    capture_id: str
    memento_url: str
    day: str
    """on which it was archived"""


def chosen(listed: Iterable[Listed], years: Years) -> list[Listed]:
    """The first capture of each content that came in turn, oldest first; of an address that has more than
    :data:`MOST`, the first of each year."""
    shown = [one for one in listed if one.status in _SHOWS and one.at.year in years]
    turns = [next(same) for _, same in groupby(shown, key=lambda one: one.digest)]
    if len(turns) > MOST:
        turns = [next(same) for _, same in groupby(turns, key=lambda one: one.at.year)]
    return turns[-MOST:]


def copies(
    folder: EvidenceFolder,
    config: Config,
    store: Store,
    url: str,
    years: Years,
    problems: list[str],
) -> list[Archived]:
    """Fetch what the archives have of ``url``, and keep it; what is kept already is not fetched again.

    The archives are asked in turn until one has any. A copy that can't be had, or shows an error page, is put
    into ``problems``. Raises UsageError when no archive is switched on or ``url`` is not public, SourceUnseen
    when no archive has a copy of these years or none answers, StoreError. The caller holds the folder.
    """
    switched_on = archives.configured(config)
    if not switched_on:
        raise UsageError(
            Words(
                "no web archive is switched on; set enabled = true in {config}",
                "ningún archivo web está activado; ponga enabled = true en {config}",
            ),
            config=folder.config,
        )
    silent = []
    for archive in switched_on:
        if not choose.may_be_told(url, archive.base_url):
            raise UsageError(
                Words(
                    "{url} is no public address: web archives are not asked about it",
                    "{url} no es una dirección pública: no se pregunta por ella a los archivos web",
                ),
                url=url,
            )
        asked = _Asked(folder, config, store, archive)
        try:
            found = asked.take(url, years, problems)
        except ArchiveProblem as problem:
            silent.append(f"{archive.name}: {problem.detail}")
            continue
        finally:
            asked.close()
        if found:
            return found
    if silent:
        raise SourceUnseen(
            url,
            Words(
                "web archives could not be asked ({why})",
                "no se pudieron consultar los archivos web ({why})",
            ),
            why="; ".join(silent),
        )
    raise SourceUnseen(
        url,
        Words(
            "web archives have no copy of it{years} that shows a document",
            "los archivos web no tienen ninguna copia suya{years} que muestre un documento",
        ),
        years=years,
    )


class _Asked:
    """One archive, asked once."""

    def __init__(
        self, folder: EvidenceFolder, config: Config, store: Store, archive: Archive
    ) -> None:
        self._store = store
        self._run = runs.begin(
            store, kind=RunKind.ARCHIVE, options={}, tool=VERSION, rules=RULES_VERSION,
            collector=collector(config.crawl), config_sha256=config.sha256,
        )  # fmt: skip
        warcs = WarcFiles(folder, store, self._run.id, SOFTWARE)
        self._context = Context(folder, store, warcs, config, archive)

    def close(self) -> None:
        """Keep what was answered beside the copies."""
        self._write([])
        self._context.warcs.close()
        runs.end(self._store, self._run, RunState.FINISHED)

    def take(self, url: str, years: Years, problems: list[str]) -> list[Archived]:
        """The copies, oldest first. Raises ArchiveProblem when the archive does not answer."""
        known = {one.captured_at: one for one in captured.of_address(self._store, url)}
        listed = choose.answered(url, self._context.archive.captures(url))
        found = []
        for one in chosen(listed, years):
            at = clock.stamp(one.at)
            if at in known:
                if known[at].status == 200:
                    found.append(Archived(known[at].id, one.memento_url, at[:10]))
                continue
            try:
                kept = self._fetched(url, one)
            except ArchiveProblem as problem:
                if problem.service:
                    raise
                problems.append(f"the copy of {at[:10]} can't be had ({problem.detail})")
                continue
            if kept.finding.is_document:
                found.append(Archived(kept.capture.id, one.memento_url, at[:10]))
            else:
                problems.append(f"the copy of {at[:10]} shows no document")
        return found

    def _fetched(self, url: str, one: Listed) -> keep.Kept:
        context = self._context
        window = timedelta(days=context.config.archive.wayback.window_days)
        replays = followed(context, Copy(url, one.memento_url, one.at, one.url), window)
        limit = context.config.crawl.max_body
        kept = []
        for replay in replays:
            kept.append(
                keep.keep(context.folder.path, context.warcs, replay, context.archive.name, limit)
            )
            context.archive.client.kept(replay.block)
        self._write([one.capture for one in kept])
        return kept[-1]

    def _write(self, captures: list[Capture]) -> None:
        """Records on the disk first, then their rows."""
        context = self._context
        replies = [
            keep.keep_reply(context.warcs, reply, context.archive.name, None)
            for reply in context.archive.client.take()
        ]
        context.warcs.sync()
        with self._store.transaction("archive-copies") as transaction:
            for row in (*captures, *replies):
                transaction.add(row)
