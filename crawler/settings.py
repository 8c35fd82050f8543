"""Scrapy settings. Values from ``testigo.toml`` are put on top by :mod:`crawler.spiders.walk`.

What is switched off here is switched off for a reason: see ``docs/architecture.md``.
"""

from evidence.config import Crawl
from evidence.version import SOFTWARE

BOT_NAME = "testigo"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
USER_AGENT = SOFTWARE

# both let code run in this process from a socket; RemoteControl is on by default
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

TESTIGO_CRAWL = Crawl()
DOWNLOAD_HANDLERS = {
    "http": "crawler.wire.handler.WireHandler",
    "https": "crawler.wire.handler.WireHandler",
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}
# What Scrapy would add by itself is left out here, and not switched off: it is loaded all the same, with all that it
# imports, 0.2 s of processor in every night. The payload is kept as it came and decoded within the evidence room's
# limits; redirects are followed hop by hop, each hop kept; cookies belong to one journey; a proxy would hide the
# address that is really connected to; retries, robots.txt, timeouts, caches and counts are ours.
DOWNLOADER_MIDDLEWARES_BASE = {"scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500}
DOWNLOADER_MIDDLEWARES = {
    "crawler.wire.own_domains.OwnDomains": 50,
    "crawler.wire.robots.RobotsMiddleware": 100,
}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
# Scrapy's own watch, log and feed what is ours to watch, log and keep
EXTENSIONS_BASE: dict[str, int] = {}
# two citations of one address, or two redirects to one target, are two looks: nothing may be
# dropped
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
# one item at a time through the spider is worth 40 % of throughput
CONCURRENT_ITEMS = 1
ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY_JITTER = 0.0
LOG_INSTALL_ROOT_HANDLER = False
LOG_LEVEL = "WARNING"
STATS_DUMP = False
