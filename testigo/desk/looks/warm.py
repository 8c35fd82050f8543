"""Imported by the process that looks are forked from: what each of them would do first is done once, here.

No module that installs Twisted's reactor is among those that it imports: the files of one would be shared.
"""

from __future__ import annotations

import importlib
import sys

from evidence.content import extract
from evidence.domains import registrable_domain
from evidence.verdicts.text import Phrases

MODULES = (
    "crawler.archives.outbox",
    "crawler.run.night",
    "crawler.settings",
    "crawler.sources.document",
    "crawler.spiders.walk",
    "crawler.wire.handler",
    "evidence.changes.quote",
    "evidence.content.readers.html",
    "evidence.looks.rebase",
    "evidence.reports.asked",
    "evidence.reports.at_hours",
    "evidence.reports.elsewhere",
    "evidence.reports.said",
    "scrapy.core.downloader",
    "scrapy.downloadermiddlewares.retry",
    "scrapy.downloadermiddlewares.stats",
    "scrapy.dupefilters",
    "scrapy.pqueues",
    "scrapy.resolver",
    "scrapy.spidermiddlewares.referer",
    "scrapy.squeues",
    "testigo.api",
    "testigo.desk.looks.child",
)
"""What a look imports when it comes to it: 0.4 s."""


def _compiled() -> None:
    """Make the patterns of all rules, some of which take a fifth of a second."""
    for name, module in list(sys.modules.items()):
        if name.startswith("evidence.verdicts."):
            for value in vars(module).values():
                if isinstance(value, Phrases):
                    _ = value.sentences


for _name in MODULES:
    importlib.import_module(_name)
_compiled()
registrable_domain("example.org")
extract(b"<p>one page</p>", "text/html", "")
