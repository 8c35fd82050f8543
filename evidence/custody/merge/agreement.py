"""What must hold before another folder is taken in: it verifies, and contradicts nothing here."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.custody.verify import verify
from evidence.errors import FolderError
from evidence.files import sha256_of
from evidence.findings import places
from evidence.store.tables import TABLES, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence.custody.merge.names import Names
    from evidence.folder import EvidenceFolder
    from evidence.store.database import Row, Store
    from evidence.store.records import WarcFile
    from evidence.store.tables import Table

_OPEN_FILE = "SELECT DISTINCT warc FROM captures WHERE warc NOT IN (SELECT id FROM warc_files)"


def require_sound(other: EvidenceFolder, theirs: Store, key: str | None) -> None:
    """Raises FolderError when ``other`` does not verify, or a run of it was cut off."""
    # a verification that is not read to its end closes its transaction when it is closed itself
    with closing(verify(other, theirs, key=key)) as findings:
        first = next((found for found in findings if not found.note), None)
    if first is not None:
        raise FolderError(
            other.path,
            Words(
                "does not verify, so nothing is taken in ({where}: {problem})",
                "no pasa la verificación, así que no se incorpora nada ({where}: {problem})",
            ),
            where=Words.each(partial(places.told, first.where)),
            problem=Words.each(first.text),
        )
    if theirs.one(_OPEN_FILE):
        raise FolderError(
            other.path,
            Words(
                "a run of it was cut off; let it run to its end first",
                "una de sus revisiones quedó a medias; deje primero que termine",
            ),
        )


def require_agreement(
    folder: EvidenceFolder,
    store: Store,
    other: EvidenceFolder,
    theirs: Store,
    files: Sequence[WarcFile],
    names: Names,
) -> None:
    """Raises FolderError when a file or a fact of ``other`` is another one here."""
    for file in files:
        path = folder.path / file.id
        if path.exists() and sha256_of(path) != file.sha256:
            raise FolderError(
                other.path,
                Words("{file} is another file here", "aquí {file} es otro archivo"),
                file=file.id,
            )
    for table in TABLES:
        # a file that a broken merge left was sealed again by us; its bytes were compared above
        if table.kind is Kind.FACT and table.name != "warc_files":
            for row, here in beside(store, theirs, table, names):
                if here not in (None, row):
                    raise FolderError(
                        other.path,
                        Words(
                            "{table} {key} says something else here",
                            "aquí {table} {key} dice otra cosa",
                        ),
                        table=table.name,
                        key=row[table.key],
                    )


def beside(
    store: Store, theirs: Store, table: Table, names: Names
) -> Iterator[tuple[Row, Row | None]]:
    """Their rows of a table under their ``names`` here, each with ours of the same id; as stored,
    because they are compared and hashed whole."""
    ours = f'SELECT * FROM "{table.name}" WHERE "{table.key}" = ?'
    for theirs_row in theirs.iterate(f'SELECT * FROM "{table.name}" ORDER BY rowid'):
        row = names.here(table.name, theirs_row)
        yield row, store.one(ours, row[table.key])
