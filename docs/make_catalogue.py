"""Writes the template of a catalogue, from which a translation into a further language is begun:
``python docs/make_catalogue.py testigo.pot``. Its keys are the English texts of the code; the Spanish one stands
above each, as a second reading for the translator.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from evidence.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
ROOMS = ("evidence", "crawler", "schedules", "testigo")


def texts(tree: ast.AST) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """Line, English and Spanish of each text of a module; of a noun for one and for many, both."""
    pairs: set[ast.expr] = set()
    for node in ast.walk(tree):  # from the outside in: a pair before its parts
        if isinstance(node, ast.Tuple) and len(node.elts) == 2 and all(map(_is_text, node.elts)):
            one, many = map(_both, node.elts)
            if "{count}" in many[0]:
                pairs.update(node.elts)
                yield node.lineno, (one[0], many[0]), " / ".join((one[1], many[1]))
        elif isinstance(node, ast.Call) and _is_text(node) and node not in pairs:
            english, spanish = _both(node)
            if english:
                yield node.lineno, (english,), spanish


def _is_text(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Words"
        and len(node.args) == 2
        and all(isinstance(arg, ast.Constant) for arg in node.args)
    )


def _both(node: ast.expr) -> tuple[str, str]:
    assert isinstance(node, ast.Call)
    english, spanish = (str(ast.literal_eval(arg)) for arg in node.args)
    return english, spanish


def template() -> Catalog:
    """All texts of the four rooms."""
    catalogue = Catalog(project="Testigo", version=VERSION, fuzzy=False)
    for path in (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))):
        place = path.relative_to(ROOT).as_posix()
        for line, english, spanish in texts(ast.parse(path.read_text("utf-8"))):
            catalogue.add(
                english if len(english) > 1 else english[0],
                locations=[(place, line)],
                auto_comments=[f"es: {' '.join(spanish.split())}"],
            )
    return catalogue


if __name__ == "__main__":
    with Path(sys.argv[1]).open("wb") as file:
        write_po(file, template(), sort_by_file=True, width=120)
