"""What a merge that was cut off has left: WARC files that it had announced and copied and not taken in
yet, an index without the lines of those that it has.

The log names files before they are copied, so a merge that is killed between leaves nothing that
nobody can account for.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words
from evidence.custody.log.unsigned import unsigned
from evidence.files import refusing, sha256_of
from evidence.folder import is_inside
from evidence.store import heads

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store

log = logging.getLogger(__name__)

MERGING = "merging"
"""The act of announcing files that are copied; its detail holds ``files``: each file's id, and its sha256."""
MERGED = "merged"
"""The act that all of a merge ends with."""
_LATELY = f"""
SELECT 1 FROM custody WHERE act = '{MERGED}'
AND seq > (SELECT COALESCE(MAX(seq), 0) FROM custody WHERE act = 'night-sealed')
"""


def announced(store: Store) -> dict[str, str]:
    """Every file that was announced and is not taken in: its id, and the sha256 that it had there."""
    said: dict[str, str] = {}
    for detail in _said(store, MERGING):
        files = detail.get("files")
        files = files.items() if isinstance(files, dict) else ()
        said |= {warc: sha256 for warc, sha256 in files if is_inside(warc, "warc")}
    for warc in store.values("SELECT id FROM warc_files"):
        said.pop(warc, None)
    return said


BEGUN = "warc-begun"
"""The act of announcing a file that a run writes: one that was cut off leaves it without a row."""


def begin(store: Store, warc: str) -> None:
    """Have the log name a file before it is there: what no entry names is none of ours. Raises
    StoreError."""
    with store.transaction(BEGUN, {"file": warc}):
        pass


def begun(store: Store) -> set[str]:
    """Every file that :func:`begin` named."""
    return {str(detail.get("file")) for detail in _said(store, BEGUN)}


def begun_by_others(store: Store) -> set[str]:
    """Every file that is named in the same way by an entry which is not signed, and by none that is."""
    return {str(told.get("file")) for told in _said(store, BEGUN, signed=False)} - begun(store)


def _said(store: Store, act: str, *, signed: bool = True) -> Iterator[dict[str, Any]]:
    """What the entries of an act say that are signed as the folder's are, or that are not: nobody takes a file
    for ours, or away, by what somebody put in."""
    others = unsigned(store)
    entries = store.iterate(
        f"SELECT seq, detail_json FROM custody WHERE act = '{act}' ORDER BY seq"
    )
    for entry in entries:
        if (entry["seq"] in others) is not signed:
            yield heads.told(entry["detail_json"])


def is_merged_lately(store: Store) -> bool:
    """Whether a merge came to its end and was not sealed yet: its index may be the one before."""
    return store.one(_LATELY) is not None


def is_copy(path: Path, sha256: str | None) -> bool:
    """Whether the file at ``path`` has that sha256, and so is what was announced."""
    return sha256 is not None and path.is_file() and sha256_of(path) == sha256


def take_away(folder: EvidenceFolder, store: Store) -> None:
    """Take away the copies that a merge which broke off has left: their own folder has them still.
    The caller holds the folder. Raises StoreError."""
    for warc, sha256 in announced(store).items():
        path = folder.path / warc
        if path.exists() and is_copy(path, sha256):
            log.warning(
                Words(
                    "{warc} was left by a merge that broke off and is taken away",
                    "{warc} quedó de una incorporación que se interrumpió; se quita",
                ).of(warc=warc)
            )
            with refusing(path):
                path.unlink()
