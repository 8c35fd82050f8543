"""Copies as files that any web server gives out, or that are opened from a disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.files import HANDED_OVER, make_folder, write_whole
from testigo.desk.copies import files

if TYPE_CHECKING:
    from pathlib import Path

    from testigo.api.folder import Folder
    from testigo.desk.copies.copy import Copy

SANDBOX = ""
"""The value of ``sandbox`` of the frame that shows a copy: nothing is allowed (HTML, 4.8.5)."""


def write(folder: Folder, copy: Copy, place: Path) -> Path:
    """Write a copy and all that it shows into the folder ``place``; returns the path of its page. What is
    there already is not written again: a file is named for its bytes.

    Raises StoreError or OSError when the disk refuses, and what :func:`files.read` raises.
    """
    for name in copy.files:
        path = place / name
        if not path.exists() and (made := files.read(folder, copy.capture_id, name)):
            make_folder(path.parent, HANDED_OVER)
            write_whole(path, made[1], mode=HANDED_OVER)
    make_folder(place, HANDED_OVER)
    page = place / "index.html"
    write_whole(page, copy.html.encode("utf-8", "replace"), mode=HANDED_OVER)
    return page
