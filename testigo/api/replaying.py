"""Whether what is kept shows pages as they were captured."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words
from evidence.errors import UsageError
from testigo.api.events import Progress, silent
from testigo.api.folder import opened

if TYPE_CHECKING:
    from evidence.store.records import Replay
    from testigo.api.events import Listener
    from testigo.api.folder import Folder


@dataclass(frozen=True, slots=True)
class ReplayedPage:
    """A page that was opened again from what is kept of it alone."""

    url: str
    captured_at: str
    """when a browser opened it on the web"""
    text: float | None
    """how much of its text is the same, 0 to 1; None where there is nothing to compare"""
    picture: float | None
    """how much of what its picture shows is the same, 0 to 1"""
    lacking: int
    """requests for which nothing is kept, where something had answered then"""
    problem: str | None
    """why it could not be opened"""
    low: bool
    """whether a replay shows something else than the capture"""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of opening pages again."""

    pages: tuple[ReplayedPage, ...]

    @property
    def low(self) -> tuple[ReplayedPage, ...]:
        """Those of which a replay shows something else."""
        return tuple(page for page in self.pages if page.low)

    def mean(self, score: str) -> float | None:
        """The mean of ``text`` or ``picture`` over the pages that have it; None where none has."""
        found = [one for page in self.pages if (one := getattr(page, score)) is not None]
        return sum(found) / len(found) if found else None

    def json(self) -> dict[str, Any]:
        """One JSON object, as ``verify --replay --format json`` has it under ``replay``."""
        return {
            "text": self.mean("text"),
            "picture": self.mean("picture"),
            "low": len(self.low),
            "pages": [asdict(page) for page in self.pages],
        }


def replay(folder: Folder, *, url: str | None = None, listener: Listener = silent) -> Replayed:
    """Open pages again in a browser from what is kept of them alone, and compare text and picture with those of
    the capture: of each page that a browser has opened the last capture as it stood, and the last of its
    loss or alteration; with ``url`` those of one page. Nothing reaches the network.

    What came of it is kept beside the captures, where this machine has the folder's key; reports tell of low
    scores. The listener hears progress (step ``replays``).

    Raises UsageError where no browser is installed and for a ``url`` that none has opened, FolderError without
    evidence, StoreError.

    >>> found = testigo.replay(folder)  # doctest: +SKIP
    >>> found.low  # doctest: +SKIP
    ()
    """
    from crawler.browser.model import BrowserFailed
    from crawler.browser.pool import available
    from crawler.run.replays import Replays
    from evidence.custody.log import keys
    from evidence.store import replays
    from evidence.store.sources import known_id

    if lacks := available():
        raise UsageError(_NO_BROWSER, why=lacks)
    found: list[ReplayedPage] = []
    with opened(folder) as store:
        wanted = replays.shown(store, known_id(store, url) if url else None)
        if url and not wanted:
            raise UsageError(
                Words(
                    "no browser has opened {url}: there is nothing to compare a replay with",
                    "ningún navegador ha abierto {url}: no hay con qué comparar una reproducción",
                ),
                url=url,
            )
        is_kept = not store.is_read_only and keys.can_sign(store)
        pages = {one.id: (replays.page(store, one), one.rendered_at) for one in wanted}

        def take(one: Replay) -> None:
            if is_kept:
                replays.put(store, one)
            address, at = pages[one.rendering_id]
            scores = one.text, one.picture, one.lacking, one.problem
            found.append(ReplayedPage(address, at, *scores, one.is_low))
            listener(Progress("replays", len(found), len(wanted)))

        try:
            Replays(folder.path, store, folder.config).measure(wanted, take)
        except BrowserFailed as problem:
            raise UsageError(_NO_BROWSER, why=problem) from problem
    return Replayed(tuple(found))


_NO_BROWSER = Words(
    "no browser opens pages here: {why}", "aquí ningún navegador abre páginas: {why}"
)
