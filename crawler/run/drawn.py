"""WARC records and rows of what a browser made of a page, in the names and fields of Browsertrix.

Answers are kept as the browser decoded them: their content and transfer codings are undone, and the
headers that spoke of those are kept under ``X-Orig-`` names, so that the record is a true HTTP answer
which replay tools show.
"""

from __future__ import annotations

import hashlib
import json
import logging
import uuid
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from crawler.browser.model import Picture
from crawler.run.revisit import refers_to
from evidence.bilingual import Words
from evidence.custody.warc.message import STATUS
from evidence.custody.warc.writer import new_id
from evidence.store.database import to_json
from evidence.store.records import Capture, Rendering
from evidence.views import View, view_of
from evidence.vocabulary import Fidelity, RecordType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from crawler.browser.model import Exchange, Job, Rendered
    from evidence.custody.warc.writer import Headers, Placed, Write
    from evidence.store.due import KnownCapture

log = logging.getLogger(__name__)
HTML = "text/html; charset=utf-8"
"""Of the document as drawn."""
FOUND = 200
_DROPPED = frozenset({"transfer-encoding", "connection", "keep-alive"})
"""Headers that spoke of a connection (RFC 9112, 7 and 9.6)."""
_CODED = frozenset({"content-encoding", "content-length"})
"""Headers that spoke of the body as it was sent."""
_PICTURES = {
    Picture.VIEW: (View.FIRST, "image/png"),
    Picture.FULL: (View.WHOLE, "image/png"),
    Picture.THUMBNAIL: (View.SMALL, "image/webp"),
}
_REVISIT = 64
"""Bytes of a payload below which it is kept anew: a record that refers to another takes more."""
Known: TypeAlias = "Mapping[tuple[str, str], KnownCapture]"
"""Captures with a body, by the address and the digest of the payload."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that a browser opened, in the WARC; ``captures[-1]`` is the document as drawn."""

    captures: tuple[Capture, ...]
    views: Mapping[View, str]
    """captures by what they show"""
    page: str
    """``WARC-Page-ID``"""

    def rendering(self, job: Job, rendered: Rendered, check_id: str, url_id: str) -> Rendering:
        """Its row."""
        whole_id = self.views.get(View.WHOLE) or self.views.get(View.FIRST)
        kept = rendered.screenshots if whole_id else ()
        whole = next((shot for shot in kept if shot.kind is Picture.FULL), None)
        return Rendering(
            id=self.page,
            check_id=check_id,
            url_id=url_id,
            rendered_at=rendered.started,
            final_url=rendered.final_url,
            title=rendered.title[:300] or None,
            status=rendered.status or None,
            settled=rendered.settled,
            browser=rendered.browser,
            device=job.device,
            first_id=self.views.get(View.FIRST),
            whole_id=whole_id,
            small_id=self.views.get(View.SMALL),
            width=whole.width if whole else None,
            height=whole.height if whole else None,
            text_id=self.views.get(View.TEXT),
            hidden_json=to_json(list(rendered.hidden)) if rendered.hidden else None,
            captures_json=to_json([capture.id for capture in self.captures]),
        )


def keep(
    job: Job, rendered: Rendered, write: Write, known: Known, *, pictures: bool = True
) -> Kept:
    """Write the records of a page that was opened; what lies among the ``known`` captures already is
    named, and not written again. A thread may do it. Raises StoreError."""
    page = str(uuid.uuid4())
    captures = [_loaded(one, write, known, page) for one in rendered.exchanges if one.status]
    views = {}
    for view, media_type, block in _views(job, rendered, pictures=pictures):
        made = _resource(rendered, view, media_type, block, write, page)
        views[view] = made.id
        captures.append(made)
    return Kept(tuple(captures), views, page)


def _views(job: Job, rendered: Rendered, *, pictures: bool) -> Iterator[tuple[View, str, bytes]]:
    """What the browser made of the page, the document last."""
    first = b""
    for shot in rendered.screenshots if pictures else ():
        view, media_type = _PICTURES[shot.kind]
        picture = _read(shot.path)
        if view is View.FIRST:
            first = picture
        elif picture == first:
            continue  # a page without anything below the first view
        yield view, media_type, picture
    yield View.TEXT, "text/plain; charset=utf-8", _read(rendered.text)
    yield View.INFO, "application/json", _info(job, rendered)
    yield View.DOM, HTML, _read(rendered.dom)


def _resource(
    rendered: Rendered, view: View, media_type: str, block: bytes, write: Write, page: str
) -> Capture:
    """Write what the browser made; returns its row."""
    sha256 = hashlib.sha256(block).hexdigest()
    status = rendered.status if view is View.DOM and rendered.status else FOUND
    url, at = view_of(rendered.final_url, view), rendered.started
    headers: Headers = [
        ("WARC-Date", at),
        ("WARC-Target-URI", url),
        ("Content-Type", media_type),
        ("WARC-Page-ID", page),
        ("WARC-Payload-Digest", f"sha256:{sha256}"),
    ]
    if view is View.DOM:
        headers.append((STATUS, str(status)))
    placed = write(RecordType.RESOURCE, headers, block, new_id(), None)
    return replace(
        _row(url, at, placed),
        record_type=RecordType.RESOURCE,
        status=status,
        media_type=media_type.partition(";")[0],
        payload_sha256=sha256,
        payload_bytes=len(block),
    )


def _loaded(one: Exchange, write: Write, known: Known, page: str) -> Capture:
    """Write an answer that the page loaded, and the request for it; returns its row."""
    body = _read(one.body) if one.body else b""
    sha256 = hashlib.sha256(body).hexdigest()
    problem = one.problem or (one.body_sha256 or sha256) != sha256
    earlier = known.get((one.url, sha256)) if len(body) > _REVISIT and one.method == "GET" else None
    record_id, at = new_id(), one.started
    common: Headers = [("WARC-Date", at), ("WARC-Target-URI", one.url)]
    if one.ip:
        common.append(("WARC-IP-Address", one.ip))
    common += [("WARC-Page-ID", page), ("WARC-Resource-Type", one.resource_type.lower())]
    headers = [*common, ("Content-Type", "application/http;msgtype=response")]
    head = _head(one, len(body))
    if earlier is not None:
        headers += refers_to(earlier, one.status)
    elif problem:
        headers.append(("WARC-Truncated", "unspecified"))
    headers.append(("WARC-Payload-Digest", f"sha256:{sha256}"))
    request = _request(one)
    behind: Headers = [
        *common,
        ("Content-Type", "application/http;msgtype=request"),
        ("WARC-Concurrent-To", f"<{record_id}>"),
    ]
    kind = RecordType.REVISIT if earlier else RecordType.RESPONSE
    block = head if earlier else head + body
    placed = write(kind, headers, block, record_id, ("request", behind, request))
    return replace(
        _row(one.url, at, placed),
        record_type=kind,
        refers_to=earlier.body_id if earlier else None,
        status=one.status,
        media_type=one.media_type or None,
        payload_sha256=sha256,
        payload_bytes=len(body),
        ip=one.ip or None,
        truncated="unspecified" if problem and earlier is None else None,
        request_sha256=hashlib.sha256(request).hexdigest(),
        method=None if one.method == "GET" else one.method,
    )


def _read(path: Path) -> bytes:
    """What the browser wrote; nothing where somebody took it away meanwhile: half a page is kept rather
    than records without rows."""
    try:
        return path.read_bytes()
    except OSError as problem:
        log.warning(
            Words(
                "a file of the browser is gone: {why}",
                "desapareció un archivo del navegador: {why}",
            ).of(why=problem)
        )
        return b""


def _row(url: str, at: str, placed: Placed) -> Capture:
    return Capture(
        id=placed.record_id,
        url=url,
        captured_at=at,
        record_type=RecordType.RESPONSE,
        refers_to=None,
        warc=placed.warc,
        offset=placed.offset,
        length=placed.length,
        status=FOUND,
        media_type=None,
        payload_sha256="",
        payload_bytes=0,
        text_sha256=None,
        block_sha256=placed.block_sha256,
        ip=None,
        fidelity=Fidelity.BROWSER,
        truncated=None,
    )


def _head(one: Exchange, size: int) -> bytes:
    """The header section of an answer whose body lies decoded."""
    lines = [f"HTTP/1.1 {one.status} {one.reason}".rstrip()]
    for name, value in one.headers:
        if name.startswith(":") or name.lower() in _DROPPED:
            continue
        told = f"X-Orig-{name}" if name.lower() in _CODED else name
        # a header that came in several lines is one with line breaks to a browser
        lines += [f"{told}: {part}" for part in value.split("\n")]
    return _encoded([*lines, f"Content-Length: {size}"])


def _request(one: Exchange) -> bytes:
    """The request as the browser says that it made it."""
    place = urlsplit(one.url)
    target = (place.path or "/") + (f"?{place.query}" if place.query else "")
    told = [(name, value) for name, value in one.request_headers if not name.startswith(":")]
    if not any(name.lower() == "host" for name, _ in told):
        told.insert(0, ("Host", place.netloc.rpartition("@")[2]))
    lines = [f"{one.method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in told)]
    return _encoded(lines) + b64decode(one.post_data or "")


def _encoded(lines: list[str]) -> bytes:
    """A header section; what could end a line early can't."""
    kept = (line.replace("\r", " ").replace("\n", " ") for line in lines)
    return ("\r\n".join(kept) + "\r\n\r\n").encode("utf-8", "surrogateescape")


def _info(job: Job, rendered: Rendered) -> bytes:
    """How it went, as ``urn:pageinfo:`` records say it, with what only we know beside it."""
    urls = {
        one.url: {
            "status": one.status,
            "mime": one.media_type,
            "type": one.resource_type.lower(),
            **({"error": one.problem} if one.problem else {}),
        }
        for one in rendered.exchanges
    }
    told = {
        "url": rendered.final_url,
        "title": rendered.title,
        "ts": rendered.started,
        "urls": urls,
        "testigo": {
            "browser": rendered.browser,
            "sandboxed": rendered.sandboxed,
            "device": job.device,
            "locale": job.locale,
            "timezone": job.timezone,
            "ended": rendered.ended,
            "settled": rendered.settled,
            "addresses": {one.host: one.ip for one in rendered.addresses},
            "certificates": {
                one.host: [b64encode(_read(part)).decode() for part in one.chain]
                for one in rendered.certificates
            },
            "hidden_for_pictures": rendered.hidden,
            "refused": [asdict(one) for one in rendered.refused],
            "cut_pictures": [one.kind for one in rendered.screenshots if one.cut],
            "problems": rendered.problems,
        },
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
