"""Pages opened again from what is kept of them alone, and how like their capture that is.

As Browsertrix' quality assurance does it, text is compared with text and the picture of the first view with that of
the first view. Nothing reaches the network: a request for which nothing is kept finds nothing.
"""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import uuid
from typing import TYPE_CHECKING, Any, TypeVar

from rapidfuzz.distance import Levenshtein

from crawler.browser import archive, leftovers
from crawler.browser.model import Again, BrowserFailed, Device, Job, Why
from crawler.browser.pool import AT_ONCE, Browser
from crawler.browser.spool import Spool
from crawler.wire.agent import user_agent
from evidence import clock
from evidence.custody import opened
from evidence.errors import RecordError
from evidence.store import replays
from evidence.store.records import Replay
from evidence.views import View

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from evidence.config import Config
    from evidence.custody.opened import Loaded
    from evidence.store import Store
    from evidence.store.records import Rendering

T = TypeVar("T")
_TEXT = 100_000
"""Characters of a text that are compared: comparing takes their square, a tenth of a second for so many."""
_UNASKED = "Other"
"""What the DevTools protocol calls what Chromium asks for by itself, as the sign of a site (favicon.ico), and does
not where it has just asked that site in vain."""
_OURS = "x-orig-"
"""What headers begin with that spoke of a coding which is undone in what was kept."""


class Replays:
    """Opens renderings of one folder again."""

    def __init__(self, folder: Path, store: Store, config: Config) -> None:
        self._folder = folder
        self._store = store
        self._config = config

    def measure(self, renderings: Sequence[Rendering], keep: Callable[[Replay], None]) -> None:
        """Open each again, some at a time; ``keep`` is called with what came of each. Raises BrowserFailed
        where there is no browser, and what ``keep`` raises."""
        asyncio.run(self._all(renderings, keep))

    async def _all(self, renderings: Sequence[Rendering], keep: Callable[[Replay], None]) -> None:
        left = list(reversed(renderings))
        place = leftovers.place()
        try:
            async with Browser() as browser:

                async def some() -> None:
                    while left:
                        one = left.pop()
                        spool = place / one.id
                        spool.mkdir()
                        keep(await self._one(browser, one, spool))
                        shutil.rmtree(spool, ignore_errors=True)

                await asyncio.gather(*(some() for _ in range(AT_ONCE)))
        finally:
            leftovers.remove(place)

    async def _one(self, browser: Browser, one: Rendering, spool: Path) -> Replay:
        try:
            job = self._job(one, spool)
            try:
                rendered = await browser.open(job)
            except BrowserFailed as failure:
                if failure.kind is not Why.CRASHED:
                    raise
                rendered = await browser.open(job)  # it may have been the machine
            text = opened.view(self._folder, self._store, one.text_id)
        except (BrowserFailed, RecordError, OSError) as problem:
            return _replay(one, None, problem=" ".join(str(problem).split())[:200])
        return _replay(
            one,
            rendered.browser,
            text=None if text is None else _alike(text, rendered.text.read_bytes()),
            picture=rendered.likeness,
            lacking=sum(
                each.problem == archive.NOT_KEPT and each.resource_type != _UNASKED
                for each in rendered.exchanges
            ),
        )

    def _job(self, one: Rendering, spool: Path) -> Job:
        """The page as it was opened then, of what is kept. Raises RecordError and OSError."""
        crawl, browser = self._config.crawl, self._config.browser
        info = replays.view(self._store, one, View.INFO)
        told = opened.told(opened.view(self._folder, self._store, info))
        kept = Spool(spool)
        loaded = opened.loaded(self._folder, self._store, one)
        answers = [_answer(each, kept, number) for number, each in enumerate(loaded)]
        picture = opened.view(self._folder, self._store, one.first_id)
        ours = _of(dict, told.get("testigo"), {})
        return Job(
            url=replays.page(self._store, one),
            spool=spool,
            user_agent_contact=user_agent(crawl),
            device=Device(one.device),
            locale=_of(str, ours.get("locale"), browser.locale),
            timezone=_of(str, ours.get("timezone"), browser.timezone),
            timeout=browser.timeout,
            again=Again(
                archive.write(kept, answers, _silent(told)),
                one.rendered_at,
                None if picture is None else kept.put("then.png", picture),
            ),
        )


def _of(kind: type[T], value: Any, otherwise: T) -> T:
    return value if isinstance(value, kind) else otherwise


def _answer(kept: Loaded, spool: Spool, number: int) -> archive.Answer:
    """An answer for the browser, its body in a file."""
    return archive.Answer(
        url=kept.url,
        method=kept.method,
        sent_sha256=hashlib.sha256(kept.sent).hexdigest(),
        status=kept.answer.status,
        reason=kept.answer.reason,
        headers=tuple(
            # written as UTF-8, and read as Latin-1
            (name, value.encode("latin-1", "replace").decode("utf-8", "replace"))
            for name, value in kept.answer.headers
            if not name.startswith(_OURS)
        ),
        body=spool.put(f"{number}.kept", kept.body) if kept.body else None,
    )


def _silent(told: dict[str, Any]) -> tuple[str, ...]:
    """The addresses at which nothing answered then."""
    urls = _of(dict, told.get("urls"), {})
    return tuple(
        url for url, one in urls.items() if isinstance(one, dict) and not one.get("status")
    )


def _alike(then: bytes, now: bytes) -> float:
    """How much of two texts is the same, 0 to 1: what need not be edited of one to make the other."""
    one, other = (text.decode("utf-8", "replace")[:_TEXT] for text in (then, now))
    return float(Levenshtein.normalized_similarity(one, other))


def _replay(one: Rendering, browser: str | None, **found: Any) -> Replay:
    given = {"text": None, "picture": None, "lacking": 0, "problem": None, **found}
    now = clock.stamp(clock.now())
    return Replay(str(uuid.uuid4()), one.id, one.url_id, now, browser, **given)
