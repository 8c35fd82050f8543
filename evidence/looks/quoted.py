"""What became of a passage that somebody quotes, by a stored look."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.changes.quote import State, check_quote
from evidence.looks.contents import stored_content
from evidence.store import due
from evidence.verdicts.standing import GOOD

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from evidence.changes.quote import Quote
    from evidence.store import Store
    from evidence.store.answers import CheckView, PartView

_NEAREST = (State.PRESENT, State.ALTERED, State.UNSURE, State.ABSENT)
"""The best of what parts say: a passage that stands in one of them stands in the document."""


def quoted(
    folder: Path,
    store: Store,
    check: CheckView,
    parts: Iterable[PartView],
    quote: str,
    max_body: int,
) -> Quote | None:
    """Whether ``quote`` stands in the capture of a look or in one of its document's parts; None when
    the look saw no document.

    Raises RecordError when a capture's record is damaged.
    """
    looks = [(None, check), *((part.url, part.check) for part in parts)]
    found = [
        replace(told, part=url)
        for url, look in looks
        if (told := _in_capture(folder, store, look, quote, max_body)) is not None
    ]
    return min(found, key=lambda told: (_NEAREST.index(told.state), -told.score), default=None)


def _in_capture(
    folder: Path, store: Store, check: CheckView, quote: str, max_body: int
) -> Quote | None:
    capture = due.capture(store, check.capture_id)
    if capture is None or check.verdict not in GOOD:
        return None
    return check_quote(quote, stored_content(folder, capture, max_body))
