"""Lines that came in the wrong charset: UTF-8 that was read as another one and written again
("publicarÃ¡"), or a question mark in the place of accented letters ("publicar?"); of a passage the same.

A site that moves to another server or database does that to all of its pages at once, and says nothing
else than before. What became of a line is made from the line and looked for on the other side, since
invisible characters and blanks of the damaged one are folded away and can't be read back.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from evidence.folding import as_shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_UNKNOWN = "\ufffd"
_GAPS = f"?{_UNKNOWN}"
_READ_AS = ("cp1252", "latin-1", "mac_roman", "cp850")
"""What UTF-8 is read as by mistake: the charsets of browsers, databases, old Macs and of DOS."""
_LETTER = r"[^\W\d_a-zA-Z]|[¿¡«»“”‘’–—…°]"
_LOSABLE = re.compile(_LETTER)
"""What a charset has that is none of ASCII: letters and signs of a sentence; a traffic light is no
letter."""
_LOST = re.compile(rf"(?:{_LETTER}|[?{_UNKNOWN}])+")
_REST = re.compile(rf"[\x00-\x7f{_UNKNOWN}]*[?{_UNKNOWN}][\x00-\x7f{_UNKNOWN}]*")
"""A line of which nothing but ASCII was left."""


_MARKS = re.compile(rf"[?{_UNKNOWN}ÃÂâ]")
"""What stands in a text for a letter that was lost, or for the rest of one that was cut."""
_TOKEN = re.compile(rf"(?:\w|{_LETTER}|[?{_UNKNOWN}])++")
_MOST = 200
"""Words of a passage that are looked for: in one of two pages every fourth word has an accent."""
_FEW = 2
"""Letters that a passage must have lost where the text around it tells nothing of them: of one letter less
another word is made ("publicará", "publicar")."""


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
        if _UNKNOWN in line or "Ã" in line or "â" in line or _REST.fullmatch(line):
            waiting.setdefault(_lost(line), []).append(n)
    theirs: set[int] = set()
    mine: set[int] = set()
    for n, line in enumerate(right) if waiting else ():
        for form in _forms(line):
            there = (m for m in waiting.get(form, ()) if m not in theirs)
            found = next((m for m in there if wrong[m] == form or _is_spoilt(line, wrong[m])), None)
            if found is not None:
                mine.add(n)
                theirs.add(found)
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
    once = "".join(map(_as_browsers, written))
    yield as_shown(once)
    yield as_shown("".join(map(_as_browsers, once.encode("utf-8", "replace"))))
    yield as_shown(written.decode("latin-1").encode().decode("latin-1"))
    yield _lost(line)


def _as_browsers(byte: int) -> str:
    """A byte as browsers read it, for which windows-1252 has a control where it has no character."""
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


def _lost(line: str) -> str:
    return _LOST.sub(_UNKNOWN, line)


def _is_spoilt(right: str, wrong: str) -> bool:
    """Whether one of two texts of which :func:`_lost` makes the same is the other but for letters that were
    lost, or cut, on the way."""
    return all(map(_is_spoilt_run, _LOST.findall(right), _LOST.findall(wrong)))


def _is_spoilt_run(right: str, wrong: str) -> bool:
    """The same of letters that stand side by side: all of them are lost, or one is."""
    if wrong == right or not wrong.strip(_GAPS):
        return True
    if len(right) == 1:  # a capital with a tilde is a letter of its own among capitals
        return not right.isupper() and wrong == _as_browsers(right.encode("utf-8", "replace")[0])
    at = next(
        (n for n, (one, other) in enumerate(zip(right, wrong, strict=False)) if one != other),
        len(right),
    )
    rest = right[at + 1 :]
    lost = wrong[at : len(wrong) - len(rest)]
    return wrong.endswith(rest) and lost != "" and not lost.strip(_GAPS)


def read_back(passage: str, text: str) -> str:
    """``text`` with the words of ``passage`` in the place of what another charset made of them."""
    there = " ".join({token for token in text.split() if not token.isascii()})
    forms = {form: word for word in _endangered(passage) for form in _forms(word)} if there else {}
    for form in sorted(forms, key=len, reverse=True):
        if not form.isascii() and _UNKNOWN not in form and form in there:
            text = text.replace(form, forms[form])
    return text


def restored(passage: str, text: str) -> str:
    """``text`` with the words of ``passage`` wherever a word may be one of them, of which letters are lost."""
    words = {_lost(word): word for word in _endangered(passage)}

    def word_of(token: re.Match[str]) -> str:
        word = words.get(_lost(token[0])) if _MARKS.search(token[0]) else None
        return word if word and _is_spoilt(word, token[0]) else token[0]

    return _TOKEN.sub(word_of, text) if words and _MARKS.search(text) else text


def without_letters(passage: str) -> str:
    """``passage`` as a text of ASCII has it that dropped all else; empty where little is dropped."""
    return _LOSABLE.sub("", passage) if len(_LOSABLE.findall(passage)) >= _FEW else ""


def _endangered(passage: str) -> Iterator[str]:
    """The first words of a passage with letters that another charset may spoil, each once."""
    words = (word for word in dict.fromkeys(_TOKEN.findall(passage)) if _LOSABLE.search(word))
    return islice(words, _MOST)
