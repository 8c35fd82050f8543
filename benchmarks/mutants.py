"""Would the tests notice? Plants small faults in the code, one at a time, and runs the tests on each.

python -m benchmarks.mutants evidence/custody --tests tests/unit/test_merkle.py … \
    [--sample 24] [--seed 1] [--least 85] [--only PATTERN]

The places are files or folders of our packages. A mutant changes one token: a comparison's boundary
or direction, ``and``/``or``, a condition's sense, a whole number by one, a truth value, a dropped
``not``, a statement taken out. Messages, annotations, log calls and asserts are left alone: what they
say is not what tests are for. From all that could be planted ``--sample`` are drawn by ``--seed``, so
a run can be repeated, and ``--only`` repeats a part of it, such as what survived. Everything happens
in a copy of the tree, also for tests that start the command as a child. A mutant that makes the tests
hang counts as killed.

Prints each mutant and what became of it; exit code 1 when fewer than ``--least`` percent are killed,
2 with pytest's report when the tests fail without any mutant: then they rest on something that is not
in the tree, and say nothing of mutants.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent

_OTHER_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_HUNG = 4
"""Tests that take this many times as long as without a mutant don't end."""
_TOLD = 2_000
"""Last characters of pytest's report: the first failure, and which test it was."""
_REMOVABLE = (ast.AugAssign, ast.Raise, ast.Continue, ast.Break, ast.Delete)


@dataclass(frozen=True)
class Mutant:
    """One fault that fits in a file."""

    path: Path
    number: int
    """its place among all that fit in the file, from 0"""
    line: int
    column: int
    kind: str
    shown: str
    """the line of the original"""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}  {self.kind:24}  {self.shown}"


Change = tuple[ast.expr | ast.stmt, str, Callable[[], object]]
"""Where a fault fits, what it is, and what plants it in the tree."""


def fitting(path: Path, source: str) -> list[Mutant]:
    """All mutants of a file."""
    lines = source.splitlines()
    return [
        Mutant(path, number, node.lineno, node.col_offset, kind, lines[node.lineno - 1].strip())
        for number, (node, kind, _) in enumerate(_changes(ast.parse(source)))
    ]


def planted(source: str, number: int) -> str:
    """The text of a file with one of its :func:`fitting` mutants in it; comments are lost."""
    tree = ast.parse(source)
    _, _, plant = list(_changes(tree))[number]
    plant()
    return ast.unparse(tree)


def _changes(tree: ast.AST) -> Iterator[Change]:
    for node in _code(tree):
        yield from _in_expression(node)
        if isinstance(node, ast.If | ast.While | ast.IfExp):
            negated = ast.UnaryOp(ast.Not(), node.test)
            yield node, "condition negated", _replacer(node, "test", negated)
        for name in ("body", "orelse", "finalbody"):
            statements = getattr(node, name, None)
            if isinstance(statements, list):
                for at, statement in enumerate(statements):
                    if _is_removable(statement):
                        yield statement, "statement removed", _setter(statements, at, ast.Pass())


def _in_expression(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare():
            for at, operator in enumerate(node.ops):
                for other in _OTHER_COMPARISONS[type(operator)]:
                    kind = f"{_name(operator)} becomes {other.__name__}"
                    yield node, kind, _setter(node.ops, at, other())
        case ast.BoolOp():
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield node, f"{_name(node.op)} becomes {_name(other)}", _replacer(node, "op", other)
        case ast.UnaryOp(op=ast.Not()):
            twice = ast.UnaryOp(ast.Not(), node.operand)  # the truth value itself
            yield node, "not dropped", _replacer(node, "operand", twice)
        case ast.Constant(value=bool() as value):
            yield node, f"{value} becomes {not value}", _replacer(node, "value", not value)
        case ast.Constant(value=int() as value):
            for other in (value + 1, value - 1):
                yield node, f"{value} becomes {other}", _replacer(node, "value", other)


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """``node`` and what stands below it, without what no test is for."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_beside_the_point(child):
                yield from _code(child)


def _is_beside_the_point(node: ast.AST) -> bool:
    match node:
        case ast.Assert() | ast.JoinedStr():
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id="log")))):
            return True
    return False


def _is_removable(node: ast.stmt) -> bool:
    """Whether the code still runs without it: a name that is never set would be noticed by all."""
    if _is_beside_the_point(node):
        return False
    if isinstance(node, ast.Assign):
        return all(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets)
    if isinstance(node, ast.Expr):
        return not isinstance(node.value, ast.Constant)  # a docstring
    return isinstance(node, _REMOVABLE)


def _name(operator: ast.AST) -> str:
    return type(operator).__name__


def _setter(items: list[object], at: int, value: object) -> Callable[[], object]:
    return lambda: items.__setitem__(at, value)


def _replacer(node: ast.AST, field: str, value: object) -> Callable[[], object]:
    return lambda: setattr(node, field, value)


def sampled(places: list[str], sample: int, seed: int, only: str) -> list[Mutant]:
    """``sample`` of the mutants that fit in the files at ``places``, the same for the same seed, and
    of these those whose line of the report matches ``only``."""
    files = sorted({
        file.relative_to(ROOT)
        for place in places
        for file in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))
    })  # fmt: skip
    found = [one for file in files for one in fitting(file, (ROOT / file).read_text("utf-8"))]
    print(f"{len(found)} mutants fit in {len(files)} files", flush=True)
    drawn = random.Random(seed).sample(found, min(sample, len(found)))
    wanted = [one for one in drawn if re.search(only, str(one))]
    return sorted(wanted, key=lambda one: (one.path, one.line, one.column))


class Copy:
    """A copy of the tree, in which the tests run."""

    def __init__(self, place: Path, tests: list[str]) -> None:
        self._place = place
        self._tests = tests
        # all that is not ignored: some tests read documents, examples, the build's own files
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", "-z"],
            cwd=ROOT, capture_output=True, check=True, text=True,
        )  # fmt: skip
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, place / name)

    def outcome(self, mutant: Mutant, seconds: float) -> str:
        """``killed``, ``hung`` or ``survived``."""
        path = self._place / mutant.path
        before = path.read_text("utf-8")
        path.write_text(planted(before, mutant.number), "utf-8")
        try:
            return "survived" if self.tested(seconds).returncode == 0 else "killed"
        except subprocess.TimeoutExpired:
            return "hung"
        finally:
            path.write_text(before, "utf-8")

    def tested(self, seconds: float | None = None) -> subprocess.CompletedProcess[str]:
        """pytest's run on the copy as it is now, up to the first failure; raises TimeoutExpired."""
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", *self._tests],
            cwd=self._place,
            # no bytecode: a mutant written within the same second could be taken for the file before
            env={**os.environ, "PYTHONPATH": str(self._place), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )


def main() -> int:
    """Draw, plant, run, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("places", nargs="+", help="files or folders to plant faults in")
    parser.add_argument("--tests", nargs="+", required=True, help="what pytest is given")
    parser.add_argument("--sample", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="those whose line of the report matches this")
    parser.add_argument("--least", type=float, default=85.0, help="percent that must be killed")
    parser.add_argument("--jobs", type=int, default=2, help="copies of the tree at work")
    given = parser.parse_args()
    drawn = sampled(given.places, given.sample, given.seed, given.only)
    with tempfile.TemporaryDirectory() as folder:
        copies = [Copy(Path(folder, str(number)), given.tests) for number in range(given.jobs)]
        began = time.monotonic()
        sound = copies[0].tested()
        if sound.returncode != 0:
            print(f"the tests fail without any mutant:\n{sound.stdout[-_TOLD:]}{sound.stderr}")
            return 2
        seconds = time.monotonic() - began
        print(f"the tests pass without a mutant in {seconds:.0f} s", flush=True)
        free = list(copies)

        def tried(mutant: Mutant) -> str:
            copy = free.pop()  # there are as many copies as threads
            try:
                outcome = copy.outcome(mutant, _HUNG * (seconds + 5))
            finally:
                free.append(copy)
            print(f"{outcome:8}  {mutant}", flush=True)
            return outcome

        with ThreadPoolExecutor(given.jobs) as threads:
            outcomes = list(threads.map(tried, drawn))
    killed = sum(outcome != "survived" for outcome in outcomes)
    share = 100 * killed / len(outcomes)
    print(f"\n{killed} of {len(outcomes)} killed ({share:.0f} %), seed {given.seed}")
    return 0 if share >= given.least else 1


if __name__ == "__main__":
    sys.exit(main())
