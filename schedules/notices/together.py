"""What went as a whole since the last digest: one event of a notice, and no item for each of its
documents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.reports.safe import short
from evidence.reports.together import HANDFUL, in_folder
from evidence.store.scope import EVERYTHING, Scope
from evidence.verdicts.transition import Step
from schedules.notices.notice import TogetherTold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.bilingual import Language
    from evidence.reports.together import Together
    from evidence.store import Store
    from evidence.store.notices import Tellable

MOST_EVENTS = 5
"""Events of one notice; documents of further ones are told as items."""
_MOST_URLS = 3
"""Addresses of an event that are listed: readers see what they look like."""
_MOST_URL = 200
_MOST_TEXT = 300


def events(
    store: Store, shown: Iterable[tuple[Tellable, Step]], scope: Scope = EVERYTHING
) -> list[Together]:
    """The events whose documents are newly missing in a digest, each with those documents only: a
    straggler of an event that was told is an item of its own."""
    missing = {one.standing.url_id for one, step in shown if step is Step.BROKEN}
    if len(missing) < HANDFUL:
        return []
    found = []
    for event in in_folder(store, scope):
        new = tuple(one for one in event.cited if one.url_id in missing)
        if event.is_loss and len(new) >= HANDFUL:
            found.append(replace(event, cited=new))
    return found[:MOST_EVENTS]


def told(event: Together, language: Language) -> TogetherTold:
    """An event as a notice tells it."""
    urls = [short(one.url, _MOST_URL) for one in event.cited]
    return TogetherTold(
        place=event.place,
        name=short(event.name, _MOST_URL),
        cause=event.cause,
        since=event.since,
        count=len(urls),
        of=event.of,
        text=short(event.text(language), _MOST_TEXT),
        urls=tuple(urls[:_MOST_URLS]),
        more=max(0, len(urls) - _MOST_URLS),
    )
