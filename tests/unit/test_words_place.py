"""Words of the closed sets (verdicts, causes, states …) are their enums wherever code decides by
them; as bare texts they stand in evidence/vocabulary.py, in SQL and in what is shown to readers."""

from __future__ import annotations

import ast
from enum import StrEnum
from typing import TYPE_CHECKING

import pytest

from evidence import vocabulary
from tests.commands import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENUMS = [
    value
    for value in vars(vocabulary).values()
    if isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum
]
EVERYDAY = {"http", "url", "scheme"}
"""Stages and causes whose words are parts of every address: too common to be looked for."""
WORDS = {str(word) for enum in ENUMS for word in enum} - EVERYDAY
FIELDS = {
    "verdict", "cause", "certainty", "at_most", "state", "act", "record_type", "fidelity", "stage"
}  # fmt: skip
"""Names of columns, fields and parameters that hold such words, and nothing else."""
OTHERS = {
    "crawler/archives/perma.py": {"response", "pending"},  # Perma.cc's answers
    "crawler/archives/wayback.py": {"pending"},  # Save Page Now's answers
    "crawler/spiders/citations.py": {"finished", "night"},  # Scrapy's reason, an argument's name
    "evidence/store/database.py": {"malformed"},  # SQLite's message
    "evidence/config/load.py": {"board"},  # the name of a table of testigo.toml
    "testigo/commands/add.py": {"report", "board"},  # what a person types
    "schedules/notices/compose.py": {"board"},  # a choice of [notify] what
    "evidence/addresses.py": {"data"},  # the scheme of an address
}
"""Words of others that are spelled alike."""


def literals(source: str) -> list[tuple[int, str]]:
    """Where code decides by a bare word: compares with it, collects several, or fills a field."""
    found = {(node.lineno, str(node.value)) for node in _deciding(ast.parse(source))}
    return sorted(found)


def _deciding(tree: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            for side in (node.left, *node.comparators):
                yield from _words(side)
        elif isinstance(node, ast.Set | ast.Tuple | ast.List):
            words = _words(node)
            if len(words) > 1 and len(words) == len(node.elts):
                yield from words
        elif isinstance(node, ast.MatchValue | ast.keyword):
            if getattr(node, "arg", None) in FIELDS | {None}:
                yield from _words(node.value)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value in FIELDS:
                    yield from _words(value)


def _words(node: ast.expr) -> list[ast.Constant]:
    """The bare words that an expression is: one, one of two, or a collection's."""
    if isinstance(node, ast.Constant):
        return [node] if node.value in WORDS else []
    if isinstance(node, ast.IfExp):
        return _words(node.body) + _words(node.orelse)
    if isinstance(node, ast.Set | ast.Tuple | ast.List):
        return [word for element in node.elts for word in _words(element)]
    return []


CODE = [
    path
    for package in ("evidence", "crawler", "schedules", "testigo")
    for path in sorted((ROOT / package).rglob("*.py"))
]


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_code_decides_by_enums() -> None:
    found = {
        f"{_named(path)}:{line} {word}"
        for path in CODE
        for line, word in literals(path.read_text("utf-8"))
        if word not in OTHERS.get(_named(path), ())
    }
    assert sorted(found) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('standing.verdict == "missing"', ["missing"]),
        ('row["state"] in ("running", "interrupted")', ["running", "interrupted"]),
        ('SOUND = frozenset({"alive", "moved"})', ["alive", "moved"]),
        ('end(run, state="finished" if done else "offline")', ["finished", "offline"]),
        ('{"state": "kept", "url": "http"}', ["kept"]),
        ('match told:\n    case "alive": pass', ["alive"]),
        ("standing.verdict is Verdict.MISSING", []),
        ('told["missing"]', []),
        ('{"missing": Words("missing", "desaparecido")}', []),
        ("\"SELECT * FROM standings WHERE verdict = 'missing'\"", []),
    ],
)
def test_a_bare_word_is_found_where_code_decides_by_it(source: str, words: list[str]) -> None:
    assert sorted(word for _, word in literals(source)) == sorted(words)
