"""A log of somebody's, and a witness to ask on loopback."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from crawler.listen import endpoints, server
from evidence.config import Config, Witnessing
from evidence.custody.log import keys, notes
from evidence.custody.log.merkle import Tree
from evidence.custody.log.notes import Checkpoint, Key
from evidence.custody.witness import identity
from evidence.custody.witness.request import Request
from evidence.folder import EvidenceFolder
from evidence.store import Store


@dataclass
class Log:
    """A log with a key, that may also lie."""

    origin: str = "example.org/log"
    private: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    leaves: list[bytes] = field(default_factory=lambda: [b"%d" % n for n in range(40)])

    @property
    def key(self) -> Key:
        return Key(self.origin, notes.ED25519, self.private.public_key().public_bytes_raw())

    @property
    def tree(self) -> Tree:
        return Tree(self.leaves)

    def checkpoint(self, size: int) -> Checkpoint:
        return Checkpoint.of(self.origin, size, self.tree.root_at(size), self.private)

    def request(self, old: int, size: int) -> bytes:
        proof = tuple(self.tree.consistency(old, size))
        return bytes(Request(old, proof, self.checkpoint(size)))

    def fork(self, at: int) -> Log:
        """The same log with another leaf there."""
        leaves = [*self.leaves]
        leaves[at] = b"another"
        return Log(self.origin, self.private, leaves)


@dataclass
class Witness:
    """One that answers on loopback."""

    address: str
    key: Key
    folder: EvidenceFolder

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes, str]:
        asking = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=20)
        try:
            asking.request(method, path, body)
            answer = asking.getresponse()
            return answer.status, answer.read(), answer.headers.get("Content-Type", "")
        finally:
            asking.close()

    def add(self, body: bytes) -> tuple[int, bytes, str]:
        return self.ask("POST", "/add-checkpoint", body)

    def cosigned(self, checkpoint: Checkpoint, answer: bytes) -> int:
        """When it says that it cosigned."""
        (line,) = notes.lines(answer)
        return notes.cosigned_at(checkpoint, line, self.key)


@contextmanager
def witness(folder: EvidenceFolder, *logs: Log, name: str = "") -> Iterator[Witness]:
    """A witness of ``logs``, whose folder is made where it is not there."""
    folder.create()
    store = Store(folder.database)
    keys.make(folder, store)
    key = identity.of(store, name).key
    store.close()
    config = Config(witness=Witnessing(tuple(str(log.key) for log in logs), name))
    with server.listening(endpoints.configured(folder, config)) as address:
        yield Witness(address, key, folder)
