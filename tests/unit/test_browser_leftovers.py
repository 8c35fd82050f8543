"""What a worker leaves is taken away, and nothing else ever is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.browser import leftovers
from tests.commands import ROOT

LEAVE = "from crawler.browser import worker; worker.leave()"


@pytest.mark.parametrize("named", ["", "gone/testigo-browser-1-x", "others", "testigo-browser-1-x"])
def test_a_worker_takes_nothing_away_but_its_own_folder(tmp_path: Path, named: str) -> None:
    """Where its folder was gone before it, it once removed the temporary folder of the whole machine."""
    kept = tmp_path / "others"
    kept.mkdir()
    (kept / "file").write_text("of somebody else")
    own = tmp_path / "testigo-browser-1-x"
    own.mkdir()
    machine = tmp_path / "machine"  # stands for /tmp, which a library falls back to
    machine.mkdir()
    (machine / "file").write_text("of everybody")
    environment = {**os.environ, "TEMP": str(machine), "TMP": str(machine)}
    environment["TMPDIR"] = str(tmp_path / named) if named else ""
    done = subprocess.run([sys.executable, "-c", LEAVE], env=environment, cwd=ROOT, check=False)
    assert done.returncode == 0
    assert (kept / "file").exists()
    assert (machine / "file").exists()
    assert own.exists() == (named != own.name)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "others").mkdir()
    link = tmp_path / "testigo-browser-1-x"
    link.symlink_to(tmp_path / "others")
    leftovers.remove(link)
    assert (tmp_path / "others").exists()


def test_a_browser_gets_a_short_place_where_that_of_the_process_is_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chromium's socket lies below it: with a longer path no browser came up."""
    long = tmp_path / "temporary-files-of-somebody"
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    place = leftovers.place()
    try:
        assert len(f"{place}/org.chromium.Chromium.AbCdEf/SingletonSocket") <= 107
    finally:
        leftovers.remove(place)
    assert not place.exists()
