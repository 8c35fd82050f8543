"""What a night on which nothing changed costs on disk."""

from __future__ import annotations

from tests.conftest import Bench
from tests.servers import RawServer, ok, page

_URLS = 60


def test_an_unchanged_night_adds_little_and_no_connection_twice(bench: Bench) -> None:
    """All told: WARC, index, database with its own indexes, log and seal. The servers send no
    validators, so that every night brings a whole answer. Measured: 1,980 bytes with 60 looks in few
    transactions; alone in its transaction, a look costs 130 more."""
    replies = {f"/documentos/{n}": ok(page(f"Texto del documento {n}. " * 40)) for n in range(_URLS)}
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
    assert added < 2150, f"{added:.0f} bytes a URL and night"


def _size(bench: Bench) -> int:
    bench.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    return sum(path.stat().st_size for path in bench.path.rglob("*") if path.is_file())
