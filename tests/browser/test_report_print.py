"""The report on paper: what each sheet says, and the summary on one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe

from evidence.reports import FORMS, printing
from evidence.reports.forms import summary
from tests.browser.test_report_page import PROGRAM, Visit, browser, visit  # noqa: F401 - fixtures
from tests.reports import ATTACKS, besieged, reworded, sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from evidence.bilingual import Language
    from evidence.reports.model import Report

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium or Chrome on this machine")
LONG = "La Comisión deberá publicar cada trimestre los volúmenes concesionados por cuenca y por municipio. "


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            text = page.get_textpage()
            texts.append(text.get_text_bounded())
            text.close()
        return texts
    finally:
        document.close()


def made(folder: Path, language: Language) -> Report:
    """A report with a dozen losses and one alteration."""
    found = sample(folder)
    for number in range(12):
        found.cite(f"https://www.example.org/{number}", claim=LONG * 2)
    found.cite("https://www.example.org/e", "changed", "edited", rule="changed.edited", status=200,
               facts={"since": "2026-01-05", "removed": 1, "added": 1}, claim=LONG)  # fmt: skip
    return reworded(found.report(language=language), LONG, LONG.replace("deberá", "podrá"), "/e")


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_sheet_has_its_head_and_number_and_two_to_four_citations(
    tmp_path: Path, language: Language
) -> None:
    title, page, of, contents = {
        "en": ("Broken-evidence report", "page", "of", "Contents"),
        "es": ("Informe de evidencia rota", "página", "de", "Contenido"),
    }[language]
    texts = pages_of(b"".join(FORMS["pdf"](made(tmp_path, language))))
    for number, text in enumerate(texts, 1):
        assert title in text
        assert f"{page} {number} {of} {len(texts)}" in text
    assert contents in texts[0]
    cited = [len(re.findall(r"Informe · Compromiso 1", text)) for text in texts]
    assert sum(cited) == 13
    full = [count for count in cited[1:] if count][:-1]  # the first sheet has the contents, too
    assert all(2 <= count <= 4 for count in full), cited
    # the numbers of the contents are those of the sheets on which the parts begin
    name = {"en": "What this report does not say", "es": "Lo que este informe no dice"}[language]
    said = re.search(rf"{name}\s*(\d+)", texts[0])
    assert said
    begins = next(
        n for n, text in enumerate(texts, 1) if re.search(rf"^{name}\s*$", text, re.MULTILINE)
    )
    assert int(said[1]) == begins
    assert not any("file://" in text for text in texts)


@pytest.mark.parametrize("paper", ["A4", "letter"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_summary_is_one_sheet_whatever_it_tells(
    tmp_path: Path, language: Language, paper: str
) -> None:
    siege = besieged(tmp_path)
    report = reworded(siege.report(language=language), "palabra " * 900 + "deberá", "w" * 4_000, "")
    page = "".join(summary.render(report)).replace("@page {", f"@page {{ size: {paper};")
    (text,) = pages_of(printing.printed([page]))
    assert {"en": "Evidence in brief", "es": "La evidencia en breve"}[language].upper() in text
    assert len(ATTACKS[-1]) > len(text)


def test_a_name_that_ends_in_pdf_is_printed(tmp_path: Path) -> None:
    report = made(tmp_path, "es")
    for form in ("html", "summary"):
        assert b"".join(FORMS[form].at(tmp_path / "x.PDF")(report)).startswith(b"%PDF")
        assert FORMS[form].at(tmp_path / "x.html") is FORMS[form]
    assert FORMS["csv"].at(tmp_path / "x.pdf") is FORMS["csv"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1100])
def test_axe_finds_nothing_in_the_summary(
    tmp_path: Path,
    visit: Callable[..., Visit],  # noqa: F811 - the fixture
    scheme: str,
    width: int,
) -> None:
    path = tmp_path / "summary.html"
    path.write_text("".join(summary.render(made(tmp_path, "es"))), "utf-8")
    size = {"width": width, "height": 800}
    page = visit(path, color_scheme=scheme, viewport=size, bypass_csp=True).page
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": rules})
    assert [one["id"] for one in found.response["violations"]] == [], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
