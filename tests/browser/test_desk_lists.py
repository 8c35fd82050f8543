"""The desk's lists in a browser: nothing in them runs, axe finds nothing, and a phone shows them whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from evidence.folder import EvidenceFolder
from tests.browser.test_report_page import PROGRAM
from tests.desks import Visitor, opened
from tests.reports import besieged

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium is installed")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATHS = (
    "/citations",
    "/sources",
    "/sources/s1",
    "/runs",
    "/runs/run-1",
    "/boards",
    "/series",
    "/report",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    place = EvidenceFolder(tmp_path_factory.mktemp("desk") / "evidence")
    place.create()
    besieged(place.path).store.close()
    with opened(place.path) as visitor:
        yield visitor


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_api.sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.mark.parametrize("path", PATHS)
def test_lists_are_inert_accessible_and_fit_a_phone(
    desk: Visitor, browser: Browser, path: str
) -> None:
    asked: list[str] = []
    for scheme, width, language in (("light", 1100, "en"), ("dark", 390, "es")):
        context = browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
        )
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{desk.address}{path}?lang={language}")
        page.evaluate(
            "document.querySelectorAll('details').forEach((part) => { part.open = true; })"
        )
        assert page.evaluate("window.hit") is None
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options={"runOnly": RULES})
        assert not found.response["violations"], found.generate_report()
        context.close()
    assert all(url.startswith(desk.address) for url in asked)
