"""What a night on which nothing changed costs on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import Bench
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    from pathlib import Path

    from testigo.demo.world import World

_URLS = 60


def test_an_unchanged_night_adds_little_and_no_connection_twice(bench: Bench) -> None:
    """All told: WARC, index, database with its own indexes, log and seal. The servers send no
    validators, so that every night brings a whole answer. Measured: 1,980 bytes with 60 looks in
    few transactions; alone in its transaction, a look costs 130 more. Two indexes by which lost
    documents are looked for elsewhere add 160."""
    replies = {
        f"/documentos/{n}": ok(page(f"Texto del documento {n}. " * 40)) for n in range(_URLS)
    }
    with RawServer(replies) as server:
        bench.cite(*(server.url(path) for path in replies))
        assert bench.testigo("init", "--key").code == 0
        bench.testigo("run")
        before = _size(bench)
        for _ in range(3):
            assert bench.testigo("run", "--only", "all").code == 0
        added = (_size(bench) - before) / 3 / _URLS
    assert len(bench.rows("SELECT * FROM networks")) == 1
    assert len(bench.rows("SELECT * FROM captures WHERE record_type = 'revisit'")) == 3 * _URLS
    assert added < 2250, f"{added:.0f} bytes a URL and night"


def test_a_request_that_was_sent_before_is_referred_to(
    bench: Bench, world: World, tmp_path: Path
) -> None:
    """The second night sends validators, which is a new request; the third sends the same again."""
    bench.cite(*world.urls.values())
    assert bench.testigo("init", "--key").code == 0
    for world.night in (1, 2, 2):
        bench.testigo("run", "--only", "all")
    sql = """
    SELECT c.url, r.request_sha256, r.url AS sent_to FROM captures c JOIN captures r ON r.id = c.request_of
    WHERE c.request_sha256 IS NULL
    """
    rows = bench.rows(sql)
    assert rows
    assert all(row["request_sha256"] and row["url"] == row["sent_to"] for row in rows)
    assert bench.testigo("verify").code == 0
    wacz = tmp_path / "one.wacz"
    assert bench.testigo("export", "--wacz", str(wacz), "--url", rows[0]["url"]).code == 0
    done = bench.testigo("verify", str(wacz), "--key", str(bench.folder.key))
    assert (done.code, done.out) == (0, "")


def _size(bench: Bench) -> int:
    bench.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    return sum(path.stat().st_size for path in bench.path.rglob("*") if path.is_file())
