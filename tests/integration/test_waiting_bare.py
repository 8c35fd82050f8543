"""A look that waits, and for whose text there is no room meanwhile, has the verdict that it has with room."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from crawler.run import shelf
from tests.integration.test_parts import AT_ONCE, LINES, VIEWERS, html, paper
from tests.integration.test_probes import REAL, SEARCH, Viewer
from tests.integration.test_second_look import NONE, by_agent, gone
from tests.servers import RawServer, ok

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Bench

DOCUMENT = "/Home/Documento?doc=minuta-{}.pdf"


def without_room() -> None:
    """No text waits in memory."""
    shelf._MOST = -1


@pytest.mark.parametrize("prepare", [None, without_room], ids=["room", "none"])
def test_what_waits_is_judged_by_all_that_it_showed(
    bench: Bench, prepare: Callable[[], None] | None
) -> None:
    bench.configure(extra=AT_ONCE)
    world = Viewer(
        {
            DOCUMENT.format(4471): ok(REAL),
            "/Home/Documento": ok(SEARCH),
            "/acta": html(VIEWERS["embed"]),
            "/files/acta.pdf": paper(*LINES),
            "/programa.html": by_agent(gone(), ok(REAL)),
            "/aviso.html": by_agent(ok(NONE), ok(NONE)),
        }
    )
    with RawServer(world) as server:
        found = [
            DOCUMENT.format(4471),
            DOCUMENT.format(4472),
            "/acta",
            "/programa.html",
            "/aviso.html",
        ]
        real, lost, act, shown, notice = (server.url(path) for path in found)
        bench.cite(real, lost, act, shown, notice)
        bench.testigo("run", prepare=prepare)
        assert bench.causes() == {
            real: "first-look",
            lost: "soft-404",
            act: "first-look",
            server.url("/files/acta.pdf"): "first-look",
            shown: "shown-to-some",
            notice: "soft-404",
        }
        world["/files/acta.pdf"] = paper(*(line.replace("cada mes", "en 2031") for line in LINES))
        bench.testigo("run", "--only", "all", prepare=prepare)
        assert bench.causes()[act] == "edited"
    (check,) = bench.rows(
        "SELECT k.* FROM checks k JOIN urls u ON u.id = k.url_id WHERE u.url = ?"
        " ORDER BY k.checked_at LIMIT 1",
        lost,
    )
    assert any("probe" in reason["rule"] for reason in json.loads(check["reasons_json"]))
    assert bench.testigo("verify").code == 0
