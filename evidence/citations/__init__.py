"""A source's bytes -> citations. :func:`read` is the door; formats are read by
:mod:`evidence.formats`, and all of it happens behind the fence."""

from __future__ import annotations

from dataclasses import replace

from evidence import fence
from evidence.bilingual import Words
from evidence.citations.model import READING_VERSION, Citation, Origin, Reading
from evidence.errors import SourceError
from evidence.kept import kept

__all__ = ["READING_VERSION", "Citation", "Origin", "Reading", "read"]

_READ = fence.Task("evidence.citations.reading:read", Reading)
_LEAST, _EACH, _MOST = 15.0, 2.0, 120.0
"""Seconds of processor for any source, more for each megabyte of it, and at most: a report of a megabyte
takes 1 s, a slow machine some times that. A PDF may have them all: its pages keep a limit of their
own, and those read within it are not lost."""


def read(data: bytes, name: str = "", content_type: str = "") -> Reading:
    """The citations of one source.

    The format is told by the bytes; ``name`` (a path or URL) and ``content_type`` only decide where
    the bytes can't (Markdown against plain text). A URL also makes relative links absolute.

    Whatever the bytes, it takes bounded time, and no memory of this process but for the answer.
    Raises SourceError for a format that no reader knows, for an empty source, and for one that is
    damaged or takes more time or memory than a report can need.
    """
    # a night over unchanged sources, which asks this package for its version alone, needs no formats
    from evidence.formats.kinds import OLE_MAGIC, kind_of  # noqa: PLC0415
    from evidence.formats.office import is_older, newer  # noqa: PLC0415

    if not data.strip():
        raise SourceError(name, Words("the file is empty", "el archivo está vacío"))
    try:
        if data.startswith(OLE_MAGIC) and is_older(kind := kind_of(data, name)):
            data, name = newer(data, kind), ""
        return fence.call(_bounded(data), data, name=name, content_type=content_type)
    except fence.TooLong as failure:
        raise SourceError(
            name,
            Words(
                "reading it {failure}; save it anew, or as PDF or plain text",
                "su lectura {failure}; guárdelo de nuevo, o como PDF o texto simple",
            ),
            failure=kept(str(failure)),
        ) from None
    except fence.FenceFailure as failure:
        raise SourceError(name, kept(str(failure))) from None


def _bounded(data: bytes) -> fence.Task[Reading]:
    seconds = _LEAST + _EACH * (len(data) // 1_000_000)
    is_pdf = b"%PDF-" in data[:1024]
    return replace(_READ, seconds=_MOST if is_pdf else min(seconds, _MOST))
