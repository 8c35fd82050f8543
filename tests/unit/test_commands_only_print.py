"""Commands parse and print: what they tell comes from the API, and nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import ROOT

PRINTING = (
    "evidence.bilingual",
    "evidence.days",
    "evidence.errors",
    "evidence.kept",
    "evidence.reports",
    "evidence.verdicts.wording",
    "evidence.vocabulary",
)
"""Rooms that commands may use beside the API: words, and what makes remote text harmless."""
SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|PRAGMA|WITH)\b")
COMMANDS = sorted((ROOT / "testigo" / "commands").glob("*.py"))
FACE = [*COMMANDS, *sorted((ROOT / "testigo" / "api").glob("*.py")), ROOT / "testigo" / "app.py"]


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _texts(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.stem)
def test_commands_import_the_api_and_words(path: Path) -> None:
    rooms = {"evidence", "crawler", "schedules"}
    names = _imported(ast.parse(path.read_text("utf-8")))
    used = {name for name in names if name.split(".")[0] in rooms}
    allowed = tuple(f"{room}." for room in PRINTING)
    assert not {name for name in used if not f"{name}.".startswith(allowed)}


@pytest.mark.parametrize("path", FACE, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_face_asks_the_database_nothing_itself(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    docs = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    }
    assert not [text for text in _texts(tree) if SQL.match(text) and text not in docs]
    called = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not called & {"execute", "iterate_named", "one", "first", "each"}
