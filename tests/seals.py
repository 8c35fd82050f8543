"""Seals as versions before checkpoints made them, so that both kinds stand in one log."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from evidence.custody.log import keys, seals
from evidence.custody.log.document import FORMAT, Seal
from evidence.custody.log.merkle import Tree
from evidence.folder import EvidenceFolder
from evidence.store.ledger import canonical, raw_id

if TYPE_CHECKING:
    from evidence.store import Store


def as_before(folder: EvidenceFolder, store: Store) -> Seal:
    """Seal what came since the last seal by the folder's key, over that alone."""
    before = seals.newest(store)
    first = before.last + 1 if before else 1
    entries = store.all("SELECT seq, id FROM custody WHERE seq >= ? ORDER BY seq", first)
    public = keys.public_of(store)
    assert public is not None
    private = keys.private(keys.key_id(public))
    assert private is not None
    content = {
        "format": FORMAT,
        "chain": store.value("SELECT id FROM custody WHERE seq = 1"),
        "first": first,
        "last": entries[-1]["seq"],
        "head": entries[-1]["id"],
        "root": Tree(raw_id(entry["id"]) for entry in entries).root.hex(),
        "previous": before.digest if before else None,
        "at": "2026-11-21T03:00:00.000000Z",
        "key": keys.key_id(public),
    }
    signature = base64.b64encode(private.sign(canonical(content))).decode()
    made = Seal.read({"seal": content, "signature": signature})
    with store.transaction(seals.SEALED, made.document):
        pass
    seals.write_files(folder, store)
    return made
