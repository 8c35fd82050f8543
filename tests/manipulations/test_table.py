"""Each manipulation is named, by the right word, for each kind of reader; and after a run no less."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evidence.errors import ExitCode
from tests.manipulations.entries import ENTRIES
from tests.manipulations.model import Kept, Manipulation, Reader, copied, machine, verified
from tests.manipulations.schema import SCHEMA
from tests.manipulations.shapes import SHAPES
from tests.manipulations.table import MANIPULATIONS


@pytest.mark.parametrize(
    "one", [*MANIPULATIONS, *SHAPES, *SCHEMA, *ENTRIES], ids=lambda one: one.name
)
def test_it_is_named_to_every_reader(kept: Kept, tmp_path: Path, one: Manipulation) -> None:
    copy = copied(kept, tmp_path / "evidence")
    one.alter(copy)
    if one.runs:
        with machine(kept.config):
            copy.bench.testigo("run", "--no-archive")
    for reader in (Reader.OTHER, Reader.NOTED, Reader.HERE):
        found = verified(copy, reader, tmp_path, key=kept.fingerprint)
        told = [f"{finding.where}: {finding.problem}" for finding in found.findings]
        told.append(f"signed by {found.signer or 'nobody'}")
        words = one.says(reader)
        assert any(re.search(words, line) for line in told), (reader, words, told)
        if not (one.note or (one.unknown and reader is Reader.OTHER)):
            assert found.exit_code is ExitCode.BROKEN, (reader, told)
