"""Work the outbox: look up, fetch and save in web archives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import ExitCode, Offline, UsageError
from testigo.api.events import Remarks, silent
from testigo.api.folder import opened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from evidence.store import Store
    from evidence.vocabulary import JobAct, JobState
    from testigo.api.events import Listener
    from testigo.api.folder import Folder

SECONDS = 25.0
"""How long a check waits for archives: a look-up, a fetch and the first questions after a save, at
the 2.5 seconds between two requests that the Internet Archive allows. What is left waits for the
next pass."""


@dataclass(frozen=True, slots=True)
class Archived:
    """What a pass over the outbox came to."""

    closed: Mapping[tuple[JobAct, JobState], int]
    """how many jobs of an act (lookup, fetch, save, confirm) ended in a state"""
    waiting: int
    """jobs that are still open"""
    remarks: tuple[str, ...]
    """what archives refused or could not do, in words; they may quote the archive"""
    shut: tuple[str, ...]
    """names of archives that were left alone after trouble"""

    @property
    def exit_code(self) -> ExitCode:
        """3 when an archive was left alone, else 0."""
        return ExitCode.UNCHECKED if self.shut else ExitCode.SOUND


def archive(folder: Folder, budget: int | None = None, *, listener: Listener = silent) -> Archived:
    """Work the outbox, the most pressing first, and seal what came of it.

    At most ``budget`` look-ups, fetches and saves are begun, and never more than each archive's daily
    budget; what is left waits. To save, keys are read from the environment.

    Raises UsageError when no archive is switched on, FolderError without evidence, FolderBusy,
    Offline when nothing can be reached (what waits is kept), StoreError.

    >>> testigo.archive(folder)
    Traceback (most recent call last):
        ...
    UsageError: no web archive is switched on; set enabled = true in ...testigo.toml
    """
    from crawler import archives
    from crawler.run import witnesses
    from evidence.custody import continuity
    from evidence.custody.warc import recovery

    folder.place.require()
    if not archives.configured(folder.config):
        raise UsageError(
            Words(
                "no web archive is switched on; set enabled = true in {config}",
                "ningún archivo web está activado; ponga enabled = true en {config}",
            ),
            config=folder.settings_file,
        )
    with folder.place.hold(), opened(folder, writes=True) as store:
        recovery.recover(folder.place, store, continuity.begin(folder.place, store))
        done = _work(folder, store, Remarks(listener), budget)
        witnesses.seal(folder.place, store, folder.config)
    return done


def at_end_of_night(folder: Folder, store: Store, remarks: Remarks) -> Archived | None:
    """One pass after a walk; None when no archive is switched on or nothing can be reached. The
    caller holds the folder."""
    from crawler import archives

    if not archives.configured(folder.config):
        return None
    try:
        return _work(folder, store, remarks)
    except Offline as error:
        remarks.add(str(error))
        return None


def ask_about(
    folder: Folder, store: Store, urls: Sequence[str], cited_on: date | None, remarks: Remarks
) -> None:
    """Look ``urls`` up, fetch the memento nearest to ``cited_on`` and save them, for as long as a
    person waits. The caller holds the folder."""
    from crawler import archives
    from evidence.store.sources import known_id

    if not archives.configured(folder.config):
        if cited_on:
            remarks.add(
                "no web archive is switched on: only copies that are kept already are compared with"
            )
        return
    asked = [known_id(store, url) for url in urls]
    try:
        _work(folder, store, remarks, urls=asked, seconds=SECONDS, cited_on=cited_on)
    except Offline as error:
        remarks.add(str(error))


def _work(
    folder: Folder,
    store: Store,
    remarks: Remarks,
    budget: int | None = None,
    *,
    urls: Sequence[str] | None = None,
    seconds: float | None = None,
    cited_on: date | None = None,
) -> Archived:
    from crawler import archives
    from crawler.archives.outbox import Outbox

    outbox = Outbox(folder.place, folder.config, store, archives.configured(folder.config))
    tally = outbox.work(budget, urls=urls, seconds=seconds, cited_on=cited_on)
    for remark in tally.remarks:
        remarks.add(remark)
    return Archived(dict(tally.closed), tally.waiting, tuple(tally.remarks), tuple(tally.shut))
