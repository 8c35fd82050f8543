"""The WARC files of a folder against their rows and the log: by name, size and head.

Not hashed: this is asked every night, and costs a look at each file. ``testigo verify`` reads them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.custody.warc import announced, reader
from evidence.custody.warc.files import HEAD
from evidence.errors import RecordError
from evidence.files import in_place_of_a_file, is_file
from evidence.findings import Finding
from evidence.folder import is_inside
from evidence.store import heads

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store

_NAME = "warc-filename"
_SEALED = "SELECT id, bytes FROM warc_files WHERE typeof(id) = 'text' ORDER BY id"
_ENTRY = "SELECT 1 FROM custody WHERE seq = ? AND id = ?"
_OLD = "SELECT 1 FROM custody WHERE seq = ? AND id = ? AND seq < ?"
_SEALED_SINCE = "SELECT 1 FROM custody WHERE seq > ? AND act = 'night-sealed'"


def sealed_files(folder: EvidenceFolder, store: Store) -> Iterator[Finding]:
    """Each file that was sealed and is not there, is shorter or longer, or begins as another one."""
    for row in store.iterate(_SEALED):
        warc, size = str(row["id"]), row["bytes"]
        path = folder.path / warc
        if not is_inside(warc, "warc"):
            yield Finding(warc, "missing")  # no file of ours lies there
            continue
        if what := in_place_of_a_file(path):
            yield Finding(warc, "not-a-file", {"what": what})
            continue
        if not is_file(path):
            yield Finding(warc, "missing")
            continue
        found = path.stat().st_size
        if found != size:
            how = "file-cut" if isinstance(size, int) and found < size else "file-grown"
            yield Finding(warc, how, {"found": found, "sealed": size})
        elif size and (name := _named(folder.path, warc)) != warc:
            yield _replaced(warc, name)


def strangers(folder: EvidenceFolder, store: Store) -> dict[str, Finding]:
    """The files that nothing of ours accounts for, each with what is known of it.

    A run that was cut off leaves a file that is not sealed; the log named it before it was begun. In a
    folder of an earlier version that was so only from some entry on: until the first seal after it,
    files that were begun before are ours.
    """
    sealed = {str(row["id"]) for row in store.iterate(_SEALED)}
    present = {f"warc/{path.name}" for path in folder.warc.glob("*.warc.gz")}
    left = sorted(present - sealed)
    begun = next((mark.seq for mark in heads.marks(store) if heads.is_begun(mark)), None)
    if not left or begun is None:
        return {}
    ours = announced.begun(store) | announced.announced(store).keys()
    gone, others = sealed - present, announced.begun_by_others(store)
    return {
        warc: _told(folder.path, warc, store, gone, is_named=warc in others)
        for warc in left
        if _is_elsewhere(folder.path / warc)
        or (warc not in ours and not _is_old(folder.path, warc, store, begun))
    }


def _replaced(warc: str, name: str) -> Finding:
    if not name:
        return Finding(warc, "file-replaced-foreign")
    return Finding(warc, "file-replaced", {"name": name})


def _told(folder: Path, warc: str, store: Store, gone: set[str], *, is_named: bool) -> Finding:
    """``is_named``: by an entry that is none of ours."""
    if _is_elsewhere(folder / warc):
        what = in_place_of_a_file(folder / warc) or "link"
        return Finding(warc, "not-a-file", {"what": what})
    name, (seq, head) = _named(folder, warc), _begun_at(folder, warc)
    if name in gone:
        return Finding(warc, "file-renamed", {"name": name})
    if is_named:
        return Finding(warc, "file-planted-unsigned")
    if seq and store.one(_ENTRY, seq, head) is None:
        return Finding(warc, "file-planted-or-cut", {"entry": seq})
    return Finding(warc, "file-planted")


def _is_elsewhere(path: Path) -> bool:
    """Whether a file that is not sealed is no file of its own: what is to be cut and sealed may lie
    anywhere."""
    return path.is_symlink() or not path.is_file()


def _begun_at(folder: Path, warc: str) -> tuple[str, str]:
    """Number and id of the entry behind which a file says that it was begun; empty where it says none."""
    seq, _, head = _head(folder, warc).get(HEAD, "").partition(" ")
    return seq, head


def _is_old(folder: Path, warc: str, store: Store, begun: int) -> bool:
    """Whether a file was begun by a version that did not name it before, and not sealed since."""
    seq, head = _begun_at(folder, warc)
    is_old = store.one(_OLD, seq, head, begun) is not None
    return is_old and store.one(_SEALED_SINCE, begun) is None


def _named(folder: Path, warc: str) -> str:
    """The path inside the folder under which a file was begun; empty where it does not say."""
    name = _head(folder, warc).get(_NAME)
    return f"warc/{name}" if name else ""


def _head(folder: Path, warc: str) -> dict[str, str]:
    """What the first record of a file says: its headers, and the fields in its block."""
    try:
        first = reader.read_at(folder, warc, 0)
    except RecordError:
        return {}
    lines = (
        line.partition(": ") for line in first.block[:4096].decode("utf-8", "replace").splitlines()
    )
    return {name: value for name, _, value in lines} | first.headers
