from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.custody.log.merkle import EMPTY, Frontier, Tree, is_consistent, proven_root

LEAVES = st.lists(st.binary(max_size=8), min_size=1, max_size=70)


def test_the_root_of_the_standard() -> None:
    """RFC 6962, 2.1: MTH({d}) = H(0x00 || d); the tree of RFC 6962's test with three leaves."""
    one = hashlib.sha256(b"\x00a").digest()
    assert Tree([b"a"]).root == one
    pair = hashlib.sha256(b"\x01" + one + hashlib.sha256(b"\x00b").digest()).digest()
    three = hashlib.sha256(b"\x01" + pair + hashlib.sha256(b"\x00c").digest()).digest()
    assert Tree([b"a", b"b", b"c"]).root == three
    assert Tree([]).root == Frontier().root == EMPTY == hashlib.sha256(b"").digest()


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


def _subproof(m: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    """RFC 6962, 2.1.2, as it is written there."""
    if m == len(leaves):
        return [] if whole else [_root(leaves)]
    k = _split(len(leaves))
    if m <= k:
        return [*_subproof(m, leaves[:k], whole), _root(leaves[k:])]
    return [*_subproof(m - k, leaves[k:], False), _root(leaves[:k])]


@given(LEAVES)
def test_older_sizes_have_the_roots_and_proofs_that_they_had(leaves: list[bytes]) -> None:
    tree, frontier = Tree(leaves), Frontier()
    for size, leaf in enumerate(leaves, 1):
        frontier.append(leaf)
        frontier = Frontier(frontier.size, frontier.nodes)
        assert tree.root_at(size) == frontier.root == _root(leaves[:size])
        for index in range(size):
            assert tree.proof(index, size) == _path(index, leaves[:size])


@given(LEAVES, st.data())
def test_a_tree_that_goes_on_proves_it_as_the_standard_says(
    leaves: list[bytes], data: st.DataObject
) -> None:
    tree = Tree(leaves)
    size = data.draw(st.integers(1, len(leaves)))
    root = tree.root_at(size)
    assert tree.consistency(0, size) == []
    assert is_consistent(0, EMPTY, size, root, [])
    for old in range(1, size + 1):
        proof = tree.consistency(old, size)
        assert proof == _subproof(old, leaves[:size], True)
        assert is_consistent(old, tree.root_at(old), size, root, proof)


@given(st.lists(st.binary(max_size=8), min_size=2, max_size=40, unique=True), st.data())
def test_no_proof_makes_a_fork_consistent(leaves: list[bytes], data: st.DataObject) -> None:
    """Another leaf, another order, another size, or a proof that was touched."""
    old = data.draw(st.integers(1, len(leaves)))
    place = data.draw(st.integers(0, old - 1))
    forked = [*leaves]
    forked[place] = b"another leaf"
    seen, fork = Tree(leaves), Tree(forked)
    was = seen.root_at(old)
    for size in range(old, len(leaves) + 1):
        proof = fork.consistency(old, size)
        assert not is_consistent(old, was, size, fork.root_at(size), proof)
        honest = seen.consistency(old, size)
        assert not is_consistent(old, was, size, fork.root_at(size), honest)
        assert not is_consistent(old, was, size, seen.root_at(size), [*honest, was])
        if honest:
            assert not is_consistent(old, was, size, seen.root_at(size), honest[:-1])
            assert not is_consistent(old + 1, was, size, seen.root_at(size), honest)
            touched = data.draw(st.integers(0, len(honest) - 1))
            damaged = [*honest]
            damaged[touched] = b"x" * 32
            assert not is_consistent(old, was, size, seen.root_at(size), damaged)
    assert not is_consistent(len(leaves) + 1, was, len(leaves), seen.root, [])
    assert not is_consistent(0, was, len(leaves), seen.root, [])
    assert not is_consistent(-1, was, len(leaves), seen.root, [])


@given(LEAVES)
def test_a_frontier_of_another_shape_is_none(leaves: list[bytes]) -> None:
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    for size, nodes in [
        (frontier.size, [*frontier.nodes, b"x" * 32]),
        (frontier.size, frontier.nodes[1:]),
        (frontier.size, [*frontier.nodes[1:], b"short"]),
        (-1, frontier.nodes),
    ]:
        with pytest.raises(ValueError, match="not the frontier"):
            Frontier(size, nodes)


def test_a_place_outside_of_the_tree_is_an_error() -> None:
    tree = Tree([b"a", b"b"])
    for asked in (
        lambda: tree.proof(2),
        lambda: tree.proof(0, 3),
        lambda: tree.root_at(3),
        lambda: tree.consistency(2, 1),
        lambda: tree.consistency(-1),
    ):
        with pytest.raises(ValueError, match="no such place"):
            asked()
