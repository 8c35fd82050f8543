"""One open page of a PDF: its text as PDFium gives it, and how each character of it was set.

Boxes are asked for only where they tell something: each question is a call into PDFium.
"""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pypdfium2.raw as pdfium

_MOST_CHARACTERS = 200_000
"""A page with more is no page of a report; what is beyond is not read."""

_UNTOLD = re.compile(r"\ufffe|(?<=[^\s\x00-\x1f])[\x01\x03-\x08\x0e-\x1f](?=[^\s\x00-\x1f])")
"""A mark of PDFium; a control in the midst of a word, which is the number of a drawing in its font."""

Page: TypeAlias = Any
Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""


@dataclass
class Sheet:
    """The text of one page; its questions take indexes of that text."""

    handle: Page
    units: int
    text: str
    direct: bool
    doubles: list[ctypes.c_double] = field(
        default_factory=lambda: [ctypes.c_double() for _ in range(4)]
    )
    matrix: Any = field(default_factory=pdfium.FS_MATRIX)
    sizes: dict[int, float] = field(default_factory=dict)
    """what was asked before"""

    def index(self, at: int) -> int:
        """The character index of a text index; PDFium leaves some characters out of the text."""
        return (
            at if self.direct else int(pdfium.FPDFText_GetCharIndexFromTextIndex(self.handle, at))
        )

    def box(self, at: int) -> Box:
        """What one character inks."""
        left, right, bottom, top = self.doubles
        pdfium.FPDFText_GetCharBox(self.handle, self.index(at), left, right, bottom, top)
        return left.value, bottom.value, right.value, top.value

    def size(self, at: int) -> float:
        """The type size as set on the page: many files say 1 and scale the text matrix."""
        if at not in self.sizes:
            index = self.index(at)
            pdfium.FPDFText_GetMatrix(self.handle, index, self.matrix)
            scale = math.hypot(self.matrix.c, self.matrix.d) or 1.0
            self.sizes[at] = float(pdfium.FPDFText_GetFontSize(self.handle, index)) * scale
        return self.sizes[at]

    def origin(self, at: int) -> tuple[float, float]:
        """Where one character begins on its baseline: x and y, in points."""
        x, y = self.doubles[:2]
        pdfium.FPDFText_GetCharOrigin(self.handle, self.index(at), x, y)
        return x.value, y.value

    def baseline(self, at: int) -> float:
        """The height of one character's baseline."""
        return self.origin(at)[1]

    def style(self, at: int) -> str:
        """Font, size and fill colour of one character."""
        index = self.index(at)
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self.handle, index, name, 128, flags)
        colour = [ctypes.c_uint() for _ in range(4)]
        pdfium.FPDFText_GetFillColor(self.handle, index, *colour)
        shade = "".join(f"{part.value:02x}" for part in colour[:3])
        font = name.value.decode("utf-8", "replace").partition("+")[2] or name.value.decode(
            "utf-8", "replace"
        )
        return f"{font} {self.size(at):.1f} {shade}"


def opened_sheet(handle: Page) -> Sheet:
    """The text of an open text page."""
    units = min(pdfium.FPDFText_CountChars(handle), _MOST_CHARACTERS)
    buffer = (ctypes.c_ushort * (units + 1))()
    written = pdfium.FPDFText_GetText(handle, 0, units, buffer) - 1
    raw = bytes(buffer)[: 2 * max(written, 0)]
    text = raw.decode("utf-16-le", "replace")
    if len(text) * 2 != len(
        raw
    ):  # beyond the BMP: keep one character a unit, so that indexes agree
        text = "".join(
            chr(u) if not 0xD800 <= u <= 0xDFFF else "\ufffd" for u in buffer[: len(raw) // 2]
        )
    sheet = Sheet(handle, units, text, len(text) == units)
    if _UNTOLD.search(text):
        sheet.text = _UNTOLD.sub(lambda sign: _told(sheet, sign), text)
    return sheet


def _told(sheet: Sheet, sign: re.Match[str]) -> str:
    """U+FFFD for a sign of which the file tells no letter, though one is drawn. PDFium has one mark for that
    and for a hyphen at a line's end."""
    is_hyphen = sign[0] == "\ufffe" and pdfium.FPDFText_GetUnicode(
        sheet.handle, sheet.index(sign.start())
    )
    return sign[0] if is_hyphen else "\ufffd"
