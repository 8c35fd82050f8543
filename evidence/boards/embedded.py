"""Data that a page carries or loads: JSON in scripts, state objects, answers of an API."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from evidence.addresses import as_written
from evidence.boards import targets
from evidence.boards.model import Kind, Link
from evidence.formats import literals
from evidence.wrappers import meant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import Tag

    from evidence.boards.model import Path

_MOST_VALUES = 200_000
"""Of one script."""
_TITLES = re.compile(
    r"(?:^|[a-z]_)(?:t[ií]tul[oe]|title|nombre|name|label|etiqueta|texto?|descripci[oó]n|description|compromiso|commitment"
    r"|acci[oó]n|actividad|entregable|headline|caption|tema|item)(?:_?[a-z]{2})?$", re.IGNORECASE,
)  # fmt: skip
_HOLDS_ADDRESS = re.compile(
    r"url|href|src|link|liga|enlace|archivo|file|documento?s?$|path|ruta|pdf|descarga|download|next|evidencia"
    r"|verificacion",
    re.IGNORECASE,
)
_STATIC = re.compile(r"schema\.org|www\.w3\.org|@context|@type|@id$", re.IGNORECASE)
_DATA_TYPES = re.compile(r"json", re.IGNORECASE)


def read_script(node: Tag, base: str) -> list[Link]:
    """The links that a script element carries, and the addresses that it loads data from."""
    code = str(node.string or "")
    if node.get("src") or not code.strip():
        return []
    is_data = _DATA_TYPES.search(str(node.get("type") or ""))
    return read_json(code, base) if is_data else read_code(code, base)


def read_code(code: str, base: str) -> list[Link]:
    """The same for the text of a script on the page at ``base``."""
    code = code[: literals.MOST_CHARACTERS]
    found = [link for literal in literals.in_code(code) for link in _links(literal.value, base)]
    found += [
        Link(raw, meant(as_written(base, raw)), raw.rpartition("/")[2], ())
        for raw in targets.in_markup(code)
    ]
    return found + [
        Link(raw, as_written(base, raw), "", (), Kind.DATA) for raw in targets.loaded_by(code)
    ]


def read_json(text: str, base: str) -> list[Link]:
    """The links in a JSON text, or in what else is data and no more; none in any other."""
    try:
        found = literals.documents(text[: literals.MOST_CHARACTERS])
    except ValueError:
        return []
    return [link for literal in found for link in _links(literal.value, base)]


def _links(value: Any, base: str) -> Iterator[Link]:
    """The addresses in a value, each labelled by the titles of the objects around it; no
    recursion."""
    stack: list[tuple[Any, str, Path]] = [(value, "", ())]
    for _ in range(_MOST_VALUES):
        if not stack:
            return
        value, key, path = stack.pop()
        if isinstance(value, dict):
            title = _title(value)
            below = (*path, title) if title else path
            stack.extend((child, str(name), below) for name, child in reversed(value.items()))
        elif isinstance(value, list):
            cells = [item for item in value if isinstance(item, str)]
            title = _cell(cells) if len(cells) > 1 else ""
            stack.extend(
                (child, key, (*path, title) if title else path) for child in reversed(value)
            )
        elif isinstance(value, str):
            found = [value.strip()] if _is_address(value.strip(), key) else targets.in_markup(value)
            for raw in found:
                text = path[-1] if path else raw.rpartition("/")[2]
                yield Link(raw, meant(as_written(base, raw)), text, path[:-1])


def _title(value: dict[str, Any]) -> str:
    """What an object is called."""
    for name, text in value.items():
        if (
            isinstance(text, str)
            and _TITLES.search(str(name))
            and not targets.looks_like_target(text)
        ):
            return " ".join(text.split())[:200]
    return ""


def _cell(cells: list[str]) -> str:
    """What a row of texts is about: the first that is words."""
    words = (text for text in cells if "<" not in text and not targets.looks_like_target(text))
    return next(
        (" ".join(text.split())[:200] for text in words if re.search(r"[^\W\d_]{3}", text)), ""
    )


def _is_address(value: str, key: str) -> bool:
    if _STATIC.search(key) or _STATIC.search(value[:60]) or not targets.looks_like_data(value, key):
        return False
    if value.lower().startswith(("http://", "https://")) or _HOLDS_ADDRESS.search(key):
        return True
    return " " not in value and targets.DOCUMENT.search(value[-12:]) is not None
