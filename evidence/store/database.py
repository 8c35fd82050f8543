"""Open the database, and write evidence to it only in transactions that the custody log
describes."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from sqlite_utils import Database

from evidence import clock
from evidence.bilingual import Words
from evidence.errors import StoreDamaged, StoreError, StoreNewer
from evidence.files import refusing
from evidence.store import ledger, opening
from evidence.store.heads import Heads
from evidence.store.migrations import MIGRATIONS
from evidence.store.records.record import columns, reader
from evidence.store.refusals import READ_ONLY, problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from evidence.store.records import Record, Result

R = TypeVar("R", bound="Result")
S = TypeVar("S", bound="Result")
T = TypeVar("T", bound=tuple[Any, ...])
Row = dict[str, Any]

KEYS = {"standings": "url_id", "told": "url_id"}
"""Tables whose primary key is not ``id``."""


_REPLACE = "INSERT OR REPLACE"
_LAST_INTEGER = 2**63 - 1
"""The largest that SQLite keeps (sqlite.org/datatype3.html)."""
_NO_MORE_ENTRIES = Words(
    "the last entry of the custody log has a number that no log reaches; testigo verify names what was altered",
    "el último asiento de la bitácora de custodia tiene un número al que no llega ninguna bitácora; testigo verify "
    "señala lo que se alteró",
)


class Transaction:
    """What one act writes; handed out by :meth:`Store.transaction`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.rows: ledger.Rows = {}
        self.was: ledger.Rows = {}
        """what it found of the rows that it wrote over or took out"""

    def insert(self, table: str, row: Row) -> None:
        """Add a row; an id that is there already is an error (evidence is never overwritten)."""
        self._put("INSERT", table, row)

    def upsert(self, table: str, row: Row) -> None:
        """Add or replace a row of a table that holds a present state (sources, runs, standings)."""
        self._put(_REPLACE, table, row)

    def add(self, record: Record) -> None:
        """Add a row, as :meth:`insert` does."""
        self._put("INSERT", record.TABLE, record.row())

    def put(self, record: Record) -> None:
        """Add or replace a row, as :meth:`upsert` does."""
        self._put(_REPLACE, record.TABLE, record.row())

    def delete(self, table: str, key: str) -> None:
        """Take out a row of a table that holds a present state; the log says that it is gone."""
        self._note(table, key)
        self._store.db.execute(f'DELETE FROM "{table}" WHERE "{KEYS.get(table, "id")}" = ?', (key,))
        self.rows.setdefault(table, {})[key] = None

    def take(
        self, table: str, rows: Sequence[Row], digests: Mapping[str, str], here: Mapping[str, Row]
    ) -> None:
        """Add rows of one shape, or put them in the place of those that are ``here`` now, by their ids; for
        many of which the ``digests`` may be known."""
        key = KEYS.get(table, "id")
        was = {row[key]: ledger.row_digest(here[row[key]]) for row in rows if row[key] in here}
        if was:
            self.was.setdefault(table, {}).update(was)
        columns = ",".join(f'"{name}"' for name in rows[0])
        marks = ",".join("?" * len(rows[0]))
        self._store.db.conn.executemany(
            f'{_REPLACE if was else "INSERT"} INTO "{table}" ({columns}) VALUES ({marks})',
            [tuple(row.values()) for row in rows],
        )
        known = {row[key]: digests.get(row[key]) for row in rows}
        self.rows.setdefault(table, {}).update(known)

    def _note(self, table: str, key: str) -> None:
        """Note what a row is before this act replaces it."""
        if key in self.rows.get(table, {}):
            return
        sql = f'SELECT * FROM "{table}" WHERE "{KEYS.get(table, "id")}" = ?'
        found = self._store.one(sql, key)
        if found is not None:
            try:
                digest = ledger.row_digest(found)
            except TypeError:  # a blob, which no row of ours holds
                digest = ""
            self.was.setdefault(table, {})[key] = digest

    def _put(self, verb: str, table: str, row: Row) -> None:
        key = row[KEYS.get(table, "id")]
        if verb == _REPLACE:
            self._note(table, key)
        columns = ",".join(f'"{name}"' for name in row)
        marks = ",".join("?" * len(row))
        self._store.db.execute(
            f'{verb} INTO "{table}" ({columns}) VALUES ({marks})', tuple(row.values())
        )
        self.rows.setdefault(table, {})[key] = ledger.row_digest(row)


class Store:
    """The database of one evidence folder."""

    def __init__(self, path: Path, *, any_thread: bool = False) -> None:
        """Open ``path``, making or migrating it as needed; ``any_thread`` as for
        :func:`evidence.store.opening.connect`.

        Where it can't be written it is opened to read only (:mod:`evidence.store.opening`). Raises
        StoreDamaged, StoreNewer or StoreError; the file is then left as it is.
        """
        self.path = path
        self.before_first: Callable[[], None] | None = None
        """called once, before the first entry that is written here"""
        self.heads = Heads(self)
        self._functions: set[str] = set()
        with self.refusing(), refusing(path):
            self._opened = opening.connect(path, any_thread=any_thread)
            self._is_together = False
            try:
                self._prepare()
            except BaseException:
                self._opened.close()
                raise

    def _prepare(self) -> None:
        self.db = Database(self._opened.connection)
        is_behind = self._is_behind()
        if self.is_read_only and self._opened.copy is None:
            if not is_behind:
                return
            self._opened.close()
            self._opened = opening.copied(self.path)
            self.db = Database(self._opened.connection)
        self.db.execute("PRAGMA journal_mode=WAL")
        # a commit is on the disk when it returns, however the power fails: seals, WARC files and the
        # note beside the key name entries of the log, which must then still be there
        self.db.execute("PRAGMA synchronous=FULL")
        self.db.execute("PRAGMA foreign_keys=ON")
        if is_behind:
            MIGRATIONS.apply(self.db)

    @property
    def is_read_only(self) -> bool:
        """Whether the file can't be written here: then nothing can be kept."""
        return self._opened.is_read_only

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """What SQLite refuses inside, or can't be given, is a StoreError: for statements of one's own on :attr:`db`."""
        try:
            yield
        except (sqlite3.Error, UnicodeEncodeError) as error:
            raise problem(self.path, error) from error

    @contextmanager
    def transaction(self, act: str, detail: Row | None = None) -> Iterator[Transaction]:
        """All or nothing: what is written inside, and one custody entry that describes it.

        Raises StoreError when the database refuses (disk full, locked); nothing is then written.
        """
        if self.before_first is not None:
            before, self.before_first = self.before_first, None
            before()
        with self.housekeeping() as transaction:
            yield transaction
            was = {"was": ledger.replaced(transaction.was)} if transaction.was else {}
            self._log(act, transaction.rows, {**(detail or {}), **was})
        if not self._is_together:
            self.heads.keep()

    @contextmanager
    def together(self) -> Iterator[None]:
        """All acts inside, or none of them: each is a :meth:`transaction` with its own entry.

        Raises StoreError as :meth:`transaction` does.
        """
        with self.housekeeping():
            self._is_together = True
            try:
                yield
            finally:
                self._is_together = False
        self.heads.keep()

    @contextmanager
    def housekeeping(self) -> Iterator[Transaction]:
        """All or nothing, and no custody entry: only for tables that hold no evidence.

        Raises StoreError as :meth:`transaction` does.
        """
        if self.is_read_only:
            raise StoreError(self.path, READ_ONLY)
        if self._is_together:
            yield Transaction(self)
            return
        with self.refusing():
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield Transaction(self)
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.conn.in_transaction:  # a full disk has ended it already
                    self.db.execute("ROLLBACK")
                raise

    def _log(self, act: str, rows: ledger.Rows, detail: Row) -> None:
        # read inside the transaction: another process may have added an entry since our last one
        last = self.one("SELECT seq, id FROM custody ORDER BY seq DESC LIMIT 1")
        seq, head = (last["seq"], last["id"]) if last else (0, None)
        for owed in list(self.heads.owed(seq, head)) if head else []:
            seq, head = self._append(seq, head, owed[0], {}, owed[1])
        self._append(seq, head, act, rows, detail)

    def _append(
        self, seq: int, head: str | None, act: str, rows: ledger.Rows, detail: Row
    ) -> tuple[int, str]:
        """Put an entry behind the entry ``seq``; returns its number and its id. Raises StoreDamaged behind the
        last number that SQLite has: no log of ours gets there."""
        if seq >= _LAST_INTEGER:
            raise StoreDamaged(self.path, _NO_MORE_ENTRIES)
        entry = ledger.entry(seq + 1, head, clock.stamp(clock.now()), act, rows, detail)
        self.db.execute(
            "INSERT INTO custody (id, seq, previous, at, act, rows_json, detail_json) VALUES (?,?,?,?,?,?,?)",
            (entry.id, entry.seq, entry.previous, entry.at, act, to_json(rows), to_json(detail)),
        )
        self.heads.sign(entry)
        return entry.seq, entry.id

    def each(self, of: type[R], sql: str, *values: object, **named: object) -> Iterator[R]:
        """The rows of a query one by one, each as the record ``of``, whose fields are among the
        columns. The values are those of ``?`` or, by name, of ``:named`` marks.

        Raises StoreDamaged when the file can't be read or a row says what no Testigo writes, and
        KeyError for a column that is missing.
        """
        try:
            cursor = self.db.execute(sql, named or values)
            places = {column[0]: place for place, column in enumerate(cursor.description)}
            wanted = [places[name] for name in of.columns()]
            if wanted == list(range(len(places))):
                yield from map(of.of_values, cursor)
            else:
                pick = itemgetter(*wanted)
                for row in cursor:
                    yield of.of_values(pick(row) if len(wanted) > 1 else (pick(row),))
        except (sqlite3.Error, ValueError) as error:
            raise problem(self.path, error) from error

    def pairs(
        self, of: type[R], beside: type[S], sql: str, *values: object, **named: object
    ) -> Iterator[tuple[R, S]]:
        """The rows of a query that joins, each as two records; else as :meth:`each`."""
        try:
            for row in self._iterate(sql, named or values):
                yield of.from_row(row), beside.from_row(row)
        except ValueError as error:
            raise problem(self.path, error) from error

    def tuples(self, of: type[T], sql: str, **values: object) -> Iterator[T]:
        """The rows of a query one by one, each as the named tuple ``of``, whose fields are the
        columns in their order: for those that are many. Raises what :meth:`each` raises."""
        try:
            cursor = self.db.execute(sql, values)
            if tuple(column[0] for column in cursor.description) != columns(of):
                raise KeyError(f"the query does not give the fields of {of.__name__}")
            yield from map(reader(of), cursor)
        except (sqlite3.Error, ValueError) as error:
            raise problem(self.path, error) from error

    def rows(self, sql: str, **values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a query one by one as they are, for a million of which two columns are all that is wanted.
        Raises StoreDamaged when the file can't be read."""
        try:
            yield from self.db.execute(sql, values)
        except sqlite3.Error as error:
            raise problem(self.path, error) from error

    def first(self, of: type[R], sql: str, *values: object, **named: object) -> R | None:
        """The first row of a query as a record, or None."""
        return next(self.each(of, sql, *values, **named), None)

    def value(self, sql: str, *values: object, **named: object) -> Any:
        """The first column of a query's first row; None where there is no row."""
        return next(self.values(sql, *values, **named), None)

    def values(self, sql: str, *values: object, **named: object) -> Iterator[Any]:
        """The first column of a query's rows, one by one."""
        try:
            for row in self.db.execute(sql, named or values):
                yield row[0]
        except (sqlite3.Error, UnicodeEncodeError) as error:
            raise problem(self.path, error) from error

    def all(self, sql: str, *values: object) -> list[Row]:
        """The rows of a query, as dictionaries. Raises StoreDamaged when the file can't be read."""
        return list(self.iterate(sql, *values))

    def iterate(self, sql: str, *values: object) -> Iterator[Row]:
        """The rows of a query one by one, for those that are many."""
        yield from self._iterate(sql, values)

    def iterate_named(self, sql: str, values: Row) -> Iterator[Row]:
        """The same for a query with ``:named`` values."""
        yield from self._iterate(sql, values)

    def _iterate(self, sql: str, values: tuple[object, ...] | Row) -> Iterator[Row]:
        try:
            cursor = self.db.execute(sql, values)
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))
        except (sqlite3.Error, UnicodeEncodeError) as error:
            raise problem(self.path, error) from error

    def one(self, sql: str, *values: object) -> Row | None:
        """The first row of a query, or None."""
        return next(iter(self.iterate(sql, *values)), None)

    def function(self, name: str, of: Callable[[Any], str]) -> None:
        """Let queries of this connection call ``of``, which answers the same to the same, by a name that stands
        for nothing else."""
        if name not in self._functions:  # SQLite takes no other in its place while a query is read
            self.db.conn.create_function(name, 1, of, deterministic=True)
            self._functions.add(name)

    def close(self) -> None:
        """Close the database; outside the folder it is noted how far its log has come."""
        self.heads.end()
        self._opened.close()

    def _is_behind(self) -> bool:
        """Whether migrations are to be applied. Raises StoreNewer where some were that we don't know."""
        known = [migration.name for migration in MIGRATIONS._migrations]
        applied = self._applied()
        if newer := [name for name in applied if name not in known]:
            raise StoreNewer(
                self.path,
                Words(
                    "written by a newer Testigo (it has {newest}); update Testigo to use it",
                    "la escribió un Testigo más reciente (tiene {newest}); actualice Testigo para usarla",
                ),
                newest=newer[-1],
            )
        return len(applied) < len(known)

    def _applied(self) -> list[str]:
        """Names of the migrations that were applied, in their order. Asked at every opening, so without
        looking through the schema, as ``MIGRATIONS.applied`` does."""
        sql = (
            f"SELECT name FROM {MIGRATIONS.migrations_table} WHERE migration_set = ? ORDER BY rowid"
        )
        try:
            return [name for (name,) in self.db.execute(sql, [MIGRATIONS.name])]
        except sqlite3.OperationalError:  # there is no such table, or no reading at all
            return [one.name for one in MIGRATIONS.applied(self.db)]


_ENCODER = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)


def to_json(value: object) -> str:
    """Compact JSON for a ``_json`` column."""
    return _ENCODER.encode(value)
