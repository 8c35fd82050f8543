"""Files that are whole or not there, in whatever step the disk refuses or the power fails."""

from __future__ import annotations

import ast
import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from evidence.errors import StoreError
from evidence.files import is_unfinished, reason, sweep, write_whole, written_whole
from tests.commands import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is synced and renamed, in its order."""
    told: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(descriptor: int) -> None:
        told.append(f"sync {Path(f'/proc/self/fd/{descriptor}').readlink().name}")
        fsync(descriptor)

    def replaced(path: Path, target: Path) -> Path:
        told.append(f"rename {path.name}")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    return told


def test_a_file_is_synced_renamed_and_its_folder_synced(tmp_path: Path, steps: list[str]) -> None:
    write_whole(tmp_path / "new" / "seal.json", "{}")
    assert steps == ["sync .seal.json.new", "rename .seal.json.new", "sync new"]
    assert (tmp_path / "new" / "seal.json").read_text() == "{}"


REFUSALS: dict[str, Callable[..., Any]] = {
    "open": os.open, "fsync": os.fsync, "replace": Path.replace,
}  # fmt: skip


@pytest.mark.parametrize("step", [*REFUSALS, "write"])
@pytest.mark.parametrize("before", ["old", None])
def test_whatever_step_the_disk_refuses_the_old_file_is_whole_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, before: str | None
) -> None:
    path = tmp_path / "seal.json"
    if before:
        path.write_text(before)

    def refuses(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if step != "write":
        monkeypatch.setattr(Path if step == "replace" else os, step, refuses)
    pieces = (bytes(refuses() or 0) for _ in range(1)) if step == "write" else [b"new"]
    with pytest.raises(StoreError, match=r"seal\.json: can't be written"):
        write_whole(path, pieces)
    monkeypatch.undo()
    assert [one.name for one in tmp_path.iterdir()] == ([path.name] if before else [])
    assert not before or path.read_text() == before


def test_a_fault_of_ours_leaves_the_old_file_too(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), written_whole(path) as new:
        new.write_text("half")
        raise ZeroDivisionError
    assert [one.read_text() for one in tmp_path.iterdir()] == ["old"]


def test_what_a_crash_left_beside_is_overwritten_with_the_mode_that_is_wanted(
    tmp_path: Path,
) -> None:
    left = tmp_path / ".key.pem.new"
    left.write_text("half")
    left.chmod(0o666)
    write_whole(tmp_path / "key.pem", b"secret", mode=0o600)
    assert (tmp_path / "key.pem").stat().st_mode & 0o777 == 0o600
    assert not left.exists()


def test_only_what_is_left_of_new_files_is_swept(tmp_path: Path) -> None:
    left = {".a.json.new", "index.new", "index.merged", "a.warc.new"}
    kept = {"a.json", "index.cdxj", "a.warc.gz"}
    for name in left | kept:
        (tmp_path / name).write_text("")
    assert {path.name for path in sweep(tmp_path)} == left
    assert {path.name for path in tmp_path.iterdir()} == kept


@pytest.mark.parametrize(
    ("found", "unfinished"),
    [
        (None, True),
        (b"", True),
        (b"who", True),
        (b"who\0\0", True),  # XFS puts zeros for what it lost in a power cut
        (b"\0\0\0\0\0", True),
        (b"whole", False),
        (b"whale", False),  # altered, be it by one byte
        (b"wh\0le", False),
        (b"whole and more", False),
    ],
)
def test_half_a_file_is_told_from_an_altered_one(
    tmp_path: Path, found: bytes | None, unfinished: bool
) -> None:
    path = tmp_path / "seal.json"
    if found is not None:
        path.write_bytes(found)
    assert is_unfinished(path, b"whole") is unfinished


@pytest.mark.parametrize(
    "number", ["ENOSPC", "EDQUOT", "EROFS", "EIO", "EFBIG", "EACCES", "EMFILE"]
)
def test_a_reason_is_in_words(number: str) -> None:
    code = getattr(errno, number)
    said = reason(OSError(code, os.strerror(code)))
    assert said
    assert "Errno" not in str(said)
    assert str(reason(OSError("bare"))) == "bare"
    assert reason(OSError(code, os.strerror(code))).text("es") != str(said)


_OWN = {
    "evidence/files.py": "this is the one place",
    "evidence/custody/warc/writer.py": "a WARC file only grows; recovery.py cuts off its torn end",
    "evidence/custody/wacz/write.py": "members of a package, which is written whole",
    "evidence/store/opening.py": "a copy to read from, in a folder for temporary files",
    "evidence/fence/worker.py": "pipes",
    "crawler/browser/spool.py": "a capture before it is evidence, in a folder for temporary files",
    "evidence/formats/office.py": "in a folder for temporary files, for LibreOffice",
    "evidence/reports/printing.py": "in a folder for temporary files, for the browser",
    "testigo/desk/brought.py": "what a visitor brings, in a folder for temporary files",
    "testigo/desk/reports.py": "in the folder for temporary files, until it is handed over",
    "crawler/scale/__main__.py": "a pipe",
    "crawler/scale/leftovers.py": "a whole folder gets another name",
    "schedules/child.py": "the log of a night, which grows",
}  # fmt: skip
_WRITES = {"write_text", "write_bytes", "copyfile", "copy2", "rename", "NamedTemporaryFile"}


def _writes(tree: ast.AST) -> list[int]:
    """The lines at which a file is written, moved or copied."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
        modes = [text for text in texts if isinstance(text, str) and set(text) <= set("rwaxb+t")]
        opened = name in ("open", "fdopen") and any(set(mode) & set("wax+") for mode in modes)
        if opened or name in _WRITES:
            found.append(node.lineno)
    return found


def test_every_file_of_ours_is_written_by_the_one_helper() -> None:
    """``with written_whole(path) as new`` gives the file that is filled."""
    found = []
    for package in ("evidence", "crawler", "schedules", "testigo"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            source = path.read_text("utf-8")
            if name in _OWN or "/demo/" in name:
                continue
            lines = source.splitlines()
            for line in _writes(ast.parse(source)):
                around = "\n".join(lines[max(0, line - 3) : line])
                if "written_whole" not in around and "tempfile" not in around:
                    found.append(f"{name}:{line}: {lines[line - 1].strip()}")
    assert found == []


def test_a_file_is_not_written_over_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for place in (tmp_path, Path(), Path("..")):
        with pytest.raises(StoreError, match="Is a directory"):
            write_whole(place, "x")
    assert list(tmp_path.iterdir()) == []
