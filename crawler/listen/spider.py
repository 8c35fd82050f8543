"""The spider of an observer: one address, looked at in several manners, one look after the other."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from scrapy.http.cookies import CookieJar

from crawler.run.journey import Journey
from crawler.spiders.travel import Traveller
from crawler.wire.agent import asking
from evidence.looks.forwards import may_forward, refresh_of
from evidence.store.due import Due
from evidence.vocabulary import Manner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy.http import Response

    from evidence.config import Crawl


class ObserveSpider(Traveller):
    """Looks in each of ``manners``; what came of it is in :attr:`looks`, as far as it came in time."""

    name = "observe"

    def __init__(
        self, *, crawl: Crawl, url: str, languages: str, manners: Sequence[Manner], seconds: float,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(crawl, **kwargs)
        self.url = url
        self.languages = languages
        self.manners = manners
        self.seconds = seconds
        self.looks: list[tuple[Manner, Journey]] = []

    async def work(self) -> None:
        """All looks that there is time for."""
        try:
            async with asyncio.timeout(self.seconds):
                for manner in self.manners:
                    await self._look(manner)
        except TimeoutError:
            return  # those that are over are told; of one that was cut off nothing is known

    async def _look(self, manner: Manner) -> None:
        journey = Journey(Due.of(self.url), headers=asking(manner, self.languages))
        before = next((one for done, one in self.looks if done is Manner.BROWSER), None)
        journey.jar = before.jar if manner is Manner.RETURNING and before else CookieJar()
        await self.travel(journey, journey.first_request())
        self.looks.append((manner, journey))

    async def forwards(self, journey: Journey, response: Response) -> str:
        """Where the page itself sends its reader."""
        message = response.meta["exchange"].message
        if not may_forward(message):
            return ""
        target = await asyncio.to_thread(refresh_of, message, response.url)
        if target == response.url and not journey.may_reload(response):
            return ""
        return target or ""
