"""A version as HTML in the shape of its plan, and from it DOCX and PDF: by LibreOffice, and by Chromium
with running heads, page numbers and hyphens."""

from __future__ import annotations

import subprocess
import tomllib
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.series_world.plans import Commitment, Plan

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII XXIV XXV".split()
_TYPO = str.maketrans({"'": "’", '"': "”"})


def html(plan: Plan, version: Sequence[Commitment], *, copy: bool = False) -> str:
    """One version; ``copy`` sets the same words in another way."""
    words = WORDS[plan.language]
    body = SHAPES[plan.shape](version, words, copy=copy)
    style = (
        "font:11pt Georgia;hyphens:auto;text-align:justify;width:11cm"
        if copy
        else "font:12pt Arial"
    )
    out = (
        f'<!doctype html><html lang="{plan.language}"><head><meta charset="utf-8"><title>{words["plan"]}</title>'
        f"<style>body{{{style}}} td,th{{border:1px solid #888;vertical-align:top}}</style></head><body>"
        f"<h1>{words['plan']} 2016–2018</h1><h2>{words['intro']}</h2><p>{words['say']}</p>{body}</body></html>"
    )
    if copy:
        out = (
            out.replace(", ", ",\u00a0 ")
            .replace("fi", "ﬁ")
            .replace(" - ", " — ")
            .replace("<h1>", "<h1> ")
        )
    return out


def _p(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _commitments(version, words, *, copy):
    out = ""
    for n, one in enumerate(version, 1):
        if n % 6 == 1:
            out += f"<h2>{words['axis']} {n // 6 + 1}. {'ABC'[n // 6 % 3]} Gobierno</h2>"
        sep = ":" if copy else "."
        out += f"<h3>{words['c']} {n}{sep} {escape(one.title)}</h3>"
        out += _p(" ".join(one.text)) if copy else "".join(map(_p, one.text))
        out += _p(f"{words['r']}: {one.office}")
    return out


def _actions(version, words, *, copy):  # noqa: ARG001
    return "".join(
        f"<p><b>{words['a']} {1 + n // 6}.{1 + n % 6}</b> {escape(one.title)}</p>" + "".join(map(_p, one.text))
        + _p(f"{words['r']}: {one.office}") for n, one in enumerate(version)
    )  # fmt: skip


def _articles(version, words, *, copy):  # noqa: ARG001
    out = ""
    for n, one in enumerate(version, 1):
        out += f"<p><b>Artículo {n}.-</b> {escape(one.title)}: {escape(one.text[0])}</p>"
        out += "".join(_p(f"{_ROMAN[i]}. {s}") for i, s in enumerate(one.text[1:]))
    return out


def _decimals(version, words, *, copy):
    out = ""
    for n, one in enumerate(version):
        if n % 5 == 0:
            out += f"<h2>{n // 5 + 1}. {words['axis']} {'Agua Salud Clima Datos Gasto'.split()[n // 5 % 5]}</h2>"
        out += _p(
            f"{n // 5 + 1}.{n % 5 + 1} {one.title}{':' if copy else '.'} {' '.join(one.text)}"
        )
    return out


def _table(version, words, *, copy):  # noqa: ARG001
    head = f"<tr><th>{words['c']}</th><th>{words['m']}</th><th>{words['r']}</th></tr>"
    rows = "".join(
        f"<tr><td>{escape(one.title + '. ' + ' '.join(one.text[:2]))}</td><td>{escape(' '.join(one.text[2:]))}</td>"
        f"<td>{escape(one.office)}</td></tr>" for one in version
    )  # fmt: skip
    return f"<table>{head}{rows}</table>"


def _headings(version, words, *, copy):
    return "".join(
        f"<h3>{escape(one.title)}</h3>" + (_p(" ".join(one.text)) if copy else "".join(map(_p, one.text)))
        + _p(f"{words['r']}: {one.office}") for one in version
    )  # fmt: skip


def _line(one: Commitment) -> str:
    return f"{one.title}: {' '.join(one.text)}"


def _bullets(version, words, *, copy):  # noqa: ARG001
    if copy:
        return "".join(_p(f"– {_line(one)}") for one in version)
    return "<ul>" + "".join(f"<li>{escape(_line(one))}</li>" for one in version) + "</ul>"


def _letters(version, words, *, copy):  # noqa: ARG001
    return "".join(_p(f"{chr(97 + n)}) {_line(one)}") for n, one in enumerate(version))


def _romans(version, words, *, copy):  # noqa: ARG001
    return "".join(
        _p(f"{_ROMAN[n]}.{'-' if copy else ''} {_line(one)}") for n, one in enumerate(version)
    )


SHAPES = {
    "commitments": _commitments, "actions": _actions, "articles": _articles, "decimals": _decimals, "table": _table,
    "headings": _headings, "bullets": _bullets, "letters": _letters, "romans": _romans,
}  # fmt: skip


def by_office(pages: dict[str, str], into: Path, *kinds: str) -> None:
    """DOCX, ODT or PDF of pages of HTML, by LibreOffice."""
    with TemporaryDirectory() as place:
        for name, markup in pages.items():
            Path(place, f"{name}.html").write_text(markup, "utf-8")
        files = [str(Path(place, f"{name}.html")) for name in pages]
        for kind in kinds:
            filters = {
                "docx": "docx:MS Word 2007 XML",
                "pdf": "pdf:writer_pdf_Export",
                "odt": "odt:writer8",
            }
            subprocess.run(
                ["soffice", f"-env:UserInstallation=file://{place}/profile", "--headless",
                 "--infilter=HTML (StarWriter)", "--convert-to", filters[kind], "--outdir", str(into), *files],
                check=True, capture_output=True, timeout=600,
            )  # fmt: skip


def by_browser(pages: dict[str, str], into: Path, browser: str = "/usr/bin/chromium") -> None:
    """PDF with a running head and page numbers, by Chromium."""
    head = '<div style="font-size:8px;width:100%;text-align:center">Plan de Acción · Gobierno Abierto</div>'
    numbers = '<span class="pageNumber"></span> de <span class="totalPages"></span>'
    foot = f'<div style="font-size:8px;width:100%;text-align:center">Página {numbers}</div>'
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page()
        for name, markup in pages.items():
            page.set_content(markup)
            page.pdf(path=into / f"{name}.pdf", display_header_footer=True, header_template=head, footer_template=foot,
                     margin={"top": "60px", "bottom": "60px", "left": "60px", "right": "60px"})  # fmt: skip
        chromium.close()
