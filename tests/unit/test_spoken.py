"""No bare text reaches people: what is raised, said, told or explained in help is in words of each language."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from evidence import errors
from tests.commands import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ERRORS = {
    name
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, errors.TestigoError)
} - {"RolledBack", "DocumentGone"}  # which bring words of their own
SAYING = {"echo", "say", "tell", "remark"}
HELPING = {"option", "argument", "command"}
LOGGING = {"debug", "info", "warning", "error", "exception"}
_WORD = re.compile(r"[^\W\d_]{2,}")
NAMES = {"testigo: ", "\\url{ }"}
"""The program's name before what is said, and a command of LaTeX."""
CODE = [
    path
    for package in ("evidence", "crawler", "schedules", "testigo")
    for path in sorted((ROOT / package).rglob("*.py"))
]


def bare(source: str) -> list[tuple[int, str]]:
    """The line of each text that people would read in one language alone, and the text."""
    return sorted({(node.lineno, text) for node, text in _bare(ast.parse(source))})


def _bare(tree: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts: list[ast.expr] = []
        if name in ERRORS | SAYING:
            texts += node.args[1:] if name in ERRORS and len(node.args) > 1 else node.args
        if name in LOGGING and getattr(getattr(node.func, "value", None), "id", "") == "log":
            texts += node.args[:1]
        if name in HELPING:
            texts += [key.value for key in node.keywords if key.arg == "help"]
        for text in texts:
            for one in _options(text):
                if _WORD.search(_own(one)):
                    yield one, _own(one)


def _options(node: ast.expr) -> Iterator[ast.expr]:
    """A text, or both of which one is chosen."""
    if isinstance(node, ast.IfExp):
        yield from _options(node.body)
        yield from _options(node.orelse)
    elif isinstance(node, ast.BinOp):
        yield from _options(node.left)
        yield from _options(node.right)
    else:
        yield node


def _own(node: ast.expr) -> str:
    """What a text says by itself, without what is put into it."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return " ".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return ""


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_bare_text_reaches_people() -> None:
    found = {
        f"{_named(path)}:{line} {text}"
        for path in CODE
        for line, text in bare(path.read_text("utf-8"))
        if text not in NAMES
    }
    assert sorted(found) == [], "say it with Words(english, spanish)"


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ('raise UsageError("no such thing")', ["no such thing"]),
        ('raise UsageError(f"{url} is not there")', [" is not there"]),
        ('raise ConfigError(path, "is no table")', ["is no table"]),
        ('raise testigo.UsageError("a" if x else "no such thing")', ["no such thing"]),
        ('say("nothing new")', ["nothing new"]),
        ('click.echo(f"{n} were found")', [" were found"]),
        ('option("--all", help="Everything.")', ["Everything."]),
        ('log.warning("%s was left open", warc)', ["%s was left open"]),
        ('log.info("%s: %s", name, problem)', []),
        ('log.info(Words("done", "listo").of())', []),
        ('raise UsageError(Words("no such thing", "no existe"))', []),
        ('raise ConfigError(path, TABLE, name="a name")', []),
        ('raise SourceError("a.pdf", WORDS)', []),
        ('click.echo(f"{at:%Y-%m-%d}Z  {told}")', []),
        ("say(told)", []),
    ],
)
def test_a_bare_text_is_found_where_people_would_read_it(source: str, texts: list[str]) -> None:
    assert [text for _, text in bare(source)] == texts
