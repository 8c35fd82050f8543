"""Who walks shards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor


@dataclass(slots=True)
class Team:
    """An executor, and how many shards it can have under way."""

    executor: Executor
    size: int
    root: str | None = None
    """where shards lie, for workers that see another file system; None: in the evidence folder"""
    is_here: bool = False
    """whether they are processes of this machine"""
    is_there: Callable[[], bool] = lambda: True
    """whether the executor can be reached now; one that can't answers for nothing that it has under way"""
