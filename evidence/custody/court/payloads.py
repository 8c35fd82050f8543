"""The contents of captures as files, byte for byte what was received, without transfer coding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.custody.wacz import layout
from evidence.custody.warc import reader
from evidence.custody.warc.message import message_of
from evidence.vocabulary import RecordType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.custody.court.facts import Case
    from evidence.custody.wacz.package import Package

_ENDINGS = {
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/json": ".json",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/svg+xml": ".svg.txt",
    "image/webp": ".webp",
    "text/css": ".css",
    "text/javascript": ".js.txt",
    "application/javascript": ".js.txt",
    "text/csv": ".csv",
    "text/html": ".html.txt",
    "application/xhtml+xml": ".html.txt",
    "text/plain": ".txt",
}
"""What is opened by a double click: a page, a drawing and a script as text, or they would run and ask the live
web."""
_CODINGS = {"gzip": ".gz", "x-gzip": ".gz", "br": ".br", "zstd": ".zst", "deflate": ".zz"}


def payloads(package: Package, case: Case) -> Iterator[tuple[str, str, bytes]]:
    """The id of each capture that has its content with it, a name for a file, and the content.

    Raises RecordError for a damaged record, MessageError for one that is no HTTP answer.
    """
    numbers = {kept.id: kept.number for kept in case.captures}
    with package.open(layout.WARC) as file:
        for record in reader.stream(file, layout.WARC):
            if record.id in numbers and record.kind != RecordType.REVISIT:
                message = message_of(record)
                essence = message.content_type.partition(";")[0].strip().lower()
                coding = message.values("content-encoding").strip().lower()
                ending = _ENDINGS.get(essence, ".bin") + _CODINGS.get(
                    coding, ".coded" if coding else ""
                )
                yield record.id, f"{numbers[record.id]:04d}{ending}", message.payload
