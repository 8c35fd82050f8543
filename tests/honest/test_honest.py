"""Nobody who altered nothing is accused: the first histories. ``make honest SEEDS=100`` plays more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.honest.play import play

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("seed", range(4))
def test_nobody_is_accused(seed: int, tmp_path: Path) -> None:
    told, accused = play(seed, tmp_path)
    assert accused == [], "\n".join(told)
