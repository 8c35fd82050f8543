"""Every table of the database: whether the custody log speaks for it, and what an export and a
merge make of its rows. A new table is one line here; a test compares this list with the schema.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from evidence.store.database import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence.store.database import Store


class Kind(Enum):
    """What a row says, and so what two folders that both have it may disagree about."""

    FACT = "what happened"
    """Written once: two folders with one id say the same, or are not merged."""
    STATE = "how things are now"
    """Written again and again; what it was is in the log. Merging takes theirs where the log that
    made both names it later, and leaves ours where both went on; of a board, it takes what the later
    visit left."""
    OWN = "how this folder works"
    """Neither exported nor merged."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table that the custody log speaks for: ``testigo verify`` checks its every row."""

    name: str
    kind: Kind = Kind.FACT
    follows: Mapping[str, str] = field(default_factory=dict)
    """column -> table: a row is exported with the row it refers to there. A source is such a row
    where a whole source is exported."""
    needs: Mapping[str, str] = field(default_factory=dict)
    """column -> table: besides the foreign keys, what a row can't be read without. A column that
    ends in ``_json`` holds a list of ids."""

    @property
    def key(self) -> str:
        """The primary key's column."""
        return KEYS.get(self.name, "id")


_URL = {"url_id": "urls"}
_SOURCE = {"source_id": "sources"}

TABLES = (
    Table("sources", Kind.STATE),
    Table("source_versions"),
    Table("urls", Kind.STATE),
    Table("citations", Kind.STATE, follows=_URL),
    Table("candidates", Kind.STATE, follows={"citation_id": "citations"}),
    Table("board_entries", Kind.STATE, follows=_URL),
    Table("runs", Kind.STATE),
    Table("warc_files"),
    Table("certificates", Kind.STATE, needs={"warc": "warc_files"}),
    Table("networks", needs={"certificates_json": "certificates"}),
    Table("captures", needs={"warc": "warc_files"}),
    Table("changes", follows=_URL),
    Table("probes"),
    Table(
        "checks",
        follows=_URL,
        needs={"captures_json": "captures", "probes_json": "probes", "parts_json": "checks"},
    ),
    Table("observations", follows=_URL),
    Table("renderings", follows=_URL, needs={"captures_json": "captures"}),
    Table("replays", follows=_URL),
    Table("requisites", follows=_URL),
    Table("parts", Kind.STATE, follows={"page_id": "urls"}),
    Table("whereabouts", follows=_URL),
    Table("outages", follows={"checks_json": "checks"}),
    Table("acceptances", follows=_URL),
    Table("overrulings", follows=_URL),
    Table("mementos", Kind.STATE, follows=_URL),
    Table("archive_jobs", Kind.STATE, follows=_URL),
    Table("archive_replies", follows={"job_id": "archive_jobs"}, needs={"warc": "warc_files"}),
    Table("archive_services", Kind.OWN),
    Table("board_visits", follows=_SOURCE),
    Table("board_pages", Kind.STATE, follows=_SOURCE),
    Table("board_events", follows={"entry_id": "board_entries", **_SOURCE}),
    Table("series_versions", Kind.STATE, follows={"capture_id": "captures"}),
    Table("standings", Kind.STATE, follows=_URL),  # last: it is settled from the looks before it
)
"""In this order they are exported and merged: a row comes after those that it refers to."""

UNLOGGED = {
    "custody": "the log itself",
    "log_head": "the signature over the log's last entry",
    "merged_custody": "the logs of merged folders",
    "notices": "addresses of people, written again with every try",
    "told": "what this folder's readers were told",
    "troubles": "what this folder's readers are still to be told",
    "nights": "what the service remembers of each night; what a night did is in the log by its run",
    "service": "a heartbeat every half minute",
    "witnessed": "of others' logs, which speak for themselves; written for whoever asks",
    "witness_answers": "how asking went; cosignatures are entries of the log",
}
"""Tables that the log does not speak for, and why; they are neither verified, exported nor
merged."""


def needed(store: Store, table: Table) -> Iterator[tuple[str, str]]:
    """The columns of a table that refer to others, each with the table it refers to."""
    for foreign in store.all(f'PRAGMA foreign_key_list("{table.name}")'):
        yield foreign["from"], foreign["table"]
    yield from table.needs.items()
