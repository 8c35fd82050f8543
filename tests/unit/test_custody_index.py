"""The index of a folder has a line for each page that can be replayed, and no other line stands for one."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from evidence.custody.warc import cdxj
from evidence.custody.warc.places import Places
from evidence.custody.warc.rows import CaptureRow
from evidence.custody.warc.verify_index import verify_index
from evidence.folder import EvidenceFolder
from evidence.store import Store

if TYPE_CHECKING:
    from pathlib import Path

_INSERT = """
INSERT INTO captures (id, url, captured_at, record_type, fidelity, warc, "offset", length, status, payload_sha256,
                      block_sha256, payload_bytes)
VALUES (:id, 'https://x.example/' || :id, '2026-01-01T00:00:00.000000Z', 'response', 'exact', 'warc/a.warc.gz', :at, 10,
        :status, :digest, :digest, 1)
"""


def test_the_line_of_an_answer_without_a_page_stands_for_no_page(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path / "evidence")
    folder.create()
    with closing(Store(folder.database)) as store:
        store.db.execute("PRAGMA foreign_keys=OFF")
        for at, (name, status) in enumerate({"lost": 404, "same": 304}.items()):
            row = {"id": name, "at": 10 * at, "status": status, "digest": "0" * 64}
            store.db.execute(_INSERT, row)
        store.db.execute(
            "INSERT INTO warc_files (id, bytes, sha256, sealed_at) VALUES ('warc/a.warc.gz', 20, '', '')"
        )
        rows = {row.id: row for row in store.each(CaptureRow, "SELECT * FROM captures")}
        folder.index.write_text(cdxj.line_of(rows["lost"]))
        assert list(verify_index(folder.index, store, Places(store))) == []
        folder.index.write_text(cdxj.line_of(rows["same"]))
        found = [one.kind for one in verify_index(folder.index, store, Places(store))]
        assert found == ["index-count"]
        # as an index of an earlier version may have them both
        folder.index.write_text("".join(sorted(map(cdxj.line_of, rows.values()))))
        assert list(verify_index(folder.index, store, Places(store))) == []
        for row in rows.values():
            sql = f"SELECT COUNT(*) FROM captures WHERE id = ? AND {cdxj.REPLAYABLE}"
            assert store.value(sql, row.id) == cdxj.is_replayable(row)
