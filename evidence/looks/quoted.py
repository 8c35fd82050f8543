"""What became of a passage that somebody quotes, by a stored look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.changes.quote import check_quote
from evidence.looks.contents import stored_content
from evidence.store import due
from evidence.verdicts.standing import GOOD

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.changes.quote import Quote
    from evidence.store import Store
    from evidence.vocabulary import Verdict


def quoted(
    folder: Path, store: Store, verdict: Verdict, capture_id: str | None, quote: str, max_body: int
) -> Quote | None:
    """Whether ``quote`` stands in the capture of a look with this verdict; None when the look saw
    no document.

    Raises RecordError when the capture's record is damaged.
    """
    capture = due.capture(store, capture_id)
    if capture is None or verdict not in GOOD:
        return None
    return check_quote(quote, stored_content(folder, capture, max_body))
