"""The CDXJ index of an evidence folder: what pywb and ReplayWeb.page look captures up in.

A line is ``<SURT> <14 digits> <JSON>``; lines are sorted bytewise. The index is made from the
database and can be made again at any time. A revisit stays out of a folder's index, which so grows
with change and not with nights: at its time, replay tools show the capture before it, which has the
same bytes. The answer to a posted form has none there, either: replay tools would show it as what stands
at that address. In a package it has one under its form, by which they find it
(:mod:`evidence.custody.warc.posted`).
"""

from __future__ import annotations

import heapq
import json
import re
from dataclasses import replace
from itertools import groupby
from typing import IO, TYPE_CHECKING, cast
from urllib.parse import quote

from evidence.custody.warc.posted import form_of
from evidence.files import written_whole
from evidence.identity import cdx_key
from evidence.store.records.looks import NO_STATUS
from evidence.vocabulary import RecordType

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from evidence.custody.warc.posted import Form
    from evidence.custody.warc.rows import CaptureRow

_BLANK = re.compile(r"[\s\x00-\x20\x7f-\x9f]")
_NO_PAGE = (304, NO_STATUS)
REPLAYABLE = f"record_type = 'response' AND status NOT IN {_NO_PAGE} AND method IS NULL"
"""SQL: the rows of ``captures`` that have a line."""


def is_replayable(capture: CaptureRow) -> bool:
    """Whether a row of ``captures`` has a line, as :data:`REPLAYABLE` says it."""
    is_page = capture.record_type == RecordType.RESPONSE and capture.status not in _NO_PAGE
    return is_page and capture.method is None


def line(url: str, captured_at: str, fields: dict[str, str]) -> str:
    """One index line; ``captured_at`` is ISO 8601 in UTC. Fields are those of pywb."""
    return _line(url, url, captured_at, fields)


def _line(found_by: str, url: str, captured_at: str, fields: dict[str, str]) -> str:
    digits = re.sub(r"\D", "", captured_at)[:14]
    return f"{_key(found_by)} {digits} {json.dumps({'url': url, **fields}, ensure_ascii=True)}\n"


def _key(url: str) -> str:
    try:
        return cdx_key(url)
    except ValueError:
        # what was asked for was no web address; it is still in the index, under itself, in one word
        return _BLANK.sub(lambda blank: quote(blank[0]), url) or "-"


def line_of(capture: CaptureRow, form: Form | None = None) -> str:
    """The index line of a capture; of the answer to a form, the one by which it is found."""
    mime = (
        "warc/revisit" if capture.record_type == RecordType.REVISIT else capture.media_type or "unk"
    )
    return _line(
        form.address(capture.url) if form else capture.url,
        capture.url,
        capture.captured_at,
        {
            "mime": mime,
            "status": str(capture.status),
            "digest": f"sha256:{capture.payload_sha256}",
            "length": str(capture.length),
            "offset": str(capture.offset),
            "filename": capture.warc.rpartition("/")[2],
            **({"method": form.method, "requestBody": form.body} if form else {}),
        },
    )


def line_in_package(
    capture: CaptureRow, warc: str, offset: int, length: int, request: bytes | None = None
) -> str | None:
    """The line of a capture whose record has ``length`` bytes from ``offset`` of a package's ``warc``;
    ``request`` is the block of the request's record, where its method is not GET.

    A package's index has revisits too. None for what can't be replayed.
    """
    form = form_of(capture.method, request) if capture.method and request is not None else None
    if capture.status in _NO_PAGE or (capture.method is not None and form is None):
        return None
    return line_of(replace(capture, warc=warc, offset=offset, length=length), form)


def merge(index: Path, lines: Iterable[str]) -> None:
    """Put ``lines`` into the sorted ``index``; a reader sees the old file or the new one, never half
    of it. What somebody else wrote into it stays, and verification names it. Raises StoreError when
    the disk refuses."""
    fresh = sorted(set(lines))
    if not fresh and index.exists():
        return
    with written_whole(index) as new, _opened(new, "w") as out:
        if index.exists():
            with _opened(index, "r") as old:
                # a run that was killed before it sealed the file had put its lines in already
                out.writelines(line for line, _ in groupby(heapq.merge(old, fresh)))
        else:
            out.writelines(fresh)


def _opened(path: Path, mode: str) -> IO[str]:
    opened = path.open(mode, encoding="utf-8", errors="surrogateescape", newline="\n")
    return cast("IO[str]", opened)


def make_anew(index: Path, lines: Iterable[str]) -> None:
    """Make the whole index of ``lines``, in place of one that is there. Raises StoreError."""
    with written_whole(index) as new, new.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(sorted(lines))
