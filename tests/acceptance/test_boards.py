"""A results board through the command: add, run, status, history, report."""

from __future__ import annotations

import json

from tests.boards import Served, models
from tests.conftest import Bench


def test_a_board_through_the_command(bench: Bench) -> None:
    model = models()["static"]
    with Served(model.answer) as served:
        start = served.url(model.start)
        bench.configure(extra=f'[[sources]]\nid = "tablero"\nkind = "board"\nlocation = "{start}"\n'
                              "[sources.board]\ndepth = 6\n")  # fmt: skip
        done = bench.testigo("add", start, "--kind", "board", "--title", "Mi tablero")
        assert done.code == 0, done.err
        assert done.out.startswith("tablero: 19 citations, 19 new")
        assert "walked whole" in done.err
        served.night = 2
        bench.testigo("run", "--only", "broken")  # walks no board
        bench.testigo("run", "--source", "tablero")
    done = bench.testigo("history", "tablero", "--lang", "es")
    assert done.out.startswith("Mi tablero  ")
    assert "retirado: Tablero de resultados > Compromiso 2: Género > Documento retirado" in done.out
    assert (
        "sección completa retirada: Tablero de resultados > Compromiso 3: Salud (2 entradas)"
        in done.out
    )
    assert "enlace cambiado" in done.out
    board = json.loads(bench.testigo("history", start, "--format", "json").out)["board"]
    assert [visit["state"] for visit in board["visits"]] == ["complete", "complete"]
    assert board["visits"][1]["counts"] == {
        "added": 1, "dropped": 3, "renamed": 1, "repointed": 1, "section-gone": 1,
    }  # fmt: skip
    assert "listed now: 17, no longer listed, still watched: 3" in bench.testigo("status").out
    report = json.loads(bench.testigo("report", "--format", "json", "--out", "-").out)
    assert report["boards"][0]["dropped"] == 3
