"""Witness the logs of others, and be known to them."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence.errors import UsageError
from testigo.api.folder import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from testigo.api.folder import Folder

_STOPS = (signal.SIGTERM, signal.SIGINT)


@dataclass(frozen=True, slots=True)
class WitnessKeys:
    """What keepers of folders tell one another, to witness each other."""

    log: str
    """verifier key of this folder's log: for the ``[witness]`` of others"""
    witness: str
    """verifier key of this folder's witness: for the ``[[custody.witness]]`` of others"""

    def json(self) -> dict[str, Any]:
        """One JSON object, as ``witness keys --format json`` prints it."""
        return asdict(self)


def witness_keys(folder: Folder) -> WitnessKeys:
    """The keys by which others know this folder's log, and the witness that it is for them.

    Raises FolderError without evidence, UsageError where the folder's key is not here, StoreError.

    >>> keys = testigo.witness_keys(folder)
    >>> keys.log.startswith("testigo/"), "/witness+" in keys.witness
    (True, True)
    """
    from evidence.custody.witness import identity

    with opened(folder) as store:
        witness = identity.of(store, folder.config.witness.name)
        return WitnessKeys(str(identity.of_log(store)), str(witness.key))


@dataclass(frozen=True, slots=True)
class Proven:
    """The proof of one look that was written."""

    path: Path
    entry: int
    """number of the log's entry that keeps the look"""
    leaf: str
    """what is proven to be in the log: sha256 of the entry, in hex"""
    size: int
    """entries of the log that the checkpoint is over"""
    witnesses: tuple[str, ...]
    """verifier keys of the witnesses that cosigned it and are known here"""
    policy: str
    """whom a reader has to trust for it, as C2SP's tlog-policy has it"""

    def json(self) -> dict[str, Any]:
        """One JSON object, as ``verify --format json`` prints it under ``proof``."""
        return {**asdict(self), "path": str(self.path), "witnesses": list(self.witnesses)}


def prove(folder: Folder, url: str, out: Path | str, *, witnesses: Sequence[str] = ()) -> Proven:
    """Write the proof of the latest look at a cited ``url`` to ``out`` (c2sp.org/tlog-proof): any program
    that knows the format checks it offline, without us. ``witnesses`` are the verifier keys of those
    whose word counts, in place of those that the configuration names.

    Raises FolderError without evidence, UsageError where the URL was not looked at or no checkpoint is
    over the look yet, StoreError.

    >>> proven = testigo.prove(
    ...     folder, "https://agua.example/compromiso-4", "compromiso-4.tlog-proof"
    ... )
    >>> proven.policy.splitlines()[-1]
    'quorum none'
    """
    from evidence.custody.witness import proof
    from evidence.files import write_whole
    from evidence.store.ledger import raw_id
    from evidence.store.sources import as_known

    known = witnesses or [one.vkey for one in folder.config.custody.witness]
    with opened(folder) as store:
        made = proof.of_look(store, as_known(store, url), known)
    write_whole(Path(out), bytes(made))
    return Proven(
        Path(out),
        made.entry.seq,
        raw_id(made.entry.id).hex(),
        made.checkpoint.size,
        tuple(map(str, made.witnesses)),
        made.policy,
    )


def serve_witness(folder: Folder, told: Callable[[str], None] = lambda _: None) -> None:
    """Answer what others may ask of this folder, until SIGTERM or Ctrl-C, which it handles meanwhile:
    call it in the main thread. ``told`` hears the address once it is open.

    Raises UsageError where ``[witness]`` names no log, where the folder's key is not here, and where the
    place can't be bound; FolderError, StoreError.

    >>> testigo.serve_witness(folder)  # doctest: +SKIP
    """
    missing = f'nobody\'s log is named in {folder.settings_file}: under [witness], logs = ["KEY"]'
    until_stopped(folder, told, missing)


def until_stopped(folder: Folder, told: Callable[[str], None], missing: str) -> None:
    """Answer what others may ask, until SIGTERM or Ctrl-C; raises UsageError with the words ``missing``
    where nobody may ask anything."""
    ended = threading.Event()
    before = {number: signal.signal(number, lambda *_: ended.set()) for number in _STOPS}
    try:
        with answering(folder) as address:
            if address is None:
                raise UsageError(missing)
            told(address)
            ended.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def answering(folder: Folder) -> Iterator[str | None]:
    """Answer others meanwhile, where the configuration wants it; yields where, or None."""
    if not (folder.config.witness.logs or folder.config.observe.askers):
        yield None
        return
    from crawler.listen.endpoints import configured
    from crawler.listen.server import listening

    with opened(folder, make=True):
        endpoints = configured(folder.place, folder.config)
    listen = folder.config.listen
    with listening(endpoints, host=listen.host, port=listen.port) as address:
        yield address
