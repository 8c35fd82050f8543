"""Documents of the custody log: seals, tokens, time-stamp replies, digests, notes of jobs; and notices
that wait in the outbox."""

from __future__ import annotations

import base64
import hashlib
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from evidence.custody.log import timestamps
from evidence.custody.log.document import Seal, Token
from evidence.custody.log.merkle import Tree, proven_root
from evidence.custody.log.notes import ED25519, Checkpoint, Key, NoteError, lines
from evidence.custody.witness.request import Request
from evidence.fence.typed import decode, encode
from evidence.store import ledger
from schedules.notices.notice import Kind, Notice, read
from tests.fuzz.target import Target, hold

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRANGER = Key("example.org/log", ED25519, b"k" * 32)
_LINES = (b"old ", b"\n\n", "\N{EM DASH} ".encode(), b"example.org/log", b"\n20\n", b"=\n")
_WORDS = (
    b'"seal":{', b'"signature":', b'"format":"testigo-seal/1"', b'"chain":', b'"first":', b'"last":', b'"head":', b'"root":', b'"previous":',
    b'"at":', b'"key":', b'"authority":', b'"reply":', b"null", b"1e999", b"NaN", b"\\ud800", b"[]", b"{}", b"\xc3\xb1",
)  # fmt: skip


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _documents(data: bytes) -> None:
    document = _json(data)
    try:
        seal = Seal.read(document)
    except (KeyError, TypeError, AttributeError, ValueError):
        pass
    else:
        again = Seal.read(json.loads(json.dumps(seal.document)))
        hold(again.whole == seal.whole, "a seal is read as it was written")
        hold(len(seal.digest) == 64, "it has a digest")
    try:
        token = Token.read(document)
    except (KeyError, TypeError, ValueError):
        return
    hold(Token.read(token.document).reply == token.reply, "a token is read as it was written")


def _checkpoints(data: bytes) -> None:
    """What is read is what was sent, to the byte; and nobody whom we know signed it."""
    for reader in (Checkpoint.read, Request.read):
        with suppress(NoteError):
            found = reader(data)
            hold(bytes(found) == data, "it is written as it was read")
            note = found.checkpoint if isinstance(found, Request) else found
            with suppress(NoteError):
                hold(note.signer([_STRANGER]) is None, "nobody is known to have signed it")
    with suppress(NoteError):
        text = "".join(map(str, lines(data)))
        hold(text.encode() == data, "signature lines are written as they were read")


def _digests(data: bytes) -> None:
    value = _json(data)
    text = ledger.canonical(value)
    hold(
        ledger.canonical(json.loads(text.decode("utf-8", "surrogatepass"))) == text,
        "one text for one value",
    )
    identifier = data.decode("utf-8", "replace")
    with suppress(ValueError):
        hold(len(ledger.raw_id(identifier)) == 32, "a digest has 32 bytes")
    entry = ledger.entry(1, None, "2026-01-01T00:00:00Z", "look", {}, {"x": value})
    hold(len(ledger.raw_id(entry.id)) == 32, "an entry's id is a digest")


def _replies(data: bytes) -> None:
    try:
        stamp = timestamps.check(data, b"document", ())
    except timestamps.TokenError as problem:
        hold("\n" not in str(problem), "an error is one line")
    else:
        hold(not stamp.trusted, "without roots nothing is trusted")


def _trees(data: bytes) -> None:
    """A root is of one list of leaves, and each leaf is proven at its own place alone."""
    leaves = [hashlib.sha256(bytes([byte])).digest() for byte in data[:64]]
    if len(leaves) < 2:
        return
    tree = Tree(leaves)
    hold(tree.root != Tree(leaves[:-1]).root, "a list without its end has another root")
    hold(
        tree.root != Tree([*leaves, leaves[-1]]).root, "a list with its end twice has another root"
    )
    for index, leaf in enumerate(leaves):
        proof = tree.proof(index)
        hold(proven_root(leaf, index, len(leaves), proof) == tree.root, "a leaf is proven")
        other = (index + 1) % len(leaves)
        proven = proven_root(leaf, other, len(leaves), proof) == tree.root
        hold(not proven or leaves[other] == leaf, "at its own place alone")


def _notices(data: bytes) -> None:
    """What the outbox keeps is ours; a row that is not is refused, and none is sent as another."""
    try:
        notice = read(_json(data), id="x", composed_at="2026-01-01T00:00:00Z")
    except (KeyError, TypeError, ValueError, AttributeError):
        return
    again = json.loads(json.dumps(notice.content()))
    hold(json.dumps(read(again, id="x", composed_at="2026-01-01T00:00:00Z").content()) == json.dumps(again),
         "a notice is read as it was written")  # fmt: skip


def _typed(data: bytes) -> None:
    """What a worker answers becomes the named type, or is refused."""
    for kind in (Seal, tuple[tuple[str, int], ...], dict[str, float | None], str | None):
        try:
            made = decode(kind, _json(data))  # type: ignore[arg-type]
        except (TypeError, ValueError, RecursionError):
            continue
        hold(
            decode(kind, json.loads(encode(made))) == made or "NaN" in data.decode("latin-1"),
            "it is read as it was written",
        )  # type: ignore[arg-type]


_SEAL = {"format": "testigo-seal/1", "chain": "a", "first": 1, "last": 2, "head": "b", "root": "c", "previous": None, "at": "2026-01-01T00:00:00Z", "key": "k"}  # fmt: skip


def _sealed() -> Iterator[bytes]:
    yield json.dumps({"seal": _SEAL, "signature": "eA=="}).encode()
    yield json.dumps(
        {
            "seal": "0" * 64,
            "authority": "https://tsa.example/",
            "reply": base64.b64encode(b"x").decode(),
        }
    ).encode()
    yield b'{"seal":{"format":"\\ud800"},"signature":null}'


def _notes() -> Iterator[bytes]:
    line = f"\N{EM DASH} example.org/log {'A' * 92}\n"
    text = f"example.org/log\n20\n{'A' * 43}=\n\n{line}"
    yield line.encode()
    yield text.encode()
    yield f"old 13\n{'A' * 43}=\n\n{text}".encode()
    yield f"old 0\n\n{text}".encode()


def _values() -> Iterator[bytes]:
    yield b'{"b":[1,2.5,null,true],"a":"\\u00f1\\ud83d\\ude00"}'
    yield base64.urlsafe_b64encode(bytes(32)).rstrip(b"=")


def _tokens() -> Iterator[bytes]:
    yield bytes.fromhex("30053003020100")
    yield bytes.fromhex("301b3003020102301430120c1062616420726571756573742e2e2e2e2e")
    yield b"\x30\x80\x30\x03\x02\x01\x00\x00\x00"


def _leaves() -> Iterator[bytes]:
    yield b"abcdefg"
    yield b"aabb"


def _told() -> Iterator[bytes]:
    notice = Notice.of(Kind.TEST, "es", folder="f", night="2026-01-01", report=None)
    yield json.dumps(notice.content()).encode()


TARGETS = (
    Target("seals", "seals and tokens are read as they were written", _documents, _sealed, _WORDS),
    Target("checkpoints", "notes and requests are written as they were read", _checkpoints, _notes, _LINES),
    Target("digests", "one text for one value, and digests of 32 bytes", _digests, _values, _WORDS),
    Target("timestamps", "TokenError in one line, and nothing is trusted without roots", _replies, _tokens),
    Target("merkle", "a root is of one list of leaves, and a leaf is proven at its place alone", _trees, _leaves, longest=64),
    Target("notices", "a notice is read as it was written", _notices, _told, _WORDS),
    Target("fence-answers", "what a worker answers is the named type, or refused", _typed, _sealed, _WORDS),
)  # fmt: skip
