"""All targets, one file a family of parsers."""

from __future__ import annotations

from tests.fuzz.targets import (
    archives,
    boards,
    citations,
    configuration,
    custody,
    http,
    mending,
    office,
    pages,
    robots,
    sources,
    urls,
    wacz,
    warc,
)

TARGETS = {
    target.name: target
    for family in (
        archives, boards, citations, configuration, custody, http, mending, office, pages, robots,
        sources, urls, wacz, warc,
    )
    for target in family.TARGETS
}  # fmt: skip
