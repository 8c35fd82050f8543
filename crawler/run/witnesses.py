"""Carry this folder's checkpoints to its witnesses, and their cosignatures back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from crawler.run import timestamps
from crawler.wire import errand
from crawler.wire.agent import user_agent
from evidence.custody.log import seals
from evidence.custody.log.notes import Key
from evidence.custody.witness import ask
from evidence.custody.witness.ask import Witness
from evidence.custody.witness.request import Answered

if TYPE_CHECKING:
    from evidence.config import Config
    from evidence.custody.log.document import Seal
    from evidence.folder import EvidenceFolder
    from evidence.store import Store

_SECONDS = 15.0
"""A silent witness must not hold the folder; it is asked again with the next seal."""
_MOST = 1 << 17
"""Bytes; a cosignature has 150, a checkpoint with sixteen of the longest signatures 80,000."""


def seal(folder: EvidenceFolder, store: Store, config: Config) -> Seal | None:
    """Seal the log (:func:`evidence.custody.log.seals.seal`), have it stamped by the authorities,
    anchored by the calendars and cosigned by the witnesses that the configuration names.

    Raises StoreError, and RolledBack where a witness shows another history: all is kept then.
    """
    made = seals.seal(folder, store, timestamps.authorities(folder, config))
    try:
        if config.custody.calendars:
            # few folders have any: a tenth of a second of processor in every night
            from crawler.run import calendars  # noqa: PLC0415

            calendars.run(store, config)
        ask.ask(
            store, [_witness(one.url, one.vkey, one.name, config) for one in config.custody.witness]
        )
    finally:
        seals.write_files(folder, store)
        store.heads.note(sealed=True)  # those of calendars and witnesses are written, too
    return made


def _witness(url: str, vkey: str, name: str, config: Config) -> Witness:
    key = Key.read(vkey)
    return Witness(name or key.name, key, partial(_send, url.rstrip("/"), user_agent(config.crawl)))


def _send(prefix: str, agent: str, method: str, path: str, body: bytes | None) -> Answered:
    headers = {"User-Agent": agent, "Content-Type": "text/plain; charset=utf-8"}
    told = errand.run(method, prefix + path, body, headers, most=_MOST, seconds=_SECONDS)
    return Answered(told.status, told.body.decode("utf-8", "replace"), told.content_type)
