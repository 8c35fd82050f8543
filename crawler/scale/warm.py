"""What every walk would import and make first, done once in a process that others are forked from.

No module that installs Twisted's reactor is among those that it imports: the files of one would be shared.
"""

from __future__ import annotations

import importlib
import sys
from typing import TypeVar

T = TypeVar("T")

MODULES = (
    "crawler.run.night",
    "crawler.settings",
    "crawler.spiders.walk",
    "crawler.wire.handler",
    "evidence.content.readers.html",
    "evidence.looks.rebase",
    "scrapy.core.downloader",
    "scrapy.downloadermiddlewares.cookies",
    "scrapy.downloadermiddlewares.httpcompression",
    "scrapy.downloadermiddlewares.retry",
    "scrapy.downloadermiddlewares.stats",
    "scrapy.dupefilters",
    "scrapy.pqueues",
    "scrapy.resolver",
    "scrapy.spidermiddlewares.referer",
    "scrapy.squeues",
)
"""What a walk imports when it comes to it: 0.4 s."""


def warm(*more: str) -> None:
    """Import what a walk needs, and ``more``, and build what all pages are searched with."""
    for name in (*MODULES, *more):
        importlib.import_module(name)
    from evidence.content import extract  # noqa: PLC0415 - as all that a walk needs
    from evidence.domains import registrable_domain  # noqa: PLC0415
    from evidence.prefilter import Prefilter  # noqa: PLC0415

    for one in made("evidence.", Prefilter):
        one.possible("")
    registrable_domain("example.org")
    extract(b"<p>one page</p>", "text/html", "")


def made(package: str, kind: type[T]) -> list[T]:
    """What modules of a package hold of a kind."""
    loaded = [module for name, module in sys.modules.items() if name.startswith(package)]
    return [one for module in loaded for one in vars(module).values() if isinstance(one, kind)]
