"""What runs behind the fence: its limits hold, its answers are typed, and it dies with its
parent."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.content import Content, Link, Part
from evidence.fence import Crashed, Fence, Refused, Results, Task, TooLong, TooMuchMemory, pool
from evidence.fence.typed import decode, encode
from tests.commands import ROOT
from tests.unit.fence_tasks import (
    ALLOCATE,
    COUNT,
    DIE,
    ECHO,
    GARBAGE,
    HOLD,
    RAISE,
    REFUSE,
    SHOUT,
    SLEEP,
    SPIN,
    Answer,
    Colour,
)


@pytest.fixture
def fence() -> Iterator[Fence]:
    fence = Fence(1)
    yield fence
    fence.close()


def pid(fence: Fence) -> int:
    return fence.call(ECHO, b"").pid


def test_an_answer_comes_back_as_the_type_that_was_asked_for(fence: Fence) -> None:
    answer = fence.call(ECHO, bytes(3_000_000), colour="red")
    assert answer == Answer(
        3_000_000, ("una", "\ud800 sola", "ñ"), (1, "a"), Colour.RED, {"a": None}, answer.pid
    )
    assert answer.pid != os.getpid()


def test_one_worker_serves_many_calls_until_its_share_is_done(
    fence: Fence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_SHARE", 3)
    pids = [pid(fence) for _ in range(6)]
    assert pids == [pids[0]] * 3 + [pids[3]] * 3
    assert pids[0] != pids[3]


def test_what_spins_is_ended_and_the_next_call_works(fence: Fence) -> None:
    first = pid(fence)
    with pytest.raises(TooLong, match=r"takes longer than 0\.5 s"):
        fence.call(SPIN, b"")
    assert not _exists(first)
    assert pid(fence) != first


def test_what_does_not_even_read_is_ended(fence: Fence) -> None:
    os.kill(pid(fence), signal.SIGSTOP)
    with pytest.raises(TooLong):
        fence.call(SPIN, bytes(10_000_000))


def test_what_asks_for_too_much_memory_says_so(fence: Fence) -> None:
    with pytest.raises(TooMuchMemory, match="needs more than 400 MB"):
        fence.call(ALLOCATE, b"")
    assert fence.call(ECHO, b"").size == 0


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
def test_what_dies_is_a_crash(fence: Fence, how: signal.Signals) -> None:
    with pytest.raises(Crashed, match="the parser crashed on it"):
        fence.call(DIE, b"", how=int(how))
    assert fence.call(ECHO, b"").size == 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_to_a_whole_group_leave_documents_under_way_alone(
    fence: Fence, how: signal.Signals
) -> None:
    assert fence.call(DIE, b"", how=int(how)) == "alive"


def test_an_error_that_nobody_foresaw_is_told(fence: Fence) -> None:
    with pytest.raises(Crashed, match="damaged: LookupError: no such table"):
        fence.call(RAISE, b"")


def test_a_refusal_keeps_its_words(fence: Fence) -> None:
    with pytest.raises(Refused, match=r"^locked with a password$"):
        fence.call(REFUSE, b"")


def test_what_is_printed_or_read_is_no_answer(fence: Fence) -> None:
    assert fence.call(SHOUT, b"") == "calm"


def _frame(data: bytes) -> bytes:
    return len(data).to_bytes(8, "big") + data


@pytest.mark.parametrize(
    "written",
    [
        b"\xff" * 100,
        (1 << 62).to_bytes(8, "big") + b"{",
        _frame(b"not json"),
        _frame(b"[]"),
        _frame(b"[" * 100_000),
        _frame(b'{"item": ' + b"9" * 5000 + b"}"),
        _frame(b'{"item": 1}') + _frame(b'{"end": true}'),
        _frame(b'{"item": {"py/object": "os.system"}}') + _frame(b'{"end": true}'),
        _frame(b'{"end": true}'),
        _frame(b'{"item": "a"}') * 2 + _frame(b'{"end": true}'),
    ],
    ids=lambda written: written[:24].decode("latin-1"),
)
def test_garbage_among_the_answers_is_a_crash(fence: Fence, written: bytes) -> None:
    with pytest.raises(Crashed):
        fence.call(GARBAGE, written)
    assert fence.call(ECHO, b"").size == 0


def test_a_crash_between_calls_costs_nothing(fence: Fence) -> None:
    first = pid(fence)
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert fence.call(ECHO, b"").size == 0


@pytest.mark.parametrize(
    ("then", "kind"), [("die", Crashed), ("hang", TooLong), ("refuse", Refused)]
)
def test_what_came_before_a_failure_is_kept(fence: Fence, then: str, kind: type) -> None:
    results = fence.collect(COUNT, b"", until=3, then=then)
    assert results.items == (0, 1, 2)
    assert type(results.failure) is kind


def test_a_task_of_many_results_ends(fence: Fence) -> None:
    assert fence.collect(COUNT, b"", until=3, then="") == Results((0, 1, 2), None)


def test_an_interrupted_call_leaves_no_answer_behind(
    fence: Fence, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*arguments: Any) -> Any:
        raise KeyboardInterrupt

    first = pid(fence)
    with monkeypatch.context() as patch:
        patch.setattr(pool, "decode", interrupted)
        with pytest.raises(KeyboardInterrupt):
            fence.call(ECHO, b"a")
    assert not _exists(first)
    assert fence.call(ECHO, b"").size == 0


def test_a_machine_without_processes_left_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*arguments: Any, **options: Any) -> Any:
        raise OSError("no process left")

    monkeypatch.setattr("subprocess.Popen", refused)
    with pytest.raises(Crashed, match="no process left"):
        Fence().call(ECHO, b"")


def test_two_threads_have_two_workers_and_the_rest_wait() -> None:
    fence = Fence(2)
    with ThreadPoolExecutor(6) as threads:
        pids = list(threads.map(lambda _: fence.call(SLEEP, b"", seconds=0.05), range(12)))
        sizes = list(threads.map(lambda n: fence.call(ECHO, bytes(n)).size, range(40)))
    fence.close()
    assert len(set(pids)) == 2
    assert sizes == list(range(40))


def test_two_that_need_much_memory_work_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pool, "_TOGETHER", 250_000_000)
    fence = Fence(2)
    with ThreadPoolExecutor(3) as threads:
        much = [threads.submit(fence.call, HOLD, b"", size=150_000_000, seconds=0.5) for _ in "ab"]
        little = threads.submit(fence.call, HOLD, b"", size=1, seconds=0.01)
        (_, _, first), (_, second, _) = sorted(
            (one.result() for one in much), key=lambda one: one[2]
        )
        assert first <= second
        assert little.result()
    fence.close()


def test_a_worker_that_grew_is_not_kept(monkeypatch: pytest.MonkeyPatch, fence: Fence) -> None:
    first = pid(fence)
    assert fence.call(HOLD, b"", size=1, seconds=0)[0] == first
    monkeypatch.setattr(pool, "_KEPT", 1)
    fence.call(HOLD, b"", size=1, seconds=0)
    assert not _exists(first)


def test_nothing_holds_a_document_that_could_not_be_read(fence: Fence) -> None:
    body = bytes(1000)
    before = sys.getrefcount(body)
    gc.disable()
    try:
        with suppress(TooLong):
            fence.call(SPIN, body)
        with suppress(Refused):
            fence.call(REFUSE, body)
        assert sys.getrefcount(body) == before
    finally:
        gc.enable()


def test_closing_ends_what_another_thread_waits_for() -> None:
    fence = Fence()
    pid(fence)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(fence.call, SLEEP, b"", seconds=60)
        while not fence._busy:
            time.sleep(0.001)
        fence.close()
        with pytest.raises(Crashed):
            waiting.result()
    assert fence.call(ECHO, b"").size == 0
    fence.close()


PARENT = """\
import os, threading, time
from tests.unit.fence_tasks import ECHO, SLEEP, SPIN
from evidence.fence import Task, call
print(call(ECHO, b"").pid, flush=True)
"""


def _parent(then: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PARENT + then], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def _stat(pid: int) -> list[str]:
    """State, parent and so on of a process (proc_pid_stat(5)); empty when there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _exists(pid: int) -> bool:
    return _stat(pid)[:1] not in ([], ["Z"])


def _wait_for_the_end(pid: int) -> None:
    end = time.monotonic() + 10
    while _exists(pid):
        assert time.monotonic() < end, "the worker outlives its parent"
        time.sleep(0.01)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize(
    "busy", ["time.sleep(60)", "call(SLEEP, b'', seconds=60)", "call(SPIN_LONG, b'')"]
)
def test_a_worker_dies_with_its_parent_whatever_it_does(how: signal.Signals, busy: str) -> None:
    long = "SPIN_LONG = Task(SPIN.function, str, seconds=60)"
    with _parent(f"{long}; print('busy', flush=True); {busy}") as parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        assert parent.stdout.readline() == "busy\n"
        parent.send_signal(how)
        parent.wait()
        _wait_for_the_end(worker)


def test_a_forked_child_has_workers_of_its_own_and_keeps_none_alive() -> None:
    forks = (
        "child = os.fork()\n"
        "if child == 0:\n"
        "    print(call(ECHO, b'').pid, flush=True); time.sleep(60)\n"
        "os.wait()"
    )
    with _parent(forks) as parent:
        assert parent.stdout
        worker, second = int(parent.stdout.readline()), int(parent.stdout.readline())
        assert worker != second
        parent.kill()
        _wait_for_the_end(worker)  # the fork holds no end of its pipe
        os.kill(int(_stat(second)[1]), signal.SIGKILL)
        _wait_for_the_end(second)


def test_the_interpreter_ends_at_once_and_says_nothing() -> None:
    began = time.monotonic()
    waiting = (
        "threading.Thread(target=call, args=(SLEEP, b''), kwargs={'seconds': 60}, daemon=True).start()\n"
        "time.sleep(0.1)"
    )
    with _parent(waiting) as parent:
        out, _ = parent.communicate()
    assert parent.returncode == 0
    assert time.monotonic() - began < 20
    assert not _exists(int(out))


@dataclass
class _Inner:
    text: str
    many: frozenset[int]


VALUES: dict[Any, Any] = {
    str: "a", int: 1, float: 1.5, bool: True, type(None): None, list[str]: ["a"], Colour: Colour.RED,
    tuple[_Inner, ...]: (_Inner("a", frozenset({1, 2})),), dict[str, int | None]: {"a": None},
    int | str: "a", tuple[int, str]: (1, "a"),
}  # fmt: skip


@pytest.mark.parametrize("kind", VALUES, ids=str)
def test_a_value_comes_back_as_it_was_and_fits_no_other_type(kind: Any) -> None:
    plain = json.loads(encode(VALUES[kind]))
    assert decode(kind, plain) == VALUES[kind]
    with pytest.raises((TypeError, ValueError)):
        decode(kind, {"unknown": [1.25]})


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (int, True), (bool, 1), (str, None), (list[str], ["a", 1]), (list[str], "ab"), (tuple[int, str], [1]),
        (_Inner, {"text": "a"}), (_Inner, {"text": "a", "many": [], "more": 1}), (Colour, "blue"),
        (dict[str, int], {"a": "1"}), (int | None, "1"), (Any, 1), (object, 1),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(kind: Any, value: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        decode(kind, value)


def test_what_has_no_place_in_json_is_no_answer() -> None:
    with pytest.raises(TypeError, match="bytes"):
        encode(b"")


LINES = st.lists(st.text(st.characters(exclude_categories=())), max_size=4).map(tuple)


@given(lines=LINES, refresh=st.none() | st.text(), extra=st.dictionaries(st.text(), st.text()))
def test_contents_survive_the_way(
    lines: tuple[str, ...], refresh: str | None, extra: dict[str, str]
) -> None:
    content = Content(
        "text/html", lines, lines[1:], refresh=refresh, extra=extra, html="<p>",
        links=tuple(Link("http://a/", line) for line in lines), parts=(Part("p. 1", 0, len(lines)),),
    )  # fmt: skip
    assert decode(Content, json.loads(encode(content))) == content


def test_a_task_is_a_name_and_imports_nothing_here(fence: Fence) -> None:
    with pytest.raises(Crashed, match="ModuleNotFoundError"):
        fence.call(Task("no.such.module:read", str), b"")
