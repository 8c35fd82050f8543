"""The URLs that a text without links or styles cites."""

from __future__ import annotations

from evidence.citations.find import Found, urls
from evidence.citations.layout import Layout
from evidence.formats.document import Document


def found(text: str) -> list[Found]:
    """All, in order."""
    return list(urls(text, Layout(Document(text))))


def read(text: str) -> list[str]:
    """Their addresses."""
    return [item.url for item in found(text)]
