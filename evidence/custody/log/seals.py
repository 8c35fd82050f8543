"""Make seals: one Merkle root over all entries of the log, signed, and stamped by others.

A seal is over all before it, so a time-stamp on the newest dates all earlier ones too. It goes on from
the nodes that the last one left, so it is consistent with that one whatever was done to the database
between, and costs no more than what is new. A seal is an entry of the log, and a file in ``seals/``. If
the log's end is cut off, three things tell: the file that is left, the WARC files that name an entry
which is gone, and the note beside the private key.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from evidence import clock
from evidence.bilingual import Words
from evidence.custody.faults import SHAPES
from evidence.custody.log import keys, timestamps
from evidence.custody.log.document import FORMAT, Anchor, Cosignature, Seal, Token, origin_of
from evidence.custody.log.merkle import Frontier, Tree
from evidence.custody.log.notes import Checkpoint, encoded
from evidence.custody.log.written import Written, written
from evidence.files import is_unfinished, sweep, write_whole
from evidence.findings import Finding
from evidence.store.ledger import raw_id
from evidence.store.records import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from evidence.custody.log.timestamps import Authority
    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store

log = logging.getLogger(__name__)
T = TypeVar("T")

SEALED = "night-sealed"
STAMPED = "timestamped"
COSIGNED = "cosigned"
ANCHORED = "anchored"
REFUSED = "refused-by-witness"
BEHIND = (SEALED, STAMPED, COSIGNED, ANCHORED, REFUSED)
"""Acts on a seal: a package has all of them, also where no later seal is over them yet."""
OF_THOSE = "act IN ('night-sealed', 'timestamped', 'cosigned', 'anchored', 'refused-by-witness')"
"""The same as the indexes ``custody_behind`` and ``merged_custody_behind`` have it: SQLite uses them only
where a query says the same."""
ABOUT = (*BEHIND, "verified")
"""Acts that come after a seal and need none of their own until something else happens."""


_DIGEST = re.compile("[0-9a-f]{64}")
_SEALS = f"SELECT detail_json FROM custody WHERE {OF_THOSE} AND act = ? ORDER BY seq {{}}"
_COVERED = "SELECT id FROM custody WHERE seq <= ? ORDER BY seq"
_SINCE = "SELECT seq, id, act FROM custody WHERE seq >= ? ORDER BY seq"


@dataclass(frozen=True, slots=True)
class _Entry(Result):
    """As much of a log entry as a seal is about: the others may be long."""

    seq: int
    id: str
    act: str


def seal(
    folder: EvidenceFolder, store: Store, authorities: Iterable[Authority] = ()
) -> Seal | None:
    """Seal what the log holds since the last seal; returns the new seal, or None.

    None when nothing but the last seal itself is new, or when the folder's key is not on this
    machine: the next run that has it seals the more. A silent authority is no error: its next
    time-stamp dates this seal too. Raises StoreError.
    """
    known, made = written(folder, store), _make(store)
    if made is not None:
        keys.write_file(folder, store)  # where it lacks behind a seal, somebody took it
        if known.is_merged_lately:
            write_files(folder, store, known)  # theirs: behind a seal of ours none of them may lack
        with store.transaction(SEALED, made.document):
            pass
        for authority in authorities:
            _stamp(store, made, authority)
    write_files(folder, store, known)
    if made is not None:
        store.heads.note(sealed=True)
    return made


def _make(store: Store) -> Seal | None:
    """A seal over what is new, signed where the folder has a key; None as for :func:`seal`."""
    before, entries = _since_last(store)
    if all(entry.act in ABOUT for entry in entries):
        return None
    public = keys.public_of(store)
    private = keys.private(keys.key_id(public)) if public else None
    if public and private is None:
        log.error(
            Words(
                "not sealed: the folder's signing key {key} is not in {place}",
                "no se selló: la clave de firma de la carpeta, {key}, no está en {place}",
            ).of(key=keys.key_id(public), place=keys.place())
        )
        return None
    if private is None:
        return _unsigned(store, before, entries)
    frontier = _frontier(store, before)
    for entry in entries:
        frontier.append(raw_id(entry.id))
    note = Checkpoint.of(origin_of(chain_of(store)), frontier.size, frontier.root, private)
    return Seal.read({
        "checkpoint": bytes(note).decode(),
        "frontier": [encoded(node) for node in frontier.nodes],
        "at": clock.stamp(clock.now()),
    })  # fmt: skip


def _frontier(store: Store, before: Seal | None) -> Frontier:
    """What the log's tree goes on from: left by the last seal, or made again from all entries that it
    covers, where it is of an earlier version or was altered."""
    with suppress(KeyError, TypeError, ValueError):
        return before.frontier if before else Frontier()
    frontier = Frontier()
    for one in store.values(_COVERED, before.last if before else 0):
        frontier.append(raw_id(one))
    return frontier


def _unsigned(store: Store, before: Seal | None, entries: Sequence[_Entry]) -> Seal:
    """A seal of a folder that has no key."""
    content = {
        "format": FORMAT,
        "chain": chain_of(store),
        "first": entries[0].seq,
        "last": entries[-1].seq,
        "head": entries[-1].id,
        "root": Tree(raw_id(entry.id) for entry in entries).root.hex(),
        "previous": before.digest if before else None,
        "at": clock.stamp(clock.now()),
        "key": None,
    }
    return Seal.read({"seal": content, "signature": None})


def chain_of(store: Store) -> str:
    """The id of the log's first entry, which names the whole of it."""
    return str(store.value("SELECT id FROM custody WHERE seq = 1"))


def is_open(store: Store) -> bool:
    """Whether the log ends with entries that need a seal and have none."""
    return any(entry.act not in ABOUT for entry in _since_last(store)[1])


def _since_last(store: Store) -> tuple[Seal | None, list[_Entry]]:
    """The last seal, and the entries that it is not about."""
    before = newest(store)
    return before, list(store.each(_Entry, _SINCE, before.last + 1 if before else 1))


def _stamp(store: Store, made: Seal, authority: Authority) -> None:
    try:
        reply = timestamps.ask(made.whole, authority)
        _require_later(reply, made)
    except (OSError, ValueError) as problem:  # TokenError, or a strange field in the reply
        log.warning(
            Words(
                "no time-stamp from {authority}: {why}",
                "{authority} no dio ningún sello de tiempo: {why}",
            ).of(authority=authority.name, why=problem)
        )
        return
    with store.transaction(STAMPED, Token(made.digest, authority.name, reply).document):
        pass


def _require_later(reply: bytes, made: Seal) -> None:
    """Kept, a token that is older than what it stamps would be a finding for good, and it is our clock that may have
    been wrong. Raises ValueError."""
    told = timestamps.said(reply)
    if told is not None and told.at < clock.parse(made.at) - clock.APART:
        raise ValueError("its clock and ours are more than ten minutes apart")


def documents(store: Store) -> Iterator[Seal]:
    """The seals of the folder's own log, oldest first; raises one of
    :data:`evidence.custody.faults.SHAPES` for one that was altered to another shape."""
    return (Seal.read(json.loads(detail)) for detail in store.values(_SEALS.format("ASC"), SEALED))


def newest(store: Store) -> Seal | None:
    """The last seal of the folder's own log; None before the first one."""
    return next(readable(Seal.read, store.values(_SEALS.format("DESC"), SEALED)), None)


def readable(read: Callable[[dict[str, Any]], T], details: Iterable[str]) -> Iterator[T]:
    """What entries of the log say (``details`` in JSON), as ``read`` reads it. One that was altered to
    another shape is left out: verification names it, and a night goes on."""
    for detail in details:
        try:
            found = read(json.loads(detail))
        except SHAPES:
            continue
        yield found


def file_of(act: str, detail: dict[str, Any]) -> tuple[str, bytes] | None:
    """Name and content of the file in ``seals/`` for an entry; None for an entry that has none.

    ``openssl ts -verify -data X.checkpoint -in X.….tsr -CAfile …`` checks a time-stamp without us,
    ``ots verify -f X.checkpoint X.ots`` an anchor. Raises
    KeyError, TypeError or ValueError for a detail of another shape than ours, also for one that names its seal
    by what is no digest: the file is named after it, and would be written anywhere.
    """
    if act == SEALED:
        made = Seal.read(detail)
        return f"{made.digest[:32]}.{'checkpoint' if made.checkpoint else 'json'}", made.whole
    if act == STAMPED:
        token = Token.read(detail)
        authority = hashlib.sha256(token.authority.encode()).hexdigest()[:8]
        return f"{_begins(token.seal)}.{authority}.tsr", token.reply
    if act == COSIGNED:
        word = Cosignature.read(detail)
        witness = hashlib.sha256(str(word.witness).encode()).hexdigest()[:8]
        return f"{_begins(word.seal)}.{witness}.cosignature", str(word.line).encode()
    if act == ANCHORED:
        anchor = Anchor.read(detail)
        return f"{_begins(anchor.seal)}.{'' if anchor.blocks else 'pending.'}ots", anchor.proof
    return None


def _begins(digest: str) -> str:
    """How the names of the files of a seal begin, by its digest; raises ValueError for what is none."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError("not the digest of a seal")
    return digest[:32]


@dataclass(frozen=True, slots=True)
class SealFile:
    """A file in ``seals/``."""

    name: str
    content: bytes
    seq: int | None
    """the entry of the folder's own log that it is of first; None where it is of a log that was taken in"""


def files(store: Store) -> Iterator[SealFile]:
    """Each file in ``seals/``, by the folder's own log and those merged into it."""
    met = set()
    for table in ("custody", "merged_custody"):
        sql = f"SELECT seq, act, detail_json FROM {table} WHERE {OF_THOSE} ORDER BY seq"
        for row in store.iterate(sql):
            for file in readable(partial(file_of, row["act"]), [row["detail_json"]]):
                if file is not None and file[0] not in met:
                    met.add(file[0])
                    yield SealFile(*file, row["seq"] if table == "custody" else None)


def write_files(folder: EvidenceFolder, store: Store, known: Written | None = None) -> None:
    """Write the files that are not there: of a new seal, of merged ones, and what a killed run or a
    full disk left out or half, the key's among them. What was altered, and what was taken away after it had been
    written (:func:`taken_away`), is left as it is, and verification names it. ``known`` is how far they were
    written, where that was asked before a new entry. Raises StoreError."""
    for left in sweep(folder.seals):
        log.warning(
            Words(
                "{file} was left half written by an earlier run and is taken away",
                "una revisión anterior dejó {file} a medias; se quita",
            ).of(file=left.name)
        )
    keys.write_file(folder, store)
    known = known or written(folder, store)
    for file in files(store):
        path = folder.seals / file.name
        if not is_unfinished(path, file.content):
            continue
        if path.exists():
            log.warning(
                Words(
                    "seals/{file} was left half by an earlier run and is mended",
                    "una revisión anterior dejó a medias seals/{file}; se repara",
                ).of(file=file.name)
            )
        elif not known.may_lack(file.seq):
            continue
        write_whole(path, file.content)


def taken_away(folder: EvidenceFolder, store: Store) -> Iterator[Finding]:
    """Each file in ``seals/`` that was written and is not there."""
    known = written(folder, store)
    present = {path.name for path in folder.seals.glob("*")}
    for file in files(store):
        if file.name not in present and not known.may_lack(file.seq):
            yield Finding(f"seals/{file.name}", "missing")
