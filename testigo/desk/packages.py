"""Packages made on the desk: the evidence of one citation, signed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import testigo
from evidence import clock

if TYPE_CHECKING:
    from pathlib import Path

    from testigo.api.folder import Folder
    from testigo.desk.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Package:
    """One WACZ package, ready to be handed over."""

    id: str
    url: str
    name: str
    """to save it under"""
    path: Path
    sha256: str
    size: int
    """bytes"""
    captures: int
    signer: str
    """fingerprint of the key that signed it"""


def make(folder: Folder, url: str, shelf: Shelf[Package]) -> Package:
    """Export the evidence of a URL; errors are those of :func:`testigo.export`."""
    package_id, path = shelf.room(".wacz")
    done = testigo.export(folder, path, url=url)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    host = (urlsplit(url).hostname or "evidence").replace(":", "-")
    return shelf.put(
        Package(
            id=package_id,
            url=url,
            name=f"{host}-{clock.stamp(clock.now())[:10]}.wacz",
            path=path,
            sha256=digest,
            size=path.stat().st_size,
            captures=done.captures,
            signer=testigo.verify_package(path, folder=folder).signer or "",
        )
    )
