"""Processes of our own interpreter, whichever room starts them.

They import what this process imports, however it found that, and nothing that merely lies in the folder in which
somebody called us: that may be a folder that a stranger has sent.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def command(module: str, *arguments: str) -> list[str]:
    """What runs a module as ``python -m`` does, but that the current folder is no place of modules
    (``-P``, of Python 3.11)."""
    return [sys.executable, "-P", "-m", module, *arguments]


def environment(base: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment for it: ``base``, and in ``PYTHONPATH`` the places where this process finds its modules."""
    places = (str(Path(place).resolve()) for place in sys.path)
    return {**base, "PYTHONPATH": os.pathsep.join(places)}
