"""Files that are written whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from evidence.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def write_whole(path: Path, content: str | Iterable[bytes]) -> None:
    """Write a whole file or nothing: a text, or its bytes piece by piece. Its folder is made.

    Raises StoreError with the disk's reason.
    """
    pieces = [content.encode("utf-8")] if isinstance(content, str) else content
    new = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with new.open("wb") as file:
            file.writelines(pieces)
        new.replace(path)
    except OSError as error:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise StoreError(path, f"can't be written ({error.strerror})") from error
