"""Which URLs can be asked for, and which answers send us on to another."""

from __future__ import annotations

from urllib.parse import urlsplit

from evidence.identity import fetch_url
from evidence.verdicts.model import Failure
from evidence.vocabulary import Stage


def problem_of(url: str) -> Failure | None:
    """Why ``url`` can't be asked for at all."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        return Failure(Stage.URL, "malformed", str(error))
    if parts.scheme.lower() not in ("http", "https"):
        return Failure(
            Stage.URL, "scheme" if parts.scheme else "malformed", parts.scheme or url[:200]
        )
    host = parts.hostname or ""
    try:
        fetch_url(url)
    except ValueError:
        return Failure(Stage.URL, "malformed", "no browser could read it")
    if not host or any(len(label) > 63 for label in host.split(".")) or ".." in host:
        return Failure(Stage.URL, "malformed", "no host" if not host else "not a host name")
    return None
