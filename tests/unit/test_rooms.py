"""Room by room: every arrow between rooms points down, and no two modules import each other.

The lists below say which rooms stand on which: a room may import those before it in its list. A room
that is in none of the lists is a room that nobody decided on.
"""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.commands import ROOT

ROOMS = {
    "evidence": (
        # words and small questions of everybody
        "catalogues", "bilingual", "reader", "kept", "days",
        "vocabulary", "errors", "version", "clock", "files", "well_formed", "folding", "prefilter", "language", "views",
        "moments", "domains", "addresses", "wrappers", "misprints", "identity", "pieces", "viewers",
        "chromium", "interpreter",
        "config", "folder", "fence", "signing", "findings",
        # bytes are read, compared, walked
        "formats", "content", "citations", "boards", "changes", "series",
        # what is known is kept, and proved; neither knows what a verdict is
        "store", "custody",
        # what is kept is judged, and told
        "verdicts", "looks", "reports",
    ),
    "crawler": ("settings", "wire", "browser", "run", "spiders", "archives", "sources", "scale", "listen"),
    "schedules": (),
    "testigo": (),
}  # fmt: skip
"""Package -> its rooms, each standing on those before it; none: its rooms are one."""
FORBIDDEN = {
    "store": {"custody", "verdicts", "looks", "reports"},
    "custody": {"verdicts", "looks", "reports"},
    "verdicts": {"store", "custody", "looks", "reports"},
}
"""Said again where it matters most: what proves must not depend on what is said of it, and what judges
reads and writes no row."""


def _modules() -> dict[str, Path]:
    found = {}
    for package in ROOMS:
        for path in (ROOT / package).rglob("*.py"):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts).removesuffix(".__init__")] = path
    return found


MODULES = _modules()


def _imports(path: Path) -> set[str]:
    """The modules of ours that a file imports, those for types alone included."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                names.add(full if full in MODULES else node.module)
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names & MODULES.keys()


ARROWS = {module: _imports(path) - {module} for module, path in MODULES.items()}


def _room(module: str) -> str:
    """The room of a module: the second part of its name; a package's own file is its first room."""
    return (*module.split("."), "")[1]


@pytest.mark.parametrize("package", [package for package, rooms in ROOMS.items() if rooms])
def test_every_room_stands_on_those_before_it(package: str) -> None:
    rooms = ("", *ROOMS[package])
    wrong = []
    for module, imported in ARROWS.items():
        if module.split(".")[0] != package:
            continue
        assert _room(module) in rooms, f"{module} is in a room that nobody decided on"
        for other in imported:
            up = other.split(".")[0] == package and rooms.index(_room(other)) > rooms.index(
                _room(module)
            )
            if up:
                wrong.append(f"{module} imports {other}, which stands above it")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("room", FORBIDDEN)
def test_what_proves_and_what_judges_keep_apart(room: str) -> None:
    for module, imported in ARROWS.items():
        if module.startswith(f"evidence.{room}"):
            rooms = {_room(other) for other in imported if other.startswith("evidence.")}
            assert not rooms & FORBIDDEN[room], f"{module} imports {rooms & FORBIDDEN[room]}"


def test_no_two_modules_import_each_other() -> None:
    try:
        list(TopologicalSorter(ARROWS).static_order())
    except CycleError as circle:
        pytest.fail(" imports ".join(reversed(circle.args[1])))


def test_only_looks_builds_a_look() -> None:
    built = {
        module
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Look"
    }
    assert {_room(module) for module in built} <= {"looks"}, built
