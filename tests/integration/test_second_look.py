"""Before a loss is confirmed, the page is asked for once more as a browser asks."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from evidence.custody.log import keys
from evidence.custody.warc import reader
from evidence.store import Store
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from tests.conftest import Bench

AT_ONCE = "[standing]\nmissing_looks = 1\nmissing_days = 0\nredirect_home_looks = 1\nredirect_home_days = 0\n"
"""One look confirms a loss."""
TEXT = page("La dependencia publica el acta de cada sesión y el avance de sus obras. " * 12)
NONE = (
    b"<html><head><title>P\xc3\xa1gina no encontrada</title></head>"
    b"<body><h1>Error 404</h1><p>La p\xc3\xa1gina no existe.</p></body></html>"
)


def gone(status: str = "404 Not Found", body: bytes = NONE, head: str = "") -> bytes:
    lines = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{head}Content-Length: {len(body)}\r\n"
    return lines.encode() + b"Connection: close\r\n\r\n" + body


def by_agent(program: bytes, browser: bytes | None) -> Callable[[socket.socket, bytes], None]:
    """A page that tells browsers from programs by their ``User-Agent``."""

    def answer(connection: socket.socket, request: bytes) -> None:
        reply = browser if b"Mozilla/" in request else program
        if reply is not None:
            connection.sendall(reply)
        connection.close()

    return answer


def looked(bench: Bench, program: bytes, browser: bytes | None, extra: str = "") -> dict[str, Any]:
    bench.configure(extra=extra + AT_ONCE)
    with RawServer({"/programas/acta.html": by_agent(program, browser), "/": ok(TEXT)}) as server:
        bench.cite(server.url("/programas/acta.html"))
        bench.testigo("run")
        (row,) = bench.rows(
            "SELECT k.*, st.verdict AS standing, st.certainty FROM checks k"
            " JOIN standings st ON st.check_id = k.id"
        )
        asked = [r for r in server.heard if r.startswith(b"GET /programas/acta.html ")]
    return {**row, "asked": asked}


@pytest.mark.parametrize(
    ("program", "browser"),
    [
        (gone(), ok(TEXT)),
        (gone("410 Gone"), ok(TEXT)),
        (ok(NONE), ok(TEXT)),
        (gone("302 Found", b"", "Location: /\r\n"), ok(TEXT)),
        (gone(body=b""), ok(TEXT)),
    ],
    ids=["404", "410", "soft-404", "redirect-home", "404 without a body"],
)
def test_what_browsers_are_shown_is_not_missing(
    bench: Bench, program: bytes, browser: bytes
) -> None:
    seen = looked(bench, program, browser)
    assert (seen["standing"], seen["cause"]) == ("blocked", "shown-to-some")
    first, second = seen["asked"]
    assert b"Mozilla/" not in first
    assert b"User-Agent: Mozilla/5.0" in second
    assert b"If-None-Match" not in second
    told = bench.testigo("report", "--lang", "es", "--format", "json")
    assert "solo se muestra a algunos" in Path(told.out.strip()).read_text("utf-8")


@pytest.mark.parametrize(
    ("program", "browser", "cause"),
    [
        (gone(), gone(), "http-404"),
        (gone("410 Gone"), gone(), "http-410"),
        (gone(), ok(NONE), "http-404"),
        (ok(NONE), gone(), "soft-404"),
    ],
)
def test_what_browsers_miss_too_is_missing(
    bench: Bench, program: bytes, browser: bytes, cause: str
) -> None:
    seen = looked(bench, program, browser)
    assert (seen["standing"], seen["cause"]) == ("missing", cause)
    assert seen["certainty"] == ("probable" if cause == "soft-404" else "confirmed")
    assert "eyes.same" in seen["reasons_json"]


@pytest.mark.parametrize(
    "browser",
    [
        gone("403 Forbidden"),
        gone("503 Service Unavailable"),
        ok(b"<html><title>Just a moment...</title><h1>Just a moment...</h1></html>"),
        None,
    ],
)
def test_a_loss_is_not_confirmed_where_a_browser_could_not_see(
    bench: Bench, browser: bytes | None
) -> None:
    seen = looked(bench, gone(), browser)
    assert seen["standing"] in ("blocked", "unreachable")
    assert "eyes.unseen" in seen["reasons_json"]


def test_the_second_look_is_kept_and_judged_again_as_it_was(bench: Bench) -> None:
    seen = looked(bench, gone(), ok(TEXT))
    second = json.loads(seen["basis_json"])["second"]["capture"]
    assert json.loads(seen["captures_json"]) == [seen["capture_id"], second]
    (capture,) = bench.rows("SELECT * FROM captures WHERE id = ?", second)
    kept = reader.read_at(bench.path, capture["warc"], capture["offset"])
    assert TEXT in kept.block
    (run,) = bench.rows("SELECT collector_json FROM runs WHERE kind = 'night'")
    assert "Mozilla/5.0" in json.loads(run["collector_json"])["second_look"]
    assert "shown-to-some" not in bench.testigo("run", "--rejudge").out
    assert bench.testigo("verify").code == 0
    with closing(Store(bench.folder.database)) as store:
        keys.make(bench.folder, store)
    assert bench.testigo("export", "--wacz", str(bench.path / "x.wacz")).code == 0
    assert bench.testigo("verify", str(bench.path / "x.wacz")).code == 0


def altered(
    bench: Bench, program: bytes, browser: bytes | None
) -> tuple[list[dict[str, Any]], int]:
    """What stands after three looks at a page that showed something else at first, and how often it was
    asked for in them."""
    bench.configure(extra="[standing]\nchanged_looks = 1\nchanged_hours = 0.0\n")
    with RawServer({"/meta": ok(GOAL)}) as server:
        bench.cite(server.url("/meta"))
        bench.testigo("run")
        server.replies["/meta"] = by_agent(program, browser)
        for _ in range(3):
            bench.testigo("run", "--only", "all")
        told = bench.rows(
            "SELECT k.reasons_json, st.verdict, st.certainty FROM checks k"
            " JOIN standings st ON st.check_id = k.id"
        )
        return told, server.asked["/meta"] - 1


GOAL = page(
    "La dependencia publica el avance de sus obras. " * 12 + "\nLa meta es de 100 pozos en 2018."
)
OTHER = page(
    "La dependencia publica el avance de sus obras. " * 12 + "\nLa meta es de 10 pozos en 2030."
)


def test_a_text_that_programs_alone_are_shown_is_no_confirmed_change(bench: Bench) -> None:
    (told,), asked = altered(bench, ok(OTHER), ok(GOAL))
    assert (told["verdict"], told["certainty"]) == ("changed", "suspected")
    assert "eyes.other-text" in told["reasons_json"]
    assert asked == 6


@pytest.mark.parametrize("browser", [ok(OTHER), gone("403 Forbidden"), gone(), None])
def test_a_change_is_one_where_a_browser_is_not_shown_the_old_text(
    bench: Bench, browser: bytes | None
) -> None:
    (told,), asked = altered(bench, ok(OTHER), browser)
    assert (told["verdict"], told["certainty"]) == ("changed", "confirmed")
    assert "eyes." not in told["reasons_json"]
    assert 4 <= asked <= 5, "once it is confirmed nobody is asked twice"


def test_the_second_look_can_be_turned_off(bench: Bench) -> None:
    seen = looked(bench, gone(), ok(TEXT), "second_look = false\n")
    assert (seen["standing"], seen["cause"]) == ("missing", "http-404")
    assert len(seen["asked"]) == 1


def test_a_suspicion_is_no_reason_to_ask_twice(bench: Bench) -> None:
    with RawServer({"/x": by_agent(gone(), ok(TEXT))}) as server:
        bench.cite(server.url("/x"))
        bench.testigo("run")
        assert server.asked["/x"] == 1
        assert bench.causes() == {server.url("/x"): "http-404"}
