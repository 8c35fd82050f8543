from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.custody.log.merkle import Tree, proven_root

LEAVES = st.lists(st.binary(max_size=8), min_size=1, max_size=70)


def test_the_root_of_the_standard() -> None:
    """RFC 6962, 2.1: MTH({d}) = H(0x00 || d); the tree of RFC 6962's test with three leaves."""
    one = hashlib.sha256(b"\x00a").digest()
    assert Tree([b"a"]).root == one
    pair = hashlib.sha256(b"\x01" + one + hashlib.sha256(b"\x00b").digest()).digest()
    three = hashlib.sha256(b"\x01" + pair + hashlib.sha256(b"\x00c").digest()).digest()
    assert Tree([b"a", b"b", b"c"]).root == three
    with pytest.raises(ValueError, match="no leaves"):
        Tree([])


@given(LEAVES)
def test_every_leaf_is_proven_and_no_other(leaves: list[bytes]) -> None:
    tree = Tree(leaves)
    for index, leaf in enumerate(leaves):
        proof = tree.proof(index)
        assert proven_root(leaf, index, len(leaves), proof) == tree.root
        assert proven_root(leaf + b"x", index, len(leaves), proof) != tree.root
        assert proven_root(leaf, index, len(leaves), [*proof, b"x" * 32]) is None
        if proof:
            assert proven_root(leaf, index, len(leaves), proof[:-1]) is None
    assert proven_root(leaves[0], len(leaves), len(leaves), []) is None
    assert proven_root(leaves[0], -1, len(leaves), []) is None


@given(LEAVES, st.data())
def test_another_order_has_another_root(leaves: list[bytes], data: st.DataObject) -> None:
    other = data.draw(st.permutations(leaves))
    assert (Tree(other).root == Tree(leaves).root) == (list(other) == leaves)


def _root(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, as it is written there."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = _split(len(leaves))
    return hashlib.sha256(b"\x01" + _root(leaves[:k]) + _root(leaves[k:])).digest()


def _path(m: int, leaves: list[bytes]) -> list[bytes]:
    """RFC 6962, 2.1.1, as it is written there."""
    if len(leaves) == 1:
        return []
    k = _split(len(leaves))
    if m < k:
        return [*_path(m, leaves[:k]), _root(leaves[k:])]
    return [*_path(m - k, leaves[k:]), _root(leaves[:k])]


def _split(n: int) -> int:
    """The largest power of two smaller than ``n``."""
    return 1 << (n - 1).bit_length() - 1


@given(LEAVES)
def test_roots_and_proofs_are_those_of_the_standard(leaves: list[bytes]) -> None:
    tree = Tree(leaves)
    assert tree.root == _root(leaves)
    for index in range(len(leaves)):
        assert tree.proof(index) == _path(index, leaves)


@given(st.lists(st.binary(max_size=8), min_size=2, max_size=40, unique=True), st.data())
def test_a_proof_holds_for_its_own_place_and_size_only(
    leaves: list[bytes], data: st.DataObject
) -> None:
    tree = Tree(leaves)
    index = data.draw(st.integers(0, len(leaves) - 1))
    other = data.draw(st.integers(0, len(leaves) - 1).filter(lambda n: n != index))
    proof = tree.proof(index)
    assert proven_root(leaves[index], other, len(leaves), proof) != tree.root
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        damaged = [*proof]
        damaged[place] = bytes([damaged[place][0] ^ 1]) + damaged[place][1:]
        assert proven_root(leaves[index], index, len(leaves), damaged) != tree.root


@given(LEAVES)
def test_a_node_passes_for_no_leaf(leaves: list[bytes]) -> None:
    """The two prefixes keep the hashes of nodes and leaves apart (RFC 6962, 2.1)."""
    tree = Tree([*leaves, b"x"])
    if len(leaves) == 1:
        pair = b"".join(hashlib.sha256(b"\x00" + leaf).digest() for leaf in (*leaves, b"x"))
        assert Tree([pair]).root != tree.root
    assert tree.root != Tree(leaves).root
