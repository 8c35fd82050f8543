"""Who holds an evidence folder."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from evidence.errors import FolderBusy, FolderError
from evidence.folder import EvidenceFolder


def test_who_holds_a_folder_may_hold_it_again(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path)
    with folder.hold(), EvidenceFolder(tmp_path).hold():
        assert folder.runner() is not None
    assert folder.runner() is None


def test_another_thread_finds_it_busy_and_may_have_it_afterwards(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path)

    def hold() -> bool:
        with folder.hold():
            return True

    with ThreadPoolExecutor(1) as other:
        with folder.hold(), pytest.raises(FolderBusy, match="another run holds this folder"):
            other.submit(hold).result()
        assert other.submit(hold).result()


def test_several_may_be_beside_whoever_holds_it(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path)
    with (
        folder.hold(),
        folder.beside(),
        EvidenceFolder(tmp_path).beside(),
        folder.nobody_beside() as nobody,
    ):
        assert not nobody
    with folder.nobody_beside() as nobody:
        assert nobody


def test_a_folder_is_named_as_people_read_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    monkeypatch.chdir(tmp_path / "here")
    assert EvidenceFolder(Path("../x y")).path == tmp_path / "x y"
    assert EvidenceFolder(tmp_path / "link").path == tmp_path / "link"  # as its keeper knows it
    with pytest.raises(FolderError, match=r"testigo add REPORT --folder '.*/x y'$"):
        EvidenceFolder(Path("../x y")).require()
    with pytest.raises(FolderError, match=r"testigo add REPORT$"):
        EvidenceFolder.find(None).require()
