"""What a run adds is put on the disk in a thread; a disk that refuses is told to everybody who waits."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from crawler.run.writer import Writer
from evidence.errors import StoreError
from evidence.store import Store, runs

if TYPE_CHECKING:
    from pathlib import Path


def test_who_waits_for_a_look_that_the_disk_refused_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "evidence.db")
    warcs: Any = SimpleNamespace(current=None, take_full=lambda: None)
    recorder: Any = SimpleNamespace(is_ahead=False, connections=SimpleNamespace(take=list))
    look: Any = SimpleNamespace(check=SimpleNamespace(url_id="a"))
    writer = Writer(store, warcs, recorder, lambda *_: None)
    tried = []

    def refuse(*_: object) -> None:
        tried.append(1)
        raise StoreError(store.path, "disk full")

    monkeypatch.setattr(runs, "put_checks", refuse)

    async def wait() -> None:
        writer.add(look)
        with pytest.raises(StoreError):
            await writer.flush()
        with pytest.raises(StoreError):
            await writer.written({"a"})

    asyncio.run(wait())
    assert len(tried) == 2
    writer.close()
    store.close()
