"""Have this folder's newest checkpoint cosigned by its witnesses, and hear it where one of them saw another
history.

A witness that can't be had is no error: it is asked again with the next seal, which is over all before
it. One that refuses must show why: a checkpoint by our own key that what is here does not lead to. What
it says and does not show accuses nobody.
"""

from __future__ import annotations

import json
import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.bilingual import Words
from evidence.custody.log import notes, seals
from evidence.custody.log.document import Cosignature, Refusal, Seal
from evidence.custody.log.merkle import Tree
from evidence.custody.log.notes import Checkpoint, Key, Line, NoteError
from evidence.custody.witness import identity
from evidence.custody.witness.request import SIZE_TYPE, Answered, Request
from evidence.errors import RolledBack
from evidence.store import heads
from evidence.store.ledger import raw_id
from evidence.store.records import CustodyEntry, WitnessAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evidence.store.database import Store

log = logging.getLogger(__name__)

_SECONDS = 60.0
"""After so long no further witness is asked: the folder is held meanwhile, and the next seal will do."""
_TRIES = 3
"""A witness tells once from which size it wants a proof; a second time others asked it meanwhile."""

OTHER_HISTORY = "it saw another history"
"""How the problem of a refusal begins."""
_ENTRIES = "SELECT id FROM custody ORDER BY seq"
_AFTER = f"SELECT * FROM custody WHERE {seals.OF_THOSE} AND seq > ? AND act = ? ORDER BY seq"
_ANSWER = "SELECT * FROM witness_answers WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Witness:
    """Whom to ask, and how."""

    name: str
    key: Key
    send: Callable[[str, str, bytes | None], Answered]
    """takes method, path and body, and carries them; raises OSError"""


class _RefusedError(Exception):
    """Its argument is the Refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__()
        self.refusal = refusal


def ask(store: Store, witnesses: Sequence[Witness]) -> None:
    """Ask each for a cosignature of the newest seal; one that gave it is asked what it saw since.

    Cosignatures become entries of the log, and so does what a witness shows that saw another history:
    that raises RolledBack, once all were asked, unless a person has said that what it saw is gone. Raises
    StoreError.
    """
    seal = seals.newest(store)
    if not witnesses or seal is None or seal.checkpoint is None:
        return
    asking = _Asking(store, seal)
    until = time.monotonic() + _SECONDS
    refusals = []
    for witness in witnesses:
        if time.monotonic() > until:
            asking.keep(witness, "there was no time left to ask it")
        else:
            refusals += asking.one(witness)
    for name, refusal in refusals:
        if not _is_explained(store, refusal):
            raise RolledBack(name, refusal.shown.size)


def give_up(store: Store, note: str) -> bool:
    """A person goes on from what is here, though a witness saw more: the log says so, for good, and such a
    refusal ends no command any more. Returns False where no witness showed more. Raises StoreError."""
    known = (
        Refusal.read(_detail(entry)) for entry in store.each(CustodyEntry, _AFTER, 0, seals.REFUSED)
    )
    sizes = [one.shown.size for one in list(known) if not _is_explained(store, one)]
    if not sizes:
        return False
    with store.transaction(heads.RESTORED, {"lost": {"seq": max(sizes)}, "note": note}):
        pass
    return True


def _is_explained(store: Store, refusal: Refusal) -> bool:
    """Whether a person has said that what a witness saw is gone, and the witness has cosigned nothing since:
    then it is still what was meant."""
    since = 0
    for entry in store.each(CustodyEntry, _AFTER, 0, seals.COSIGNED):
        if _detail(entry).get("witness") == str(refusal.witness):
            since = entry.seq
    lost = [
        mark.detail.get("lost")
        for mark in heads.marks(store)
        if mark.act == heads.RESTORED and mark.seq > since
    ]
    gone = [one.get("seq") for one in lost if isinstance(one, dict)]
    return any(isinstance(seq, int) and refusal.shown.size <= seq for seq in gone)


def _detail(entry: CustodyEntry) -> dict[str, Any]:
    told = json.loads(entry.detail_json or "{}")
    return told if isinstance(told, dict) else {}


class _Asking:
    """One seal and the tree that leads to it."""

    def __init__(self, store: Store, seal: Seal) -> None:
        assert seal.checkpoint is not None
        self._store = store
        self._seal = seal
        self._checkpoint = seal.checkpoint
        self._tree = Tree()
        known = identity.of_log(store)
        self._own = [known] if known else []
        self._done: set[str] = set()
        """verifier keys of those that cosigned this seal"""
        for entry in store.each(CustodyEntry, _AFTER, seal.last, seals.COSIGNED):
            if _detail(entry).get("seal") == seal.digest:
                self._done.add(str(_detail(entry).get("witness")))

    def one(self, witness: Witness) -> list[tuple[str, Refusal]]:
        """Ask a witness and keep what came of it; returns its refusal, where it shows one."""
        done = str(witness.key) in self._done
        line = None
        try:
            if done:
                self._compare(witness)
            else:
                line = self._cosignature(witness)
        except _RefusedError as refused:
            self._keep_refusal(refused.refusal)
            self.keep(witness, f"{OTHER_HISTORY}: size {refused.refusal.shown.size}")
            return [(witness.name, refused.refusal)]
        except (OSError, ValueError) as problem:  # NoteError, and an id that is none
            if not done:
                self.keep(witness, str(problem) or type(problem).__name__)
            return []
        if line is not None:
            word = Cosignature(self._seal.digest, witness.key, line)
            with self._store.transaction(seals.COSIGNED, word.document):
                pass
        self.keep(witness, None)
        return []

    def _cosignature(self, witness: Witness) -> Line:
        """Raises OSError or NoteError when there is none, and :class:`_RefusedError`."""
        self._require_whole()
        size = self._checkpoint.size
        before = self._store.first(WitnessAnswer, _ANSWER, str(witness.key))
        old = min(before.size, size) if before else 0
        for _ in range(_TRIES):
            proof = tuple(self._tree.consistency(old, size))
            request = Request(old, proof, self._checkpoint)
            told = witness.send("POST", "/add-checkpoint", bytes(request))
            if told.status == 200:
                return self._own_line(witness, told)
            wanted = _size(told) if told.status == 409 else None
            if wanted is None or wanted > size or wanted == old:
                # tlog-witness v1.0 answers so, too, where the root of the same size is another
                raise self._refused(witness, told, wanted)
            if before and wanted < before.size:
                log.warning(
                    Words(
                        "witness {witness} knew {before} entries, and knows {now}",
                        "el testigo {witness} conocía {before} asientos y ahora conoce {now}",
                    ).of(witness=witness.name, before=before.size, now=wanted)
                )
            old = wanted
        raise NoteError("it wants a proof from another size each time")

    def _require_whole(self) -> None:
        """Read the tree; raises NoteError where it is not the one that was sealed."""
        if not len(self._tree):
            self._tree = Tree(map(raw_id, self._store.values(_ENTRIES)))
        size = self._checkpoint.size
        if len(self._tree) < size or self._tree.root_at(size) != self._checkpoint.root:
            raise NoteError("not asked: the log is not what its last seal is over; testigo verify")

    def _compare(self, witness: Witness) -> None:
        """Ask what a witness saw last: a copy that was put back may end with a seal that it cosigned.
        Raises OSError and NoteError where that can't be done, and :class:`_RefusedError`."""
        self._require_whole()
        shown = self._shown(witness)
        if shown is not None and not self._leads_to(shown):
            raise _RefusedError(Refusal(witness.key, shown))

    def _leads_to(self, shown: Checkpoint) -> bool:
        """Whether what is here has the history that was shown."""
        return shown.size <= len(self._tree) and shown.root == self._tree.root_at(shown.size)

    def _own_line(self, witness: Witness, told: Answered) -> Line:
        for line in notes.lines(told.body.encode()):
            if line.is_of(witness.key):
                at = notes.cosigned_at(self._checkpoint, line, witness.key)
                apart = clock.APART.total_seconds()
                earliest = clock.parse(self._seal.at).timestamp() - apart
                if not earliest <= at <= clock.now().timestamp() + apart:
                    raise NoteError("its clock and ours are more than ten minutes apart")
                return line
        raise NoteError("its answer has no cosignature by the key that is configured")

    def _refused(self, witness: Witness, told: Answered, wanted: int | None) -> Exception:
        """What to raise for a refusal: proof of another history where it shows one."""
        if told.status not in (409, 422):
            return NoteError(_REASONS.get(told.status, f"it answered with status {told.status}"))
        shown = self._shown(witness)
        if shown is None:
            saw = (
                f"says that it saw {wanted} entries" if wanted else "says that this log was forked"
            )
            return NoteError(f"it {saw}, and shows no checkpoint of ours for it")
        if self._leads_to(shown):
            return NoteError("it refused what goes on from all that it shows; it is asked again")
        return _RefusedError(Refusal(witness.key, shown))

    def _shown(self, witness: Witness) -> Checkpoint | None:
        """The latest checkpoint that it saw of this log, signed by this log's key."""
        path = f"/{notes.origin_hash(self._checkpoint.origin)}/checkpoint"
        told = witness.send("GET", path, None)
        try:
            shown = Checkpoint.read(told.body.encode())
            is_ours = shown.origin == self._checkpoint.origin and shown.signer(self._own)
        except NoteError:
            return None
        return shown if told.status == 200 and is_ours else None

    def _keep_refusal(self, refusal: Refusal) -> None:
        """Once for each that is shown: nights would fill the log with it."""
        known = self._store.each(CustodyEntry, _AFTER, 0, seals.REFUSED)
        if all(_detail(entry) != refusal.document for entry in known):
            with self._store.transaction(seals.REFUSED, refusal.document):
                pass

    def keep(self, witness: Witness, problem: str | None) -> None:
        """How asking went, for ``status`` and ``doctor``."""
        key, now = str(witness.key), clock.stamp(clock.now())
        before = self._store.first(WitnessAnswer, _ANSWER, key)
        size = (before.size if before else 0) if problem else self._seal.last
        since = ((before and before.since) or now) if problem else None
        if problem:
            log.warning(
                Words(
                    "witness {witness} did not cosign the seal: {why}",
                    "el testigo {witness} no cofirmó el sello: {why}",
                ).of(witness=witness.name, why=problem)
            )
        with self._store.housekeeping() as transaction:
            transaction.put(WitnessAnswer(key, now, size, problem, since))


def _size(told: Answered) -> int | None:
    """The size that an answer names; None where it names none."""
    text = told.body.removesuffix("\n")
    named = told.content_type.partition(";")[0].strip() == SIZE_TYPE
    return int(text) if named and text.isascii() and text.isdigit() and len(text) < 20 else None


_REASONS = {
    403: "it knows another key of this log: give its keeper the one of testigo witness keys",
    404: "it does not know this log: give its keeper what testigo witness keys prints",
}
