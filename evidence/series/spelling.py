"""One spelling for what reads the same, however it was typeset."""

from __future__ import annotations

import re
import unicodedata

from evidence.changes.words import words
from evidence.folding import SUPERSCRIPT, caseless, unaccented

RAISED = str.maketrans("", "", "".join(map(chr, SUPERSCRIPT.values())))
"""Numbers of notes: readers of formats write them as superscripts."""
_THOUSANDS = re.compile("(?<=\\d)[.,'\u00a0\u202f\u2009 ](?=\\d{3}(?!\\d))")
_DECIMAL = re.compile(r"(?<=\d)[.,](?=\d)")
_STEM = 6
"""Letters by which two forms of a word are one: *publicar*, *publicará*."""
_POINT = "\uf8ff"
"""Stands for the decimal point while other signs are dropped: of a private area, in no text."""
_KEPT = re.compile(rf"[^\w%$€£{_POINT}]|_")


def squeezed(text: str) -> str:
    """The letters, figures and signs of amounts of ``text``, small, without accents and spaces.

    Equal for two texts that differ in white space, hyphenation, quotes, dashes, bullets, ligatures,
    case or the grouping of thousands; not for two that differ in a decimal point.
    """
    plain = unaccented(unicodedata.normalize("NFKC", text.translate(RAISED))).casefold()
    plain = _DECIMAL.sub(_POINT, _THOUSANDS.sub("", plain))
    return _KEPT.sub("", plain)


def tokens(text: str) -> list[str]:
    """The words of ``text`` as units are compared by them: small, without accents, cut to stems."""
    return [word if word[0].isdigit() else word[:_STEM] for word in words(caseless(text))]
