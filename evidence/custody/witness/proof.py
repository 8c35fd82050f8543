"""The proof of one look, for whoever checks without us (c2sp.org/tlog-proof): that the entry which keeps it
is in the log, and that witnesses cosigned that log.

The leaf is the 32 bytes of the entry's id, which are the sha256 of the entry; the entry itself stands in
the proof's ``extra`` line. It names each row that it wrote with the digest of its content.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.custody.log import notes, seals
from evidence.custody.log.document import Cosignature, Seal
from evidence.custody.log.merkle import Tree
from evidence.custody.witness import identity
from evidence.errors import UsageError
from evidence.store.ledger import canonical, raw_id
from evidence.store.records import CustodyEntry

if TYPE_CHECKING:
    from collections.abc import Collection

    from evidence.custody.log.notes import Checkpoint, Key
    from evidence.store.database import Store

_LOOK = """
SELECT k.id FROM checks k JOIN urls u ON u.id = k.url_id WHERE u.url = ? ORDER BY k.checked_at DESC LIMIT 1
"""
_KEPT = "SELECT * FROM custody WHERE instr(rows_json, ?) ORDER BY seq LIMIT 1"
_WORDS = f"SELECT detail_json FROM custody WHERE {seals.OF_THOSE} AND act = ? ORDER BY seq"
_ENTRIES = "SELECT id FROM custody WHERE seq <= ? ORDER BY seq"


@dataclass(frozen=True, slots=True)
class Proof:
    """That an entry is in a log, by a checkpoint of it."""

    entry: CustodyEntry
    log: Key
    checkpoint: Checkpoint
    """with the log's signature and the cosignatures"""
    path: tuple[bytes, ...]
    """from the leaf to the root"""
    witnesses: tuple[Key, ...]
    """those of the known ones that cosigned the checkpoint"""

    def __bytes__(self) -> bytes:
        """The file."""
        one = self.entry
        told = [one.seq, one.previous, one.at, one.act]
        extra = canonical([*told, json.loads(one.rows_json), json.loads(one.detail_json or "{}")])
        path = "".join(f"{notes.encoded(node)}\n" for node in self.path)
        head = (
            f"c2sp.org/tlog-proof@v1\nextra {notes.encoded(extra)}\nindex {one.seq - 1}\n{path}\n"
        )
        return head.encode() + bytes(self.checkpoint)

    @property
    def policy(self) -> str:
        """What a reader has to trust for it (c2sp.org/tlog-policy): this log, and these witnesses."""
        lines = [f"log {self.log}"]
        lines += [f"witness w{n} {key}" for n, key in enumerate(self.witnesses, 1)]
        if self.witnesses:
            all_of = " ".join(f"w{n}" for n in range(1, len(self.witnesses) + 1))
            lines.append(f"group witnesses all {all_of}")
        lines.append(f"quorum {'witnesses' if self.witnesses else 'none'}")
        return "\n".join(lines)


def of_look(store: Store, url: str, known: Collection[str]) -> Proof:
    """The proof of the latest look at a cited ``url``, by the checkpoint over it that most of the ``known``
    witnesses (verifier keys) cosigned, the earliest of several.

    Raises UsageError where it was not looked at, and where no checkpoint is over the look yet.
    """
    check = store.value(_LOOK, url)
    entry = store.first(CustodyEntry, _KEPT, f'"{check}"') if check else None
    log = identity.of_log(store)
    if entry is None:
        raise UsageError(
            Words(
                "{url} was not looked at; see testigo status",
                "{url} no se ha revisado; vea testigo status",
            ),
            url=url,
        )
    over = [one for one in seals.documents(store) if one.checkpoint and one.last >= entry.seq]
    if not over or log is None:
        raise UsageError(
            Words(
                "no seal covers the last look at {url} yet; testigo export seals it",
                "ningún sello cubre todavía la última revisión de {url}; testigo export la sella",
            ),
            url=url,
        )
    words = _by_seal(store)

    def vouching(seal: Seal) -> tuple[Key, ...]:
        given = (word.witness for word in words.get(seal.digest, ()))
        return tuple(key for key in given if str(key) in known)

    best = max(over, key=lambda seal: (len(vouching(seal)), -seal.last))
    assert best.checkpoint is not None
    lines = (*best.checkpoint.lines, *(word.line for word in words.get(best.digest, ())))
    tree = Tree(map(raw_id, store.values(_ENTRIES, best.last)))
    return Proof(
        entry,
        log,
        replace(best.checkpoint, lines=lines),
        tuple(tree.proof(entry.seq - 1)),
        vouching(best),
    )


def _by_seal(store: Store) -> dict[str, list[Cosignature]]:
    """The witnesses' words on each seal, by its digest."""
    found: dict[str, list[Cosignature]] = {}
    for word in seals.readable(Cosignature.read, store.values(_WORDS, seals.COSIGNED)):
        found.setdefault(word.seal, []).append(word)
    return found
