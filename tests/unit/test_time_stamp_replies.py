"""Replies of time-stamp authorities, put into the order that they are read in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evidence.custody.log import tsr


def element(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content).to_bytes(2)
    return bytes([tag, 0x82]) + size + content


def reply(*certificates: bytes) -> bytes:
    """The shape of a reply with a token."""
    signed = element(
        0x30,
        element(2, b"\3"),
        element(0x31),
        element(0x30),
        element(0xA0, *certificates),
        element(0x31),
    )
    return element(0x30, element(0x30), element(0x30, element(6, b"\x2a"), element(0xA0, signed)))  # fmt: skip


@given(st.lists(st.binary(max_size=9).map(lambda content: element(0x30, content)), max_size=4))
def test_only_the_order_of_certificates_changes(certificates: list[bytes]) -> None:
    assert tsr.in_order(reply(*certificates)) == reply(*sorted(certificates))


@given(st.binary(max_size=60), st.integers(0, 40))
def test_what_has_another_shape_is_left_as_it_is(junk: bytes, cut: int) -> None:
    whole = reply(element(0x30, b"b"), element(0x30, b"a"))
    for strange in (junk, whole[:cut], whole[:cut] + junk):
        assert sorted(tsr.in_order(strange)) == sorted(strange)
