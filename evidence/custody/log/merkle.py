"""Merkle trees, inclusion and consistency proofs as Certificate Transparency has them (RFC 6962,
section 2.1).

Leaves and nodes are hashed with different prefixes, so no node can pass for a leaf. What is under a
complete node never changes, however the tree grows: a :class:`Tree` keeps those of all its sizes, a
:class:`Frontier` only the few that its next root needs.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WIDTH = 32
EMPTY = hashlib.sha256().digest()
"""The root over no leaves."""


class Tree:
    """All complete nodes over the leaves so far: 64 bytes a leaf, a million leaves in two seconds."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels = [bytearray()]
        for leaf in leaves:
            self.append(leaf)

    def __len__(self) -> int:
        return len(self._levels[0]) // _WIDTH

    def append(self, leaf: bytes) -> None:
        """One more leaf, and the nodes that it completes."""
        node = _leaf(leaf)
        for level in self._levels:
            level.extend(node)
            if len(level) // _WIDTH % 2:
                return
            node = _node(bytes(level[-2 * _WIDTH : -_WIDTH]), node)
        self._levels.append(bytearray(node))

    @property
    def root(self) -> bytes:
        """The hash that stands for all leaves and their order."""
        return self.root_at(len(self))

    def root_at(self, size: int) -> bytes:
        """The root over the first ``size`` leaves; raises ValueError where there are not so many."""
        self._require(0, size)
        return self._over(0, size) if size else EMPTY

    def proof(self, index: int, size: int | None = None) -> list[bytes]:
        """The hashes beside the way from leaf ``index`` to the root over the first ``size`` leaves, all
        of them where none is given, bottom up (RFC 6962, section 2.1.1)."""
        size = len(self) if size is None else size
        self._require(index + 1, size)
        path: list[bytes] = []
        first, last = 0, size
        while last - first > 1:
            middle = first + _split(last - first)
            if index < middle:
                path.append(self._over(middle, last))
                last = middle
            else:
                path.append(self._over(first, middle))
                first = middle
        return path[::-1]

    def consistency(self, old: int, size: int | None = None) -> list[bytes]:
        """What shows that the tree over the first ``size`` leaves goes on from that over the first
        ``old`` (RFC 6962, section 2.1.2); empty where either is nothing or they are one."""
        size = len(self) if size is None else size
        self._require(old, size)
        if old in (0, size):
            return []
        path: list[bytes] = []
        first, last = 0, size
        while old != last:
            middle = first + _split(last - first)
            if old <= middle:
                path.append(self._over(middle, last))
                last = middle
            else:
                path.append(self._over(first, middle))
                first = middle
        if first:  # else the other side knows this node: it is the old root
            path.append(self._over(first, last))
        return path[::-1]

    def _over(self, first: int, last: int) -> bytes:
        """The node over the leaves from ``first`` until ``last``: a complete one, or what stands at the
        right edge of a tree of that size."""
        level = (last - first).bit_length() - 1
        if last - first == 1 << level:
            at = (first >> level) * _WIDTH
            return bytes(self._levels[level][at : at + _WIDTH])
        middle = first + _split(last - first)
        return _node(self._over(first, middle), self._over(middle, last))

    def _require(self, least: int, size: int) -> None:
        if not 0 <= least <= size <= len(self):
            raise ValueError(f"no such place in a tree of {len(self)} leaves")


class Frontier:
    """The complete nodes at the right edge of a tree, the largest first: all that its next roots need."""

    def __init__(self, size: int = 0, nodes: Sequence[bytes] = ()) -> None:
        """Raises ValueError where a tree of ``size`` leaves has another number of nodes there."""
        if size < 0 or len(nodes) != size.bit_count() or any(len(node) != _WIDTH for node in nodes):
            raise ValueError("not the frontier of such a tree")
        self.size = size
        self.nodes = list(nodes)

    def append(self, leaf: bytes) -> None:
        """One more leaf."""
        node, size = _leaf(leaf), self.size
        while size % 2:
            node, size = _node(self.nodes.pop(), node), size // 2
        self.nodes.append(node)
        self.size += 1

    @property
    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self.nodes:
            return EMPTY
        *before, found = self.nodes
        for node in reversed(before):
            found = _node(node, found)
        return found


def proven_root(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that ``proof`` leads to from leaf ``index`` of ``size``; None for a proof of another
    shape."""
    if not 0 <= index < size:
        return None
    found = _leaf(leaf)
    left = list(proof)
    last = size - 1
    while last:
        if index % 2 or index < last:
            if not left:
                return None
            beside = left.pop(0)
            found = _node(beside, found) if index % 2 else _node(found, beside)
        index, last = index // 2, last // 2
    return None if left else found


def is_right(index: int, size: int) -> Iterator[bool]:
    """For each hash of the proof of leaf ``index`` of ``size``, bottom up: whether the way to the root is
    on its right."""
    last = size - 1
    while last:
        if index % 2 or index < last:
            yield index % 2 == 1
        index, last = index // 2, last // 2


def is_consistent(
    old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether ``proof`` shows that the tree of ``size`` leaves with ``root`` goes on from that of
    ``old`` leaves (RFC 9162, section 2.1.4.2)."""
    if not 0 <= old <= size or (old == 0 and old_root != EMPTY):
        return False
    if old in (0, size):
        return not proof and (old == 0 or old_root == root)
    path = list(proof) if old.bit_count() > 1 else [old_root, *proof]
    if not path:
        return False
    at, last = old - 1, size - 1
    while at % 2:
        at, last = at // 2, last // 2
    was = found = path[0]
    for beside in path[1:]:
        if not last:
            return False
        if at % 2 or at == last:
            was, found = _node(beside, was), _node(beside, found)
            while at and not at % 2:
                at, last = at // 2, last // 2
        else:
            found = _node(found, beside)
        at, last = at // 2, last // 2
    return not last and was == old_root and found == root


def _split(size: int) -> int:
    """The largest power of two smaller than ``size``: where its tree parts."""
    return 1 << (size - 1).bit_length() - 1


def _leaf(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + leaf).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
