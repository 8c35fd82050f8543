"""Revisits that every viewer resolves: they name the second of the capture that they refer to.

Earlier versions wrote ``WARC-Refers-To-Date`` with microseconds. ReplayWeb.page looks for a capture at
or after that time, knows captures by whole seconds, and so shows a *later* version of the page, or
none. A package has such records with that one header cut to the second: the block, its digest, the
payload's digest and every other header stay as they are. The stored file, whose digest the log holds,
is not touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from isal import igzip, igzip_lib

from evidence import clock
from evidence.bilingual import Words
from evidence.errors import RecordError
from evidence.findings import Finding
from evidence.store.records import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.custody.warc.reader import Record
    from evidence.store.database import Store

_FRACTION = re.compile(rb"(\r\nWARC-Refers-To-Date: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d+(?=Z\r\n)")

_REFERRED = """
SELECT o.url, o.captured_at FROM captures t JOIN captures o ON o.id = t.refers_to WHERE t.id = ?
"""


def to_the_second(member: bytes, warc: str, offset: int) -> bytes:
    """The gzip member of a revisit, as it stands where its date is of a whole second; raises
    RecordError for one that can't be read."""
    try:
        record = igzip.decompress(member)  # type: ignore[no-untyped-call]
    except (OSError, EOFError, igzip_lib.IsalError) as error:  # type: ignore[misc]  # see reader.py
        raise RecordError(
            warc, offset, Words("damaged ({why})", "dañado ({why})"), why=error
        ) from error
    head, end, block = record.partition(b"\r\n\r\n")
    cut, times = _FRACTION.subn(rb"\1", head + end[:2])
    if not times:
        return member
    made: bytes = igzip.compress(cut + end[2:] + block, 3, mtime=0)  # as the writer does
    return made


@dataclass(frozen=True, slots=True)
class _Referred(Result):
    """The capture that a revisit refers to."""

    url: str
    captured_at: str


def check(record: Record, store: Store) -> Iterator[Finding]:
    """Whether a revisit names the time and the address of the capture that its row refers to: by
    these viewers choose what they show."""
    date = record.headers.get("warc-refers-to-date", "")
    address = record.headers.get("warc-refers-to-target-uri")
    referred = store.first(_Referred, _REFERRED, record.id)
    if referred is None:
        yield Finding(f"captures {record.id}", "revisit-astray")
        return
    times = (referred.captured_at, clock.whole_second(referred.captured_at))
    if date not in times or address != referred.url:
        yield Finding(f"captures {record.id}", "revisit-misleading")
