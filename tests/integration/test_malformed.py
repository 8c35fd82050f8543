"""Answers that are off, over raw sockets: read as browsers read them, and kept to the byte."""

from __future__ import annotations

import socket
import struct
import time
from functools import partial
from typing import Any

import pytest

from benchmarks.malformed_answers import FIRST, LAST, TARGET, TARGET_ANSWER, Answer, answers
from evidence.custody.warc import http, reader
from evidence.looks.contents import content_of
from tests.conftest import Bench
from tests.servers import RawServer

ANSWERS = answers()
NAMES = [f"{one.kind}: {one.name}" for one in ANSWERS]
THERE = f"<p>{TARGET}</p>".encode()


def _reply(answer: Answer, host: str, connection: socket.socket, _: bytes) -> None:
    connection.sendall(answer.wire.replace(b"{host}", host.encode()))
    if answer.end == "silence":
        connection.recv(1)
    elif answer.end == "reset":
        time.sleep(0.1)  # what was sent must be there before the reset takes it back
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One check of every answer; its folder, and what the last capture of each is."""
    bench = Bench(tmp_path_factory.mktemp("malformed") / "evidence")
    bench.configure(timeout=1.5, extra="obey_robots = false\n")
    target = TARGET_ANSWER % len(THERE) + THERE
    replies: dict[str, Any] = dict.fromkeys(
        ("/target", "/informaci%F3n", "/a%C3%B1o", "/target%C3%A0"), target
    )
    with RawServer(replies) as server:
        host = f"127.0.0.1:{server.port}"
        for number, answer in enumerate(ANSWERS):
            replies[f"/{number}"] = partial(_reply, answer, host)
        urls = [server.url(f"/{number}") for number in range(len(ANSWERS))]
        bench.testigo("check", *urls, "--no-archive")
    rows = bench.rows(
        "SELECT u.url AS cited, k.verdict, k.cause, k.final_url, k.failure_json, c.* FROM checks k "
        "JOIN urls u ON u.id = k.url_id LEFT JOIN captures c ON c.id = k.capture_id"
    )
    return {
        "bench": bench,
        "host": host,
        "rows": {int(row["cited"].rpartition("/")[2]): row for row in rows},
    }


def _shown(walked: dict[str, Any], number: int) -> str:
    row = walked["rows"][number]
    if row["warc"] is None or row["failure_json"]:
        return ""
    record = reader.read_at(walked["bench"].path, row["warc"], row["offset"])
    return content_of(http.parse(record.block), row["final_url"] or row["cited"], 10**7).text


def test_as_much_is_read_as_browsers_show(walked: dict[str, Any]) -> None:
    wanted = {"whole": [FIRST, LAST], "part": [FIRST], "target": [TARGET], "nothing": []}
    less = {}
    for number, answer in enumerate(ANSWERS):
        row, text = walked["rows"][number], _shown(walked, number)
        verdicts = ("alive", "unreachable") if answer.shown == "nothing" else ("alive",)
        if row["verdict"] not in verdicts or not all(word in text for word in wanted[answer.shown]):
            less[NAMES[number]] = f"{row['verdict']}: {row['cause']}"
    assert not less


def test_the_bytes_are_kept_as_they_came(walked: dict[str, Any]) -> None:
    for number, answer in enumerate(ANSWERS):
        row = walked["rows"][number]
        if row["warc"] is None:
            assert row["verdict"] == "unreachable", NAMES[number]
        elif answer.kind != "Forwards":
            block = reader.read_at(walked["bench"].path, row["warc"], row["offset"]).block
            # what lies behind the end of an answer is none of it
            assert answer.wire.startswith(block), NAMES[number]
            assert len(answer.wire) - len(block) < 10 or answer.shown == "nothing", NAMES[number]


def test_the_folder_holds_together(walked: dict[str, Any]) -> None:
    done = walked["bench"].testigo("verify")
    assert done.code == 0, done.out


def test_what_was_cut_says_so(walked: dict[str, Any]) -> None:
    named = {answer.name: walked["rows"][n] for n, answer in enumerate(ANSWERS)}
    assert named["half of the page"]["truncated"] is None  # all that was announced has come
    assert named["5,000 bytes too many"]["truncated"] == "disconnect"
    assert named["no last one"]["truncated"] == "disconnect"
    assert named["reset behind the page"]["truncated"] == "disconnect"
    assert named["silence before the last chunk"]["truncated"] == "time"
