"""A version's bytes -> its units, in this process: what runs behind the fence."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from evidence import formats
from evidence.formats.document import Body, Unreadable
from evidence.formats.kinds import kind_of
from evidence.language import likeliest
from evidence.series.blocks import blocks_of
from evidence.series.edges import aside
from evidence.series.model import Plan, Problem
from evidence.series.spelling import squeezed
from evidence.series.units import units_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.formats.document import Document
    from evidence.series.model import Unit

LANGUAGES = ("es", "en", "pt")
MOST_UNITS, MOST_CHARACTERS = 10_000, 5_000_000
"""Of one version; a plan of 200 pages has a thousand units and 600,000 characters."""
_A_TEXT = 20
"""Words from which a document has a text to read."""
_SAMPLE = 50_000
"""Characters by which the language is told."""


def read(data: bytes, name: str, content_type: str) -> Plan:
    """One version. Raises Unreadable."""
    media_type = kind_of(data, name, content_type)
    if media_type not in formats.READERS:
        raise Unreadable(
            f"this is {media_type}, which can't be read; convert it to PDF, DOCX or HTML"
        )
    document = formats.read(Body(data, media_type, content_type, name))
    blocks = blocks_of(document)
    found, outside = units_of(blocks)
    units = tuple(_bounded(found))
    if len(units) < len(found):
        document.warnings.append(f"only the first {len(units)} commitments are read")
    text = "\n".join(block.text for block in blocks)
    return Plan(
        media_type,
        units,
        title=document.title,
        pages=len(document.pages) or None,
        language=likeliest(text[:_SAMPLE], LANGUAGES),
        problem=_problem(document, units, text),
        warnings=tuple(document.warnings),
        outside=squeezed("\n".join(outside)),
        notes="\n".join(aside(document)),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _bounded(units: tuple[Unit, ...]) -> Iterator[Unit]:
    room = MOST_CHARACTERS
    for unit in units[:MOST_UNITS]:
        room -= len(unit.whole)
        if room < 0:
            return
        yield unit


def _problem(document: Document, units: tuple[object, ...], text: str) -> str:
    if units:
        return ""
    if document.pages and len(text.split()) < _A_TEXT:
        return Problem.SCANNED
    return Problem.NO_UNITS
