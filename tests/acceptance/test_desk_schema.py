"""Requests that its own description of the API allows, and many that it doesn't: none ends as a fault of ours."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from evidence.folder import EvidenceFolder
from tests.commands import ROOT
from tests.desks import opened
from tests.reports import small

PROGRAM = ROOT / ".venv-readers/bin/schemathesis"


@pytest.mark.skipif(not PROGRAM.exists(), reason="Schemathesis is not installed: make readers")
def test_no_request_is_answered_with_a_fault_of_ours(tmp_path: Path) -> None:
    place = EvidenceFolder(tmp_path / "evidence")
    place.create()
    small(place.path).store.close()
    with opened(place.path) as desk:
        done = subprocess.run(
            [PROGRAM, "run", f"{desk.address}/api/openapi.json", "--checks=not_a_server_error",
             "--phases=coverage,fuzzing", "--max-examples=3", "--no-color", "--seed=7",
             "--exclude-path=/api/v1/report"],  # each a report, some printed by a browser
            capture_output=True, text=True, cwd=tmp_path, timeout=300, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]
    assert "Tested: 14" in done.stdout
