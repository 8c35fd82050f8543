"""JSON: CSL-JSON of reference managers, bookmarks of browsers, and any other, object by object."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from evidence.formats.charset import decode
from evidence.formats.document import Unreadable
from evidence.formats.reference_table import COLUMNS, table_of
from evidence.well_formed import well_formed_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.formats.document import Body, Document

_COLUMNS = {
    "title": ("title", "name", "label", "titulo"),
    "author": ("author", "creator"),
    "container": ("container-title", "publisher"),
    "date": ("issued", "date", "published"),
    "url": ("URL", "url", "uri", "href", "link"),
    "accessed": ("accessed", "accessDate", "retrieved"),
    "note": ("note", "notes", "abstract"),
}
"""Columns of a reference -> keys of CSL 1.0.2, of Zotero and of browsers, the first that is there."""


def read(body: Body) -> Document:
    """The objects of a JSON file that say something. Raises Unreadable."""
    text = well_formed_json(decode(body.data, body.content_type).lstrip("\ufeff"))
    try:
        value = json.loads(text)
    except ValueError as error:
        value = _lines(text)
        if value is None:
            raise Unreadable(f"this is no sound JSON ({error})") from error
    except RecursionError as error:
        raise Unreadable("this JSON is nested too deeply") from error
    return table_of(_rows(value))


def _lines(text: str) -> list[Any] | None:
    """JSON lines; None where it is none."""
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None


def _rows(value: Any) -> Iterator[dict[str, str]]:
    """A row for each object, those within others behind them."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += reversed([item for item in one if isinstance(item, list | dict)])
            texts = [item for item in one if isinstance(item, str) and "://" in item]
            yield from ({"url": text} for text in texts)
        elif isinstance(one, dict):
            row, used = _row(one)
            if any(row.get(name) for name in COLUMNS):
                yield row
            waiting += reversed(
                [
                    item
                    for key, item in one.items()
                    if key not in used and isinstance(item, list | dict)
                ]
            )


def _row(one: dict[str, Any]) -> tuple[dict[str, str], set[str]]:
    row, used = dict[str, str](), set[str]()
    for column, keys in _COLUMNS.items():
        key = next((key for key in keys if one.get(key) and _says(one[key], column)), None)
        if key is not None:
            row[column] = _says(one[key], column)
            used.add(key)
    if not row.get("url") and isinstance(one.get("DOI"), str):
        row["url"] = f"doi:{one['DOI']}"
    others = [
        text
        for key, text in one.items()
        if key not in used and isinstance(text, str) and "://" in text
    ]
    row["note"] = " ".join([row.get("note", ""), *others]).strip()
    return row, used


def _says(value: Any, column: str) -> str:
    """A value as text: a name, a date, a list of either."""
    if isinstance(value, list):
        return "; ".join(text for item in value if (text := _says(item, column)))
    if not isinstance(value, dict):
        return str(value) if isinstance(value, str | int) else ""
    if parts := value.get("date-parts"):
        first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
        return "-".join(f"{part:02}" if isinstance(part, int) else str(part) for part in first)
    if column == "author":
        return " ".join(str(value[key]) for key in ("given", "family", "literal") if value.get(key))
    return str(value.get("raw") or value.get("literal") or "")
