"""Columns of a table that come several times, each with an address of its own: ``Compromiso 1``, ``Enlace 1``,
``Compromiso 2``, ``Enlace 2``.

Only the names of columns tell. Where they do not, an address is cited for all that its row says.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from evidence.folding import caseless

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = re.compile(r"\d+")
_LETTERED = re.compile(r"(?P<stem>.{2,80}?)[\s_(-]+(?P<letter>[a-h])[\s)]*")
_LONGEST_NUMBER = 4
"""Digits of a year."""
_MOST = 256
"""Columns; in a table that has more nobody goes from one to its like."""


def groups_of(names: Sequence[str]) -> list[str]:
    """For each column the group that it belongs to, by the number or letter in its name or, of names that are the
    same, by which of them it is; "" for one that all groups share.

    A name makes groups only where it comes several times, and two names have to make the same: ``Enlace 1``,
    ``Enlace 2`` beside one ``Compromiso`` are two addresses of one commitment.
    """
    if len(names) > _MOST:
        return [""] * len(names)
    told = [_told(caseless(" ".join(name.split()))) for name in names]
    times: defaultdict[str, list[str]] = defaultdict(list)
    keys = []
    for stem, key in told:
        own = key or f"#{len(times[stem]) + 1}"
        times[stem].append(own)
        keys.append(own)
    alike = defaultdict[frozenset[str], int](int)
    for found in times.values():
        alike[frozenset(found)] += 1
    shared = {
        stem
        for stem, found in times.items()
        if not stem or len(set(found)) < max(2, len(found)) or alike[frozenset(found)] < 2
    }
    return ["" if stem in shared else key for (stem, _), key in zip(told, keys, strict=True)]


def _told(name: str) -> tuple[str, str]:
    """A column's name without the one number or the letter that tells it from its like, and that."""
    numbers = _NUMBER.findall(name)
    if len(numbers) == 1 and len(numbers[0]) <= _LONGEST_NUMBER:
        return _NUMBER.sub("#", name), numbers[0].lstrip("0")
    lettered = None if numbers else _LETTERED.fullmatch(name)
    return (lettered["stem"], lettered["letter"]) if lettered else (name, "")
