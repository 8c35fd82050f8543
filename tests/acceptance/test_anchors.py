"""Seals anchored by OpenTimestamps: a calendar of our own on loopback, the proofs read by the reference library."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("opentimestamps", reason="python-opentimestamps is not installed here")

from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation
from opentimestamps.core.serialize import BytesDeserializationContext
from opentimestamps.core.timestamp import DetachedTimestampFile

from evidence import chromium
from evidence.custody.log import keys
from tests import calendar_server as calendars
from tests.calendar_server import Calendar
from tests.conftest import Bench
from tests.servers import RawServer, ok, page


@pytest.fixture
def calendar() -> Iterator[Calendar]:
    calendar = Calendar()
    with calendars.serve(calendar):
        yield calendar


@pytest.fixture
def bench(tmp_path: Path, calendar: Calendar) -> Iterator[Bench]:
    bench = Bench(tmp_path / "evidence")
    bench.configure(extra=f'[custody]\ncalendars = ["{calendar.url}/"]\n')
    with RawServer({"/a": ok(page("Texto. " * 50))}) as server:
        bench.cite(server.url("/a"))
        yield bench


def night(bench: Bench) -> str:
    done = bench.testigo("run", "--only", "all")
    assert done.code == 0, done.err
    return done.err


def proofs(bench: Bench) -> dict[str, DetachedTimestampFile]:
    """The files ``.ots`` as the reference library reads them, each of the checkpoint beside it."""
    found = {}
    for path in sorted(bench.folder.seals.glob("*.ots")):
        found[path.name] = DetachedTimestampFile.deserialize(
            BytesDeserializationContext(path.read_bytes())
        )
        document = path.with_name(f"{path.name.partition('.')[0]}.checkpoint").read_bytes()
        assert found[path.name].file_digest == hashlib.sha256(document).digest()
    return found


def anchored(bench: Bench) -> list[list[int]]:
    details = bench.rows("SELECT detail_json FROM custody WHERE act = 'anchored' ORDER BY seq")
    return [json.loads(row["detail_json"])["blocks"] for row in details]


def test_a_seal_is_anchored_at_once_and_completed_in_a_later_night(
    bench: Bench, calendar: Calendar
) -> None:
    night(bench)
    assert anchored(bench) == [[]]
    ((name, proof),) = proofs(bench).items()
    assert name.endswith(".pending.ots")
    ((_, attestation),) = proof.timestamp.all_attestations()
    assert attestation == PendingAttestation(calendar.url)
    done = bench.testigo("verify")
    assert (done.code, "1 seals are anchored (OpenTimestamps), all pending" in done.out) == (
        0,
        True,
    )
    night(bench)
    assert anchored(bench) == [[], []], "still pending, and the second night's own"
    calendar.mined = True
    night(bench)
    assert anchored(bench) == [[], [], [], [calendars.HEIGHT], [calendars.HEIGHT]]
    complete = [proof for name, proof in proofs(bench).items() if "pending" not in name]
    assert len(complete) == 2
    for proof in complete:
        found = dict(reversed(pair) for pair in proof.timestamp.all_attestations())  # type: ignore[misc]
        assert len(found[BitcoinBlockHeaderAttestation(calendars.HEIGHT)]) == 32
    done = bench.testigo("verify")
    assert (done.code, f"up to Bitcoin block {calendars.HEIGHT}" in done.out) == (0, True)
    asked = len(calendar.asked)
    assert bench.testigo("verify").code == 0
    assert len(calendar.asked) == asked, "verify asks nobody"


def test_a_calendar_that_is_down_blocks_nothing_and_is_asked_again(
    bench: Bench, calendar: Calendar
) -> None:
    calendar.down = True
    assert "no anchor from" in night(bench)
    assert anchored(bench) == []
    calendar.down = False
    out = bench.path.parent / "package.wacz"
    assert bench.testigo("export", "--wacz", str(out)).code == 0, "nothing new is sealed then"
    assert anchored(bench) == [[]]


def test_a_calendar_can_send_us_nowhere_else(bench: Bench, calendar: Calendar) -> None:
    with RawServer({}) as elsewhere:
        calendar.names = elsewhere.url("")
        night(bench)
        assert "is none of the calendars" in night(bench)
        assert not elsewhere.heard


def test_an_altered_proof_is_named(bench: Bench, calendar: Calendar) -> None:
    calendar.mined = True
    night(bench)
    night(bench)
    (path,) = [path for path in bench.folder.seals.glob("*.ots") if "pending" not in path.name]
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    done = bench.testigo("verify")
    assert (done.code, f"seals/{path.name}: altered" in done.out) == (1, True)


def test_a_package_has_the_proofs_and_is_checked_without_the_library(
    bench: Bench, tmp_path: Path
) -> None:
    night(bench)
    out = tmp_path / "package.wacz"
    assert bench.testigo("export", "--wacz", str(out)).code == 0
    done = bench.testigo("verify", str(out))
    assert (done.code, "seals are anchored" in done.out) == (0, True), done.out
    done = bench.testigo("verify", str(out), prepare=_without_library)
    assert (done.code, "pip install 'testigo[ots]'" in done.out) == (0, True)
    assert "pip install 'testigo[ots]'" in bench.testigo("doctor", prepare=_without_library).out
    assert (
        "pip install 'testigo[ots]'"
        in bench.testigo("run", "--only", "all", prepare=_without_library).err
    )


@pytest.mark.skipif(chromium.program() is None, reason="no browser here prints the annex")
def test_a_court_package_has_the_proof_and_its_script_says_of_what(
    bench: Bench, calendar: Calendar, tmp_path: Path
) -> None:
    calendar.mined = True
    night(bench)
    night(bench)
    place = tmp_path / "filed"
    assert bench.testigo("export", "--court", str(place)).code == 0
    key = keys.fingerprint(str(bench.folder.key))
    asked = ["sh", str(place / "verify.sh"), key]
    assert subprocess.run(asked, capture_output=True, check=False).returncode == 0
    proof = min((place / "proof/seals").glob("*.ots"))
    data = bytearray(proof.read_bytes())
    data[40] ^= 1
    proof.write_bytes(data)
    script = (place / "verify.sh").read_text("utf-8")
    first, second = script.index("is_signed SHA256SUMS"), script.index("# 2.")
    (place / "verify.sh").write_text(script[:first] + script[second:], "utf-8")
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (done.returncode, proof.name in done.stderr) == (1, True)


def _without_library() -> None:
    from evidence.custody.log import anchors

    anchors.LIBRARY = "no-such-library"
