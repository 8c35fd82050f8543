"""The HTML report in a real Chromium: it answers, it leaves the page alone, and nothing in it
acts."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe

from evidence.store import Store
from evidence.verdicts.model import Reason
from evidence.verdicts.wording import explain
from tests.reports import ATTACKS, Sample, besieged, small

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

PROGRAM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium or Chrome on this machine")
OPTIONS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=OPTIONS)
        yield browser
        browser.close()


class Visit:
    """A page, and all that it said, asked for or tried."""

    def __init__(self, browser: Browser, **options: Any) -> None:
        self.trouble: list[str] = []
        self.page: Page = browser.new_context(**options).new_page()
        self.page.on("console", lambda message: self.trouble.append(message.text))
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("dialog", lambda dialog: self.trouble.append(dialog.message))
        self.page.on("request", self._request)

    def _request(self, request: Any) -> None:
        if not (request.is_navigation_request() and request.url.startswith("file:")):
            self.trouble.append(request.url)

    def rows(self) -> list[str]:
        return [
            str(text)
            for text in self.page.locator("#rows tr td:first-child > span").all_inner_texts()
        ]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    visits: list[Visit] = []

    def open_page(path: Path, query: str = "", **options: Any) -> Visit:
        visits.append(Visit(browser, **options))
        visits[-1].page.goto(path.as_uri() + query)
        return visits[-1]

    yield open_page
    for one in visits:
        one.page.context.close()
        assert one.trouble == []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sample, Path]:
    sample = small(tmp_path_factory.mktemp("small"))
    path = sample.folder / "report.html"
    path.write_bytes(sample.render("html"))
    return sample, path


def test_search_filter_and_sort(made: tuple[Sample, Path], visit: Callable[..., Visit]) -> None:
    seen = visit(made[1])
    assert [row.split()[0] for row in seen.rows()] == [
        "missing",
        "missing",
        "moved",
        "blocked",
        "not",
        "alive",
    ]
    seen.page.fill("#q", "CUMPLIO 4")
    sync_api.expect(seen.page.locator("#rows tr")).to_have_count(1)
    assert seen.rows() == ["blocked"]
    seen.page.click("button[type=reset]")
    sync_api.expect(seen.page.locator("#rows tr")).to_have_count(6)
    seen.page.select_option("#f-verdict", "0")
    assert seen.rows() == ["missing confirmed", "missing suspected"]
    seen.page.select_option("#f-verdict", "")
    seen.page.select_option("#sort", "o")
    assert [row.split()[0] for row in seen.rows()] == [
        "missing",
        "missing",
        "moved",
        "blocked",
        "alive",
        "not",
    ]
    seen.page.fill("#q", "nothing like it")
    seen.page.wait_for_selector("#table", state="hidden")
    assert seen.page.inner_text("#count") == "No citation matches."


def test_the_language_switch_changes_everything(
    made: tuple[Sample, Path], visit: Callable[..., Visit]
) -> None:
    seen = visit(made[1])
    assert seen.page.inner_text("h1") == "Broken-evidence report"
    seen.page.check("#lang-es")
    assert seen.page.inner_text("h1") == "Informe de evidencia rota"
    assert seen.page.title() == "Informe de evidencia rota"
    assert seen.page.evaluate("document.documentElement.lang") == "es"
    assert seen.rows()[0] == "desaparecido confirmado"
    assert "desaparecido (2)" in seen.page.inner_text("#f-verdict")
    hidden = seen.page.locator(":visible[lang=en]").all_inner_texts()
    assert hidden == ["English"]


def test_a_deep_link_opens_one_citation(
    made: tuple[Sample, Path], visit: Callable[..., Visit]
) -> None:
    seen = visit(made[1], "?lang=es#c-c0001")
    assert seen.page.locator("#body .technical").get_attribute("open") is None  # folded
    seen.page.click("#body .technical > summary")
    body = seen.page.inner_text("#body")
    for text in ("https://www.example.org/a", "El compromiso 1 se cumplió.", "2026-01-12 06:00 UTC", "ab" * 32,
                 "warc/x.warc.gz @ 0 + 10", "urn:uuid:0001-0", "web.archive.org", "anterior a la pérdida",
                 "Cite la copia archivada", explain(Reason("gone.http-404", {"status": 404}), "es"),
                 "Ministerio, Informe 1: https://www.example.org/a."):  # fmt: skip
        assert text in body, text
    seen.page.keyboard.press("Escape")
    seen.page.wait_for_url("**#list")
    seen.page.locator("#rows a").nth(2).focus()
    seen.page.keyboard.press("Enter")
    # the page answers to the change of its address, which comes a moment after the key
    seen.page.locator("#body", has_text="https://www.example.org/nuevo/c").wait_for()
    seen.page.locator("#close:focus").wait_for()
    seen.page.keyboard.press("Enter")
    seen.page.locator('a[href="#c-c0003"]:focus').wait_for()  # the focus comes back
    assert seen.page.evaluate("document.activeElement.hash") == "#c-c0003"


def test_what_is_chosen_stands_in_the_address(
    made: tuple[Sample, Path], visit: Callable[..., Visit]
) -> None:
    page = visit(made[1]).page
    page.check("#lang-es")
    page.select_option("#f-verdict", "0")
    page.select_option("#sort", "u")
    page.check("#reverse")
    page.fill("#q", "example")
    page.wait_for_url("**?lang=es&q=example&verdict=missing&sort=u&order=reverse")
    again = visit(made[1], f"?{page.url.partition('?')[2]}#c-c0002")
    assert again.rows() == ["desaparecido sospecha", "desaparecido confirmado"]
    assert again.page.input_value("#q") == "example"
    again.page.keyboard.press("Escape")
    again.page.wait_for_url("**?lang=es&q=example&verdict=missing&sort=u&order=reverse#list")
    again.page.click("button[type=reset]")
    again.page.wait_for_url("**?lang=es#list")
    odd = visit(made[1], "?lang=xx&verdict=none&sort=constructor&cause=%00&source=../../x")
    assert len(odd.rows()) == 6


def test_the_order_in_the_source_is_the_order_in_the_source(
    tmp_path: Path, visit: Callable[..., Visit]
) -> None:
    """Markers are no numbers: a report has notes *, iv and none."""
    sample = small(tmp_path)
    sample.cite("https://www.example.org/g", marker="iv", start=0)
    sample.cite("https://www.example.org/h", marker=None, start=99)
    path = tmp_path / "report.html"
    path.write_bytes(sample.render("html"))
    page = visit(path, "?sort=o").page
    first = "#rows tr td:nth-child(2) a"
    letters = [text[-1] for text in page.locator(first).all_inner_texts()]
    assert "".join(letters) == "gabcdefh"
    page.check("#reverse")
    assert "".join(text[-1] for text in page.locator(first).all_inner_texts()) == "hfedcbag"


def test_without_script_there_is_a_plain_list(
    made: tuple[Sample, Path], visit: Callable[..., Visit]
) -> None:
    page = visit(made[1], java_script_enabled=False).page
    text = page.text_content("main") or ""  # what is out of sight is not laid out
    assert all(f"https://www.example.org/{letter}" in text for letter in "abcdef")
    assert "El compromiso 1 se cumplió." in text
    page.check("#lang-es")
    assert page.inner_text("h1") == "Informe de evidencia rota"


def test_print_shows_the_whole_story_of_what_is_filtered(
    made: tuple[Sample, Path], visit: Callable[..., Visit]
) -> None:
    page = visit(made[1]).page
    page.select_option("#f-verdict", "0")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#print article").count() == 2
    assert "First seen missing" in page.inner_text("#print")
    assert not page.is_visible("#controls")


def test_a_pdf_is_printed_by_the_browser(made: tuple[Sample, Path]) -> None:
    document = pypdfium2.PdfDocument(made[0].render("pdf", language="es"))
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "Informe de evidencia rota" in text
    assert "El compromiso 1 se cumplió." in text
    document.close()


@pytest.mark.parametrize("width", [390, 1100])
@pytest.mark.parametrize("query", ["", "?lang=es", "#c-c0001"])
def test_nothing_runs_over_the_side(
    made: tuple[Sample, Path], visit: Callable[..., Visit], width: int, query: str
) -> None:
    page = visit(made[1], query, viewport={"width": width, "height": 800}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("query", "width"), [("", 1100), ("?lang=es", 390), ("?lang=es#c-c0001", 1100)]
)
def test_axe_finds_nothing_against_wcag_aa(
    made: tuple[Sample, Path], visit: Callable[..., Visit], scheme: str, query: str, width: int
) -> None:
    seen = visit(
        made[1],
        query,
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
        bypass_csp=True,
    )
    seen.page.evaluate(
        "document.querySelectorAll('details').forEach((part) => { part.open = true; })"
    )
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(seen.page, options={"runOnly": rules})
    assert [violation["id"] for violation in found.response["violations"]] == [], (
        found.generate_report()
    )


def test_the_keyboard_reaches_everything(
    made: tuple[Sample, Path], visit: Callable[..., Visit]
) -> None:
    page = visit(made[1]).page
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.id || document.activeElement.hash || ''")
        )
    wanted = [
        "#list",
        "lang-en",
        "#c-c0001",
        "q",
        "f-verdict",
        "f-certainty",
        "f-cause",
        "f-source",
        "sort",
        "reverse",
        "#c-c0005",
    ]
    assert [name for name in dict.fromkeys(reached) if name in wanted] == wanted


ENGLISH = re.compile(
    r"\b(the|and|of|was|were|is|are|with|this|that|from|not|seen|look|what|why|wait|changed|since)\b",
    re.IGNORECASE,
)


def test_nothing_english_is_left_in_spanish(
    made: tuple[Sample, Path], visit: Callable[..., Visit]
) -> None:
    page = visit(made[1], "?lang=es").page
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")  # the whole story of every citation
    page.evaluate("document.getElementById('print').style.display = 'block'")
    text = page.inner_text("body") + " ".join(page.locator("option, [aria-label]:visible").evaluate_all(
        "parts => parts.map((part) => part.getAttribute('aria-label') || part.textContent)"))  # fmt: skip
    assert "Espere antes de decirlo en público" in text
    text = text.replace("404 Not Found", "")  # what the server said, word for word
    assert [text[found.start() - 40 : found.end() + 40] for found in ENGLISH.finditer(text)] == []


def test_a_citation_can_be_opened_while_the_rest_is_still_read(
    made: tuple[Sample, Path], visit: Callable[..., Visit]
) -> None:
    """The table and the details of the first citations come before the script, those of others after it; a link
    to one of them waits for it."""
    page = visit(made[1]).page
    order = page.evaluate(
        "[...document.body.children].filter((e) => e.matches('script')).map((e) => e.id)"
    )
    assert order == ["about", "index", "d0", ""]
    assert page.evaluate("document.querySelectorAll('#rows tr').length") == 6


def test_every_attack_is_text(tmp_path: Path, visit: Callable[..., Visit]) -> None:
    sample = besieged(tmp_path)
    path = tmp_path / "report.html"
    path.write_bytes(sample.render("html"))
    seen = visit(path)
    ids = seen.page.evaluate(
        "JSON.parse(document.getElementById('index').textContent).map((entry) => entry[0])"
    )
    assert len(ids) == sample.count
    for identifier in ids:
        seen.page.evaluate("(id) => { location.hash = '#c-' + id; }", identifier)
        seen.page.wait_for_selector(f"#a-{identifier}")
        links = seen.page.evaluate("[...document.links].map((a) => a.protocol)")
        assert set(links) <= {"https:", "http:", "file:"}
    seen.page.evaluate("location.hash = '#c-c0001'")
    seen.page.wait_for_selector("#a-c0001")
    assert ATTACKS[0] in seen.page.inner_text("#body")
    seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert seen.page.evaluate("window.hit") is None
    plain = visit(path, java_script_enabled=False)
    assert "evil.example" in plain.page.inner_text("main")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "read by the source on 14 May 2018"),
        ("es", "la fuente la consultó el 14 de mayo de 2018"),
    ],
)
def test_when_a_source_says_that_it_read_a_page_is_said(
    tmp_path: Path, visit: Callable[..., Visit], language: str, said: str
) -> None:
    sample = Sample(Store(tmp_path / "evidence.db"), tmp_path)
    sample.source()
    sample.runs()
    sample.cite("https://www.example.org/a", accessed="2018-05-14")
    path = tmp_path / "report.html"
    path.write_bytes(sample.render("html"))
    seen = visit(path, f"?lang={language}", locale=language)
    text = seen.page.locator("article").first.inner_text()
    assert said in text
    assert "[object" not in seen.page.locator("body").inner_text()
