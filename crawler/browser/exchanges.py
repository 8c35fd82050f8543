"""One request on its way, from the events of the DevTools protocol to an exchange."""

from __future__ import annotations

import base64
import hashlib
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.browser.archive import sent_with
from crawler.browser.model import Exchange
from evidence import clock

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.browser.passage import Passage
    from crawler.browser.spool import Spool

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BODILESS = frozenset({204, 205, 304})
"""RFC 9110, 6.4.1"""
_FILES = frozenset({"application/pdf", "text/pdf"})
"""What Chromium would show in a viewer that is an extension of its own."""
_SHOWN = frozenset({"Document", "Other", "Object"})
"""Resources that are shown by themselves, as a page, a frame, an object."""


@dataclass
class Asked:
    """A request that left, and what became of it."""

    request: dict[str, Any]
    resource_type: str
    is_main: bool
    began: str
    at: float = field(default_factory=time.monotonic)
    answer: dict[str, Any] = field(default_factory=dict)
    """the event with its answer's head"""
    body: Path | None = None
    sha256: str | None = None
    size: int = 0
    problem: str = ""
    streamed: bytearray = field(default_factory=bytearray)
    """what came of a stream of messages"""

    @classmethod
    def of(cls, event: dict[str, Any], *, is_main: bool) -> Asked:
        """From the event that it was stopped at."""
        return cls(event["request"], event["resourceType"], is_main, clock.stamp(clock.now()))

    @property
    def url(self) -> str:
        """Without its fragment, as it was asked."""
        return str(self.request["url"])

    @property
    def status(self) -> int:
        """0 where nothing answered."""
        return int(self.answer.get("responseStatusCode", 0))

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Of the answer."""
        return tuple((one["name"], one["value"]) for one in self.answer.get("responseHeaders", ()))

    def header(self, name: str) -> str:
        """The last header of that name; "" where there is none."""
        return next((v for k, v in reversed(self.headers) if k.lower() == name), "")

    @property
    def media_type(self) -> str:
        """In small letters, without parameters."""
        return self.header("content-type").partition(";")[0].strip().lower()

    @property
    def announced(self) -> int:
        """Bytes of the body by its own word; 0 where it says nothing."""
        said = self.header("content-length")
        return int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else 0

    @property
    def is_redirect(self) -> bool:
        """Whether the browser goes on to where it points."""
        return self.status in _REDIRECTS and bool(self.header("location"))

    @property
    def has_body(self) -> bool:
        """Whether the browser gives a body."""
        bodiless = self.status in _BODILESS or self.request["method"] == "HEAD"
        return self.status > 0 and not bodiless and not self.is_redirect

    @property
    def is_file(self) -> bool:
        """Whether a browser would save it, or show it in a viewer that is no page."""
        saved = self.header("content-disposition").lower().startswith("attachment")
        return self.resource_type in _SHOWN and (
            self.media_type in _FILES or (saved and self.resource_type == "Document")
        )

    def keep(self, spool: Spool, body: bytes) -> None:
        """Put the body of its answer into a file."""
        self.sha256, self.size = hashlib.sha256(body).hexdigest(), len(body)
        self.body = spool.body(body)

    def exchange(self, passage: Passage) -> Exchange:
        """As it stands."""
        return Exchange(
            url=self.url,
            method=self.request["method"],
            status=self.status,
            reason=self.answer.get("responseStatusText", ""),
            headers=self.headers,
            request_headers=tuple(self.request["headers"].items()),
            post_data=_posted(self.request),
            media_type=self.media_type,
            resource_type=self.resource_type,
            is_main=self.is_main,
            ip=passage.address(urlsplit(self.url).hostname or ""),
            started=self.began,
            body=self.body,
            body_sha256=self.sha256,
            size=self.size,
            problem=self.problem or self._silence(passage),
        )

    def _silence(self, passage: Passage) -> str:
        if self.status:
            return ""
        why = passage.unreachable.get(urlsplit(self.url).hostname or "")
        return why or self.answer.get("responseErrorReason") or "given up before it was answered"


def _posted(request: dict[str, Any]) -> str | None:
    said = sent_with(request)
    return base64.b64encode(said).decode("ascii") if said else None
