"""Follow what cited pages offer: a run registers the documents that it saw offered, and the next looks
at them as at any URL, with a standing of their own."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from evidence import clock
from evidence.bilingual import Words
from evidence.errors import RecordError
from evidence.looks.offers import offered
from evidence.store import followed, registered
from evidence.vocabulary import SourceKind

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.config import Config
    from evidence.store import Store

log = logging.getLogger(__name__)


def limits(store: Store, config: Config) -> dict[str, int]:
    """Source -> how many documents of each of its pages are followed; those of which none are left
    out."""
    found = {
        source.id: config.followed(
            source.id, source.location, is_board=source.kind is SourceKind.BOARD
        )
        for source in registered.sources(store)
    }
    return {source: most for source, most in found.items() if most}


def follow(folder: Path, store: Store, config: Config, run_id: str) -> int:
    """Register the documents that the pages offer that a run looked at; returns how many are new.

    A page whose record is damaged is left out: ``verify`` tells of it.
    """
    most = limits(store, config)
    offers: dict[str, list[str]] = {}
    found = []
    for page in followed.pages(store, run_id, most):
        if page.url_id not in offers:
            offers[page.url_id] = _offered(folder, store, config, page)
        if offers[page.url_id]:
            found.append((page, offers[page.url_id], most[page.source_id]))
    return followed.put(store, found, clock.stamp(clock.now())) if found else 0


def _offered(folder: Path, store: Store, config: Config, page: followed.CitedPage) -> list[str]:
    try:
        links = offered(folder, store, page.url_id, page.url, config.crawl.max_body)
    except RecordError as error:
        log.warning(
            Words(
                "what {url} offers is not followed: {why}", "no se sigue lo que ofrece {url}: {why}"
            ).of(url=page.url, why=error)
        )
        return []
    return [link.url for link in links]
