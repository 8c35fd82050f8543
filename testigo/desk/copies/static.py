"""Copies as files that any web server gives out, or that are opened from a disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.files import HANDED_OVER, make_folder, write_whole
from testigo.desk.copies import files
from testigo.desk.copies.kept import as_data

if TYPE_CHECKING:
    from pathlib import Path

    from testigo.api.folder import Folder
    from testigo.desk.copies.copy import Copy

SANDBOX = ""
"""The value of ``sandbox`` of the frame that shows a copy: nothing is allowed (HTML, 4.8.5)."""
_WITHIN = 8_000_000
"""Characters of pictures that stand within a page. What is at home in no origin may load no file of a disk;
beyond, pictures are files beside the page, which only a web server gives out."""


def write(folder: Folder, copy: Copy, place: Path) -> Path:
    """Write a copy and all that it shows into the folder ``place``; returns the path of its page.

    Raises StoreError or OSError when the disk refuses, and what :func:`files.read` raises.
    """
    make_folder(place, HANDED_OVER)
    html, room = copy.html, _WITHIN
    for name in copy.files:
        made = files.read(folder, copy.capture_id, name)
        if made is None:
            continue
        data = as_data(*made)
        grown = len(data) * html.count(name)
        if grown <= room:
            html, room = _with(html, name, data), room - grown
            continue
        path = place / name
        make_folder(path.parent, HANDED_OVER)
        write_whole(path, made[1], mode=HANDED_OVER)
    page = place / "index.html"
    write_whole(page, html.encode("utf-8", "replace"), mode=HANDED_OVER)
    return page


def _with(html: str, name: str, data: str) -> str:
    """The page with a picture in place of its name: in attributes, and in styles."""
    for quote in ('"', "&quot;"):
        html = html.replace(f"{quote}{name}{quote}", f"{quote}{data}{quote}")
    return html
