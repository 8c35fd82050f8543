"""Office files are ZIP archives of XML: opened within bounds."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from evidence.content.model import Unreadable

_UNPACKED = 256_000_000
"""Bytes of all members; a sheet of a million rows has 200 MB. Python's zipfile reads no more of a
member than its directory declares, so a lie in the directory gains nothing."""


def opened(body: bytes) -> zipfile.ZipFile:
    """The archive ``body``. Raises :class:`Unreadable` for a damaged one and for a bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(body))
    except (zipfile.BadZipFile, ValueError, OverflowError) as error:
        raise Unreadable(f"damaged archive: {error}") from error
    size = sum(member.file_size for member in archive.infolist())
    if size > _UNPACKED:
        raise Unreadable(f"unpacks to {size // 1_000_000} MB")
    return archive


def parsed(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """The root of member ``name``, None when there is no such member.

    Entities stay unresolved and libxml2 keeps its limits on depth (256) and on the size of a text.
    """
    try:
        data = archive.read(name)
    except KeyError:
        return None
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
    ) as error:  # RuntimeError: a password
        raise Unreadable(f"damaged archive: {error}") from error
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"damaged XML in {name}: {error}") from error
