"""A witness cosigns what goes on from what it saw, and nothing else, whoever asks and however."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from evidence.custody.log import notes
from evidence.custody.log.notes import Checkpoint, Line
from evidence.custody.witness import cosign
from evidence.custody.witness.request import Request
from evidence.errors import StoreError
from evidence.folder import EvidenceFolder
from evidence.store import Store
from tests.logs import Log, Witness, witness

pytestmark = pytest.mark.usefixtures("own_config")

SEEN = 13
"""Entries that the witness has cosigned."""


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
def other() -> Log:
    return Log("example.org/other")


@pytest.fixture
def there(tmp_path: Path, log: Log, other: Log) -> Iterator[Witness]:
    """It has seen 13 entries of the log, and nothing of the other."""
    with witness(EvidenceFolder(tmp_path / "witness"), log, other) as found:
        status, answer, _ = found.add(log.request(0, SEEN))
        assert status == 200, answer
        yield found


def seen(there: Witness) -> dict[str, tuple[int, str]]:
    """What it keeps of each log: size and root."""
    store = Store(there.folder.database)
    rows = store.all("SELECT * FROM witnessed")
    store.close()
    return {row["id"]: (row["size"], row["root"]) for row in rows}


def test_a_log_that_goes_on_is_cosigned_each_time(there: Witness, log: Log) -> None:
    old = SEEN
    for size in (SEEN, 14, 20, 40, 40):
        status, answer, _ = there.add(log.request(old, size))
        assert status == 200, answer
        at = there.cosigned(log.checkpoint(size), answer)
        assert abs(at - time.time()) < 60
        old = size


def test_the_latest_checkpoint_is_shown_with_both_signatures(there: Witness, log: Log) -> None:
    status, note, _ = there.ask("GET", f"/{notes.origin_hash(log.origin)}/checkpoint")
    shown = Checkpoint.read(note)
    assert (status, shown.size) == (200, SEEN)
    assert shown.signer([log.key]) == log.key
    assert notes.cosigned_at(shown, shown.lines[-1], there.key)
    for unknown in (notes.origin_hash("example.org/other"), "x", "0" * 64):
        assert there.ask("GET", f"/{unknown}/checkpoint")[0] == 404


def test_who_believes_another_size_is_told_the_right_one(there: Witness, log: Log) -> None:
    for old in (0, 1, SEEN - 1, SEEN + 1, 40):
        status, answer, kind = there.add(log.request(old, 40))
        assert (status, answer, kind) == (409, b"13\n", "text/x.tlog.size")


def _touched(request: bytes, at: int) -> bytes:
    """The proof with another hash at a place."""
    read = Request.read(request)
    proof = [*read.proof]
    proof[at] = b"x" * 32
    return bytes(Request(read.old, tuple(proof), read.checkpoint))


def _with(log: Log, old: int, proof: list[bytes], checkpoint: Checkpoint) -> bytes:
    return bytes(Request(old, tuple(proof), checkpoint))


def _signed_otherwise(log: Log) -> bytes:
    request, (line,) = Request.read(log.request(SEEN, 20)), log.checkpoint(20).lines
    broken = Line(line.name, line.data[:-1] + bytes([line.data[-1] ^ 1]))
    note = Checkpoint(log.origin, 20, request.checkpoint.root, request.checkpoint.text, (broken,))
    return bytes(Request(SEEN, request.proof, note))


def _by_another(log: Log) -> bytes:
    return Log(log.origin).request(SEEN, 20)


def _in_anothers_name(log: Log) -> bytes:
    """Signed by a log that is known, over the origin of another."""
    return bytes(
        Request(0, (), Checkpoint.of("example.org/other", 20, log.tree.root_at(20), log.private))
    )


def _of_size(log: Log, size: str) -> bytes:
    text = f"{log.origin}\n{size}\n{notes.encoded(log.tree.root)}\n"
    line = Line(log.origin, log.key.id + log.private.sign(text.encode()))
    return f"old {SEEN}\n\n{text}\n{line}".encode()


REFUSED: dict[str, tuple[Callable[[Log], bytes], int]] = {
    # forked: something that was cosigned is another now
    "first entry rewritten": (lambda log: log.fork(0).request(SEEN, 20), 422),
    "entry in the middle rewritten": (lambda log: log.fork(6).request(SEEN, 20), 422),
    "last cosigned entry rewritten": (lambda log: log.fork(SEEN - 1).request(SEEN, 20), 422),
    "all of it remade": (lambda log: Log(log.origin, log.private, [b"x"] * 40).request(SEEN, 40), 422),
    "fork with the honest proof": (
        lambda log: _with(log, SEEN, log.tree.consistency(SEEN, 20), log.fork(3).checkpoint(20)), 422),
    "fork that says it is new": (lambda log: log.fork(3).request(0, 20), 409),
    "equivocation: another root of the same size": (lambda log: log.fork(3).request(SEEN, SEEN), 422),
    # back-dated: a night put in between, or taken out
    "night put in before": (
        lambda log: Log(log.origin, log.private, [*log.leaves[:5], b"late", *log.leaves[5:]]).request(SEEN, 20), 422),
    "night put before all": (
        lambda log: Log(log.origin, log.private, [b"late", *log.leaves]).request(SEEN, 20), 422),
    "night taken out": (
        lambda log: Log(log.origin, log.private, log.leaves[:5] + log.leaves[6:]).request(SEEN, 20), 422),
    "two nights swapped": (
        lambda log: Log(log.origin, log.private, [*log.leaves[:5], log.leaves[6], log.leaves[5], *log.leaves[7:]])
        .request(SEEN, 20), 422),
    # rewound: an older copy goes on
    "rewound by one": (lambda log: log.request(SEEN - 1, SEEN - 1), 409),
    "rewound to the beginning": (lambda log: log.request(0, 1), 409),
    "rewound to nothing": (lambda log: log.request(0, 0), 409),
    "rewound, and what was cosigned called old": (
        lambda log: _with(log, SEEN, [], log.checkpoint(SEEN - 2)), 400),
    "rewound and gone on": (
        lambda log: Log(log.origin, log.private, [*log.leaves[:8], *[b"anew"] * 20]).request(8, 20), 409),
    "rewound, gone on, and the size known": (
        lambda log: Log(log.origin, log.private, [*log.leaves[:8], *[b"anew"] * 20]).request(SEEN, 20), 422),
    # proofs that prove nothing
    "no proof": (lambda log: _with(log, SEEN, [], log.checkpoint(20)), 422),
    "proof cut short": (
        lambda log: _with(log, SEEN, log.tree.consistency(SEEN, 20)[:-1], log.checkpoint(20)), 422),
    "proof with more": (
        lambda log: _with(log, SEEN, [*log.tree.consistency(SEEN, 20), b"x" * 32], log.checkpoint(20)), 422),
    "proof turned round": (
        lambda log: _with(log, SEEN, log.tree.consistency(SEEN, 20)[::-1], log.checkpoint(20)), 422),
    "proof touched": (lambda log: _touched(log.request(SEEN, 20), 1), 422),
    "proof of another size": (
        lambda log: _with(log, SEEN, log.tree.consistency(SEEN, 21), log.checkpoint(20)), 422),
    "proof where none is needed": (lambda log: _with(log, SEEN, [b"x" * 32], log.checkpoint(SEEN)), 422),
    # not by this log
    "signed by another key": (_by_another, 403),
    "signature broken": (_signed_otherwise, 403),
    "in another log's name": (_in_anothers_name, 403),
    "of an unknown log": (lambda log: Log("example.org/unknown").request(0, 20), 404),
    # not by the standard
    "size with a zero before it": (lambda log: _of_size(log, "020"), 400),
    "size below nothing": (lambda log: _of_size(log, "-1"), 400),
    "size without end": (lambda log: _of_size(log, "9" * 400), 400),
    "nothing": (lambda _: b"", 400),
    "noise": (lambda _: bytes(range(256)) * 10, 400),
    "old size left out": (lambda log: log.request(SEEN, 20).partition(b"\n")[2], 400),
    "old size with a sign": (lambda log: log.request(SEEN, 20).replace(b"old 13", b"old +13"), 400),
    "proof that is not base64": (
        lambda log: log.request(SEEN, 20).replace(b"old 13\n", b"old 13\n!!\n"), 400),
    "proof of short hashes": (
        lambda log: log.request(SEEN, 20).replace(b"old 13\n", b"old 13\nAAAA\n"), 400),
    "64 lines of proof": (
        lambda log: _with(log, SEEN, [b"x" * 32] * 64, log.checkpoint(20)), 400),
    "cut off": (lambda log: log.request(SEEN, 20)[:-30], 400),
    "Windows' line ends": (lambda log: log.request(SEEN, 20).replace(b"\n", b"\r\n"), 400),
    "a body too long": (
        lambda log: log.request(SEEN, 20) + base64.b64encode(b"x" * 200_000), 413),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_go_on_is_refused_and_changes_nothing(
    there: Witness, log: Log, case: str
) -> None:
    submission, status = REFUSED[case]
    before = seen(there)
    assert there.add(submission(log))[0] == status
    assert seen(there) == before
    assert there.add(log.request(SEEN, 20))[0] == 200


def test_a_fork_that_was_shown_is_kept_as_proof(there: Witness, log: Log) -> None:
    """Two checkpoints by one key that no proof joins: whoever has both has caught the log."""
    fork = log.fork(3)
    there.add(fork.request(SEEN, 20))
    store = Store(there.folder.database)
    kept = Checkpoint.read(store.value("SELECT refused FROM witnessed").encode())
    store.close()
    assert kept.signer([log.key]) == log.key
    assert kept.root == fork.tree.root_at(20)


def test_an_empty_log_has_the_root_of_nothing(there: Witness, other: Log) -> None:
    bad = Checkpoint.of(other.origin, 0, b"x" * 32, other.private)
    assert there.add(bytes(Request(0, (), bad)))[0] == 422
    assert there.add(other.request(0, 0))[0] == 200
    assert there.add(_with(other, 0, [b"x" * 32], other.checkpoint(5)))[0] == 422
    assert there.add(other.request(0, 5))[0] == 200


def test_signatures_of_others_beside_the_logs_own_are_not_in_the_way(
    there: Witness, log: Log
) -> None:
    request = Request.read(log.request(SEEN, 20))
    strange = Line("example.org/who", b"0123" + b"s" * 5000)
    lines = (strange, *request.checkpoint.lines, strange)
    note = Checkpoint(log.origin, 20, request.checkpoint.root, request.checkpoint.text, lines)
    assert there.add(bytes(Request(SEEN, request.proof, note)))[0] == 200


def test_of_forks_that_come_at_once_one_is_cosigned(there: Witness, log: Log) -> None:
    forks = [log, *(log.fork(place) for place in range(SEEN, 20))]
    answers: list[int] = []
    threads = [
        threading.Thread(
            target=lambda fork: answers.append(there.add(fork.request(SEEN, 20))[0]), args=(fork,)
        )
        for fork in forks
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] + [409] * (len(forks) - 1)


def test_a_crash_between_keeping_and_answering_lets_no_fork_through(
    there: Witness, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = cosign.Answered

    def dies(status: int, *more: str) -> cosign.Answered:
        if status == 200:
            raise RuntimeError("the power went out")
        return answered(status, *more)

    monkeypatch.setattr(cosign, "Answered", dies)
    assert there.add(log.request(SEEN, 20))[0] == 500
    monkeypatch.undo()
    assert there.add(log.fork(SEEN).request(SEEN, 20))[:2] == (409, b"20\n")
    assert there.add(log.fork(SEEN).request(20, 30))[0] == 422
    assert there.add(log.request(20, 20))[0] == 200


def test_what_can_not_be_kept_is_not_cosigned(
    there: Witness, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError(there.folder.database, "can't be written (no space)")

    before = seen(there)
    monkeypatch.setattr("evidence.store.database.Transaction.put", full)
    assert there.add(log.request(SEEN, 20))[:2] == (500, b"")
    monkeypatch.undo()
    assert seen(there) == before


def test_what_was_seen_outlives_the_witness(tmp_path: Path, log: Log) -> None:
    folder = EvidenceFolder(tmp_path / "w")
    with witness(folder, log, name="example.org/w") as there:
        assert there.add(log.request(0, 20))[0] == 200
        key = there.key
    with witness(folder, log, name="example.org/w") as there:
        assert there.key == key
        assert there.add(log.fork(3).request(0, 30))[:2] == (409, b"20\n")
        assert there.add(log.fork(3).request(20, 30))[0] == 422
