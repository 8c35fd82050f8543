"""Makes the pictures in ``docs/images``: ``python docs/make_screenshots.py``, with Chromium on this machine. The
demo's report; and the desk, at which a commitment is looked at, loses a word, and is asked about: in English and in
Spanish."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from evidence import chromium
from tests.desks import opened
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

IMAGES = Path(__file__).parent / "images"
MOST = 200_000
"""Bytes of one picture."""
QUOTE = "deberá publicar todos los contratos de obra hidráulica"
TEXT = (
    f"Compromiso 4: agua\nLa Comisión {QUOTE} cada trimestre, con sus montos y fechas de término.\n"
    "El programa se revisa cada año con la sociedad civil, que participa en las mesas de trabajo."
)
NOW = TEXT.replace("deberá publicar todos los contratos", "publicará los contratos que considere")
WIDE = {"width": 1000, "height": 760}
PHONE = {"width": 390, "height": 760}


def main() -> None:
    """Make all of them."""
    with (
        tempfile.TemporaryDirectory() as place,
        RawServer({"/compromiso-4": ok(page(TEXT))}) as site,
        opened(Path(place, "evidence")) as desk,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium.program(), args=["--no-sandbox"]
        )
        desk.looked(site.url("/compromiso-4"))
        site.replies["/compromiso-4"] = ok(page(NOW))
        for language, locale, ending in (("en", "en-GB", ""), ("es", "es-MX", "-es")):
            shown = browser.new_page(viewport=WIDE, locale=locale)
            shown.goto(f"{desk.address}/")
            shown.fill("#url", site.url("/compromiso-4"))
            shown.fill("#quote", QUOTE)
            _take(shown, f"desk-form{ending}.png")
            shown.locator("form.ask button.main").click()
            shown.wait_for_url("**/citation?**")
            shown.wait_for_load_state("networkidle")
            _take(shown, f"desk-answer{ending}.png")
            _take(shown.locator("section[aria-labelledby=sides]"), f"desk-sides{ending}.png")
            phone = browser.new_page(viewport=PHONE, locale=locale, color_scheme="dark")
            phone.goto(shown.url)
            _take(phone, f"desk-phone{ending}.png")
            assert language in (phone.locator("html").get_attribute("lang") or "")


def report() -> None:
    """The first screen of the demo's report."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.program(), args=["--no-sandbox"]
        )
        for language, ending in (("en", ""), ("es", "-es")):
            folder = Path(place, language)
            command = ("demo", "--quiet", "--folder", str(folder), "--lang", language)
            subprocess.run(  # noqa: S603 - our own module
                [sys.executable, "-m", "testigo", *command], check=True, stdout=sys.stderr
            )
            shown = browser.new_page(viewport=WIDE)
            shown.goto((folder / "reports" / f"report-{language}.html").as_uri())
            _take(shown, f"report{ending}.png")


def _take(shown: Page | Locator, name: str) -> None:
    path = IMAGES / name
    shown.screenshot(path=path)
    size = path.stat().st_size
    print(f"{name}: {size:,} bytes")
    assert size < MOST, f"{name} has {size} bytes"


if __name__ == "__main__":
    os.environ.setdefault("TESTIGO_BROWSER", "off")
    report()
    main()
