"""The rows that the custody record of a capture is made of, collected from the database."""

from __future__ import annotations

import json
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from evidence.store.records import (
    Capture,
    Certificate,
    Change,
    Check,
    Citation,
    Job,
    Memento,
    Network,
    Record,
    Reply,
    Run,
    Source,
    SourceVersion,
    Url,
    WarcFile,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence.store.database import Store

R = TypeVar("R", bound=Record)


class Rows:
    """The rows that the record of a capture is made of, by table and id."""

    def __init__(self) -> None:
        self._rows: dict[type[Record], dict[str, Any]] = {}

    def put(self, of: type[R], key: str, row: R) -> None:
        """Take a row in; one that is there already counts once."""
        self._rows.setdefault(of, {})[key] = row

    def find(self, of: type[R], key: str | None) -> R | None:
        """The row with an id; None where it is not among these."""
        return self._rows.get(of, {}).get(key or "")

    def all(self, of: type[R]) -> list[R]:
        """All rows of a table, by their ids."""
        return [row for _, row in sorted(self._rows.get(of, {}).items())]


def rows_of(
    store: Store,
    capture_id: str,
    check_id: str | None,
    among: Callable[[str, str], bool] = lambda _table, _id: True,
) -> Rows:
    """The rows that the record of a capture is made of.

    ``check_id`` is the look that made it, None for a probe's and a web archive's; ``among`` says of a
    table and id whether that row is handed over. Raises KeyError when there is no such capture, and
    ValueError for a word that this version does not know.
    """
    collecting = _Collecting(store, among)
    if not collecting.capture(capture_id):
        raise KeyError(capture_id)
    for copy in collecting.take(Memento, "capture_id", capture_id):
        collecting.archives(copy.url_id)
    for check in collecting.take(Check, "id", check_id):
        collecting.look(check)
    return collecting.rows


class _Collecting:
    """Follows from row to row what belongs to a capture."""

    def __init__(self, store: Store, among: Callable[[str, str], bool]) -> None:
        self._store = store
        self._among = among
        self.rows = Rows()

    def take(self, of: type[R], column: str, value: str | None) -> list[R]:
        """The rows with a value in a column; none for None."""
        sql = f'SELECT * FROM "{of.TABLE}" WHERE {column} = ?'
        found = []
        for row in self._store.each(of, sql, value) if value else ():
            key = str(attrgetter("id")(row))
            if self._among(of.TABLE, key):
                self.rows.put(of, key, row)
                found.append(row)
        return found

    def capture(self, capture_id: str) -> bool:
        """A capture, its file, its connection, and those that hold its body and its request;
        whether there is such a capture."""
        captures = self.take(Capture, "id", capture_id)
        for capture in captures:
            self.take(WarcFile, "id", capture.warc)
            (body,) = self.take(Capture, "id", capture.refers_to) or [capture]
            self.take(Capture, "id", capture.request_of)
            for network in self.take(Network, "id", capture.network_id or body.network_id):
                for sha256 in list_of(network.certificates_json):
                    self.take(Certificate, "id", sha256)
        return bool(captures)

    def look(self, check: Check) -> None:
        """What belongs to a check: its run, its hops, what it changed, and who cites its URL."""
        self.take(Run, "id", check.run_id)
        self.take(Url, "id", check.url_id)
        self.take(Change, "id", check.change_id)
        self.archives(check.url_id)
        for hop in list_of(check.captures_json):
            self.take(Capture, "id", hop)
        for citation in self.take(Citation, "url_id", check.url_id):
            self.take(Source, "id", citation.source_id)
            self.take(SourceVersion, "id", citation.last_version)

    def archives(self, url_id: str) -> None:
        """What web archives have of a URL, and what they were asked and answered."""
        self.take(Memento, "url_id", url_id)
        for job in self.take(Job, "url_id", url_id):
            self.take(Reply, "job_id", job.id)


def list_of(text: str | None) -> list[str]:
    """The ids in a ``_json`` column; none where it is NULL."""
    return list(json.loads(text or "[]"))
