"""Seals: one Merkle root over all entries since the last seal, signed, and stamped by others.

A seal names the one before it, so a token on the newest dates all earlier ones too. It is an entry
of the log, and a file in ``seals/``: a log whose end was cut off is betrayed by the file that is
left, by the WARC files that name an entry which is gone, and by the witness beside the private key.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.custody.log import keys, timestamps
from evidence.custody.log.merkle import Tree
from evidence.store.ledger import canonical, raw_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from evidence.folder import EvidenceFolder
    from evidence.store.database import Row, Store

log = logging.getLogger(__name__)

FORMAT = "testigo-seal/1"
SEALED = "night-sealed"
STAMPED = "timestamped"
ABOUT = (SEALED, STAMPED, "verified")
"""Acts that come after a seal and need none of their own until something else happens."""


@dataclass(frozen=True, slots=True)
class Authorities:
    """Who is asked for time-stamps, and how."""

    urls: Sequence[str] = ()
    post: Callable[[str, bytes], bytes] = field(default=lambda _url, _request: b"")
    """takes an authority's URL and a request, returns the reply; raises OSError"""


def seal(
    folder: EvidenceFolder, store: Store, authorities: Authorities | None = None
) -> Row | None:
    """Seal what the log holds since the last seal; returns the signed seal, or None.

    None when nothing but the last seal itself is new, or when the folder's key is not on this
    machine: the next run that has it seals the more. A silent authority is no error: its next token
    dates this seal too.
    """
    document = _make(store)
    if document is not None:
        with store.transaction(SEALED, document):
            pass
        made = canonical(document)
        authorities = authorities or Authorities()
        for url in authorities.urls:
            _stamp(store, made, url, authorities.post)
        if document["seal"]["key"]:
            last = store.one("SELECT seq, id FROM custody ORDER BY seq DESC LIMIT 1")
            assert last is not None
            keys.note(document["seal"]["key"], last["seq"], last["id"])
    write_files(folder, store)
    return document


def _make(store: Store) -> Row | None:
    before = next(documents(store, newest=True), None)
    first = before["seal"]["last"] + 1 if before else 1
    entries = store.all("SELECT seq, id, act FROM custody WHERE seq >= ? ORDER BY seq", first)
    if not any(entry["act"] not in ABOUT for entry in entries):
        return None
    public = keys.public_of(store)
    private = keys.private(keys.key_id(public)) if public else None
    if public and private is None:
        log.error(
            "not sealed: the folder's signing key %s is not in %s",
            keys.key_id(public),
            keys.place(),
        )
        return None
    chain = store.one("SELECT id FROM custody WHERE seq = 1")
    content = {
        "format": FORMAT,
        "chain": chain["id"] if chain else None,
        "first": first,
        "last": entries[-1]["seq"],
        "head": entries[-1]["id"],
        "root": Tree([raw_id(entry["id"]) for entry in entries]).root.hex(),
        "previous": digest(before) if before else None,
        "at": clock.stamp(clock.now()),
        "key": keys.key_id(public) if public else None,
    }
    signature = base64.b64encode(private.sign(canonical(content))).decode() if private else None
    return {"seal": content, "signature": signature}


def _stamp(store: Store, made: bytes, url: str, post: Callable[[str, bytes], bytes]) -> None:
    try:
        reply = timestamps.ask(made, url, post)
    except (OSError, timestamps.TokenError) as problem:
        log.warning("no time-stamp from %s: %s", url, problem)
        return
    detail = {
        "seal": hashlib.sha256(made).hexdigest(),
        "authority": url,
        "reply": base64.b64encode(reply).decode(),
    }
    with store.transaction(STAMPED, detail):
        pass


def digest(document: Row) -> str:
    """What the next seal and its tokens know this one by: sha256 of its canonical form, in hex."""
    return hashlib.sha256(canonical(document)).hexdigest()


def documents(store: Store, *, newest: bool = False) -> Iterator[dict[str, Any]]:
    """The signed seals of the folder's own log, oldest first unless ``newest``."""
    order = "DESC" if newest else "ASC"
    for row in store.iterate(
        f"SELECT detail_json FROM custody WHERE act = ? ORDER BY seq {order}", SEALED
    ):
        yield json.loads(row["detail_json"])


def files(act: str, detail: dict[str, Any]) -> tuple[str, bytes] | None:
    """Name and content of the file in ``seals/`` for an entry; None for an entry that has none.

    ``openssl ts -verify -data X.json -in X.….tsr -CAfile …`` checks a token without us.
    """
    if act == SEALED:
        return f"{digest(detail)[:32]}.json", canonical(detail)
    if act == STAMPED:
        authority = hashlib.sha256(detail["authority"].encode()).hexdigest()[:8]
        return f"{detail['seal'][:32]}.{authority}.tsr", base64.b64decode(detail["reply"])
    return None


def write_files(folder: EvidenceFolder, store: Store) -> None:
    """Write the files that are not there: of a new seal, of merged ones, and what a killed run left
    out."""
    folder.seals.mkdir(exist_ok=True)
    tables = "SELECT act, detail_json FROM {} WHERE act IN (?, ?)"
    for row in store.iterate(
        " UNION ALL ".join(tables.format(table) for table in ("custody", "merged_custody")),
        *(SEALED, STAMPED) * 2,
    ):
        name, content = files(row["act"], json.loads(row["detail_json"])) or ("", b"")
        path = folder.seals / name
        if not path.exists():
            path.write_bytes(content)
