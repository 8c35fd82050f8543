"""Pages that are handed to others, a redline and a certificate: axe finds nothing in them, in either scheme, and a
phone shows them whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

import testigo
from tests.browser.test_desk_lists import RULES
from tests.browser.test_report_page import PROGRAM
from tests.conftest import Bench
from tests.servers import RawServer, ok, page

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium is installed")
LINES = "\n".join(f"Párrafo {n} del plan, con las metas para el año {2010 + n}." for n in range(40))
DUTY = "La dependencia deberá publicar <b>todos</b> los contratos de obra firmados durante el año."


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Of a page in which a duty became a choice: its redlines and the certificate of its first capture."""
    bench = Bench(tmp_path_factory.mktemp("handed") / "evidence")
    bench.configure()
    made = {}
    with RawServer({"/plan": ok(page(f"{LINES}\n{DUTY}"))}) as server:
        bench.cite(server.url("/plan"))
        bench.testigo("run")
        server.replies["/plan"] = ok(page(f"{LINES}\n{DUTY.replace('deberá', 'podrá')}"))
        bench.testigo("run", "--only", "all")
        url = server.url("/plan")
    for form in ("html", "side-by-side"):
        for language in ("en", "es"):
            out = bench.path.parent / f"{form}-{language}.html"
            bench.testigo("diff", url, "--format", form, "--lang", language, "--out", str(out))
            made[f"{form}-{language}"] = out
    capture = bench.rows("SELECT id FROM captures ORDER BY captured_at LIMIT 1")[0]["id"]
    made["certificate"] = bench.path.parent / "certificate.html"
    made["certificate"].write_text(testigo.certificate(testigo.open(bench.path), capture), "utf-8")
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_api.sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1100), ("dark", 1100), ("light", 390), ("dark", 390)]
)
def test_what_is_handed_over_is_read_by_everybody(
    pages: dict[str, Path], browser: Browser, scheme: str, width: int
) -> None:
    for name, place in pages.items():
        context = browser.new_context(
            color_scheme=scheme,
            viewport={"width": width, "height": 800},
            bypass_csp=True,  # type: ignore[arg-type]
        )
        tab = context.new_page()
        tab.goto(place.as_uri())
        tab.evaluate(
            "document.querySelectorAll('details').forEach((part) => { part.open = true; })"
        )
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, name
        found = Axe().run(tab, options={"runOnly": RULES})
        assert not found.response["violations"], f"{name} {place}: {found.generate_report()}"
        context.close()
