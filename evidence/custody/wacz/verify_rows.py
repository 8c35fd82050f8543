"""Take a package's rows into a temporary database, and check the custody records made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.custody.faults import FAULTS
from evidence.custody.wacz import layout
from evidence.custody.wacz.record import record
from evidence.custody.wacz.rows import rows_of
from evidence.findings import Finding
from evidence.store.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.custody.wacz.package import Package
    from evidence.store.database import Store


def take_rows(package: Package, store: Store) -> Iterator[Finding]:
    """Put every row of the package into ``store``."""
    columns = {t.name: {column.name for column in store.db[t.name].columns} for t in TABLES}
    for where, line in package.lines(layout.ROWS):
        try:
            table, row = line["table"], line["row"]
            if not row or set(row) - columns[table]:
                raise ValueError("unknown columns: update Testigo")
            named = ",".join(f'"{name}"' for name in row)
            marks = ",".join("?" * len(row))
            store.db.conn.execute(
                f'INSERT INTO "{table}" ({named}) VALUES ({marks})', tuple(row.values())
            )
        except (*FAULTS, store.db.conn.Error) as error:
            yield Finding(where, "row-foreign", {"why": str(error)})


def verify_records(package: Package, store: Store) -> Iterator[Finding]:
    """Make every custody record again from the rows in ``store``, and compare."""
    store.db.execute("CREATE TEMP TABLE described (id TEXT PRIMARY KEY) WITHOUT ROWID")
    for where, line in package.lines(layout.RECORDS):
        try:
            capture, check = line["capture"], line["check"]
            if record(rows_of(store, capture, check), capture, check) != line:
                yield Finding(where, "description-altered")
            store.db.execute("INSERT INTO described VALUES (?)", (capture,))
        except (*FAULTS, store.db.conn.Error) as error:
            yield Finding(where, "description-foreign", {"why": str(error)})
    for key in store.values("SELECT id FROM captures WHERE id NOT IN (SELECT id FROM described)"):
        yield Finding(f"captures {key}", "description-missing")
