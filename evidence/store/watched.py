"""What becomes of a registered source by a person's act: another title or day, tags, its retirement. Each is an
act in the custody log, and takes no evidence away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evidence import clock
from evidence.store.records import Citation
from evidence.store.sources import tags_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.store.database import Store
    from evidence.store.records import Source


def retitle(store: Store, source: Source, title: str) -> None:
    """Readers see another title; the id stays, for what was exported and merged names it."""
    _put(store, "source-renamed", source, replace(source, title=title))


def date(store: Store, source: Source, published: str) -> None:
    """It was published on another day (``2019-09-30``)."""
    _put(store, "source-dated", source, replace(source, published=published))


def tag(store: Store, source: Source, tags: Sequence[str]) -> None:
    """It is sorted by these words, and by none that it had."""
    _put(store, "source-tagged", source, replace(source, tags_json=tags_json(tags)))


def retire(store: Store, source: Source) -> None:
    """It is not read any more, and what it cites is not looked at for its sake; all evidence stays."""
    at = clock.stamp(clock.now())
    sql = "SELECT * FROM citations WHERE source_id = ? AND gone_since IS NULL"
    standing = list(store.each(Citation, sql, source.id))
    with store.transaction("source-retired", {"source": source.id}) as transaction:
        transaction.put(replace(source, retired_at=at))
        for citation in standing:
            transaction.put(replace(citation, gone_since=at))


def restore(store: Store, source: Source) -> None:
    """It is watched again, with the citations that it had when it was retired."""
    sql = "SELECT * FROM citations WHERE source_id = ? AND gone_since = ?"
    standing = list(store.each(Citation, sql, source.id, source.retired_at))
    with store.transaction("source-restored", {"source": source.id}) as transaction:
        transaction.put(replace(source, retired_at=None))
        for citation in standing:
            transaction.put(replace(citation, gone_since=None))


def _put(store: Store, act: str, was: Source, now: Source) -> None:
    if now != was:
        with store.transaction(act, {"source": was.id}) as transaction:
            transaction.put(now)
