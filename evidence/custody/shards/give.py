"""Make a shard: the rows and records that looks at some URLs need, copied out of a folder.

A look needs where its URL stands, what it was compared with and showed last, and not every look before:
so what a shard is given does not grow with the nights.
"""

from __future__ import annotations

import json
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from evidence.custody.log import keys
from evidence.custody.warc import reader
from evidence.errors import RecordError
from evidence.files import written_whole
from evidence.store.database import Store
from evidence.store.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from evidence.folder import EvidenceFolder

RECORDS = "given/records.warc.gz"
"""Where in a shard the records lie that it was given: apart from those that it writes itself."""
_TEXTS = 60
"""Looks by which it is told that a page flips between a few texts (:mod:`evidence.store.due`)."""

_URLS = "SELECT id FROM temp.given WHERE tbl = 'urls'"
_LOOKED_AT = f"{_URLS} AND place IS NOT -1"
"""What is looked at here, and not only known."""
_LOOKED_AT_BEFORE = """
INSERT OR IGNORE INTO temp.given SELECT 'urls', value, -1 FROM json_each(:beside)
WHERE EXISTS (SELECT 1 FROM checks k WHERE k.run_id = :run AND k.url_id = value)
"""
_CHECKS = "SELECT id FROM temp.given WHERE tbl = 'checks'"
_CAPTURES = "SELECT id FROM temp.given WHERE tbl = 'captures'"
_RENDERINGS = "SELECT id FROM temp.given WHERE tbl = 'renderings'"
_NETWORKS = "SELECT id FROM temp.given WHERE tbl = 'networks'"
_PARTS = """
SELECT id FROM (WITH RECURSIVE made(id) AS (
    SELECT value FROM json_each(:urls)
    UNION SELECT p.url_id FROM parts p JOIN made m ON m.id = p.page_id)
SELECT id FROM made)
"""
"""The URLs and what their documents are made of."""
_HOSTS = f"SELECT DISTINCT host FROM urls WHERE id IN ({_URLS})"
_LATEST = f"""
SELECT id FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY url_id ORDER BY checked_at DESC) AS place FROM checks
    WHERE url_id IN (SELECT url_id FROM changes WHERE url_id IN ({_URLS}))) WHERE place <= {_TEXTS}
"""
_CHOSEN = (
    ("checks", f"SELECT check_id FROM standings WHERE url_id IN ({_URLS})"),
    ("checks", f"SELECT id FROM checks WHERE run_id = :run AND url_id IN ({_URLS})"),
    ("checks", _LATEST),
    ("probes", f"SELECT id FROM probes WHERE probed_at >= :since AND host IN ({_HOSTS})"),
    ("runs", "SELECT :run"),
    *(
        (table, f"SELECT id FROM {table} WHERE {column} IN ({_URLS})")
        for table, column in {
            "citations": "url_id",
            "changes": "url_id",
            "observations": "url_id",
            "renderings": "url_id",
            "acceptances": "url_id",
            "overrulings": "url_id",
            "parts": "page_id",
        }.items()
    ),
    ("standings", _URLS),
    ("sources", "SELECT source_id FROM citations WHERE id IN (SELECT id FROM temp.given WHERE tbl = 'citations')"),
    ("captures", f"SELECT baseline_id FROM standings WHERE url_id IN ({_URLS})"),
    ("captures", f"SELECT capture_id FROM checks WHERE id IN ({_CHECKS})"),
    ("captures", "SELECT capture_id FROM probes WHERE id IN (SELECT id FROM temp.given WHERE tbl = 'probes')"),
    (
        "captures",
        f"SELECT j.value FROM renderings r, json_each(r.captures_json) j WHERE r.id IN ({_RENDERINGS})",
    ),
    ("captures", f"SELECT refers_to FROM captures WHERE id IN ({_CAPTURES})"),
    ("captures", f"SELECT request_of FROM captures WHERE id IN ({_CAPTURES})"),
    ("networks", f"SELECT network_id FROM captures WHERE id IN ({_CAPTURES})"),
    (
        "certificates",
        f"SELECT j.value FROM networks n, json_each(n.certificates_json) j WHERE n.id IN ({_NETWORKS})",
    ),
)  # fmt: skip
"""Table by table what is chosen, by what was chosen before it."""
_BODIES = f"""
SELECT o.id, o.warc, o."offset", o.length FROM captures o WHERE o.record_type != 'revisit' AND o.id IN (
    SELECT COALESCE(c.refers_to, c.id) FROM captures c WHERE c.id IN (
        SELECT baseline_id FROM standings WHERE url_id IN ({_LOOKED_AT})
        UNION SELECT k.capture_id FROM checks k JOIN standings st ON st.check_id = k.id
        WHERE st.url_id IN ({_LOOKED_AT})
        UNION SELECT capture_id FROM probes WHERE id IN (SELECT id FROM temp.given WHERE tbl = 'probes')))
ORDER BY o.warc, o."offset"
"""
"""Captures of which a look may read the bytes: what is compared with, what was shown last, what stands for
nothing."""


def give(
    folder: EvidenceFolder,
    store: Store,
    shard: EvidenceFolder,
    urls: Sequence[str],
    *,
    run: str,
    probes_since: str,
    beside: Collection[str] = (),
) -> str:
    """Make ``shard`` of what looks at ``urls`` (ids, in the order in which they are to be looked at) need in
    ``run`` (its id); probes that are older than ``probes_since`` are left out. Returns the fingerprint of the
    key that was made for it on this machine.

    What came of looks of the run is known in the shard where its pages were known to show it, and ``beside``: of those
    of the URLs with these ids that it has looked at.

    The caller holds ``folder``. Raises StoreError, and FolderError when it can't be made.
    """
    shard.create()
    with closing(Store(shard.database)) as made:
        key = keys.make(shard, made)
    with _beside(store, shard):
        _choose(store, urls, beside, run, probes_since)
        for table in TABLES:
            _copy(store, table.name, table.key)
        _copy_records(store, folder.path, shard.path)
    return key


@contextmanager
def _beside(store: Store, shard: EvidenceFolder) -> Iterator[None]:
    """Have the shard's database written from the folder's, in one transaction that locks the shard's alone."""
    with store.refusing():
        store.db.execute("ATTACH DATABASE ? AS shard", (str(shard.database),))
        try:
            # what is given refers to what is not: to looks long before
            store.db.execute("PRAGMA foreign_keys=OFF")
            store.db.execute("BEGIN")
            yield
            store.db.execute("COMMIT")
        finally:
            if store.db.conn.in_transaction:
                store.db.execute("ROLLBACK")
            store.db.execute("PRAGMA foreign_keys=ON")
            store.db.execute("DETACH DATABASE shard")


def _choose(
    store: Store, urls: Sequence[str], beside: Collection[str], run: str, since: str
) -> None:
    store.db.execute("DROP TABLE IF EXISTS temp.given")
    store.db.execute(
        "CREATE TEMP TABLE given (tbl TEXT, id TEXT, place INTEGER, PRIMARY KEY (tbl, id)) WITHOUT ROWID"
    )
    # in their order, which that of their rows becomes
    store.db.execute(
        "INSERT OR IGNORE INTO temp.given SELECT 'urls', value, key FROM json_each(:urls)",
        {"urls": json.dumps(list(urls))},
    )
    store.db.execute(_LOOKED_AT_BEFORE, {"beside": json.dumps(list(beside)), "run": run})
    values = {"urls": json.dumps(list(urls)), "run": run, "since": since}
    for table, sql in (("urls", _PARTS), *_CHOSEN):
        wanted = {name: value for name, value in values.items() if f":{name}" in sql}
        store.db.execute(
            f"INSERT OR IGNORE INTO temp.given SELECT '{table}', id, NULL FROM"
            f" (SELECT NULL AS id WHERE 0 UNION {sql}) WHERE id IS NOT NULL",
            wanted,
        )


def _copy(store: Store, table: str, key: str) -> None:
    names = [column.name for column in store.db[table].columns]
    columns, values = (",".join(f'{of}"{name}"' for name in names) for of in ("", "t."))
    store.db.execute(
        f'INSERT INTO shard."{table}" ({columns}) SELECT {values} FROM main."{table}" t'
        f' JOIN temp.given g ON g.tbl = ? AND g.id = t."{key}" ORDER BY g.place IS NULL, g.place, t.rowid',
        (table,),
    )


def _copy_records(store: Store, folder: Path, shard: Path) -> None:
    """Put the records of captures that may be read into one file of the shard's, whose rows point there. One
    that can't be read is not there, as it is not in the folder: its look says so."""
    path, end, moved = shard / RECORDS, 0, []
    with written_whole(path) as new, new.open("wb") as out:
        for row in store.all(_BODIES):
            try:
                record = reader.member_at(folder, row["warc"], row["offset"], row["length"])
            except RecordError:
                continue
            out.write(record)
            moved.append((RECORDS, end, row["id"]))
            end += len(record)
    store.db.conn.executemany(
        'UPDATE shard.captures SET warc = ?, "offset" = ? WHERE id = ?', moved
    )
