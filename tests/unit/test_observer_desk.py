"""Who asks an observer too often, or while too many wait, is told so."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

import pytest

from crawler.listen.endpoints import observe


def test_an_asker_has_so_many_an_hour_and_others_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(observe.time, "monotonic", lambda: now[0])
    desk: Any = observe._Desk(2)
    assert [desk.refusal("a"), desk.refusal("a")] == [None, None]
    now[0] += 600
    refused = desk.refusal("a")
    assert (refused.status, refused.headers["Retry-After"]) == (429, "3000")
    assert desk.refusal("b") is None
    now[0] += 3001
    assert desk.refusal("a") is None


def test_few_wait() -> None:
    desk: Any = observe._Desk(100)
    with ExitStack() as stack:
        turns = [stack.enter_context(desk.turn()) for _ in range(6)]
        assert turns == [True] * 4 + [False] * 2
    with desk.turn() as again:
        assert again
