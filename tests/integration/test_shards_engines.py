"""The same night on the workers of a cluster, and with shards that lie in a store of objects."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

import pytest

from tests import shards

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Bench


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """One whose hosts may take their time."""
    bench.configure(timeout=30.0)
    return bench


needs_dask = pytest.mark.skipif(not shards.HAS_DASK, reason="Dask (testigo[scale]) is not here")
needs_s3 = pytest.mark.skipif(not shards.HAS_S3, reason="s3fs and moto are not installed")


@needs_dask
def test_a_cluster_that_is_not_there_is_one_line(bench: Bench) -> None:
    bench.cite("http://127.0.0.1:2/x")
    done = bench.testigo("run", "--cluster", "tcp://127.0.0.1:9")
    assert done.code == 2
    assert done.err.startswith("testigo: no Dask scheduler answers")
    assert bench.rows("SELECT * FROM runs") == []


@needs_dask
def test_a_worker_of_a_cluster_is_killed(bench: Bench, tmp_path: Path) -> None:
    with shards.site() as site, shards.dask(tmp_path / "dask") as cluster:
        bench.cite(*site.urls)
        shards.delayed(bench, 0.1)
        command = ("-m", "testigo", "run", "--cluster", cluster.address)
        with shards.running(*command, "--folder", str(bench.path)) as process:
            assert site.wait_for(10, process)
            shards.kill(cluster.workers[0].pid)
            _, said = process.communicate(timeout=90)
            assert process.returncode == 0, said
        shards.whole(bench, site.urls)
        gaps = site.gaps()
        # two that ask one host make the half of it; the server's own clock is late where the machine is busy
        assert statistics.median(gaps) >= 0.09
        assert sum(gap < 0.05 for gap in gaps) < len(gaps) / 10


@needs_s3
def test_shards_that_lie_in_a_bucket(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    with shards.site() as site, shards.s3() as (place, environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        bench.cite(*site.urls)
        done = bench.testigo("run", "--workers", "2", "--shards", place)
        assert done.code == 0, done
        assert "testigo: shard" not in done.err
        shards.whole(bench, site.urls)
        assert site.asked.total() == len(site.urls)
