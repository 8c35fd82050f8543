"""Which host name was meant by one that nobody knows: the nearest of the names that are known.

A misprint is a slip of one letter or sign, or one of the ways in which host names go wrong in print:
``wwww.``, ``1www.``, a comma or a blank for a dot, a dot that is missing, ``gob.com.mx`` for
``gob.mx``. Names that differ by more, or by a number, are other names: ``datos2`` is no misprint of
``datos1``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA, Hamming

from evidence.domains import suffixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FOR_A_DOT = re.compile(r"[\s,;:_·。]+|\.{2,}|%20")
"""What is printed in place of a dot, or beside one."""
_WORLD_WIDE_WEB = re.compile(
    r"^(?:https?\W*)?(?=\d?[wv]{2,5}\d?\.?)\d?[wv]{2,5}\d?\.|^www(?=[^.]{2,})"
)
"""``www.`` as it is meant and as it goes wrong; it says nothing of whose the name is."""
_OF_SUFFIXES = frozenset("com edu gob gov gouv go gub org net mil ac co".split())
"""Labels that say what kind of body a name belongs to: printed too often, or left out."""
_LOOK_ALIKE = str.maketrans("015", "ols")
"""Digits that are read for letters; so scans are read as well."""
_FAR = 4
"""Edits between whole names beyond which nothing is compared label by label: ``.com`` too much."""
_LONG = 5
"""Letters of a label from which a letter too many, too few or in the wrong order is a slip; another
letter is one from one more on: ``brave`` and ``braze`` both exist, as ``sat`` and ``sct`` do."""
_VERY_LONG = 12
"""Letters from which two edits are."""


class _Name(NamedTuple):
    """A host name as it is compared."""

    host: str
    """as it is known"""
    labels: tuple[str, ...]
    """folded, without ``www``"""

    @property
    def packed(self) -> str:
        """Its letters and digits alone."""
        return "".join(self.labels).replace("-", "")


def nearest(host: str, known: Iterable[str]) -> str | None:
    """The one of the ``known`` host names that ``host`` is most likely a misprint of; None where none
    is near, or several are equally near.

    Names are host names in lower case, without port; ``host`` may hold what no name holds. Of names
    that differ by ``www.`` alone the one that is spelt as ``host`` is comes first.
    """
    asked = _name(host)
    others = [name for name in map(_name, known) if len(name.labels) > 1 and name.host != host]
    letters = [name.packed for name in others]
    if not asked.packed or not asked.packed.strip("0123456789"):
        return None
    near = process.extract(
        asked.packed, letters, scorer=OSA.distance, score_cutoff=_FAR, limit=None
    )
    ranked = [
        (rank, others[at]) for _, _, at in near if (rank := _rank(asked, others[at])) is not None
    ]
    if not ranked:
        return None
    least = min(rank for rank, _ in ranked)
    best = [name for rank, name in ranked if rank == least]
    if len({name.labels for name in best}) > 1:
        return None
    return min(best, key=lambda name: (_is_web(name.host) is not _is_web(host), name.host)).host


@lru_cache(maxsize=65_536)
def _name(host: str) -> _Name:
    plain = _folded(_FOR_A_DOT.sub(".", host)).strip(".-/")
    return _Name(host, tuple(filter(None, _WORLD_WIDE_WEB.sub("", plain).split("."))))


def _folded(host: str) -> str:
    """Without accents; ``xn--`` labels as they are read."""
    labels = []
    for label in host.lower().split("."):
        try:
            labels.append(
                label.encode("ascii").decode("idna") if label.startswith("xn--") else label
            )
        except UnicodeError:
            labels.append(label)
    apart = unicodedata.normalize("NFKD", ".".join(labels))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _is_web(host: str) -> bool:
    return _WORLD_WIDE_WEB.match(host) is not None


def _rank(asked: _Name, other: _Name) -> int | None:
    """How far a name is from another, 0 the nearest; None where it is another name."""
    if asked.labels == other.labels:
        return 0
    if asked.packed == other.packed:
        return 1  # a dot or a hyphen went astray
    if asked.packed.translate(_LOOK_ALIKE) == other.packed.translate(_LOOK_ALIKE):
        return 1
    if _digits(asked.packed) != _digits(other.packed):
        return None
    edits = _edits(asked.labels, other.labels)
    if edits is not None:
        return 1 + edits
    return 2 if _suffix_apart(asked.labels, other.labels) else None


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _edits(asked: Sequence[str], other: Sequence[str]) -> int | None:
    """Letters by which the one label differs in which two names do; None where they differ in
    more, or by more than a slip."""
    if len(asked) != len(other):
        return None
    wrong_at = [at for at, label in enumerate(asked) if label != other[at]]
    if len(wrong_at) != 1:
        return None
    (at,) = wrong_at
    wrong, right = asked[at], other[at]
    edits, another = OSA.distance(wrong, right), _is_another_letter(wrong, right)
    shorter = min(len(wrong), len(right))
    if at > 0 and right in _OF_SUFFIXES:
        return 1 if edits == 1 else None
    if at == len(asked) - 1:  # the top: ``.it`` and ``.pt`` are two countries, ``.nx`` is none
        return 1 if edits == 1 and not (another and suffixes()(".".join(asked)).suffix) else None
    if edits == 1 and shorter >= _LONG + another:
        return 1
    return 2 if edits == 2 and shorter >= _VERY_LONG else None


def _is_another_letter(one: str, other: str) -> bool:
    """Whether two labels differ by one letter that stands in another's place."""
    return len(one) == len(other) and Hamming.distance(one, other) == 1


def _suffix_apart(asked: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a kind of body stands in one of two names and not in the other: ``gob.com.mx``."""
    longer, shorter = sorted((asked, other), key=len, reverse=True)
    if len(longer) != len(shorter) + 1:
        return False
    return any(
        label in _OF_SUFFIXES and (*longer[:at], *longer[at + 1 :]) == tuple(shorter)
        for at, label in enumerate(longer)
        if at > 0
    )
