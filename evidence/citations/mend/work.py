"""A document's bytes -> the same with its references put right, in this process: what runs behind the
fence."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from evidence.citations.mend.model import Correction, Corrections, How, Place, Style
from evidence.formats.document import Unreadable
from evidence.formats.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable

_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
MENDERS: dict[str, str] = {
    "application/json": "json",
    "application/pdf": "pdf",
    "application/x-bibtex": "bibtex",
    "application/x-research-info-systems": "ris",
    f"{_ODF}.presentation": "odf",
    f"{_ODF}.spreadsheet": "odf",
    f"{_ODF}.text": "odf",
    f"{_OOXML}.spreadsheetml.sheet": "xlsx",
    f"{_OOXML}.wordprocessingml.document": "docx",
    "application/xhtml+xml": "html",
    "text/csv": "csv",
    "text/html": "html",
    "text/markdown": "markdown",
    "text/plain": "plain",
    "text/uri-list": "plain",
}
"""Media type -> file in this folder, with a function ``mend(data, corrections, style)``."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back over the fence."""

    base64: str
    media_type: str
    places: tuple[Place, ...]


def mend(
    data: bytes, name: str, corrections: list[dict[str, Any]], style: dict[str, Any]
) -> Answer:
    """Put right one document; see :func:`evidence.citations.mend.mend`. Raises Unreadable."""
    done, media_type, places = mended(data, name, corrections, style)
    return Answer(b64encode(done).decode("ascii"), media_type, tuple(places))


def mended(
    data: bytes, name: str, corrections: list[dict[str, Any]], style: dict[str, Any]
) -> tuple[bytes, str, list[Place]]:
    """The same as bytes. Raises Unreadable."""
    media_type = kind_of(data, name)
    if media_type not in MENDERS:
        raise Unreadable(f"this is {media_type}, into which nothing can be written")
    how = Style(**{**style, "how": How(style["how"])})
    if how.tracked and MENDERS[media_type] != "docx":
        raise Unreadable("changes can be tracked in a DOCX only")
    mender: Callable[[bytes, Corrections, Style], tuple[bytes, list[Place]]] = import_module(
        f"evidence.citations.mend.{MENDERS[media_type]}"
    ).mend
    done, places = mender(data, Corrections(Correction(**one) for one in corrections), how)
    return done, media_type, places
