"""SQL stands in one place: evidence/store and evidence/custody."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.commands import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SQL = re.compile(
    r"\bSELECT\b.+\bFROM\b|\bINSERT\s+(OR\s+\w+\s+)?INTO\b|\bUPDATE\b.+\bSET\b|\bDELETE\s+FROM\b"
    r"|\b(CREATE|DROP|ALTER)\s+(TABLE|VIEW|INDEX)\b|\bPRAGMA\s+\w",
    re.DOTALL,
)
ROOMS = ("evidence/store/", "evidence/custody/")
SHOWN = {"evidence/reports/forms/datasette.py"}
"""Hands queries out to people who open the database in Datasette, and runs none."""


def _texts(tree: ast.AST) -> list[tuple[int, str]]:
    """Each text of a file with its line; what an f-string computes stands as ``?``."""
    found, within = [], set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [p.value if isinstance(p, ast.Constant) else "?" for p in node.values]
            found.append((node.lineno, "".join(map(str, parts))))
            within |= {part for part in node.values if isinstance(part, ast.Constant)}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in within:
            found.append((node.lineno, node.value))
    return found


def sql(source: str) -> list[int]:
    """The lines on which SQL begins."""
    return [line for line, text in _texts(ast.parse(source)) if SQL.search(text)]


CODE = [
    path
    for package in ("evidence", "crawler", "schedules", "testigo")
    for path in sorted((ROOT / package).rglob("*.py"))
]


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_sql_stands_in_the_store_and_in_custody_only() -> None:
    found = [
        f"{_named(path)}:{line}"
        for path in CODE
        if not _named(path).startswith(ROOMS) and _named(path) not in SHOWN
        for line in sql(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('store.one("SELECT * FROM runs")', [1]),
        ('store.one(f"SELECT 1 FROM {table} WHERE id = ?", i)', [1]),
        ('x = 1\nsql = """\nSELECT id\nFROM runs"""', [2]),
        ('db.execute("INSERT OR REPLACE INTO t VALUES (?)")', [1]),
        ('db.execute("UPDATE t SET a = 1")', [1]),
        ('db.execute("DELETE FROM t")', [1]),
        ('db.execute("PRAGMA foreign_keys=OFF")', [1]),
        ('click.echo("select a source from the list; update it")', []),
    ],
)
def test_sql_is_found(source: str, lines: list[int]) -> None:
    assert sql(source) == lines
