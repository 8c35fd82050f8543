"""Host names: the registrable domain, by the public suffix list that tldextract ships (no
network)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import tldextract


@lru_cache(maxsize=1)
def suffixes() -> tldextract.TLDExtract:
    """The public suffix list."""
    import tldextract  # noqa: PLC0415 - it imports requests, which most commands never need

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=4096)
def registrable_domain(host: str) -> str:
    """``datos.agua.gob.mx`` -> ``agua.gob.mx``; an address or a bare name is its own domain."""
    return suffixes()(host).top_domain_under_public_suffix or host


def domain_of(url: str) -> str:
    """The registrable domain of an address, whatever its port."""
    return registrable_domain((urlsplit(url).hostname or "").rstrip(".")) if host_of(url) else ""


@lru_cache(maxsize=1024)
def host_of(url: str) -> str:
    """Host and, where it is not the scheme's own, port, in lower case; empty for what has none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").rstrip(".")
    default = {"http": 80, "https": 443}.get(parts.scheme)
    return f"{host}:{port}" if port and port != default else host
