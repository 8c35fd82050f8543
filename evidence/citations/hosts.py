"""What a host name can be: by the Public Suffix List that tldextract carries (never the
network)."""

from __future__ import annotations

import re
from functools import lru_cache

from evidence.domains import suffixes

_FILE_SUFFIXES = frozenset("cc md mk ml pl pm ps py rs sh so zip mov app".split())
"""Top-level domains that are far more often the extension of a file."""


_GENERIC = frozenset("com org net mx gob edu gov info int".split())
"""Labels that end a host and no word of a sentence."""
_ABBREVIATED = frozenset(
    """al apdo art arts av cap caps cf cfr col dr dra ed eds ej etc exp fig fracc ib ibid ibíd id inc ing lic loc mtra
    mtro núm num núms op pág pag pp párr pp prof reg sec secc sr sra tel ver vid vol vols vs""".split()
)
"""Words that a full stop stands behind within a sentence."""
_ONE_SEGMENT = re.compile(r"/[^\W_]{1,20}(?![\w/?#=&%~-])")


@lru_cache(maxsize=4096)
def has_known_suffix(host: str) -> bool:
    """Whether ``host`` is a name under a public suffix (``gob.mx`` alone counts: it has a
    website)."""
    parts = suffixes().extract_str(host.rpartition("@")[2].partition(":")[0])
    return bool(parts.suffix) and (bool(parts.domain) or "." in parts.suffix)


def looks_like_file(host: str) -> bool:
    """``setup.py``: two labels, the second of them rather a file's extension."""
    labels = host.lower().split(".")
    return len(labels) == 2 and labels[1] in _FILE_SUFFIXES


def reads_as_words(host: str, path: str) -> bool:
    """Whether what looks like a host and its ``path`` is a sentence whose blank was left out (``acuerdo.Es/muy``), an
    abbreviation (``ed.al/ter``) or a file number (``INE.CG/100``). Asked only where no scheme stands before it."""
    *labels, last = host.split(".")
    if not last.islower():
        return not host.isupper() or last.lower() not in _GENERIC or len(labels[-1]) < 3
    if not (
        len(path) > 1 and (path[1].isalnum() or path[1] in "_?#~%&-")
    ):  # nothing behind the slash
        return not (host.islower() and last in _GENERIC and len(labels[-1]) > 2)
    short = all(one.lower() in _ABBREVIATED or one.isdecimal() or len(one) == 1 for one in labels)
    spelt = any(one.lower() in _ABBREVIATED for one in labels) or len(labels) > 1
    return short and spelt and _ONE_SEGMENT.match(path) is not None
