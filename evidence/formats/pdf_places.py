"""On which page of a PDF its named places are. Runs behind the fence."""

from __future__ import annotations

import pypdfium2.raw as pdfium

from evidence.fence import Refused
from evidence.formats.document import Unreadable
from evidence.formats.pdf_file import opened


def places(data: bytes, names: list[str]) -> dict[str, int]:
    """Name -> number of its page, from 1, for those of ``names`` that the PDF has. Raises Refused for what
    is no PDF."""
    try:
        document = opened(data)
    except Unreadable as error:
        raise Refused(str(error)) from error
    try:
        found = {name: pdfium.FPDF_GetNamedDestByName(document, name.encode()) for name in names}
        return {
            name: pdfium.FPDFDest_GetDestPageIndex(document, place) + 1
            for name, place in found.items()
            if place
        }
    finally:
        document.close()
