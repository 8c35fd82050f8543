"""What an observer says it was shown, signed: the text that is signed, and what it takes to believe it.

A statement is one JSON text. What is signed (Ed25519, RFC 8032, by the key of the observer's folder) is
that text as it stands, behind a line that says what it is, so that no signature made for something else
can be taken for one. Whoever asks gives a nonce and finds it in the statement: an old one can't be
passed off as an answer. The answers of the server are in it as they came, up to a limit, so that anybody
can read for himself what was shown; of longer ones their digests are.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import zlib
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.custody.log import keys
from evidence.vocabulary import Manner, Silence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FORMAT = 1
_SIGNED = b"testigo.observation.v1\n"
MOST_TEXT = 4_000_000
"""Characters of a statement: those of five answers of :data:`MOST_ANSWER` that hardly pack."""
MOST_ANSWER = 500_000
"""Bytes of an answer, head included, that goes along: as many as a page is read at once from."""
_MOST_SIGHTS = 12
_MOST_HOPS = 30
_MOST_PARTS = 1_000
"""Pages or sections of which the digests go along."""
_MOST_WORDS = 4_000
"""Characters of any one field; addresses are the longest."""


class StatementError(ValueError):
    """It is no statement that can be believed."""

    def __init__(self, why: Silence, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}" if detail else str(why))
        self.why = why


@dataclass(frozen=True, slots=True)
class Sight:
    """One look, as its observer tells of it."""

    manner: Manner
    languages: str
    """as ``Accept-Language`` has it"""
    at: str
    final_url: str
    verdict: str
    """by the observer's own rules, which may be newer than ours; so is ``cause``"""
    cause: str
    status: int | None = None
    hops: tuple[tuple[str, int], ...] = ()
    """address and status of each redirect"""
    failure: tuple[str, str, str] | None = None
    """stage, kind and detail, where there was no whole answer"""
    tls_problem: str | None = None
    truncated: str | None = None
    payload_sha256: str = ""
    text_sha256: str = ""
    """of the whole text, noise masked; so are the next two"""
    main_sha256: str = ""
    parts_sha256: tuple[str, ...] = ()
    answer: str = ""
    """sha256 of the last answer as it came, a key of :attr:`Statement.answers`; empty where it is not
    there"""


@dataclass(frozen=True, slots=True)
class Statement:
    """All that an observer says to one question."""

    url: str
    nonce: str
    key: str
    """raw public key, base64"""
    software: str
    began: str
    ended: str
    country: str = ""
    network: str = ""
    sights: tuple[Sight, ...] = ()
    answers: Mapping[str, bytes] = field(default_factory=dict)
    """sha256 -> the answer as it came over the wire"""

    @property
    def key_id(self) -> str:
        """The fingerprint of the key."""
        return keys.key_id(base64.b64decode(self.key))


def written(statement: Statement) -> str:
    """The text of a statement."""
    told = {
        "statement": FORMAT,
        **{name: getattr(statement, name) for name in _PLAIN},
        "sights": [asdict(sight) for sight in statement.sights],
        "answers": {key: _packed(block) for key, block in sorted(statement.answers.items())},
    }
    return json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def sign(private: Ed25519PrivateKey, text: str) -> str:
    """The signature of a statement's text, base64."""
    return base64.b64encode(private.sign(_signed(text))).decode()


def is_signed(text: str, signature: str, key: str) -> bool:
    """Whether the holder of ``key`` (raw, base64) signed the text of a statement."""
    try:
        public = base64.b64decode(key, validate=True)
    except ValueError:
        return False
    return keys.is_signed(public, signature, _signed(text))


def accepted(
    text: str, signature: str, *, key_id: str, url: str, nonce: str, now: datetime
) -> Statement:
    """The statement that an observer with the key ``key_id`` made of ``url`` when it was given ``nonce``.

    Raises StatementError for any other, and for one whose times are not those of ``now``.
    """
    statement = read(text)
    if statement.key_id != key_id.lower() or not is_signed(text, signature, statement.key):
        raise StatementError(Silence.FORGED)
    if (statement.nonce, statement.url) != (nonce, url):
        raise StatementError(Silence.OLD)
    times = [statement.began, statement.ended, *(sight.at for sight in statement.sights)]
    # the nonce proves that it is no old statement: a clock further off is a fault to be told
    if any(abs(clock.parse(at) - now) > clock.APART for at in times):
        raise StatementError(Silence.CLOCK)
    return statement


def read(text: str) -> Statement:
    """A statement from its text; raises StatementError for what is none of ours or goes beyond the
    limits."""
    if len(text) > MOST_TEXT:
        raise StatementError(Silence.GARBLED, "too long")
    try:
        return _read(json.loads(text.encode("utf-8", "surrogatepass")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        if isinstance(error, StatementError):
            raise
        raise StatementError(Silence.GARBLED, type(error).__name__) from error


def _read(told: dict[str, Any]) -> Statement:
    _require(told["statement"] == FORMAT, "of another format")
    _require(0 < len(told["sights"]) <= _MOST_SIGHTS, "too many looks, or none")
    _require(len(told["answers"]) <= _MOST_SIGHTS, "too many answers")
    answers = {str(key): _unpacked(str(key), one) for key, one in told["answers"].items()}
    statement = Statement(
        **{name: _short(told[name]) for name in _PLAIN},
        sights=tuple(_sight(one, answers) for one in told["sights"]),
        answers=answers,
    )
    for at in (statement.began, statement.ended):
        clock.parse(at)
    base64.b64decode(statement.key, validate=True)
    return statement


def _require(holds: bool, detail: str) -> None:
    if not holds:
        raise StatementError(Silence.GARBLED, detail)


_PLAIN = ("url", "nonce", "key", "software", "began", "ended", "country", "network")
_NAMED = (
    "languages", "at", "final_url", "verdict", "cause", "payload_sha256", "text_sha256", "main_sha256",
    "answer",
)  # fmt: skip


def _sight(told: dict[str, Any], answers: Mapping[str, bytes]) -> Sight:
    _require(set(told) == {one.name for one in fields(Sight)}, "a look of another form")
    _require(len(told["hops"]) <= _MOST_HOPS, "too many hops")
    named = {name: _short(told[name]) for name in _NAMED}
    _require(not named["answer"] or named["answer"] in answers, "an answer is missing")
    clock.parse(told["at"])
    failure = told["failure"]
    stage, kind, detail = failure or ("", "", "")
    return Sight(
        **named,
        manner=Manner(told["manner"]),
        tls_problem=None if told["tls_problem"] is None else _short(told["tls_problem"]),
        truncated=None if told["truncated"] is None else _short(told["truncated"]),
        status=None if told["status"] is None else _status(told["status"]),
        hops=tuple((_short(url), _status(status)) for url, status in told["hops"]),
        failure=(_short(stage), _short(kind), _short(detail)) if failure else None,
        parts_sha256=tuple(_short(part) for part in told["parts_sha256"][:_MOST_PARTS]),
    )


def _short(value: object) -> str:
    _require(
        isinstance(value, str) and len(value) <= _MOST_WORDS, "a field that is no text, or too long"
    )
    return str(value)


def _status(value: object) -> int:
    _require(isinstance(value, int) and 0 <= value <= 9999, "no status")
    return int(str(value))


def _signed(text: str) -> bytes:
    return _SIGNED + text.encode("utf-8", "surrogatepass")


def _packed(block: bytes) -> str:
    return base64.b64encode(gzip.compress(block, mtime=0)).decode()


def _unpacked(key: str, packed: object) -> bytes:
    """Raises StatementError for what is too long, or is not what its digest says."""
    unpacking = zlib.decompressobj(wbits=31)
    try:
        block = unpacking.decompress(base64.b64decode(str(packed), validate=True), MOST_ANSWER + 1)
    except zlib.error as error:
        raise StatementError(Silence.GARBLED, "an answer that can't be unpacked") from error
    _require(len(block) <= MOST_ANSWER and unpacking.eof, "an answer that is too long")
    _require(hashlib.sha256(block).hexdigest() == key, "an answer that its digest is not of")
    return block
