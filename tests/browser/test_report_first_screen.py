"""Five questions of a reader who opens a report for the first time, each answered from its first screen: by what
stands there, or by what one press on it shows (``docs/first-reader.md``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evidence.reports import FORMS
from tests.browser.test_report_page import PROGRAM, Visit, browser, sync_api, visit  # noqa: F401 - fixtures
from tests.reports import reworded, sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium or Chrome on this machine")
SIZES = {"desk": (1280, 800), "phone": (390, 844)}
OLD = "La Comisión deberá publicar los volúmenes cada trimestre."
NEW = "La Comisión podrá publicar los volúmenes cada trimestre."


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty citations: four are gone, one says something else, two can't be seen."""
    made = sample(tmp_path_factory.mktemp("first"))
    archived = ("wayback", "https://web.archive.org/web/2025/a", "2025-07-01T00:00:00Z")
    made.cite("https://www.example.org/a", mementos=(archived,))
    made.cite("https://www.example.org/b")
    made.cite("https://www.example.org/c", certainty="suspected")
    made.cite("https://www.example.org/d", certainty="suspected")
    made.cite("https://www.example.org/e", "changed", "edited", rule="changed.edited", status=200,
              facts={"since": "2026-01-05", "removed": 1, "added": 1}, claim=OLD)  # fmt: skip
    made.cite("https://www.example.org/f", "blocked", "waf", rule="blocked.waf", status=403)
    made.cite("https://www.example.org/g", "unreachable", "timeout", rule="timeout", status=None)
    for number in range(23):
        made.cite(
            f"https://www.example.org/good/{number}", "alive", "identical", rule="alive.identical"
        )
    made.store.db.execute(
        "UPDATE checks SET checked_at = '2026-01-19T07:00:00.000000Z' WHERE id LIKE '%-2'"
    )
    # of these two the loss is news of the last night
    made.store.db.execute("UPDATE checks SET verdict = 'alive' WHERE id IN ('k0001-1', 'k0005-1')")
    built = made.report(language="es")
    reworded(built, OLD, NEW, "/e")
    path = made.folder / "report.html"
    path.write_bytes(b"".join(FORMS["html"](built)))
    return path


@pytest.fixture(params=SIZES)
def screen(
    report: Path,
    visit: Callable[..., Visit],  # noqa: F811 - the fixture
    request: pytest.FixtureRequest,
) -> Page:
    width, height = SIZES[request.param]
    return visit(report, viewport={"width": width, "height": height}).page


def seen(page: Page, text: str) -> None:
    """Whether a text is whole in sight without scrolling."""
    found = page.locator(f"text={text}").locator("visible=true").first
    box = found.bounding_box()
    size = page.viewport_size
    assert box, text
    assert size
    assert box["y"] >= 0, text
    assert box["y"] + box["height"] <= size["height"], (text, box)


def test_is_anything_lost_and_how_much(screen: Page) -> None:
    seen(screen, "De 30 citas, 4 llevan a documentos que ya no están (2 de ellos confirmados)")


def test_what_exactly_was_altered(screen: Page) -> None:
    news = "Una página dice ahora “podrá” donde decía “deberá”."
    seen(screen, news)
    screen.click(f"text={news}")
    said = screen.locator("#body .said").inner_text()
    assert "La página decía el 5 de enero de 2026" in said
    assert OLD in said
    assert NEW in said


def test_may_it_be_said_in_public(screen: Page) -> None:
    seen(screen, "bajo sospecha")
    seen(screen, "Qué tan seguros estamos")


def test_what_is_new(screen: Page) -> None:
    seen(screen, "Novedades")
    seen(screen, "Desde el 19 de enero de 2026: 1 desaparecido y 1 modificado.")


def test_where_can_it_still_be_seen_and_what_is_to_be_done(screen: Page) -> None:
    first = screen.locator("#new ~ .scroll a").first
    box, size = first.bounding_box(), screen.viewport_size
    assert box
    assert size
    assert box["y"] + box["height"] <= size["height"]
    first.click()
    body = screen.locator("#body").inner_text()
    assert "en un archivo web público, como estaba el 1 de julio de 2025" in body
    assert "Cite la copia archivada" in body
