"""What others validate packages with finds ours valid (viewers: ``tests/browser/test_replayweb.py`` and
``tests/integration/test_replay.py``)."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.commands import ROOT
from tests.conftest import Bench
from tests.servers import RawServer, ok, page

PY_WACZ = Path(os.environ.get("TESTIGO_READERS", ROOT / ".venv-readers")) / "bin" / "wacz"


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Two nights over a page that stays as it is and one that is not there."""
    bench = Bench(tmp_path_factory.mktemp("elsewhere") / "evidence")
    bench.configure()
    with RawServer({"/a": ok(page("Texto de la página. " * 30))}) as server:
        bench.cite(server.url("/a"), server.url("/gone"))
        bench.testigo("run")
        bench.testigo("run", "--only", "all")
    assert bench.testigo("init", "--key").code == 0
    return bench


@pytest.mark.skipif(not PY_WACZ.exists(), reason="py-wacz is not installed here: make readers")
def test_py_wacz_finds_a_package_valid(bench: Bench, tmp_path: Path) -> None:
    out = tmp_path / "evidence.wacz"
    assert bench.testigo("export", "--wacz", str(out)).code == 0
    asked = [PY_WACZ, "validate", "-f", out]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (done.returncode, "is valid" in done.stdout) == (0, True), done.stdout
