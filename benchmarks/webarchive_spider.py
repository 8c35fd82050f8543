"""The spider that ``peers.py`` runs with scrapy-webarchive: gets a list of URLs, keeps them in a WACZ.

``python webarchive_spider.py LIST CONCURRENCY PER_HOST FOLDER``, with an interpreter that has it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import scrapy
from scrapy.crawler import CrawlerProcess

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Request, Response


class Spider(scrapy.Spider):
    name = "webarchive"

    def start_requests(self) -> Iterator[Request]:
        for url in Path(sys.argv[1]).read_text("utf-8").split():
            # hosts differ by port here, and Scrapy's slots by name only
            meta = {"download_slot": url.split("/")[2]}
            yield scrapy.Request(url, self.parse, meta=meta, dont_filter=True)

    def parse(self, response: Response) -> None:
        """Keeping is the extension's part."""


process = CrawlerProcess(
    {
        "CONCURRENT_REQUESTS": int(sys.argv[2]),
        "CONCURRENT_REQUESTS_PER_DOMAIN": int(sys.argv[3]),
        "DOWNLOAD_DELAY": 0,
        "EXTENSIONS": {"scrapy_webarchive.extensions.WaczExporter": 543},
        "LOG_ENABLED": False,
        "SW_EXPORT_URI": sys.argv[4] + "/",
        "TELNETCONSOLE_ENABLED": False,
    }
)
process.crawl(Spider)
process.start()
