"""The site of docs/, as ``make site`` builds it: readable for everybody, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from evidence import chromium
from tests.commands import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

SITE = ROOT / "build" / "site"
PAGES = (
    "",
    "tutorial/",
    "commands/",
    "opponent/",
    "verdicts/",
    "es/",
    "es/tutorial/",
    "es/commands/",
)

pytestmark = [
    pytest.mark.skipif(chromium.program() is None, reason="there is no Chromium"),
    pytest.mark.skipif(not SITE.exists(), reason="the site is not built: make site"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium.program(), args=["--no-sandbox"]
        )
        yield opened
        opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_against_wcag_aa(browser: Browser, name: str, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto((SITE / name / "index.html").as_uri())
    assert page.locator("html").get_attribute("lang") == ("es" if name.startswith("es/") else "en")
    rules = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
    found = Axe().run(page, options={"runOnly": rules})
    assert found.violations_count == 0, found.generate_report()
    page.close()
