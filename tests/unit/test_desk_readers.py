"""Readers from elsewhere are known by their tokens, and none asks without end."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the extra desk is not installed")

from crawler.listen import tokens
from testigo.desk.readers import Readers

TOKEN = tokens.made()


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Desk:
    """The app behind the middleware, asked one request after the other."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.asked = 0
        self.readers = Readers(self._answer, [tokens.hashed(TOKEN)], self.clock)

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked += 1
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def get(self, path: str = "/", client: str = "203.0.113.7", **headers: str) -> int:
        status: list[int] = []

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                status.append(message["status"])

        async def receive() -> Any:
            return {"type": "http.request"}

        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        scope = {
            "type": "http", "method": "GET", "path": path, "query_string": b"", "headers": raw,
            "client": (client, 1), "server": ("desk.example", 80), "scheme": "http",
        }  # fmt: skip
        asyncio.run(self.readers(scope, receive, send))
        return status[0]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"authorization": f"Bearer {TOKEN}"}, 200),
        ({"authorization": f"bearer  {TOKEN} "}, 200),
        ({"cookie": f"reader={TOKEN}"}, 200),
        ({"authorization": f"Basic {TOKEN}"}, 303),
        ({"authorization": f"Bearer {TOKEN}x"}, 303),
        ({"authorization": "Bearer "}, 303),
        ({"cookie": "reader="}, 303),
        ({"cookie": f"reader={tokens.hashed(TOKEN)}"}, 303),
    ],
)
def test_only_a_token_opens(desk: Desk, headers: dict[str, str], status: int) -> None:
    assert desk.get("/citations", **headers) == status
    assert desk.asked == (status == 200)


def test_programs_are_told_and_not_led(desk: Desk) -> None:
    assert desk.get("/api/v1/status") == 401


def test_where_a_token_is_shown_is_open(desk: Desk) -> None:
    assert [desk.get(path) for path in ("/enter", "/static/desk.css")] == [200, 200]
    assert desk.get("/entering") == 200  # a path of nothing: the app says so
    assert desk.get("/looks/enter") == 303


def test_a_reader_who_asks_without_end_waits(desk: Desk) -> None:
    who = {"authorization": f"Bearer {TOKEN}"}
    told = [desk.get(**who) for _ in range(130)]
    assert told.count(429) == 10
    desk.clock.now += 1
    assert [desk.get(**who) for _ in range(5)] == [200, 200, 200, 200, 429]


def test_whoever_guesses_waits_and_no_other(desk: Desk) -> None:
    told = [desk.get("/enter", client="198.51.100.1") for _ in range(130)]
    assert 429 in told
    assert desk.get("/enter", client="198.51.100.2") == 200
