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
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.wire.own_domains.OwnDomains": 50,
    "crawler.wire.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": None,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    # the payload is kept as it came and decoded within the evidence room's limits
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    # redirects are followed hop by hop, each hop kept
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    # cookies belong to one journey
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    # a proxy would hide the address that is really connected to
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
}
# none: Scrapy's own watch, log and feed what is ours to watch, log and keep, and those that are switched
# off are loaded all the same: 0.09 s of processor in every night
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
