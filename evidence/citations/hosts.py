"""What a host name can be: by the Public Suffix List that tldextract carries (never the
network)."""

from __future__ import annotations

from functools import lru_cache

from evidence.domains import suffixes

_FILE_SUFFIXES = frozenset("cc md mk ml pl pm ps py rs sh so zip mov app".split())
"""Top-level domains that are far more often the extension of a file."""


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
