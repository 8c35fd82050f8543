"""Lines that came in the wrong charset: UTF-8 that was read as another one and written again
("publicarÃ¡"), or a question mark in the place of each accented letter ("publicar?").

A site that moves to another server or database does that to all of its pages at once, and says nothing
else than before. What became of a line is made from the line and looked for on the other side, since
invisible characters and blanks of the damaged one are folded away and can't be read back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.folding import as_shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_UNKNOWN = "\ufffd"
_READ_AS = ("cp1252", "latin-1", "mac_roman", "cp850")
"""What UTF-8 is read as by mistake: the charsets of browsers, databases, old Macs and of DOS."""
_LETTER = r"[^\W\d_a-zA-Z]|[¿¡«»“”‘’–—…°]"
_LOSABLE = re.compile(_LETTER)
"""What a charset has that is none of ASCII: letters and signs of a sentence; a traffic light is no
letter."""
_LOST = re.compile(rf"(?:{_LETTER}|[?{_UNKNOWN}])+")
_REST = re.compile(rf"[\x00-\x7f{_UNKNOWN}]*[?{_UNKNOWN}][\x00-\x7f{_UNKNOWN}]*")
"""A line of which nothing but ASCII was left."""


def same(old: Sequence[str], new: Sequence[str]) -> tuple[set[int], set[int]]:
    """Indexes of the lines of either side that are one line, written in the wrong charset on the other;
    each stands for one."""
    out, put = _found(old, new)
    back, forth = _found(
        [line if n not in put else "" for n, line in enumerate(new)],
        [line if n not in out else "" for n, line in enumerate(old)],
    )
    return out | forth, put | back


def _found(right: Sequence[str], wrong: Sequence[str]) -> tuple[set[int], set[int]]:
    """Indexes of the lines of ``right``, and of what became of them in ``wrong``."""
    waiting: dict[str, list[int]] = {}
    for n, line in enumerate(wrong):
        if not line.isascii():
            waiting.setdefault(line, []).append(n)
        if _REST.fullmatch(line):
            waiting.setdefault(_lost(line), []).append(n)
    theirs: set[int] = set()
    mine: set[int] = set()
    for n, line in enumerate(right) if waiting else ():
        for form in _forms(line):
            there = [m for m in waiting.get(form, ()) if m not in theirs]
            if there:
                mine.add(n)
                theirs.add(there[0])
                break
    return mine, theirs


def _forms(line: str) -> Iterator[str]:
    """What becomes of a line in the wrong charset."""
    if not _LOSABLE.search(line):
        return
    written = line.encode("utf-8", "replace")
    for charset in _READ_AS:
        for errors in ("ignore", "replace"):
            yield as_shown(written.decode(charset, errors))
    yield as_shown("".join(map(_as_browsers, written)))
    yield _lost(line)


def _as_browsers(byte: int) -> str:
    """A byte as browsers read it, for which windows-1252 has a control where it has no character."""
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


def _lost(line: str) -> str:
    return _LOST.sub(_UNKNOWN, line)
