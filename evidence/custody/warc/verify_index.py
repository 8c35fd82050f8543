"""Check the CDXJ index of a folder: its order, and that each line is the one of a capture."""

from __future__ import annotations

import json
from io import TextIOWrapper
from typing import TYPE_CHECKING

from evidence.custody.faults import SHAPES
from evidence.custody.warc import announced, cdxj
from evidence.files import in_place_of_a_file, open_plain
from evidence.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence.custody.warc.places import Places
    from evidence.custody.warc.rows import CaptureRow
    from evidence.store.database import Store

_WHERE = "warc/index.cdxj"
_LONGEST = 1 << 24
"""Signs that are read of a line: far more than any address has."""
_WANTED = f"""
SELECT COUNT(*) FROM captures WHERE warc IN (SELECT id FROM warc_files) AND {cdxj.REPLAYABLE}
"""


def verify_index(index: Path, store: Store, places: Places) -> Iterator[Finding]:
    """Every line of ``index`` against the capture that it leads to, and their number.

    A line of a revisit, or of an answer that shows no page, is right but not counted: indexes of earlier versions have
    them, and in the place of a page's it hides the page from who replays. Nor are lines of
    a file that is not sealed yet: they are put in before the seal, and a run may be cut off between.
    The lines of a merge are put in when it is over, and it may be cut off before that.
    """
    sealed = set(store.values("SELECT id FROM warc_files"))
    responses = 0
    last = ""
    if what := in_place_of_a_file(index):
        yield Finding(_WHERE, "not-a-file", {"what": what})
    elif index.exists():
        with TextIOWrapper(open_plain(index), "utf-8", "replace") as file:
            for number, line in enumerate(iter(lambda: file.readline(_LONGEST), ""), 1):
                if line < last:
                    yield Finding(_WHERE, "index-disordered", {"line": number})
                    return
                capture = _capture(line, places)
                if capture is not None and capture.warc in sealed:
                    responses += cdxj.is_replayable(capture)
                    if line == last:
                        yield Finding(_WHERE, "index-repeated", {"line": number})
                last = line
                if capture is None:
                    yield Finding(_WHERE, "index-strange", {"line": number})
    wanted = store.value(_WANTED)
    if responses != wanted:
        facts = {"lines": responses, "captures": wanted}
        yield Finding(_WHERE, "index-count", facts, note=announced.is_merged_lately(store))


def _capture(line: str, places: Places) -> CaptureRow | None:
    """The capture that a line leads to; None where it is no capture's line."""
    try:
        fields = json.loads(line.split(" ", 2)[2])
        capture = places.capture_at(f"warc/{fields['filename']}", int(fields["offset"]))
        wanted = cdxj.line_of(capture) if capture else None
    except (*SHAPES, IndexError):
        return None  # JSON or a row of another shape than ours
    return capture if capture and line == wanted else None
