"""Plans written by hand, apart from the generator and from the lists of words."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class HeldOut(NamedTuple):
    """Two versions of a plan, and what was done between them."""

    name: str
    versions: list[str]
    changes: list[tuple[str, list[str], str]]


def held_out() -> list[HeldOut]:
    told = tomllib.loads((HERE / "changes.toml").read_text("utf-8"))
    return [
        HeldOut(
            name,
            [path.read_text("utf-8") for path in sorted(HERE.glob(f"{name}-20*.txt"))],
            table["changes"],
        )
        for name, table in told.items()
    ]
