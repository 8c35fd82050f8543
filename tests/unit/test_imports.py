"""The rooms: imports point one way, and the evidence room knows no framework and no network."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

import testigo
from tests import commands
from tests.commands import ROOT

ROOMS = ("evidence", "crawler", "schedules", "testigo")
"""Each may import itself and those before it."""
NETWORK = {
    "scrapy",
    "twisted",
    "requests",
    "urllib3",
    "httpx",
    "aiohttp",
    "http",
    "ssl",
    "asyncio",
    "click",
}


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module)
    return names


FILES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    allowed = ROOMS[: ROOMS.index(room) + 1]
    for name in _imports(path):
        first = name.split(".")[0]
        assert first not in ROOMS or first in allowed, f"{room} must not import {name}"


@pytest.mark.parametrize("path", [p for p in FILES if "evidence" in p.parts], ids=lambda p: p.name)
def test_evidence_imports_no_framework_and_no_network(path: Path) -> None:
    names = {name.split(".")[0] for name in _imports(path)}
    assert not names & NETWORK
    assert "socket" not in names


def test_store_and_custody_know_nothing_of_verdicts() -> None:
    for room in ("store", "custody"):
        for path in (ROOT / "evidence" / room).rglob("*.py"):
            assert not {n for n in _imports(path) if n.startswith("evidence.verdicts")}, path


def test_the_desk_alone_knows_its_framework_and_nothing_but_its_commands_knows_the_desk() -> None:
    framework = {"fastapi", "starlette", "uvicorn"}
    for path in FILES:
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(("testigo/desk/", "testigo/site/")):
            continue
        names = _imports(path)
        assert not {one.split(".")[0] for one in names} & framework, name
        if name not in ("testigo/commands/desk.py", "testigo/commands/site.py"):
            assert not {one for one in names if one.startswith("testigo.desk")}, name


def test_every_folder_with_code_is_packaged() -> None:
    # setuptools looks for packages by this file
    assert not [path for path in FILES if not (path.parent / "__init__.py").exists()]


def test_every_package_says_that_it_is_typed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    data = project["tool"]["setuptools"]["package-data"]
    for room in ROOMS:
        assert (ROOT / room / "py.typed").exists()
        assert "py.typed" in data[room]


def test_where_things_stand_is_told_without_what_reads_pages_and_judges_them(
    tmp_path: Path,
) -> None:
    # half of a second of processor for each command that only tells
    report = tmp_path / "informe.md"
    report.write_text("- https://www.example.org/plan\n", "utf-8")
    folder = tmp_path / "evidence"
    testigo.add(testigo.open(folder), str(report))
    told = commands.python(
        "-c",
        f"import sys, testigo.cli; code = testigo.cli.main(['status', '--folder', {str(folder)!r}]);"
        "print(code, *sys.modules)",
    )
    code, *loaded = told.out.splitlines()[-1].split()
    assert code == "0", told
    assert "evidence.store" in loaded
    for room in ("evidence.content", "evidence.changes", "evidence.verdicts.rules", "evidence.citations",
                 "scrapy", "openpyxl", "lxml"):  # fmt: skip
        assert not {one for one in loaded if f"{one}.".startswith(f"{room}.")}, room
