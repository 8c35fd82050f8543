"""A results board through the command: add, run, status, history, report."""

from __future__ import annotations

import json

from tests.boards import PDF, Answer, Request, Served, models, page
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
        "toda la sección retirada: Tablero de resultados > Compromiso 3: Salud (2 entradas)"
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


_THEMES = ("agua", "salud", "gasto", "obra", "datos", "radio")
_SIGNED = "/v/7391"
"""The agreement's other address, which says nothing of what stands there"""


def _rebuilt(request: Request) -> Answer:
    """A numbered list of minutes and an agreement; on the second night the site is rebuilt, one
    minute is dropped, and the agreement has another label too."""
    first = request.night == 1
    if request.path != "/t/":
        name = "acuerdo.pdf" if request.path == _SIGNED else request.path.rpartition("/")[2]
        return 200, "application/pdf", PDF + f"% {name}".encode()
    folder = "/t/docs" if first else "/archivos/2026"
    minutes = [theme for theme in _THEMES if first or theme != "gasto"]
    rows = "".join(
        f'<tr><td>{n}</td><td>Minuta de {theme}</td><td><a href="{folder}/m-{theme}.pdf">Ver</a></td></tr>'
        for n, theme in enumerate(minutes, 1)
    )
    link, label = ("/t/docs/acuerdo.pdf", "Acuerdo") if first else (_SIGNED, "Documento firmado")
    return page("Tablero", f'<table>{rows}</table><p><a href="{link}">{label}</a></p>')


def test_a_redesign_is_one_event_and_what_was_dropped_with_it_another(bench: Bench) -> None:
    with Served(_rebuilt) as served:
        bench.configure()
        bench.cite(served.url(_SIGNED))  # so its bytes are known before the board lists it
        assert bench.testigo("add", served.url("/t/"), "--kind", "board", "--id", "t").code == 0
        bench.testigo("run", "--no-archive")
        served.night = 2
        bench.testigo("run", "--no-archive", "--only", "all")
    board = json.loads(bench.testigo("history", "t", "--format", "json").out)["board"]
    events = {event["kind"]: event["detail"] for event in board["visits"][-1]["events"]}
    assert board["visits"][-1]["counts"] == {"redesigned": 1, "dropped": 1}
    assert events["dropped"]["before"]["url"] == served.url("/t/docs/m-gasto.pdf")
    moved = {one["before"]["url"]: one["now"]["url"] for one in events["redesigned"]["entries"]}
    assert moved[served.url("/t/docs/m-agua.pdf")] == served.url("/archivos/2026/m-agua.pdf")
    assert moved[served.url("/t/docs/acuerdo.pdf")] == served.url(_SIGNED)
    assert events["redesigned"]["count"] == len(moved) == 6
    told = bench.testigo("history", "t", "--lang", "es").out
    assert (
        "tablero rediseñado, las mismas entradas con otras direcciones o rótulos: 6 entradas"
        in told
    )
    assert told.count("renombrado") == told.count("agregado") == 0
