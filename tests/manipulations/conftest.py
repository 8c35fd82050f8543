"""One honest folder for all: made once, copied for each test."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evidence.custody.log import keys
from tests.conftest import Bench
from tests.manipulations.model import Kept, machine
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """Two nights, a change between them, a report after each, a change that was accepted."""
    place = tmp_path_factory.mktemp("kept")
    bench, first = Bench(place / "evidence"), place / "first"
    with machine(place / "config"):
        bench.configure()
        with RawServer(
            {"/a": ok(page("Texto de la página. " * 30)), "/c": ok(page("Otra. " * 40))}
        ) as server:
            bench.cite(server.url("/a"), server.url("/c"), server.url("/gone"))
            bench.testigo("run", "--no-archive")
            assert (
                bench.testigo("report", "--out", str(bench.folder.reports / "one.html")).code == 0
            )
            shutil.copytree(bench.path, first)
            server.replies["/c"] = ok(page("Otra cosa distinta. " * 40))
            bench.testigo("run", "--only", "all", "--no-archive")
            done = bench.testigo("accept", server.url("/c"), "--note", "it is meant so")
            assert done.code == 0, done.err
            assert (
                bench.testigo("report", "--out", str(bench.folder.reports / "two.html")).code == 0
            )
        assert bench.testigo("verify").code == 0
        fingerprint = keys.fingerprint(str(bench.folder.key))
    yield Kept(bench.path, first, place / "config", fingerprint)
    assert Path(os.environ["XDG_CONFIG_HOME"]) != place / "config"
