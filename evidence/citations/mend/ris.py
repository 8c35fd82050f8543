"""RIS: the new address in the line of the address, the old one in a note of its own behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.citations.mend.edits import Text, written
from evidence.citations.mend.model import How, Place, What, stands_in
from evidence.citations.mend.plain import put

if TYPE_CHECKING:
    from evidence.citations.mend.model import Corrections, Style

_LINE = re.compile(r"^(?P<tag>[A-Z][A-Z0-9])  - (?P<value>[^\r\n]*)(?P<eol>\r?\n|\Z)", re.MULTILINE)
_ADDRESSES = frozenset({"UR", "LK", "L1", "L2", "L3", "L4"})
"""Tags whose value is an address and nothing else (the RIS format of Research Information Systems)."""


def mend(data: bytes, corrections: Corrections, style: Style) -> tuple[bytes, list[Place]]:
    """The references with their addresses put right."""
    file = Text(data)
    places: list[Place] = []
    for line in _LINE.finditer(file.text):
        start = line.start("value")
        around = _record(file.text, line.start())
        for item in written(line["value"], corrections):
            found, correction = (
                item.found,
                corrections.of(item.found.url, _day(around)) or item.correction,
            )
            if line["tag"] not in _ADDRESSES:
                one = item._replace(is_told=item.is_told or stands_in(correction.new, around))
                places.append(put(file, one, style, start + found.start, start + found.end))
                continue
            file.edits.replace(start + found.start, start + found.end, correction.new)
            words = ""
            if style.how is How.NOTE and line["tag"] == "UR":
                words = style.remark(correction, correction.old)
                eol = line["eol"] or "\n"
                lead, tail = ("", eol) if line["eol"] else (eol, "")
                file.edits.insert(line.end(), f"{lead}N1  - {words}{tail}")
            what = What.BOTH if words else What.ADDRESS
            places.append(Place(correction.old, correction.new, what, words, "UR"))
    return file.result(), places


def _day(record: str) -> str | None:
    """The day on which a reference says that it was read."""
    read = re.search(r"^Y2  - (\d{4}/\d{2}/\d{2})", record, re.MULTILINE)
    return read[1].replace("/", "-") if read else None


def _record(text: str, at: int) -> str:
    """The reference that a place belongs to."""
    return text[max(text.rfind("TY  -", 0, at), 0) : max(text.find("ER  -", at), at)]
