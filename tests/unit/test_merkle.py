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
