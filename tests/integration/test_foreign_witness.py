"""Another implementation of the protocol, at both ends: its witness cosigns our log and refuses our forks, our
witness cosigns its log, and its verifier takes our proofs."""

from __future__ import annotations

import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.config import Custody
from evidence.config import Witness as Configured
from evidence.custody.log.merkle import Tree
from evidence.errors import RolledBack
from evidence.folder import EvidenceFolder
from evidence.store.ledger import raw_id
from tests.commands import ROOT
from tests.integration.test_witnesses_asked import Ours, forget, put_back
from tests.logs import Log, witness

pytestmark = pytest.mark.usefixtures("own_config")

THEIRS = ROOT / ".venv-c2sp" / "bin"
pytestmark = pytest.mark.skipif(
    not (THEIRS / "aics-witness").exists(), reason="aics-witness is not here (make c2sp)"
)


def theirs(place: Path, *arguments: str) -> str:
    done = subprocess.run(
        [THEIRS / "aics-witness", arguments[0], "--config", place / "witness.json", *arguments[1:]],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


@contextmanager
def their_witness(place: Path, log: Log) -> Iterator[Custody]:
    """A witness of theirs for our log."""
    place.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    vkey = theirs(place, "init", "--name", "their.example/w1", "--listen", f"127.0.0.1:{port}")
    theirs(place, "add-log", "--origin", log.origin, "--vkey", str(log.key))
    command = [THEIRS / "aics-witness", "serve", "--config", place / "witness.json"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as serving:
        try:
            assert serving.stderr is not None
            for line in serving.stderr:
                if re.search(rf"\b{port}\b", line):
                    break
            yield Custody(witness=(Configured(f"http://127.0.0.1:{port}", vkey),))
        finally:
            serving.terminate()


def run(*arguments: str) -> None:
    program = [THEIRS / "python", "-I", ROOT / "tests" / "foreign" / "feed.py", *arguments]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_their_witness_cosigns_our_nights_and_refuses_an_older_copy(tmp_path: Path) -> None:
    ours = Ours(EvidenceFolder(tmp_path / "ours")).made()
    with their_witness(tmp_path / "w", ours.log()) as custody:
        ours.night(custody)
        back = put_back(ours, tmp_path)
        ours.night(custody)
        assert ours.cosigned() == ["their.example/w1"] * 2
        assert ours.findings() == []
        back()
        forget()
        with pytest.raises(RolledBack, match=r"witness their\.example/w1 saw size"):
            ours.night(custody)


def test_their_verifier_takes_our_checkpoints_cosignatures_and_proofs(tmp_path: Path) -> None:
    ours = Ours(EvidenceFolder(tmp_path / "ours")).made()
    with witness(EvidenceFolder(tmp_path / "w"), ours.log(), name="our.example/w") as there:
        custody = Custody(witness=(Configured(there.address, str(there.key)),))
        ours.night(custody, 9)
    (checkpoint,) = ours.folder.seals.glob("*.checkpoint")
    (line,) = ours.folder.seals.glob("*.cosignature")
    whole = tmp_path / "cosigned"
    whole.write_bytes(checkpoint.read_bytes() + line.read_bytes())
    with ours.store() as store:
        tree = Tree(map(raw_id, store.values("SELECT id FROM custody ORDER BY seq")))
        leaf = raw_id(store.value("SELECT id FROM custody WHERE seq = 4"))
    size = int(checkpoint.read_text().splitlines()[1])
    path = [node.hex() for node in tree.proof(3, size)]
    run("check", str(whole), str(ours.log().key), str(there.key), leaf.hex(), "3", *path)


def test_our_witness_cosigns_their_log(tmp_path: Path) -> None:
    private = Ed25519PrivateKey.from_private_bytes(b"a log of theirs, for tests only!")
    log = Log("their.example/log", private)
    with witness(EvidenceFolder(tmp_path / "w"), log, name="our.example/w") as there:
        run("feed", there.address, str(there.key))
        assert there.add(log.request(0, 3))[:2] == (409, b"9\n")
