"""Carry a time-stamp request to its authority (RFC 3161, section 3.4), and the reply back."""

from __future__ import annotations

import http.client
import urllib.request
from typing import TYPE_CHECKING, Any
from urllib.error import URLError

from evidence.custody.log.seals import Authorities

if TYPE_CHECKING:
    from evidence.config import Config

_TYPE = "application/timestamp-query"
_SECONDS = 15.0
"""A silent authority must not hold the folder; its token on the next seal dates this one too."""
_MOST = 1 << 17
"""Bytes; a reply with its whole certificate chain has 2 to 8 KB."""


class _Here(urllib.request.HTTPRedirectHandler):
    """Goes nowhere else: a redirected POST loses what it asks, and an authority could send us into our
    own network."""

    def redirect_request(self, *_: Any) -> None:
        """No request."""


def authorities(config: Config) -> Authorities:
    """Those that the configuration names, asked over the network."""
    return Authorities(config.custody.authorities, post)


def post(url: str, request: bytes) -> bytes:
    """The authority's reply; raises OSError when there is none. Redirects are not followed.

    The address is the operator's own configuration, so private networks are allowed here.
    """
    asked = urllib.request.Request(url, request, {"Content-Type": _TYPE})  # noqa: S310 - http(s) by the config
    try:
        with urllib.request.build_opener(_Here).open(asked, timeout=_SECONDS) as reply:
            data: bytes = reply.read(_MOST + 1)
    except (URLError, http.client.HTTPException) as error:
        raise OSError(str(error)) from error
    if len(data) > _MOST:
        raise OSError("the reply is too long")
    return data
