"""Fetch one URL for its bytes: a source that lies on the web.

It runs in a process of its own, because Twisted's reactor starts once a process and the night that
follows needs it. The check of addresses, limits and TLS are those of every other request.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence.config import Crawl
from evidence.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure

_PATIENCE = 12
"""Times the timeout: an exchange may take eleven (see the handler), and the process must start."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A source as it came."""

    data: bytes
    content_type: str
    url: str
    """after redirects"""


def fetch(url: str, config: Crawl) -> Fetched:
    """The body at ``url``; raises SourceError with what went wrong."""
    with tempfile.TemporaryDirectory() as place:
        asked = json.dumps({"url": url, "place": place, "crawl": asdict(config)})
        try:
            done = subprocess.run(
                [sys.executable, "-m", "crawler.sources.fetch"],
                input=asked, capture_output=True, text=True, timeout=config.timeout * _PATIENCE, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise SourceError(url, "can't be fetched (it takes too long)") from error
        try:
            answer = json.loads(Path(place, "answer.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            last = (done.stderr.strip().splitlines() or ["no answer"])[-1]
            raise SourceError(url, f"can't be fetched ({last})") from error
        if "problem" in answer:
            raise SourceError(url, f"can't be fetched ({answer['problem']})")
        return Fetched(Path(place, "body").read_bytes(), answer["content_type"], answer["url"])


def _main() -> None:
    """The child: one walk along one URL's redirects, the body left in a file."""
    import scrapy  # noqa: PLC0415 - only the child pays for it
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415

    from crawler.run.journey import Journey  # noqa: PLC0415
    from crawler.run.process import settings_for  # noqa: PLC0415
    from crawler.wire.throttle import Throttle  # noqa: PLC0415
    from crawler.wire.urls import REDIRECTS  # noqa: PLC0415
    from evidence.store.due import Due  # noqa: PLC0415

    asked = json.load(sys.stdin)
    config = Crawl(**{**asked["crawl"], "neutral_hosts": tuple(asked["crawl"]["neutral_hosts"])})
    place = Path(asked["place"])

    class Spider(scrapy.Spider):
        name = "source"
        throttle = Throttle(config)

        async def start(self) -> AsyncIterator[Request]:
            journey = Journey(Due.of(asked["url"]))
            request = journey.first_request()
            if request is None:
                _answer(place, problem=str(journey.failure and journey.failure.detail))
            else:
                yield request.replace(callback=self.answered, errback=self.failed)

        def answered(self, response: Response) -> Iterator[Request]:
            journey: Journey = response.meta["journey"]
            message = response.meta["exchange"].message
            if response.status in REDIRECTS and message.header("location"):
                request = journey.follow(response, message.header("location"), config.max_redirects)
                if request is None:
                    _answer(place, problem=str(journey.failure and journey.failure.detail))
                else:
                    yield request.replace(callback=self.answered, errback=self.failed)
            elif response.status != 200:
                _answer(place, problem=f"status {response.status}")
            else:
                (place / "body").write_bytes(message.decoded(config.max_body))
                _answer(place, content_type=message.header("content-type"), url=response.url)

        def failed(self, failure: Failure) -> None:
            _answer(place, problem=" ".join(str(failure.value).split()))

    process = AsyncCrawlerProcess(settings_for(config))
    process.crawl(Spider)
    process.start()


def _answer(place: Path, **answer: Any) -> None:
    (place / "answer.json").write_text(json.dumps(answer), "utf-8")


if __name__ == "__main__":
    _main()
