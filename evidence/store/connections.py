"""Networks and certificates: what is known of each connection, kept once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.store.records import Certificate, Network

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.store.database import Store

Kind = type[Network] | type[Certificate]
Connected = Network | Certificate


def is_kept(store: Store, kind: Kind, identifier: str) -> bool:
    """Whether a network or a certificate is stored already."""
    return store.value(f"SELECT 1 FROM {kind.TABLE} WHERE id = ?", identifier) is not None


def ids(store: Store, kind: Kind) -> list[str]:
    """The ids of all networks, or of all certificates."""
    return list(store.values(f"SELECT id FROM {kind.TABLE}"))


def put(store: Store, new: Sequence[Connected]) -> None:
    """Store what is new, if anything is; the WARC records of certificates are on the disk."""
    if new:
        with store.transaction("connected") as transaction:
            for one in new:
                if not is_kept(store, type(one), one.id):  # by another process, since it was met
                    transaction.add(one)
