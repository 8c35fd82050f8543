"""Run the citations spider over a prepared night, in this process. Once a process: Twisted's
reactor can't be started twice, and a process of its own is what a night should have anyway."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler.spiders.citations import CitationsSpider
from crawler.wire.agent import user_agent
from evidence.vocabulary import RunState

if TYPE_CHECKING:
    from crawler.run.night import Night
    from evidence.config import Crawl


def walk(night: Night, *, verbose: bool = False) -> bool:
    """Look at everything the night has to look at; True when it was walked to its end.

    False means interrupted (SIGINT, SIGTERM); the run can be taken up again. Raises OSError or
    StoreError when evidence could not be kept.
    """
    process = AsyncCrawlerProcess(settings_for(night.config.crawl))
    logging.getLogger("scrapy").setLevel(logging.DEBUG if verbose else logging.CRITICAL)
    crawler = process.create_crawler(CitationsSpider)
    process.crawl(crawler, night=night)
    process.start()
    spider = crawler.spider
    if isinstance(spider, CitationsSpider) and spider.stopped is not None:
        raise spider.stopped
    return isinstance(spider, CitationsSpider) and night.run.state is RunState.FINISHED


def settings_for(crawl: Crawl) -> Settings:
    """Scrapy's settings, ours, and what the configuration says."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    for name, value in {
        "TESTIGO_CRAWL": crawl,
        "SPIDER_MODULES": [],  # the spider is given, and looking for others would import them all
        "USER_AGENT": user_agent(crawl),
        "ROBOTSTXT_OBEY": crawl.obey_robots,
        "DOWNLOAD_DELAY": crawl.delay,
        "CONCURRENT_REQUESTS": crawl.concurrency,
        # a delay only holds between requests that are not under way at once
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1 if crawl.delay else crawl.per_host,
    }.items():
        settings.set(name, value, priority="cmdline")
    return settings
