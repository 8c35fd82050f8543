"""Soft-404s found by asking for addresses that can't exist."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    from tests.conftest import Bench

SEARCH = page("Buscador de minutas. Escriba el folio de la sesión y el año que busca.")
"""Shown where no document is asked for."""
SAYS_NOTHING = page(
    "Consulta el acervo documental de la Secretaría. Usa el buscador o elige un año."
)
"""Shown for anything: no word on it says that a document is missing."""
REAL = page(
    "Minuta de la sesión ordinaria. " + "Se acordó publicar los contratos de obra hidráulica. " * 8
)


class Viewer(dict[str, Any]):
    """A ``?doc=`` viewer that answers 200 to anything."""

    def __init__(self, real: dict[str, bytes]) -> None:
        super().__init__(real)
        self.probed = 0

    def get(self, path: str, default: Any = None) -> Any:
        if path in {"/robots.txt", "/sitemap.xml"}:
            return super().get(path, default)
        if path not in self:
            self.probed += 1
        return super().get(path, ok(SAYS_NOTHING))


def test_a_viewer_that_shows_anything_is_found_out(bench: Bench) -> None:
    viewer = Viewer(
        {"/Home/Documento?doc=minuta-4471.pdf": ok(REAL), "/Home/Documento": ok(SEARCH)}
    )
    with RawServer(viewer) as server:
        real, lost = (server.url(f"/Home/Documento?doc=minuta-{n}.pdf") for n in (4471, 4472))
        bench.cite(real, lost)
        bench.testigo("run")
        assert bench.causes() == {real: "first-look", lost: "soft-404"}
        (check,) = bench.rows("SELECT * FROM checks WHERE cause = 'soft-404'")
        assert "probe" in check["reasons_json"]
        assert viewer.probed == 3  # the lost document, and one pair of probes for the route
        assert len(bench.rows("SELECT * FROM probes")) == 3  # with the control, without ``doc``
        # a week's worth of nights shares them
        bench.testigo("run", "--only", "all")
        assert len(bench.rows("SELECT * FROM probes")) == 3
    kept = bench.rows("SELECT c.* FROM probes p JOIN captures c ON c.id = p.capture_id")
    assert len(kept) == 3
    assert bench.testigo("verify").code == 0
    assert bench.rows(
        "SELECT baseline_id FROM standings st JOIN urls u ON u.id = st.url_id WHERE u.url = ?", lost
    ) == [{"baseline_id": None}]


def test_a_page_that_ignores_the_parameter_is_alive(bench: Bench) -> None:
    class Ignores(dict[str, Any]):
        def get(self, path: str, default: Any = None) -> Any:
            return super().get(path.partition("?")[0], default)

    with RawServer(Ignores({"/acta": ok(SAYS_NOTHING)})) as server:
        cited = server.url("/acta?usp=sharing")
        bench.cite(cited)
        for _ in range(3):
            bench.testigo("run", "--only", "all")
        assert len(bench.rows("SELECT * FROM probes")) == 3
    (standing,) = bench.rows("SELECT verdict, certainty FROM standings")
    assert standing["verdict"] == "alive"


def test_probes_that_fail_leave_the_page_alone(bench: Bench) -> None:
    def hang_up(connection: socket.socket, _: bytes) -> None:
        connection.close()

    class Flaky(dict[str, Any]):
        def get(self, path: str, default: Any = None) -> Any:
            return super().get(path, hang_up if path != "/robots.txt" else default)

    with RawServer(Flaky({"/corta": ok(SAYS_NOTHING)})) as server:
        bench.cite(server.url("/corta"))
        assert bench.testigo("run").code == 0
    assert bench.causes() == {server.url("/corta"): "first-look"}
    assert {row["status"] for row in bench.rows("SELECT status FROM probes")} == {None}
