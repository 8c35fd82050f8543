"""Have seals anchored by OpenTimestamps calendars, and the proofs completed in later nights.

What is still to do stands in the log: the newest seal without a proof, and the proofs that are pending.
A silent calendar is no error; each later seal is over all before it.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.custody.log import anchors, seals
from evidence.custody.log.anchors import AnchorError, Proof
from evidence.custody.log.document import Anchor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evidence.custody.log.document import Seal
    from evidence.store.database import Store

log = logging.getLogger(__name__)

_SECONDS = 45.0
"""After so long the rest waits for the next night: the folder is held meanwhile."""
_ANCHORS = f"SELECT detail_json FROM custody WHERE {seals.OF_THOSE} AND act = ? ORDER BY seq"


@dataclass(frozen=True, slots=True)
class Calendars:
    """Whom to ask, and how."""

    urls: Sequence[str]
    submit: Callable[[str, bytes], bytes]
    """takes a calendar's address and a digest, returns its reply; raises OSError"""
    upgrade: Callable[[str, bytes], bytes | None]
    """the same for a digest that it knows, None while there is nothing new"""
    is_known: Callable[[str], bool]
    """whether an address that a reply names is a calendar's: others are not asked"""


def anchor(store: Store, calendars: Calendars) -> None:
    """Complete what is pending, and have the newest seal anchored that has no proof. Raises
    StoreError."""
    if not calendars.urls:
        return
    if not anchors.is_installed():
        log.warning(
            Words(
                "seals are not anchored: pip install 'testigo[ots]'",
                "los sellos no se anclan: pip install 'testigo[ots]'",
            ).of()
        )
        return
    until = time.monotonic() + _SECONDS
    latest: dict[str, Anchor] = {}
    for one in seals.readable(Anchor.read, store.values(_ANCHORS, seals.ANCHORED)):
        latest[one.seal] = one
    newest = seals.newest(store)
    if newest is not None and newest.digest not in latest:
        _begin(store, newest, calendars)
    for one in latest.values():
        if not one.blocks and time.monotonic() < until:
            _complete(store, one, calendars)


def _begin(store: Store, seal: Seal, calendars: Calendars) -> None:
    proof, digest = Proof.begin(seal.whole)
    answered = False
    for url in calendars.urls:
        try:
            proof.add(digest, calendars.submit(url, digest))
            answered = True
        except (OSError, AnchorError) as problem:
            log.warning(
                Words("no anchor from {url}: {why}", "{url} no dio ningún ancla: {why}").of(
                    url=url, why=problem
                )
            )
    if answered:
        _keep(store, Anchor(seal.digest, bytes(proof), tuple(proof.blocks)))


def _complete(store: Store, pending: Anchor, calendars: Calendars) -> None:
    """Ask the calendars of a pending proof until one tells the way into a block."""
    try:
        proof = Proof.read(pending.proof)
    except AnchorError as problem:  # altered: verify names it
        log.warning(
            Words(
                "the anchor of the seal {seal} is not readable: {why}",
                "no se puede leer el ancla del sello {seal}: {why}",
            ).of(seal=pending.seal[:16], why=problem)
        )
        return
    for url, digest in proof.pending:
        if not calendars.is_known(url):
            log.warning(
                Words(
                    "not asked: {url} is none of the calendars that are configured or known",
                    "no se consulta {url}: no es ninguno de los calendarios configurados ni de los conocidos",
                ).of(url=url)
            )
            continue
        try:
            if reply := calendars.upgrade(url, digest):
                proof.add(digest, reply)
        except (OSError, AnchorError) as problem:
            log.warning(
                Words("no anchor from {url}: {why}", "{url} no dio ningún ancla: {why}").of(
                    url=url, why=problem
                )
            )
        if proof.blocks:
            _keep(store, Anchor(pending.seal, bytes(proof), tuple(proof.blocks)))
            return


def _keep(store: Store, made: Anchor) -> None:
    with store.transaction(seals.ANCHORED, made.document):
        pass
