"""What ``aics-tlog`` and ``aics-witness`` (PyPI) make of us; run by the Python that has them.

``feed.py feed URL VKEY``: a log of theirs has two checkpoints cosigned by our witness.
``feed.py check CHECKPOINT LOG-VKEY WITNESS-VKEY LEAF INDEX NODE …``: our checkpoint, a cosignature on it, and the way
to its root from a leaf (hex, as are the nodes).
"""

import sys
from pathlib import Path

from aics_tlog import (
    Checkpoint,
    MerkleTree,
    parse_checkpoint,
    parse_note,
    parse_vkey,
    sign_checkpoint,
    verify_checkpoint,
    verify_leaf_inclusion,
)
from aics_witness.feeder import WitnessClient, merge_cosignatures
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SEED = b"a log of theirs, for tests only!"
ORIGIN = "their.example/log"


def feed(url, vkey):
    tree, key = (
        MerkleTree([b"%d" % n for n in range(9)]),
        Ed25519PrivateKey.from_private_bytes(SEED),
    )
    with WitnessClient(url, vkey, max_attempts=1) as client:
        for size in (4, 9):
            note = sign_checkpoint(
                Checkpoint(ORIGIN, size, tree.root(size)), key, ORIGIN
            ).to_bytes()
            lines = client.submit(note, tree.consistency_proof)
            merged = parse_note(merge_cosignatures(note, lines))
            log = [line for line in merged.signatures if line.name == ORIGIN]
            assert len(merged.signatures) == 2
            assert log


def check(checkpoint, log, witness, leaf, index, *path):
    note = parse_note(Path(checkpoint).read_bytes())
    told = verify_checkpoint(
        note, parse_vkey(log), [parse_vkey(witness)], quorum=1, max_age_seconds=3600
    )
    assert told.ok, told
    head = parse_checkpoint(note.text)
    nodes = [bytes.fromhex(node) for node in path]
    assert verify_leaf_inclusion(bytes.fromhex(leaf), int(index), head.size, nodes, head.root)


{"feed": feed, "check": check}[sys.argv[1]](*sys.argv[2:])
