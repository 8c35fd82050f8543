"""What makes the record of an answer a revisit of one that is kept already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence import clock
from evidence.custody.warc.writer import REVISIT_IDENTICAL, REVISIT_NOT_MODIFIED

if TYPE_CHECKING:
    from evidence.custody.warc.writer import Headers
    from evidence.store.due import KnownCapture


def refers_to(earlier: KnownCapture, status: int) -> Headers:
    """What makes the record of an answer with ``status`` a revisit of ``earlier`` (WARC 1.1, sections 5
    and 6.7)."""
    headers: Headers = [
        ("WARC-Profile", REVISIT_NOT_MODIFIED if status == 304 else REVISIT_IDENTICAL),
        ("WARC-Refers-To", f"<{earlier.body_id}>"),
        ("WARC-Refers-To-Target-URI", earlier.body_url),
        ("WARC-Refers-To-Date", clock.whole_second(earlier.body_captured_at)),
    ]
    if status != 304:  # the body came, and is left out because it is stored already
        headers.append(("WARC-Truncated", "length"))
    return headers
