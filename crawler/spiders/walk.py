"""A night's walk in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.run.heard import Said
from crawler.run.reactor import run
from crawler.spiders.citations import CitationsSpider
from evidence.vocabulary import RunState

if TYPE_CHECKING:
    from crawler.run.night import Night


def walk(night: Night, *, verbose: bool = False) -> bool:
    """Look at everything the night has to look at; True when it was walked to its end.

    False means interrupted (SIGINT, SIGTERM), or that its time is up; the run can be taken up
    again. Raises StoreError when evidence could not be kept.
    """
    spider = run(CitationsSpider, night.config.crawl, verbose=verbose, night=night).spider
    night.heard.note(Said(spider.throttle.peace))
    if not spider.is_over:  # it was cut off
        night.end_walk(finished=False)
    if spider.stopped is not None:
        raise spider.stopped
    return night.run.state is RunState.FINISHED
