"""Proofs of OpenTimestamps that are none, or of something else."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.custody.log import anchors

pytest.importorskip("opentimestamps", reason="python-opentimestamps is not installed here")

from tests.calendar_server import HEIGHT, Calendar


def complete(document: bytes = b"a seal") -> bytes:
    calendar = Calendar()
    calendar.url, calendar.mined = "http://calendar.example", True
    proof, digest = anchors.Proof.begin(document)
    proof.add(digest, calendar.submit(digest))
    ((_, known),) = proof.pending
    proof.add(known, calendar.upgrade(known) or b"")
    return bytes(proof)


PROOF = complete()


def test_a_proof_is_of_one_document_and_leads_to_its_blocks() -> None:
    anchors.check(PROOF, b"a seal", [HEIGHT])
    with pytest.raises(anchors.AnchorError, match="of something else"):
        anchors.check(PROOF, b"another", [HEIGHT])
    with pytest.raises(anchors.AnchorError, match="other blocks"):
        anchors.check(PROOF, b"a seal", [HEIGHT + 1])


def test_a_calendar_learns_nothing_of_the_document() -> None:
    digests = {anchors.Proof.begin(b"a seal")[1] for _ in range(3)}
    assert len(digests) == 3
    with pytest.raises(anchors.AnchorError, match="no calendar"):
        bytes(anchors.Proof.begin(b"a seal")[0])


def test_a_reply_about_something_else_is_refused() -> None:
    proof, digest = anchors.Proof.begin(b"a seal")
    with pytest.raises(anchors.AnchorError, match="about something else"):
        proof.add(b"x" * 32, Calendar().submit(b"x" * 32))
    with pytest.raises(anchors.AnchorError, match="not readable"):
        proof.add(digest, b"")


@pytest.mark.filterwarnings("ignore:OpReverse:PendingDeprecationWarning")
@given(st.binary(max_size=80), st.integers(0, len(PROOF)), st.integers(0, 40))
def test_what_is_no_proof_is_said_to_be_none(junk: bytes, at: int, cut: int) -> None:
    for strange in (junk, PROOF[:at], PROOF[:at] + junk, PROOF[:at] + junk + PROOF[at + cut :]):
        with suppress(anchors.AnchorError):
            anchors.check(strange, b"a seal", [HEIGHT])
            anchors.Proof.read(strange)
        proof, digest = anchors.Proof.begin(b"a seal")
        with suppress(anchors.AnchorError):
            proof.add(digest, strange)
