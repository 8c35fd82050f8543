"""What the tests of feeds share: the rules of RFC 4287, and a reader of feeds."""

from __future__ import annotations

from typing import Any

import feedparser
from lxml import etree

from tests.commands import ROOT

RULES = etree.RelaxNG(etree.parse(ROOT / "tests/data/atom.rng"))


def read(feed: bytes) -> Any:
    """The feed as a reader of feeds has it; it keeps the rules of RFC 4287."""
    RULES.assertValid(etree.fromstring(feed))
    found = feedparser.parse(feed, sanitize_html=False)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found
