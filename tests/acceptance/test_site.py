"""The desk's pages as files: whole, inert, and without what is nobody's business."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from tests.conftest import Bench
from tests.reports import besieged
from tests.servers import RawServer, ok, page

TEXT = "Compromiso 4: agua\nLa Comisión deberá publicar todos los contratos cada trimestre.\n" * 3
ASKS = re.compile(r"""(?:src|href|action|data|poster)\s*=\s*["']?([^"'\s>]+)""")


class Tags(HTMLParser):
    """What of a page could act."""

    def __init__(self) -> None:
        super().__init__()
        self.acting: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        handlers = [name for name, _ in attrs if name.startswith("on")]
        links = [value for name, value in attrs if name in ("href", "src") and value]
        schemes = [
            link
            for link in links
            if re.match(r"\s*(javascript|vbscript|data:text)", link, re.IGNORECASE)
        ]
        if tag in ("script", "object", "embed", "base", "form") or handlers or schemes:
            self.acting.append(f"{tag} {attrs}")


@pytest.fixture
def site(bench: Bench, tmp_path: Path) -> Path:
    with RawServer({"/plan": ok(page(TEXT)), "/otro": ok(page(TEXT + "<img src=x>"))}) as server:
        report = tmp_path / "confidencial" / "informe.md"
        report.parent.mkdir()
        report.write_text(
            f"El plan[^1] y el otro[^2].\n\n[^1]: {server.url('/plan')}\n\n[^2]: {server.url('/otro')}\n"
        )
        assert bench.testigo("add", str(report)).code == 0
        assert bench.testigo("run", "--no-archive").code == 0
        asked = server.url("/plan?preguntado")  # no source cites it, so the site has no page of it
        assert bench.testigo("check", asked, "--no-archive").code in (0, 1)
    out = tmp_path / "site"
    done = bench.testigo("site", str(out))
    assert done.code == 0, done.err
    assert done.out.strip() == str(out / "index.html")
    return out


def test_every_page_stands_in_both_languages_and_every_link_leads_somewhere(site: Path) -> None:
    pages = [path for path in site.rglob("*.html") if "copies" not in path.parts]
    assert {p.relative_to(site / "en") for p in pages if "en" in p.parts} == {
        p.relative_to(site / "es") for p in pages if "es" in p.parts
    }
    for path in pages:
        for link in ASKS.findall(path.read_text("utf-8")):
            place, _ = urldefrag(unquote(unescape(link)))
            if place and "://" not in place:
                assert (path.parent / place).exists(), f"{path}: {link}"


def test_the_answer_and_its_copy_are_there(site: Path) -> None:
    told = [p.read_text("utf-8") for p in (site / "es" / "citation").iterdir()]
    assert len(told) == 2
    assert all("<iframe sandbox" in one for one in told)
    copies = [p.read_text("utf-8") for p in (site / "copies").glob("*/index.html")]
    assert any("deberá publicar todos los contratos" in one for one in copies)


def test_nothing_of_the_machine_is_told(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert "confidencial" not in path.read_text("utf-8"), path


def test_nothing_runs_and_there_are_no_forms(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8").lower()
        assert "<script" not in text, path
        assert "<form" not in text, path
        assert "script-src 'none'" in text or "default-src 'none'" in text or path.parent == site


def test_what_attacks_stays_text(bench: Bench, tmp_path: Path) -> None:
    bench.folder.create()
    besieged(bench.path).store.close()
    done = bench.testigo("site", str(tmp_path / "out"))
    assert done.code == 0, done.err
    assert "could not be made" in done.err  # its records are invented
    for path in (tmp_path / "out").rglob("*.html"):
        tags = Tags()
        tags.feed(path.read_text("utf-8"))
        assert not tags.acting, path


def test_a_folder_that_has_something_in_it_is_left_alone(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "here").write_text("mine")
    done = bench.testigo("site", str(tmp_path))
    assert done.code == 2
    assert (tmp_path / "here").read_text() == "mine"


def test_what_was_only_asked_about_is_told_without_a_link(site: Path) -> None:
    told = [path.read_text("utf-8") for path in (site / "es" / "runs").rglob("*.html")]
    assert sum("preguntado" in one for one in told) == 1
    assert not any(re.search(r"<a [^>]*>[^<]*preguntado", one) for one in told)
