"""What a night loads that has nothing to do with sources: each module costs every run its start."""

from __future__ import annotations

import subprocess
import sys

from tests.commands import ROOT

NIGHT = (
    "crawler.run.night",
    "crawler.sources.refresh",
    "crawler.spiders.walk",
    "crawler.scale.cores",
    "evidence.reports.persons",
)
"""What ``testigo run`` asks for when no source has changed."""
NOT_NEEDED = (
    "openpyxl",
    "evidence.citations.cite",
    "evidence.formats.kinds",
    "evidence.reports.model",
    "evidence.custody.merge",
    "scrapy.downloadermiddlewares.cookies",
    "waybackpy",
    "multiprocessing",
)


def test_a_night_over_unchanged_sources_loads_no_reader_of_sources() -> None:
    code = (
        "import sys, importlib\n"
        f"for name in {NIGHT}: importlib.import_module(name)\n"
        "from crawler.run.reactor import settings_for\n"
        "from evidence.config import Crawl\n"
        "from scrapy.core.downloader.middleware import DownloaderMiddlewareManager as Manager\n"
        "Manager._get_mwlist_from_settings(settings_for(Crawl()))\n"
        f"print(*(name for name in {NOT_NEEDED} if name in sys.modules))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == []
