"""Read an HTTP/1 answer from the exact bytes of the wire (RFC 9112), as tolerantly as browsers do.

The same reading serves an answer that is just coming, a piece at a time, and one read back from a
WARC years later, so both give the same payload and the same digest. What Chromium, curl and
requests make of each oddity that is borne here stands in ``docs/wire.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.custody.warc import coding
from evidence.custody.warc.framing import FramingError, body_of

if TYPE_CHECKING:
    from evidence.custody.warc.framing import Body

HEAD_LIMIT = 393_216
"""Bytes of one header section: Firefox's ``network.http.max_response_header_size``. Chromium stops at
262,144, curl at 307,200."""
HEADS_LIMIT = 1_048_576
"""Bytes of header section and of all the interim answers before it. Browsers set no limit; a server
that sends them without end would keep us busy for ever."""

_BLANK = re.compile(rb"[\r\n]*")
_BEGUN_WITHIN = 8
"""Bytes after blank lines by which a status line has begun: HTTP, behind the up to four bytes of
anything that Chromium's ``LocateStartOfStatusLine`` skips."""
_STATUS_LINE = re.compile(
    rb"[^ \t\r\n/]*(?:/(?P<version>\d{1,3}(?:\.\d{1,3})?))?[^ \t\r\n]*"
    rb"[ \t]*(?P<status>\d{1,4})?(?P<reason>[^\r\n]*)"
)
_REASON = 500
"""Characters kept of a reason phrase; the longest that is registered has 31."""
_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})")
_PARTS = "multipart/byteranges"
_TEXT = re.compile(
    r"\s*(?:text/|application/[a-z.+-]{0,60}(?:json|xml|javascript)\b)", re.IGNORECASE
)
_TWICE = 2
_FOLD = re.compile(r"\r?\n[ \t]+")
_PIECE = 1 << 18
"""Bytes of a stored answer read at once: what is read is copied."""
_HEAD_END = re.compile(rb"\n\r?\n")
_PADDING = " \t\r"
"""Around a value (RFC 9110, 5.5), and a CR too many. No more is taken off: read as Latin-1, the last byte
of ``/città`` would be a blank."""
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""A header's name (RFC 9110, 5.6.2); a line that begins with anything else is none."""


class MessageError(ValueError):
    """The bytes are no HTTP/1 answer; its text says why."""


@dataclass(frozen=True, slots=True)
class Message:
    """One answer: ``block[head_size:]`` is the body as it came over the wire."""

    version: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    """names in lower case, in the order received; bytes outside ASCII read as Latin-1"""
    head_size: int
    """bytes up to and including the empty line, interim answers (1xx) included"""
    payload: bytes
    """the body without its transfer coding, still in its content coding"""
    complete: bool
    """whether all of the body came that was announced"""

    def header(self, name: str) -> str:
        """The first value of ``name`` (lower case), or an empty text."""
        return next((value for key, value in self.headers if key == name), "")

    def values(self, name: str) -> str:
        """All values of ``name`` (lower case), joined with commas as one line would have them."""
        return ", ".join(value for key, value in self.headers if key == name)

    @property
    def content_type(self) -> str:
        """The Content-Type that counts where there are several lines: the last that names a type,
        with the charset of an earlier one of the same type (Fetch, 3.5: extract a MIME type)."""
        essence, found = "", ""
        for key, value in self.headers:
            name = value.partition(";")[0].strip().lower()
            if key != "content-type" or "/" not in name or name == "*/*":
                continue
            if name != essence or "charset" in value.lower() or not found:
                essence, found = name, value
        return found or self.header("content-type")

    @property
    def is_part(self) -> bool:
        """Whether the body is a part of the document that leaves some of it out: with 206, or in several parts,
        or under a Content-Range that tells of just this body."""
        if self.content_type.lower().startswith(_PARTS):
            return True
        span = _RANGE.fullmatch(self.header("content-range").strip())
        if span is None:
            return self.status == 206
        first, last, whole = map(int, span.groups())
        leaves_out = not (first == 0 and last + 1 == whole)
        return leaves_out and (self.status == 206 or last - first + 1 == len(self.payload))

    def decoded(self, limit: int) -> bytes:
        """The body without its content codings, at most ``limit`` bytes."""
        return self.unpacked(limit).data

    def unpacked(self, limit: int) -> coding.Decoded:
        """The same, and whether all codings came to their end. What is declared a text and came packed in a
        coding that no header names is unpacked, too; what is not in the coding that one names is left as it
        is: browsers show none of it."""
        encoding = self.values("content-encoding")
        found = coding.decode(self.payload, encoding, limit)
        if _TEXT.match(self.content_type) and (found.whole or not coding.names_one(encoding)):
            for _ in range(_TWICE):
                packed = coding.unnamed(found.data, limit)
                if packed is None:
                    break
                found = packed
        return found


class AnswerReader:
    """Reads one answer as its bytes come, and knows where it ends; interim answers before it are
    skipped."""

    def __init__(self) -> None:
        self._head = bytearray()
        self._section = 0
        """where the header section that is being read begins"""
        self._start = 0
        """of its status line"""
        self._begun = False
        """whether that line was found"""
        self._body: Body | None = None
        self._facts: tuple[str, int, str, tuple[tuple[str, str], ...]] = ("", 0, "", ())

    @property
    def headed(self) -> bool:
        """Whether the header section has come."""
        return self._body is not None

    @property
    def head(self) -> bytes:
        """All up to and including the empty line, once :attr:`headed`."""
        return bytes(self._head)

    @property
    def head_size(self) -> int:
        """Bytes of :attr:`head`."""
        return len(self._head)

    @property
    def delimited(self) -> bool:
        """Whether the answer says itself where it ends, and does not end with the connection."""
        return self._body is not None and self._body.delimited

    @property
    def reusable(self) -> bool:
        """Whether the connection may carry another exchange, now that this answer has ended."""
        version, _, _, headers = self._facts
        connection = ",".join(value for key, value in headers if key == "connection").lower()
        keeps = "close" not in connection and (version >= "1.1" or "keep-alive" in connection)
        body = self._body
        return keeps and body is not None and body.complete and not body.surplus

    def feed(self, data: bytes) -> bool:
        """Take in bytes; True when the answer has ended and nothing more belongs to it.

        Raises MessageError when there is no status line, when the header section is too long, or
        when it contradicts itself.
        """
        if self._body is not None:
            return self._body.feed(data)
        searched = len(self._head) - 2
        self._head += data
        while self._has_begun():
            end = _HEAD_END.search(self._head, max(self._start, searched))
            if end is None:
                break
            self._check_size(end.end())
            self._read_head(end.start())
            if self._facts[1] // 100 != 1:
                rest = bytes(self._head[end.end() :])
                del self._head[end.end() :]
                version, status, _, headers = self._facts
                try:
                    self._body = body_of(status, version, headers)
                except FramingError as problem:
                    raise MessageError(str(problem)) from problem
                return self._body.feed(rest)
            searched = self._section = self._start = end.end()
            self._begun = False
        self._check_size(len(self._head))
        return False

    def message(self) -> Message:
        """The answer so far, when no more comes; raises MessageError when its head has not come."""
        if self._body is None:
            raise MessageError(
                "the header section does not end" if self._begun else "no HTTP status line"
            )
        version, status, reason, headers = self._facts
        body = self._body
        return Message(
            version, status, reason, headers, self.head_size, body.payload, body.complete
        )

    def _check_size(self, end: int) -> None:
        if end - self._section > HEAD_LIMIT:
            raise MessageError(f"a header section of more than {HEAD_LIMIT} bytes")
        if end > HEADS_LIMIT:
            raise MessageError(f"more than {HEADS_LIMIT} bytes of interim answers")

    def _has_begun(self) -> bool:
        if not self._begun:
            blank = _BLANK.match(self._head, self._start)
            self._start = blank.end() if blank else self._start
            first = bytes(self._head[self._start : self._start + _BEGUN_WITHIN]).upper()
            at = 0 if first.startswith(b"ICY ") else first.find(b"HTTP")
            if at >= 0:
                self._start, self._begun = self._start + at, True
            elif len(first) == _BEGUN_WITHIN:
                raise MessageError("no HTTP status line")
        return self._begun

    def _read_head(self, end: int) -> None:
        line = _STATUS_LINE.match(self._head, self._start)
        assert line is not None
        version = (line["version"] or b"1.0").decode()
        # a browser that can't find the status takes it for 200
        status = int(line["status"]) if line["status"] else 200
        reason = line["reason"][:_REASON].decode("latin-1").strip()
        self._facts = version, status, reason, _headers(self._head[line.end() : end + 1])


def parse(block: bytes) -> Message:
    """The final answer in ``block``; interim answers before it are skipped.

    Raises MessageError when there is no status line, the header section never ends, or it
    contradicts itself.
    """
    reader = AnswerReader()
    for at in range(0, len(block), _PIECE):
        if reader.feed(block[at : at + _PIECE]):
            break
    return reader.message()


def _headers(section: bytes | bytearray) -> tuple[tuple[str, str], ...]:
    """The headers between a status line (its end is ``section``'s first line) and the empty line."""
    headers: list[tuple[str, str]] = []
    for line in _FOLD.sub(" ", section.decode("latin-1")).split("\n")[1:]:
        name, colon, value = line.partition(":")
        name = name.rstrip(" \t")
        if colon and _TOKEN.fullmatch(name):
            headers.append((name.lower(), value.strip(_PADDING)))
    return tuple(headers)
