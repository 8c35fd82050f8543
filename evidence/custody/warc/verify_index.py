"""Check the CDXJ index of a folder: its order, and that each line is the one of a capture."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from evidence.custody.finding import SHAPES, Finding
from evidence.custody.warc import announced, cdxj
from evidence.vocabulary import RecordType

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

    A revisit's line is right but not counted: indexes of earlier versions have them. Nor are lines of
    a file that is not sealed yet: they are put in before the seal, and a run may be cut off between.
    The lines of a merge are put in when it is over, and it may be cut off before that.
    """
    sealed = set(store.values("SELECT id FROM warc_files"))
    responses = 0
    last = ""
    if index.exists():
        with index.open(encoding="utf-8", errors="replace") as file:
            for number, line in enumerate(iter(lambda: file.readline(_LONGEST), ""), 1):
                if line < last:
                    yield Finding(_WHERE, f"line {number} is out of order")
                    return
                last = line
                capture = _capture(line, places)
                if capture is not None and capture.warc in sealed:
                    responses += capture.record_type == RecordType.RESPONSE
                if capture is None:
                    yield Finding(_WHERE, f"line {number} speaks of no capture of this folder")
    wanted = store.value(_WANTED)
    if responses != wanted:
        problem = f"{responses} lines for {wanted} captures"
        yield Finding(_WHERE, problem, note=announced.is_merged_lately(store))


def _capture(line: str, places: Places) -> CaptureRow | None:
    """The capture that a line leads to; None where it is no capture's line."""
    try:
        fields = json.loads(line.split(" ", 2)[2])
        capture = places.capture_at(f"warc/{fields['filename']}", int(fields["offset"]))
        wanted = cdxj.line_of(capture) if capture else None
    except (*SHAPES, IndexError):
        return None  # JSON or a row of another shape than ours
    return capture if capture and line == wanted else None
