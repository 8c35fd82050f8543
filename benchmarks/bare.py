"""The bare Scrapy fetch that ``crawl.py`` compares with: get a list of URLs, keep and judge
nothing.

``python bare.py LIST CONCURRENCY PER_HOST`` prints how many were answered 200. Its settings are the
fastest that were measured for Scrapy 2.19 with its own HTTP/1.1 handler: no duplicate filter and
one item at a time.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import AsyncCrawlerProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy.http import Request, Response

answered = 0


class Spider(scrapy.Spider):
    name = "bare"

    async def start(self) -> AsyncIterator[Request]:
        for url in Path(sys.argv[1]).read_text("utf-8").split():
            # hosts differ by port here, and Scrapy's slots by name only
            yield scrapy.Request(url, self.parse, meta={"download_slot": urlsplit(url).netloc})

    def parse(self, response: Response) -> None:
        global answered  # noqa: PLW0603
        answered += response.status == 200 and len(response.body) > 0


process = AsyncCrawlerProcess(
    {
        "CONCURRENT_REQUESTS": int(sys.argv[2]),
        "CONCURRENT_REQUESTS_PER_DOMAIN": int(sys.argv[3]),
        "CONCURRENT_ITEMS": 1,
        "DOWNLOAD_DELAY": 0,
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
        "LOG_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
        "TELNETCONSOLE_ENABLED": False,
    }
)
process.crawl(Spider)
process.start()
print(answered)
