"""One format a file: ``read(data, name, content_type) -> Reading``. A new one is a file and a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.citations.readers import html, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence.citations.model import Reading

READERS: dict[str, Callable[[bytes, str, str], Reading]] = {
    "text/html": html.read,
    "application/xhtml+xml": html.read,
    "text/markdown": text.read,
    "text/plain": text.read,
}
