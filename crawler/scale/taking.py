"""A shard is taken in once nobody walks it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from evidence.custody.shards import take
from evidence.errors import FolderBusy
from evidence.looks.rejoined import Rejoined
from evidence.verdicts.settings import rules_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence.config import Config
    from evidence.folder import EvidenceFolder
    from evidence.store import Store

T = TypeVar("T")
_POLL = 0.2
"""Seconds between two tries."""
_PATIENCE = 60.0
"""Seconds in which those who still walk a shard that nobody answers for come to their end."""


def settle_for(folder: EvidenceFolder, config: Config) -> Rejoined:
    """What settles a URL that somebody looked at beside the night."""
    return Rejoined(folder.path, rules_of(config.standing), config.crawl.max_body)


def taken_once_free(
    folder: EvidenceFolder, store: Store, shard: EvidenceFolder, key: str, settle: Rejoined
) -> take.Taken:
    """Take a shard in, once nobody walks it. Raises what :func:`evidence.custody.shards.take.take` does."""
    return once_free(lambda: take.take(folder, store, shard, key, settle))


def once_free(do: Callable[[], T]) -> T:
    """What ``do`` comes to once a shard is free. Raises FolderBusy where it is walked for too long."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return do()
        except FolderBusy:
            if time.monotonic() > end:
                raise
            time.sleep(_POLL)
