"""Take in another folder's evidence: its WARC files, its rows, its log.

What happened is never written over: where both folders speak of the same thing they must say the
same. The other log is kept whole beside our own, which says where that log ended; so both chains
can be checked for ever, and a second merge finds nothing to do.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from evidence.custody.log import seals
from evidence.custody.merge.agreement import require_agreement, require_sound
from evidence.custody.merge.files import copy_files
from evidence.custody.merge.logs import ends, is_longer, take_log
from evidence.custody.merge.names import names as names_of
from evidence.custody.merge.rows import take_rows, without_order
from evidence.custody.warc.announced import MERGED
from evidence.custody.warc.files import index_anew
from evidence.store.database import Store
from evidence.store.records import WarcFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from evidence.custody.log.timestamps import Authority
    from evidence.custody.merge.rows import Settle
    from evidence.folder import EvidenceFolder

__all__ = ["merge"]


def merge(
    folder: EvidenceFolder,
    store: Store,
    other: EvidenceFolder,
    settle: Settle,
    *,
    key: str | None = None,
    authorities: Iterable[Authority] = (),
    say: Callable[[str], object] = lambda _: None,
) -> int:
    """Take ``other`` in; returns how many of its rows were new. The caller holds both folders.

    ``settle`` gives the standing of a URL that both folders looked at; ``key`` is the fingerprint
    that the other folder's seals must be signed by. Raises FolderError when ``other`` does not verify
    or contradicts what is here. All is taken in or nothing: what a merge that broke off (StoreError)
    has copied is used by the next, or taken away by the next run. ``authorities`` are asked to stamp
    the seal that it ends with; ``say`` is told of each source that goes on under another id here.
    """
    with closing(Store(other.database)) as theirs:
        longer = {
            chain: end
            for chain, end in ends(theirs).items()
            if is_longer(other.path, theirs, store, chain, end)
        }
        if not longer:  # told by the heads alone: what is here already is not hashed again
            return 0
        require_sound(other, theirs, key)
        files = list(theirs.each(WarcFile, "SELECT * FROM warc_files"))
        names = names_of(store, theirs)
        require_agreement(folder, store, other, theirs, files, names)
        copy_files(other, folder, store, files)
        detail: dict[str, Any] = {
            "folder": other.path.name,
            "chains": {chain: {"seq": end.seq, "head": end.head} for chain, end in longer.items()},
        }
        if names.sources:
            detail["sources"] = dict(names.sources)
        with without_order(store), store.together():
            new = take_rows(store, theirs, settle, names)
            with store.transaction(MERGED, detail):
                for chain in longer:
                    take_log(store, theirs, chain)
        index_anew(folder, store)
        seals.write_files(folder, store)  # theirs, before an entry of ours says that all is written
        seals.seal(folder, store, authorities)
    for told in names.told():
        say(told)
    return new
