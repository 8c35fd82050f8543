"""What commands import, for the process that they are forked from: a third of a night over three pages is
spent on importing and on making tables in memory otherwise. Nothing here may install Twisted's reactor,
whose file descriptors would be shared.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from pkgutil import walk_packages

from scrapy.settings import default_settings

from evidence.custody.continuity import schema
from evidence.reports import certificate
from evidence.reports.forms import html, summary

_LAZILY = (
    default_settings.DOWNLOADER_MIDDLEWARES_BASE,
    default_settings.SPIDER_MIDDLEWARES_BASE,
    {
        default_settings.DNS_RESOLVER,
        default_settings.DOWNLOADER,
        default_settings.DUPEFILTER_CLASS,
        default_settings.LOG_FORMATTER,
        default_settings.SCHEDULER_PRIORITY_QUEUE,
        default_settings.SCHEDULER_MEMORY_QUEUE,
        default_settings.STATS_CLASS,
    },
)
"""Classes that Scrapy imports by their names."""


def _import() -> None:
    for room in ("evidence", "crawler", "schedules", "testigo"):
        for module in walk_packages(import_module(room).__path__, f"{room}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
    for classes in _LAZILY:
        for name in classes:
            import_module(str(name).rpartition(".")[0])
    if "twisted.internet.reactor" in sys.modules:
        raise RuntimeError("a module installs Twisted's reactor as it is imported")
    schema._ours()  # each run compares its tables with ours
    for page in (certificate, html, summary):
        page._template()  # to make it takes longer than to fill it in
    gc.collect()
    gc.freeze()  # forks that search it for garbage would copy it


try:
    _import()
except ImportError as error:
    raise RuntimeError(str(error)) from error  # the fork server is silent about the other
