"""The spider that fetches one source: along its redirects to its last answer.

It stands beside what uses it, and not among the spiders that `scrapy crawl` knows by name.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from crawler.run.journey import Journey
from crawler.spiders.travel import Traveller
from crawler.wire import failures
from evidence.store.due import Due
from evidence.verdicts.model import Failure
from evidence.vocabulary import Stage

if TYPE_CHECKING:
    from evidence.config import Crawl

_PATIENCE = 12
"""Times the timeout: one exchange may take eleven (see :mod:`crawler.wire.handler`)."""


class SourceSpider(Traveller):
    """Makes one journey; what came of it is in ``journey``."""

    name = "source"

    def __init__(self, url: str = "", crawl: Crawl | None = None, **kwargs: Any) -> None:
        if crawl is None:
            raise ValueError("this spider is started by `testigo add`, `scan` and `compare`")
        super().__init__(crawl, **kwargs)
        self.journey = Journey(Due.of(url))

    async def work(self) -> None:
        """See :class:`Traveller`."""
        try:
            async with asyncio.timeout(self.crawl.timeout * _PATIENCE):
                await self.travel(self.journey, self.journey.first_request())
        except TimeoutError:
            self.journey.failure = Failure(Stage.TIMEOUT, "visit", "it takes too long")
        except Exception as problem:  # noqa: BLE001 - Scrapy would keep it to itself
            self.journey.failure = failures.of_request(problem)
