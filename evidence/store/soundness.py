"""Quick questions to a database that tell whether it is in order; ``testigo verify`` is the thorough
one."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import StoreDamaged
from evidence.store.database import Store
from evidence.store.refusals import DAMAGED, RESTORE
from evidence.store.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future


def damages(store: Store) -> Iterator[str]:
    """What SQLite finds damaged (``PRAGMA quick_check``), the first of it. Raises StoreDamaged
    when it can't even be looked through. It does not hold an index against its table: :func:`contradictions`
    does."""
    return _found(store, "PRAGMA quick_check(1)")


def contradictions(store: Store, most: int = 1) -> Iterator[str]:
    """The same, and where an index says something else than its table (``PRAGMA integrity_check``): what is
    asked of such an index gets a false answer, also whether a row is gone. It takes several times as long
    (docs/performance.md)."""
    return _found(store, f"PRAGMA integrity_check({most})")


def _found(store: Store, question: str) -> Iterator[str]:
    for found in store.values(question):
        if found != "ok":
            yield " ".join(str(found).removeprefix("*** in database main ***").split())


def require_sound(store: Store) -> None:
    """Raises StoreDamaged when SQLite finds a damaged page: nothing more is written then. It reads
    the whole file: a second and a half for 240 MB, a year of some thousand URLs."""
    for found in damages(store):
        raise StoreDamaged(store.path, DAMAGED, text=found, restore=RESTORE)


AT_ONCE = 100_000_000
"""Bytes of a database that is looked through before anything is written: half a second."""

_MOMENT = 0.05
"""Seconds from one request to look no further to the next."""


class Watch:
    """Has a database looked through when a night begins: a small one at once, a large one while the night is
    under way, by a thread and a connection of its own. To be closed."""

    def __init__(self, store: Store) -> None:
        """Raises StoreDamaged where one of up to :data:`AT_ONCE` bytes is damaged."""
        self._path = store.path
        self._store: Store | None = None
        self._looked: Future[None] | None = None
        self._is_closing = False
        if store.path.stat().st_size <= AT_ONCE:
            require_sound(store)
        else:
            thread = ThreadPoolExecutor(1, "soundness")
            self._looked = thread.submit(self._look)
            thread.shutdown(wait=False)

    def _look(self) -> None:
        with closing(Store(self._path)) as self._store:
            if not self._is_closing:
                require_sound(self._store)

    def require(self) -> None:
        """Raises StoreDamaged where damage was found by now."""
        if self._looked is not None and self._looked.done():
            self._looked.result()

    def end(self) -> None:
        """Wait until all was looked through. Raises StoreDamaged."""
        if self._looked is not None:
            self._looked.result()

    def close(self) -> None:
        """Look no further."""
        self._is_closing = True
        while self._looked is not None and not self._looked.done():
            if self._store is not None:
                with suppress(sqlite3.ProgrammingError):  # it is closed by now
                    self._store.db.conn.interrupt()
            wait([self._looked], _MOMENT)  # it may only be about to ask


_TYPES = {"INTEGER": "'integer'", "REAL": "'real', 'integer'", "TEXT": "'text'"}
"""What SQLite calls the values that belong in a column of each type; it takes any other, too."""
_STRANGE = """SELECT "{key}" FROM "{table}" WHERE "{column}" IS NOT NULL AND (
typeof("{column}") NOT IN ({known}) {more}) LIMIT 1"""
_NO_LIST = """OR NOT json_valid("{column}") OR json_type("{column}") NOT IN ('array', 'object')"""


def mistyped(store: Store) -> str | None:
    """Where a row first holds something of another type than ours do: its table, its id and the column. It
    reads every row, so it is asked when reading one has failed."""
    for table in TABLES:
        for column in store.db[table.name].columns:
            if column.type not in _TYPES:
                continue
            named = {"key": table.key, "table": table.name, "column": column.name}
            more = _NO_LIST.format(**named) if column.name.endswith("_json") else ""
            sql = _STRANGE.format(**named, known=_TYPES[column.type], more=more)
            for key in store.values(sql):
                return f"{table.name} {key}, {column.name}"
    return None


@contextmanager
def telling_types(store: Store) -> Iterator[None]:
    """What fails inside because somebody put text where a number belongs is StoreDamaged, in one line; what
    fails of something else is as it was."""
    try:
        yield
    except (TypeError, ValueError, AttributeError, LookupError, ArithmeticError) as error:
        if (where := mistyped(store)) is None:
            raise
        raise StoreDamaged(store.path, _MISTYPED, where=where) from error


_MISTYPED = Words(
    "{where}: it holds something of another type than belongs there, so somebody altered it; testigo verify names "
    "all of it",
    "{where}: contiene algo de un tipo distinto del que corresponde, así que alguien la "
    "alteró; testigo verify lo señala todo",
)


def newest_entry(store: Store) -> str | None:
    """The time of the last entry in the custody log; entries before it may be of a clock that was
    ahead."""
    at: str | None = store.value("SELECT at FROM custody ORDER BY seq DESC LIMIT 1")
    return at


def warc_files(store: Store) -> list[str]:
    """Paths inside the folder of all WARC files that are finished."""
    return list(store.values("SELECT id FROM warc_files"))
