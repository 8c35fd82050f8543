"""Check a package's WARC records, index and pages against its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.custody.wacz import layout, revisits
from evidence.custody.wacz.package import LINE
from evidence.custody.warc import cdxj, reader, recheck
from evidence.custody.warc.places import POINTING
from evidence.custody.warc.rows import CaptureRow, CertificateRow, ReplyRow
from evidence.errors import RecordError
from evidence.findings import Finding
from evidence.store.records import Result
from evidence.views import page_of
from evidence.vocabulary import RecordType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evidence.custody.wacz.package import Package
    from evidence.custody.warc.reader import Record
    from evidence.store.database import Store


def verify_warc(
    package: Package, store: Store, progress: Callable[[int], None]
) -> Iterator[Finding]:
    """Every record against the row that speaks of it, and the index against the records.

    ``store`` holds the package's rows; ``progress`` hears of every byte that was read.
    """
    meeting = _Meeting(store)
    try:
        with package.open(layout.WARC) as file:
            for found in reader.stream(file, layout.WARC):
                yield from meeting.take(found)
                progress(found.length)
        yield from meeting.end()
    except RecordError as error:
        yield Finding(
            f"{layout.WARC} at {error.offset}", "record-unreadable", {"why": error.problem}
        )
    for table in POINTING:
        for key in store.values(f"SELECT id FROM {table} WHERE id NOT IN (SELECT id FROM met)"):
            yield Finding(f"{table} {key}", "record-not-there", {"file": layout.WARC})
    yield from _index(package, store)


class _Meeting:
    """The records come in order, and meet the rows that speak of them.

    A temporary table notes who met, and the line that the index must have for it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        store.db.execute(
            "CREATE TEMP TABLE met (id TEXT PRIMARY KEY, line TEXT, is_new INTEGER DEFAULT 0) WITHOUT ROWID"
        )
        # the database has none: only here certificates are looked up by their records
        store.db.execute("CREATE INDEX certificates_record ON certificates(record_id)")
        self._last: CaptureRow | None = None
        """the capture whose record came last; its request comes right behind it"""
        self._place = (0, 0)
        """offset and length of that record"""

    def take(self, found: Record) -> Iterator[Finding]:
        """The next record."""
        yield from recheck.own_digests(found)
        where = f"{layout.WARC} at {found.offset}"
        if found.kind == "request":
            if self._last is None:
                yield Finding(where, "request-astray")
            else:
                yield from recheck.against_request(found, self._last)
                self._posted(self._last, found)
            self._last = None
            return
        yield from recheck.without_request(self._last)
        self._last = self._store.first(CaptureRow, "SELECT * FROM captures WHERE id = ?", found.id)
        if self._last is None:
            yield from self._no_capture(where, found)
            return
        yield from recheck.against_capture(found, self._last)
        if found.kind == RecordType.REVISIT:  # the package may have it with another header
            yield from revisits.check(found, self._store)
        else:
            yield from recheck.against_length(found, self._last)
        self._place = (found.offset, found.length)
        line = cdxj.line_in_package(self._last, layout.WARC, *self._place)
        yield from self._met(where, self._last.id, line)

    def _posted(self, capture: CaptureRow, request: Record) -> None:
        """The answer to a form is found by its request; packages of earlier versions have no line for it."""
        if capture.method is not None:
            line = cdxj.line_in_package(capture, layout.WARC, *self._place, request.block)
            self._store.db.execute(
                "UPDATE met SET line = ?, is_new = 1 WHERE id = ?", (line, capture.id)
            )

    def _no_capture(self, where: str, found: Record) -> Iterator[Finding]:
        """A certificate, or what an archive answered."""
        certificate = self._store.first(
            CertificateRow, "SELECT * FROM certificates WHERE record_id = ?", found.id
        )
        reply = self._store.first(ReplyRow, "SELECT * FROM archive_replies WHERE id = ?", found.id)
        if certificate is not None:
            yield from recheck.against_certificate(found, certificate)
            yield from self._met(where, certificate.id, None)
        elif reply is not None:
            yield from recheck.against_reply(found, reply)
            yield from self._met(where, reply.id, None)
        else:
            yield Finding(where, "record-put-in", {"record": found.kind})

    def _met(self, where: str, key: str, line: str | None) -> Iterator[Finding]:
        cursor = self._store.db.execute(
            "INSERT OR IGNORE INTO met (id, line) VALUES (?,?)", (key, line)
        )
        if not cursor.rowcount:
            yield Finding(where, "record-repeated")

    def end(self) -> Iterator[Finding]:
        """No record follows."""
        yield from recheck.without_request(self._last)


@dataclass(frozen=True, slots=True)
class _Line(Result):
    """A line that the index must have, or, where it ``is_new``, may lack."""

    line: str
    is_new: int


def _index(package: Package, store: Store) -> Iterator[Finding]:
    with package.open(layout.INDEX) as file:
        there = file.readline(LINE)
        for wanted in store.each(
            _Line, "SELECT line, is_new FROM met WHERE line IS NOT NULL ORDER BY line"
        ):
            if there == wanted.line.encode():
                there = file.readline(LINE)
            elif not wanted.is_new:
                yield Finding(layout.INDEX, "index-differs")
                return
        if there:
            yield Finding(layout.INDEX, "index-longer")


def verify_pages(package: Package, store: Store) -> Iterator[Finding]:
    """Every page, after the line that says what the file is, is one of a capture."""
    for number, (where, page) in enumerate(package.lines(layout.PAGES)):
        if number:
            row = store.first(
                CaptureRow, "SELECT * FROM captures WHERE id = ?", str(page.get("id"))
            )
            shown = row and (page_of(row.url), row.captured_at)
            if (page.get("url"), page.get("ts")) != shown:
                yield Finding(where, "page-strange")
