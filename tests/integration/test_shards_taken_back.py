"""What a shard takes back because the line was down leaves what all looks before it made, though it was given the last
of them alone."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from evidence import clock
from evidence.custody.log import keys
from evidence.custody.shards import give, take
from evidence.errors import FolderError
from evidence.folder import EvidenceFolder
from evidence.looks.rejoined import Rejoined
from evidence.looks.settle import take_back
from evidence.store import looks
from evidence.store.sources import url_id
from evidence.verdicts.outage import Fault, Outage
from evidence.verdicts.series import DEFAULT
from evidence.vocabulary import Certainty, Stage, Verdict
from tests.integration.test_looks_law import FOUND, failed
from tests.looks import MAX_BODY, URL, Lab, Told, answer

if TYPE_CHECKING:
    from pathlib import Path

ID = url_id(URL)
GONE = Told(answer("No existe", status=404))
NO_NAME = failed(Stage.DNS, "nxdomain")


@pytest.fixture(autouse=True)
def _keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def _lost(path: Path) -> Lab:
    """A folder in which a document was lost, and that was confirmed."""
    lab = Lab(path)
    keys.make(lab.folder, lab.store)
    for told in (Told(FOUND), GONE, GONE, GONE):
        lab.look(told)
        lab.nights += 3
    return lab


def _outage(lab: Lab, nights: int) -> None:
    """A night whose look fails with the line, and is taken back."""
    lab.nights = nights
    check = lab.look(NO_NAME).check
    at = clock.parse(check.checked_at)
    take_back(
        lab.store, check.run_id, Outage(Fault.NETWORK, at, at, 9, frozenset({check.id})), DEFAULT
    )


def test_a_confirmed_loss_is_confirmed_still(tmp_path: Path) -> None:
    lab, alone = _lost(tmp_path / "led"), _lost(tmp_path / "alone")
    before = looks.standing(lab.store, ID)
    assert before is not None
    assert (before.verdict, before.certainty) == (Verdict.MISSING, Certainty.CONFIRMED)
    shard = EvidenceFolder(tmp_path / "shard")
    key = give.give(lab.folder, lab.store, shard, [ID], run="tonight", probes_since="")
    walked = Lab(shard.path)
    _outage(walked, lab.nights)
    there = looks.standing(walked.store, ID)
    assert there is not None
    assert there.certainty is Certainty.SUSPECTED  # by the one look that it knows
    walked.store.close()
    _outage(alone, lab.nights)
    take.take(lab.folder, lab.store, shard, key, Rejoined(lab.path, DEFAULT, MAX_BODY))
    told = [looks.standing(one.store, ID) for one in (lab, alone)]
    assert [(one.certainty, one.since, one.looks) for one in told if one] == [
        (before.certainty, before.since, before.looks)
    ] * 2
    for one in (lab, alone):
        one.store.close()


def test_a_file_that_a_shard_names_outside_is_not_taken(tmp_path: Path) -> None:
    """Who walked it had its key, and may have signed anything."""
    lab = _lost(tmp_path / "led")
    shard = EvidenceFolder(tmp_path / "away" / "shard")
    key = give.give(lab.folder, lab.store, shard, [ID], run="tonight", probes_since="")
    (shard.path.parent / "victim").write_bytes(b"x")
    walked = Lab(shard.path)
    row = {"id": "../victim", "bytes": 1, "sha256": sha256(b"x").hexdigest(), "sealed_at": "2026"}
    with walked.store.transaction("warc-sealed") as transaction:
        transaction.insert("warc_files", row)
    walked.store.close()
    with pytest.raises(FolderError, match="not as it was sealed"):
        take.take(lab.folder, lab.store, shard, key, Rejoined(lab.path, DEFAULT, MAX_BODY))
    assert not (tmp_path / "victim").exists()
    lab.store.close()
