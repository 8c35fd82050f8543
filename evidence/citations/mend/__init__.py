"""Corrected references back into the document that cites: the same file, with other link targets and
added words and nothing else. :func:`mend` is the door; a format is a file in this folder and a line in
:data:`evidence.citations.mend.work.MENDERS`. All of it happens behind the fence."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from evidence import fence
from evidence.citations.mend.model import Correction, How, Mended, Place, Style, What
from evidence.citations.mend.work import Answer
from evidence.errors import SourceError
from evidence.kept import kept

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Correction", "How", "Mended", "Place", "Style", "What", "mend"]

_MEND = fence.Task("evidence.citations.mend.work:mend", Answer)
_LEAST, _EACH, _MOST = 30.0, 8.0, 240.0
"""Seconds for any document, more for each megabyte of it, and at most: twice those for reading it."""


def mend(data: bytes, name: str, corrections: Sequence[Correction], style: Style) -> Mended:
    """The document ``data`` with its references put right as ``corrections`` say; what else it holds
    stays as it is, byte by byte.

    The format is told as for reading it: by the bytes, by ``name`` (a path) where they can't tell.
    Raises SourceError for a format into which nothing can be written, and for a file that is damaged,
    or takes more time or memory than a report can need.
    """
    seconds = min(_LEAST + _EACH * (len(data) // 1_000_000), _MOST)
    try:
        answer = fence.call(
            replace(_MEND, seconds=seconds),
            data,
            name=name,
            corrections=[asdict(one) for one in corrections],
            style=asdict(style),
        )
    except fence.FenceFailure as failure:
        raise SourceError(name, kept(str(failure))) from None
    return Mended(b64decode(answer.base64), answer.media_type, answer.places)
