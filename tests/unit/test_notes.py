"""Signed notes as the standard has them: its own examples, and what is none."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from evidence.custody.log import notes
from evidence.custody.log.notes import Checkpoint, Key, Line, NoteError

FOO = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
"""The verifier key of c2sp.org/signed-note."""
EXAMPLE = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+"
    "zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+"
    "mbIUBkBIfZ+qnA==\n"
).encode()
"""The checkpoint of c2sp.org/tlog-cosignature."""
LOG = Ed25519PrivateKey.from_private_bytes(b"l" * 32)
WITNESS = Ed25519PrivateKey.from_private_bytes(b"w" * 32)
LOG_KEY = Key("example.org/log", notes.ED25519, LOG.public_key().public_bytes_raw())
WITNESS_KEY = Key("example.org/w", notes.COSIGNATURE, WITNESS.public_key().public_bytes_raw())
MADE = Checkpoint.of("example.org/log", 7, b"r" * 32, LOG)


def test_the_key_of_the_standard() -> None:
    key = Key.read(FOO)
    assert (key.name, key.kind, key.id.hex(), str(key)) == ("example.com/foo", 1, "530d903a", FOO)


def test_the_checkpoint_of_the_standard() -> None:
    read = Checkpoint.read(EXAMPLE)
    assert (read.origin, read.size) == ("example.com/behind-the-sofa", 20852163)
    assert [line.name for line in read.lines] == [read.origin, "witness.example.com/w1"]
    assert bytes(read) == EXAMPLE
    assert int.from_bytes(read.lines[1].data[4:12]) == 1679315147


def test_what_is_signed_is_read_again() -> None:
    read = Checkpoint.read(bytes(MADE))
    assert read == MADE
    assert read.signer([Key.read(FOO), LOG_KEY]) == LOG_KEY
    assert read.signer([Key.read(FOO), WITNESS_KEY]) is None


def test_a_cosignature_names_its_time_and_holds_for_its_checkpoint_only() -> None:
    line = notes.cosigned(MADE, "example.org/w", WITNESS, 1_800_000_000)
    (read,) = notes.lines(str(line).encode())
    assert notes.cosigned_at(MADE, read, WITNESS_KEY) == 1_800_000_000
    other = Checkpoint.of("example.org/log", 8, b"r" * 32, LOG)
    later = Line(line.name, line.data[:11] + b"\xff" + line.data[12:])
    for checkpoint, one, key in [
        (other, line, WITNESS_KEY),
        (MADE, later, WITNESS_KEY),
        (MADE, line, LOG_KEY),
        (MADE, MADE.lines[0], WITNESS_KEY),
        (MADE, Line(line.name, line.data[:-1]), WITNESS_KEY),
    ]:
        with pytest.raises(NoteError):
            notes.cosigned_at(checkpoint, one, key)


def test_a_signature_that_claims_to_be_by_a_known_key_must_be() -> None:
    line = MADE.lines[0]
    forged = Line(line.name, line.data[:-1] + bytes([line.data[-1] ^ 1]))
    note = Checkpoint(MADE.origin, MADE.size, MADE.root, MADE.text, (forged,))
    with pytest.raises(NoteError, match="not by"):
        note.signer([LOG_KEY])
    also_right = Checkpoint(MADE.origin, MADE.size, MADE.root, MADE.text, (line, forged))
    with pytest.raises(NoteError, match="not by"):
        also_right.signer([LOG_KEY])


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("\n7\n", "\n07\n"),
        ("\n7\n", "\n-7\n"),
        ("\n7\n", "\n٧\n"),
        ("\n7\n", "\n7\r\n"),
        ("\n7\n", "\n" + "9" * 20 + "\n"),
        ("\n7\n", "\n\n7\n"),
        ("example.org/log\n7", "\n7"),
        ("cg==", "cg"),
        ("=\n\n", "=\n"),
        ("—", "-"),
        ("— example.org/log", "— example.org/l og"),
        ("— example.org/log", "— example.org/l+og"),
        ("— example.org/log", "— "),
        ("\n7\n", "\n7\n\x00\n"),
    ],
)
def test_what_is_no_checkpoint(was: str, now: str) -> None:
    note = bytes(MADE).decode()
    damaged = note.replace(was, now, 1) if was in note else note[:-1]
    with pytest.raises(NoteError):
        Checkpoint.read(damaged.encode())


@pytest.mark.parametrize(
    "text",
    ["", "a+b", FOO[:-1], FOO.replace("530d", "530e"), FOO.replace("/foo", "/fo"), FOO + "+", "a+00000000+AA=="],
)  # fmt: skip
def test_what_is_no_key(text: str) -> None:
    with pytest.raises(NoteError):
        Key.read(text)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_whatever_is_sent_is_read_or_refused(sent: bytes) -> None:
    for read in (Checkpoint.read, lambda data: list(notes.lines(data))):
        try:
            read(sent)
        except NoteError:
            continue


@given(st.data())
def test_a_note_that_was_cut_or_joined_is_another_or_none(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(bytes(MADE)) - 1))
    for damaged in (bytes(MADE)[:place], bytes(MADE)[:place] + b"x" + bytes(MADE)[place:]):
        try:
            assert Checkpoint.read(damaged) != MADE
        except NoteError:
            continue


def test_a_note_too_long_is_not_read() -> None:
    with pytest.raises(NoteError, match="too long"):
        Checkpoint.read(bytes(MADE) + b"x" * (1 << 17))
    with pytest.raises(NoteError):
        Checkpoint.read(bytes(MADE) + str(MADE.lines[0]).encode() * 64)
