"""Look at one address for somebody else, and sign what was shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.listen.spider import ObserveSpider
from crawler.run.question import Question, stated
from crawler.run.reactor import run
from evidence import clock
from evidence.custody import statements

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from evidence.config import Config

_MOST_BODY = 5_000_000
"""Bytes read of an answer: what is longer is told by the digest of its beginning, which is no use to
anybody, so of a long file only that it is there is seen."""
_TIMEOUT = 10.0
"""Seconds for one exchange: whoever asks waits for all of them."""


def observe(
    question: Question, config: Config, private: Ed25519PrivateKey, seconds: float
) -> tuple[str, str]:
    """Look within ``seconds`` as the configuration has us look, with all its guards; the statement's text
    and its signature."""
    crawl = replace(
        config.crawl,
        max_body=min(config.crawl.max_body, _MOST_BODY),
        timeout=min(config.crawl.timeout, _TIMEOUT),
        max_wait=0.0,
    )
    began = clock.now()
    spider = run(
        ObserveSpider,
        crawl,
        patient=False,
        crawl=crawl,
        url=question.url,
        languages=question.languages,
        manners=question.manners,
        seconds=seconds,
    ).spider
    public = private.public_key().public_bytes_raw()
    statement = stated(question, spider.looks, began, public, config)
    text = statements.written(statement)
    return text, statements.sign(private, text)
