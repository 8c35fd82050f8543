"""What a folder knows, a page at a time: citations, and runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from testigo.api.folder import ignored, opened

if TYPE_CHECKING:
    from evidence.store.listing import Listing, Wanted
    from evidence.store.run_list import LookPage, RunPage, RunTold
    from evidence.vocabulary import Verdict
    from testigo.api.folder import Folder


def listing(
    folder: Folder, wanted: Wanted | None = None, *, page: int = 1, size: int = 50
) -> Listing:
    """The citations that are ``wanted``, or all, with the standing of each, but for those that are left out on
    purpose; asks nobody.

    ``size`` is 500 at most, and behind the last page comes the last one again.

    Raises FolderError without evidence, StoreError.

    >>> found = testigo.listing(folder, testigo.Wanted(broken=True))
    >>> found.total, found.rows[0].shown.value
    (1, 'missing')
    """
    from evidence.store import ignored as left_out
    from evidence.store import listing as kept

    with opened(folder) as store:
        without = left_out.scope(store, ignored(folder)).without
        return kept.listing(store, wanted or kept.Wanted(), without=without, page=page, size=size)


def runs(folder: Folder, *, page: int = 1, size: int = 50) -> RunPage:
    """Runs, latest first, and what each came to; asks nobody.

    Raises FolderError without evidence, StoreError.

    >>> sorted({told.run.kind.value for told in testigo.runs(folder).rows})
    ['night', 'single']
    """
    from evidence.store.run_list import run_list

    with opened(folder) as store:
        return run_list(store, page=page, size=size)


def run_told(folder: Folder, run_id: str) -> RunTold | None:
    """One run and what it came to; None for an id that is no run's. Asks nobody.

    Raises FolderError without evidence, StoreError.

    >>> testigo.run_told(folder, "no such run") is None
    True
    """
    from evidence.store import run_list

    with opened(folder) as store:
        return run_list.run_told(store, run_id)


def run_looks(
    folder: Folder, run_id: str, *, verdict: Verdict | None = None, page: int = 1, size: int = 50
) -> LookPage:
    """The looks of one run in their order, those with one ``verdict`` or all; asks nobody.

    Raises FolderError without evidence, StoreError.

    >>> (night, *_) = testigo.runs(folder).rows[::-1]
    >>> testigo.run_looks(folder, night.run.id).total == night.checked
    True
    """
    from evidence.store import run_list

    with opened(folder) as store:
        return run_list.run_looks(store, run_id, verdict=verdict, page=page, size=size)
