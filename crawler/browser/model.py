"""What is asked of the browser, and what it gives: plain records that name files."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - records are read from JSON by the types of their fields

from evidence.boards.controls import Control  # noqa: TC001 - as above


class Device(StrEnum):
    """Whose eyes a page is seen with."""

    DESKTOP = "desktop"
    PHONE = "phone"


class Settled(StrEnum):
    """Why no more was waited for."""

    IDLE = "idle"
    """the page was quiet"""
    TIME = "time"
    """its time was over"""
    BYTES = "bytes"
    """its bytes were used up"""


class Picture(StrEnum):
    """Which part of a page a picture shows."""

    VIEW = "view"
    """the first view, before anybody scrolls; PNG"""
    FULL = "full"
    """the whole page, PNG; cut at the bottom where ``cut`` says so"""
    THUMBNAIL = "thumbnail"
    """the first view made small, WebP"""


class Why(StrEnum):
    """Why there is no capture."""

    CRASHED = "crashed"
    """the tab, the browser or its worker died"""
    TIMEOUT = "timeout"
    """it was not done in the time of the job and what is allowed on top of it"""
    REFUSED = "refused"
    """the address may not be asked: it is private or link-local, or no http(s) address"""
    NO_DOCUMENT = "no-document"
    """nothing answered, so that there is no page"""
    DOWNLOAD = "download"
    """the address gives a file that a browser saves and does not show"""
    GONE = "gone"
    """there is no browser here, or the pool is closed"""


class BrowserFailed(Exception):
    """There is no capture. ``str(failure)`` says why in one line."""

    def __init__(self, kind: Why, detail: str) -> None:
        super().__init__(f"{kind.value}: {detail}" if detail else kind.value)
        self.kind = kind
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Again:
    """What a page is shown from that was opened before."""

    answers: Path
    """a file of :func:`crawler.browser.archive.write`; nothing is asked of the network"""
    at: str
    """when it was opened, ISO 8601 in UTC: the page's clock begins there"""
    picture: Path | None
    """of its first view then, PNG: with this the new one is compared"""


@dataclass(frozen=True, slots=True)
class Job:
    """One page to open."""

    url: str
    spool: Path
    """an empty folder of this job alone, in which its files are put; the caller removes it"""
    user_agent_contact: str
    """what is put behind the browser's own ``User-Agent``: who we are, and how we are reached"""
    device: Device = Device.DESKTOP
    locale: str = "es-MX"
    timezone: str = "America/Mexico_City"
    timeout: float = 60.0
    """seconds for the whole page; pictures are still taken of what is there by then"""
    max_bytes: int = 100_000_000
    """of all answers together, as they come over the network"""
    allow_private: bool = False
    """whether loopback and private networks may be asked (link-local ones never)"""
    is_door: bool = False
    """whether a challenge is known to stand before the page: what comes by itself behind it is waited for"""
    from_address: str = ""
    """the address of this machine to ask from, where it has several"""
    again: Again | None = None
    """what is kept of the page, where that alone is to be shown"""
    is_walk: bool = False
    """whether the page is held open, for one :class:`~evidence.boards.controls.Step` after another"""
    robots: Path | None = None
    """the robots.txt of the page's site, where a walk has to obey it"""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request that the page made, and its answer; each step of a redirect is one of its own."""

    url: str
    method: str
    status: int
    """0: nothing answered, and ``problem`` says why"""
    reason: str
    headers: tuple[tuple[str, str], ...]
    """name and value, as the browser received them"""
    request_headers: tuple[tuple[str, str], ...]
    """as the page gave them to the browser's network, which adds its own (Host, Cookie, …)"""
    post_data: str | None
    """the body of the request in base64"""
    media_type: str
    """in small letters, without parameters; "" where the answer has none"""
    resource_type: str
    """``Document``, ``Image``, ``XHR``, … as the DevTools protocol names them"""
    is_main: bool
    """whether it was asked to be the page itself, the steps of its redirects included"""
    ip: str
    """the address connected to; "" where there is none"""
    started: str
    """ISO 8601, UTC"""
    body: Path | None
    """the content as the browser decoded it (Content-Encoding and chunks undone); None where there is
    none, as in a redirect"""
    body_sha256: str | None
    size: int
    problem: str
    """why there is no body or not all of it; "" where nothing is wrong"""


@dataclass(frozen=True, slots=True)
class Screenshot:
    """A picture of the page."""

    path: Path
    kind: Picture
    width: int
    height: int
    """of the picture, in its own pixels"""
    cut: bool
    """whether the page goes on below it"""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a host showed in TLS."""

    host: str
    chain: tuple[Path, ...]
    """its certificate first, each in DER"""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a host was reached."""

    host: str
    ip: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the walls kept from the page."""

    host: str
    port: int
    why: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """One page as it was seen. Of one that is walked, what came of one step: its exchanges are those since the
    step before, and pictures are taken of the first one."""

    url: str
    """as the job asked"""
    final_url: str
    status: int
    """of the answer that the page is made of"""
    title: str
    started: str
    ended: str
    """ISO 8601, UTC"""
    settled: Settled
    dom: Path
    """HTML for reading: the page as it stands, see :mod:`crawler.browser.reading`"""
    text: Path
    """UTF-8: what is displayed as text, shadow trees and frames included"""
    exchanges: tuple[Exchange, ...]
    """in the order in which they began"""
    screenshots: tuple[Screenshot, ...]
    certificates: tuple[Certificate, ...]
    addresses: tuple[Address, ...]
    """every host that was connected to"""
    browser: str
    """name and version"""
    sandboxed: bool
    """whether Chromium's sandbox was on; it can't be for root"""
    hidden: tuple[str, ...]
    """selectors of the cookie banners that were hidden for the pictures, and for nothing else"""
    refused: tuple[Refusal, ...]
    problems: tuple[str, ...]
    """what went wrong on the way and left the capture standing"""
    likeness: float | None = None
    """of the first view with the picture that was given, see :mod:`crawler.browser.likeness`"""


@dataclass(frozen=True, slots=True)
class State:
    """A page that is held open, after a step."""

    rendered: Rendered
    controls: tuple[Control, ...]
    """what can be pressed now"""
