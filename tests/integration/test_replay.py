"""A real Wayback (pywb) replays what we keep, by our own index, with the same bytes.

pywb is GPL and pins old libraries, so it lives in a venv of its own (``make pywb``); without that
venv the test is skipped and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evidence import clock
from evidence.custody.warc import http, reader
from tests.conftest import Bench
from tests.pywb import collection, get, needs_pywb, serve, wait
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from testigo.demo.world import World

pytestmark = needs_pywb

CONFIG = "framed_replay: false\nenable_memento: true\nredirect_to_exact: false\n"


@pytest.fixture(params=["folder", "package"])
def wayback(
    request: pytest.FixtureRequest, bench: Bench, world: World, tmp_path: Path
) -> Iterator[str]:
    """Two nights of the demo world, served by pywb from the folder's own files and from a WACZ
    package; yields its address."""
    with RawServer({"/same": ok(page("Sin validadores. " * 40))}) as server:
        bench.cite(*world.urls.values(), server.url("/same"))
        assert bench.testigo("init", "--key").code == 0
        for world.night in (1, 2):
            bench.testigo("run", "--only", "all")
            ended = clock.now().replace(microsecond=0)
            # replay knows captures by whole seconds: those of two nights must not share one
            wait(lambda ended=ended: clock.now().replace(microsecond=0) > ended)  # type: ignore[misc]
    collection(bench, tmp_path, packed=request.param == "package")
    with serve(tmp_path / "pywb", CONFIG) as port:
        yield f"http://127.0.0.1:{port}/web"


def test_every_capture_opens_with_the_same_bytes(bench: Bench, wayback: str) -> None:
    rows = bench.rows("SELECT * FROM captures WHERE status != 304 ORDER BY captured_at")
    assert {row["record_type"] for row in rows} == {"response", "revisit"}
    for row in rows:
        body = bench.rows("SELECT * FROM captures WHERE id = ?", row["refers_to"] or row["id"])[0]
        message = http.parse(reader.read_at(bench.path, body["warc"], body["offset"]).block)
        digits = "".join(sign for sign in row["captured_at"] if sign.isdigit())[:14]
        status, payload, headers = get(f"{wayback}/{digits}id_/{row['url']}")
        assert status == row["status"], row["url"]
        assert payload == message.payload, row["url"]
        assert headers["Memento-Datetime"], row["url"]
