"""A JSON POST (docs/schema/notice.v1.json), signed when TESTIGO_WEBHOOK_SECRET is set."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING

from evidence.version import SOFTWARE
from schedules.notices import web
from schedules.notices.channels import NotTaken

if TYPE_CHECKING:
    from collections.abc import Callable

    from schedules.notices.channels import Message, Setting

_LATER = frozenset({408, 425, 429})
"""Statuses below 500 that ask to come again."""


def takes(place: str) -> bool:
    """Whether ``place`` is a web address."""
    return place.lower().startswith(("http://", "https://"))


def send(message: Message, place: str, setting: Setting, commit: Callable[[], None]) -> None:
    """Post it; an answer of 2xx takes it, 5xx says itself that it did not."""
    body = json.dumps(
        message.notice.json()
    ).encode()  # ASCII: no character acts on whatever shows it raw
    headers = {
        "Content-Type": "application/json",
        "User-Agent": SOFTWARE,
        "Testigo-Notice": message.id,
    }
    secret = setting.environ.get("TESTIGO_WEBHOOK_SECRET")
    if secret:
        headers["Testigo-Signature"] = f"sha256={signature(secret, body)}"
    status = web.ask(place, body, headers, timeout=setting.timeout, commit=commit)
    if 300 <= status < 400:
        raise NotTaken(
            f"the receiver redirects ({status}); name the address it leads to", again=False
        )
    if not 200 <= status < 300:
        raise NotTaken(f"the receiver said {status}", again=status in _LATER or status >= 500)


def signature(secret: str, body: bytes) -> str:
    """HMAC-SHA256 of the body (RFC 2104), in hexadecimal."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
