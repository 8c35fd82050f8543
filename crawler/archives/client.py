"""One HTTP session with an archive: timeouts, limits, and a record of all that was answered.

Synchronous (``requests``), because waybackpy is; so archives are asked outside Twisted's reactor.
"""

from __future__ import annotations

import ipaddress
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from crawler.archives.problems import ArchiveProblem, Fault
from crawler.wire.retry_after import retry_after
from evidence import clock
from evidence.custody.warc import http
from evidence.well_formed import well_formed_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from crawler.archives.pace import Pace
    from evidence.custody.warc.http import Message

CONNECT = 15.0
READ = 60.0
"""Seconds of silence. Save Page Now takes tens of seconds to accept a page at busy hours."""
WHOLE = 300.0
"""Seconds for one body."""
_LEAST = 3.0
_LEAST_SAVE = 15.0
"""Seconds that a request gets in any case, however little time is left: below, a busy archive would
be asked in vain, and a save that was cut off has to be looked for."""
MOST_JSON = 4_000_000
"""Bytes of what a service says in JSON: four times what three hundred records of Perma.cc take. A list of nothing
takes forty times as much in memory."""
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Reply:
    """What an archive answered."""

    method: str
    url: str
    asked_at: datetime
    block: bytes
    """status line, headers and body, rebuilt: the HTTP library has taken the transfer coding off"""
    message: Message
    truncated: str | None


class Client:
    """Asks one archive. ``replies`` collects every answer until :meth:`take` empties it."""

    def __init__(self, agent: str, pace: Pace, max_body: int, secrets: Sequence[str] = ()) -> None:
        self.agent = agent
        self.replies: list[Reply] = []
        self.until: float | None = None
        """on the monotonic clock: who waits for us wants to know by then; an answer is cut off soon
        after"""
        self._pace = pace
        self._max = max_body
        self._secrets = [secret.encode() for secret in secrets]
        self._session = requests.Session()
        self._session.auth = _no_netrc

    def take(self) -> list[Reply]:
        """All answers since the last call."""
        taken, self.replies = self.replies, []
        return taken

    def kept(self, block: bytes) -> None:
        """Leave out the answer with this block: it is kept as a capture."""
        self.replies = [reply for reply in self.replies if reply.block is not block]

    def ask(
        self,
        url: str,
        *,
        form: Mapping[str, str] | None = None,
        body: dict[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        limit: int | None = None,
    ) -> Reply:
        """GET ``url``, or POST ``form`` or the JSON ``body`` to it; redirects are not followed.

        Raises ArchiveProblem when there was no whole answer, on 429 and on 5xx. Any other status is
        an answer: the caller decides.
        """
        self._pace.wait()
        asked_at = clock.now()
        method = "GET" if form is None and body is None else "POST"
        sent = {"User-Agent": self.agent, "Accept-Encoding": "identity", **(headers or {})}
        try:
            with self._session.request(
                method,
                url,
                data=form,
                json=body,
                headers=sent,
                timeout=self._patience(_LEAST if method == "GET" else _LEAST_SAVE),
                allow_redirects=False,
                stream=True,
            ) as response:
                reply = self._read(response, url, asked_at, limit or self._max)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            # a request that may have arrived can have done its work: for a save that matters
            silent = _not_sent(error)
            fault = Fault.TRANSIENT if silent else Fault.UNKNOWN
            detail = f"no answer from {urlsplit(url).hostname} ({type(error).__name__})"
            raise ArchiveProblem(fault, detail, service=True, silent=silent) from error
        self.replies.append(reply)
        status = reply.message.status
        if reply.message.header(
            "memento-datetime"
        ):  # a replayed memento may itself be a 429 or 5xx
            return reply
        if status == 429:
            wait = retry_after(reply.message.header("retry-after"))
            raise ArchiveProblem(Fault.BACK_OFF, "too many requests (429)", wait=wait, service=True)
        if status >= 500:
            raise ArchiveProblem(Fault.UNKNOWN, f"status {status}", service=True)
        return reply

    def asked_before(self, seconds: float) -> None:
        """An earlier process asked this archive so long ago."""
        self._pace.asked_before(seconds)

    def _patience(self, least: float) -> tuple[float, float]:
        """Seconds for the connection and for silence."""
        left = WHOLE if self.until is None else max(least, self.until - time.monotonic())
        return min(CONNECT, left), min(READ, left)

    def _read(self, response: requests.Response, url: str, asked_at: datetime, limit: int) -> Reply:
        end = time.monotonic() + WHOLE
        if self.until is not None:
            end = min(end, max(self.until, time.monotonic() + _LEAST))
        parts: list[bytes] = []
        size = 0
        truncated = None
        # what is there already, a piece at a time: a server that drips must not outwit the time
        # limit
        while part := response.raw.read1(_CHUNK, decode_content=False):
            parts.append(part)
            size += len(part)
            if size > limit or time.monotonic() > end:
                truncated = "length" if size > limit else "time"
                break
        body = b"".join(parts)[:limit]
        head = [f"HTTP/1.1 {response.status_code} {response.reason or ''}".rstrip()]
        head += [
            f"{name}: {value}"
            for name, value in response.raw.headers.items()
            if name.lower() not in ("transfer-encoding", "content-length")
        ]
        head += [f"Content-Length: {len(body)}", "", ""]
        block = "\r\n".join(head).encode("latin-1", "replace") + body
        if "Authorization" in response.request.headers:
            block = self._without_keys(block)
        method = response.request.method or "GET"
        return Reply(method, url, asked_at, block, http.parse(block), truncated)

    def _without_keys(self, block: bytes) -> bytes:
        """A server that echoes our request must not put our keys into the evidence."""
        for secret in self._secrets:
            block = block.replace(secret, b"*" * len(secret))
        return block


def ok(reply: Reply) -> str:
    """The text of a whole answer with status 200 or 201; raises ArchiveProblem for any other."""
    status = reply.message.status
    if status in (200, 201) and reply.truncated is None:
        body = reply.message.decoded(len(reply.block) * 20)
        return body.decode("utf-8", "replace")
    if status in (401, 403):
        raise ArchiveProblem(Fault.STRANGE, f"refused us (status {status})")
    raise ArchiveProblem(Fault.STRANGE, "a cut answer" if reply.truncated else f"status {status}")


def json_object(reply: Reply) -> dict[str, Any]:
    """The JSON object of an answer; raises ArchiveProblem for anything else, with status 200 or
    not."""
    if reply.truncated:  # what it was asked to do may be done
        raise ArchiveProblem(Fault.UNKNOWN, "an answer without an end", service=True)
    try:
        value = json.loads(well_formed_json(ok(reply)))
    except (ValueError, RecursionError) as error:
        raise ArchiveProblem(Fault.UNKNOWN, "a page where JSON should be", service=True) from error
    if not isinstance(value, dict):
        raise ArchiveProblem(Fault.UNKNOWN, "JSON that is no object", service=True)
    return value


def is_local(url: str) -> bool:
    """Whether a base URL stays on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _no_netrc(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """An authentication that adds nothing: without one, requests reads ~/.netrc."""
    return request


def _not_sent(error: BaseException) -> bool:
    """Whether there was no connection to send anything over."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(reason, NewConnectionError | ConnectTimeoutError)
