"""The worker: reused, and replaced when a parser crashes or hangs."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from evidence.content import extract, fence
from evidence.content.fence import Fence
from evidence.content.model import Unreadable
from tests.unit.content_files import pdf

BODY = pdf([["Plan de Accion"]])
FACTS = {"media_type": "application/pdf", "content_type": "", "url": ""}


@pytest.fixture
def own() -> Fence:
    return Fence()


def pid(used: Fence) -> int:
    assert used._worker is not None
    return used._worker.pid


def test_one_worker_serves_many_calls(own: Fence) -> None:
    own.call("read", BODY, **FACTS)
    first = pid(own)
    for _ in range(5):
        assert own.call("read", BODY, **FACTS)["lines"] == ["Plan de Accion"]
    assert pid(own) == first
    own.close()


def test_a_worker_is_replaced_after_its_share(own: Fence, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "CALLS", 1)
    own.call("read", BODY, **FACTS)
    first = pid(own)
    own.call("read", BODY, **FACTS)
    assert pid(own) != first
    own.close()


def test_a_crash_between_calls_costs_nothing(own: Fence) -> None:
    own.call("read", BODY, **FACTS)
    os.kill(pid(own), signal.SIGSEGV)
    assert own._worker is not None
    own._worker.wait()
    assert own.call("read", BODY, **FACTS)["lines"] == ["Plan de Accion"]
    own.close()


def test_a_hang_ends_after_its_time_and_the_next_call_works(own: Fence) -> None:
    own.call("read", BODY, **FACTS)
    os.kill(pid(own), signal.SIGSTOP)
    with pytest.raises(Unreadable, match=r"longer than 0\.3 s"):
        own.call("read", BODY, seconds=0.3, **FACTS)
    assert own.call("read", BODY, **FACTS)["lines"] == ["Plan de Accion"]
    own.close()


def test_an_interrupted_call_leaves_no_answer_behind(
    own: Fence, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange = fence._exchange

    def interrupted(*arguments: Any) -> Any:
        exchange(*arguments)
        raise KeyboardInterrupt

    own.call("read", BODY, **FACTS)
    monkeypatch.setattr(fence, "_exchange", interrupted)
    with pytest.raises(KeyboardInterrupt):
        own.call("read", BODY, **FACTS)
    assert own._worker is None


def test_a_machine_without_processes_left_is_a_problem_not_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*arguments: Any, **options: Any) -> Any:
        raise OSError("no process left")

    monkeypatch.setattr("subprocess.Popen", refused)
    with pytest.raises(Unreadable, match="no process left"):
        Fence().call("read", BODY, **FACTS)


def test_threads_wait_for_each_other() -> None:
    bodies = [pdf([[f"Documento {number}"]]) for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        contents = list(pool.map(extract, bodies))
    assert [content.lines[0] for content in contents] == [
        f"Documento {number}" for number in range(12)
    ]


def test_the_article_of_a_page() -> None:
    prose = "<p>El compromiso obliga a publicar el padrón de beneficiarios cada tres meses.</p>"
    html = f"<nav><a href=/>Inicio</a></nav><article><h1>Plan</h1>{prose * 8}</article>"
    assert "padrón de beneficiarios" in fence.article(html)
