"""Fetch one URL for its bytes: a source that lies on the web.

Address guard, limits, robots.txt and TLS are those of every other request.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import INTERRUPTED, Interrupted, SourceError
from evidence.reports.causes import ASK_PRIVATE
from evidence.vocabulary import Stage

if TYPE_CHECKING:
    from evidence.bilingual import Said
    from evidence.config import Crawl
    from evidence.verdicts.model import Failure


@dataclass(frozen=True, slots=True)
class Fetched:
    """A source as it came."""

    data: bytes
    content_type: str
    url: str
    """after redirects"""


def fetch(url: str, config: Crawl) -> Fetched:
    """The body at ``url``; raises SourceError with what went wrong, and Interrupted."""
    # Scrapy takes half a second to import: not for sources on disk
    from crawler.run.reactor import run  # noqa: PLC0415
    from crawler.sources.spider import SourceSpider  # noqa: PLC0415

    ended = run(SourceSpider, config, patient=False, url=url, crawl=config)
    if ended.interrupted:
        raise Interrupted(INTERRUPTED)
    journey = ended.spider.journey
    if journey.failure is not None:
        raise SourceError(url, _UNFETCHED, why=_words(journey.failure))
    exchange = journey.exchanges[-1]
    assert exchange.message is not None
    if not 200 <= exchange.message.status < 300:
        raise SourceError(
            url,
            _UNFETCHED,
            why=Words("status {status}", "código {status}").of(status=exchange.message.status),
        )
    body = exchange.message.decoded(config.max_body)
    return Fetched(body, exchange.message.content_type, exchange.url)


_UNFETCHED = Words("can't be fetched ({why})", "no se puede descargar ({why})")


_FAILED = {
    Stage.DNS: Words("the name could not be looked up: {detail}", "no se pudo resolver el nombre: {detail}"),
    Stage.TCP: Words("no connection: {detail}", "no hubo conexión: {detail}"),
    Stage.TLS: Words("no secure connection: {detail}", "no hubo conexión segura: {detail}"),
    Stage.TIMEOUT: Words("no answer in time", "no respondió a tiempo"),
}  # fmt: skip


def _words(failure: Failure) -> Words | Said | str:
    """What went wrong, without the kind where the detail says it all."""
    if failure.stage in (Stage.URL, Stage.REDIRECT, Stage.ROBOTS):
        return failure.detail
    if failure.stage is Stage.ADDRESS:
        return ASK_PRIVATE
    if failure.stage in _FAILED and failure.detail:
        return _FAILED[failure.stage].of(detail=failure.detail)
    return f"{failure.stage}: {failure.kind} {failure.detail}"
