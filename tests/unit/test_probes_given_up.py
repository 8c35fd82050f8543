"""Probes of a route that can't all be made: what was written of them before has its rows all the same."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from crawler.run.journey import Journey
from crawler.run.keeper import Keeper
from crawler.run.prober import Prober
from crawler.run.records import Recorder
from crawler.wire.exchange import Exchange
from evidence.custody.warc import http
from evidence.custody.warc.writer import Placed
from evidence.store import captured
from evidence.store.due import Due

CITED = "https://sitio.gob.mx/transparencia/documentos/acta.php?id=2019"


class Stage:
    """A prober whose records go nowhere."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.written: list[str] = []
        self.rows: list[str] = []
        connections: Any = SimpleNamespace(note=lambda _: "n")
        self.recorder = Recorder(self._write, connections)
        keeper: Any = object.__new__(Keeper)
        keeper.recorder = self.recorder
        keeper.writer = SimpleNamespace(add=lambda beside: beside.write(None))
        store: Any = None
        place: Any = None
        self.prober = Prober(store, keeper, place, 10**6, "seed")
        monkeypatch.setattr(captured, "put", self._put)
        nothing: Any = SimpleNamespace()
        self.probes = self.prober.ask(Journey(Due.of(CITED)), nothing)
        assert len(self.probes) == 3

    def _write(self, _: Any, headers: Any, *__: Any) -> Placed:
        self.written.append(dict(headers)["WARC-Target-URI"])
        return Placed("warc/a", len(self.written), 1, str(len(self.written)), "0" * 64)

    def _put(self, _: Any, captures: Any) -> None:
        self.rows += [one.url for one in captures]

    def answered(self, probe: Journey, *, ahead: bool = True) -> None:
        """One probe has its answer, which is large where it is written ahead of its rows."""
        raw = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nacta"
        exchange = Exchange(probe.due.url, 10**6)
        exchange.received.pieces, exchange.size = [raw], len(raw)
        exchange.request_block, exchange.ip = b"GET / HTTP/1.1\r\n\r\n", "192.0.2.1"
        exchange.headed, exchange.message = True, http.parse(raw)
        probe.exchanges.append(exchange)
        if ahead:
            self.recorder.announce(exchange)
            self.recorder.ahead(probe)
        assert self.prober.take(probe) == []


def test_what_was_written_of_them_has_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(monkeypatch)
    first, lost, late = stage.probes
    stage.answered(first)
    assert lost.probe_of is not None
    (waited,) = stage.prober.give_up(lost.probe_of)
    assert waited.due.url == CITED
    stage.answered(late)
    assert stage.rows == stage.written == [first.due.url, late.due.url]
    assert not stage.recorder.is_ahead, "else no file of the walk would ever be full"


def test_nor_does_the_end_of_a_walk_leave_any(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(monkeypatch)
    stage.answered(stage.probes[0])
    ((waited, _),) = stage.prober.orphans()
    assert waited.due.url == CITED
    assert stage.rows == stage.written == [stage.probes[0].due.url]
    assert not stage.recorder.is_ahead


def test_of_what_was_not_written_there_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(monkeypatch)
    stage.answered(stage.probes[0], ahead=False)
    assert stage.probes[0].probe_of is not None
    stage.prober.give_up(stage.probes[0].probe_of)
    assert stage.rows == stage.written == []
