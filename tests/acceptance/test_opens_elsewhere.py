"""What others validate packages and bags with finds ours valid (viewers: ``tests/browser/test_replayweb.py`` and
``tests/integration/test_replay.py``)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

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


def _names(record: etree._ElementTree, path: str) -> list[str]:
    found = record.iterfind(path, {None: "http://www.loc.gov/premis/v3"})
    return [element.text or "" for element in found]


def test_bagit_python_finds_a_bag_valid_until_a_byte_changes(bench: Bench, tmp_path: Path) -> None:
    pytest.importorskip("bagit", reason="bagit-python is not installed here")
    out = tmp_path / "made" / "bag"
    done = bench.testigo("export", "--bagit", str(out))
    assert (done.code, done.out) == (0, f"{out}\n"), done.err
    asked = [sys.executable, "-m", "bagit", "--validate", str(out)]
    assert subprocess.run(asked, capture_output=True, check=False).returncode == 0
    assert bench.testigo("verify", str(out / "data/evidence.wacz")).code == 0
    assert [path.name for path in out.parent.iterdir()] == ["bag"], "nothing is left beside it"
    with (out / "data/premis.xml").open("ab") as file:
        file.write(b" ")
    assert subprocess.run(asked, capture_output=True, check=False).returncode == 1


def test_premis_tells_of_each_capture_and_each_entry_of_the_log(
    bench: Bench, tmp_path: Path
) -> None:
    pytest.importorskip("bagit", reason="bagit-python is not installed here")
    out = tmp_path / "bag"
    assert bench.testigo("export", "--bagit", str(out)).code == 0
    record = etree.parse(out / "data/premis.xml")
    captures = {row["id"] for row in bench.rows("SELECT id FROM captures")}
    objects = _names(record, "object/objectIdentifier/objectIdentifierValue")
    assert objects[0] == "data/evidence.wacz"
    assert set(objects[1:]) == captures
    entries = {row["id"] for row in bench.rows("SELECT id FROM custody WHERE act != 'exported'")}
    assert entries & set(_names(record, "event/eventIdentifier/eventIdentifierValue"))
    linked = _names(record, "event/linkingObjectIdentifier/linkingObjectIdentifierValue")
    assert captures | {"data/evidence.wacz"} == set(linked), "each was captured in an event"
    kinds = set(_names(record, "event/eventType"))
    assert {"capture", "digital signature generation", "information package creation"} <= kinds


def test_a_bag_is_a_new_folder_and_its_library_an_extra(bench: Bench, tmp_path: Path) -> None:
    there = bench.testigo("export", "--bagit", str(tmp_path))
    assert (there.code, there.err.count("\n")) == (2, 1)
    assert "is there already" in there.err
    without = bench.testigo("export", "--bagit", str(tmp_path / "bag"), prepare=_without_bagit)
    assert (without.code, without.err.count("\n")) == (2, 1)
    assert "pip install 'testigo[bagit]'" in without.err
    for wrong in ((), ("--wacz", str(tmp_path / "x"), "--bagit", str(tmp_path / "y"))):
        assert bench.testigo("export", *wrong).code == 2
    assert list(tmp_path.iterdir()) == []


def _without_bagit() -> None:
    from evidence.custody.bag import write

    write.LIBRARY = "no-such-library"
