"""One text set in many ways: flat ODT with paper, type, columns, notes, heads and feet as asked for, which
LibreOffice turns into PDF, DOCX, ODT and HTML."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.series_world.third import Item, ThirdPlan

_NOTE = re.compile(r"\[([^\]]*)\]")
TEMPLATE = Template(Path(__file__).with_name("typeset.fodt").read_text("utf-8"))
LANDSCAPE_FORMS = ("table", "matrix")
_FILTERS = {"pdf": "pdf:writer_pdf_Export", "docx": "docx:MS Word 2007 XML", "odt": "odt:writer8",
            "html": "html:XHTML Writer File"}  # fmt: skip


@dataclass(frozen=True)
class Setting:
    """How a text is set."""

    name: str
    paper: tuple[float, float] = (21.0, 29.7)
    """width and height, cm"""
    margin: float = 2.5
    font: str = "Liberation Serif"
    size: float = 12.0
    columns: int = 1
    endnotes: bool = False
    hyphens: bool = False
    head: str = ""
    foot: str = ""
    """both may hold ``#`` and ``##``: the number of the page, and how many there are"""
    ruled: bool = True
    repeats: bool = True
    """whether the head of a table comes again on every page"""
    formats: tuple[str, ...] = ("pdf",)


SETTINGS = (
    Setting("plain", foot="Página # de ##", head="{title}", formats=("pdf", "docx", "odt", "html")),
    Setting("small", paper=(21.59, 27.94), margin=2.0, font="Liberation Sans", size=9.0, columns=2, hyphens=True,
            foot="#", ruled=False),
    Setting("large", paper=(14.8, 21.0), margin=1.5, font="DejaVu Sans", size=11.0, endnotes=True, head="{title} | #",
            formats=("pdf", "docx")),
    Setting("wide", paper=(29.7, 21.0), margin=3.0, font="Latin Modern Roman", size=14.0, hyphens=True, repeats=False,
            foot="Versión para consulta — # / ##"),
    Setting("narrow", paper=(15.0, 15.0), margin=1.2, font="DejaVu Serif", size=10.0, foot="- # -", head="{title}"),
)  # fmt: skip


def flat(plan: ThirdPlan, version: Sequence[Item], how: Setting) -> str:
    """One version as flat ODT."""
    columns = how.columns if plan.form not in LANDSCAPE_FORMS else 1
    body = FORMS[plan.form](plan, version, how)
    body = f"{_h(plan.title, 1, how)}{_p(plan.intro, how)}{body}"
    if columns > 1:
        body = f'<text:section text:style-name="Columns" text:name="s">{body}</text:section>'
    return TEMPLATE.substitute(
        font=how.font,
        size=how.size,
        sizes_1=how.size + 3.5,
        sizes_2=how.size + 2,
        sizes_3=how.size + 0.5,
        language=plan.language,
        country={"es": "MX", "en": "GB", "pt": "BR"}[plan.language],
        hyphens=str(how.hyphens).lower(),
        align="justify" if how.hyphens else "start",
        border="0.5pt solid #000000" if how.ruled else "none",
        width=how.paper[0],
        height=how.paper[1],
        margin=how.margin,
        table=how.paper[0] - 2 * how.margin,
        columns=how.columns,
        head=_edge("header", how.head, plan),
        foot=_edge("footer", how.foot, plan),
        body=body,
    )


def _edge(name: str, words: str, plan: ThirdPlan) -> str:
    if not words:
        return ""
    said = escape(words.format(title=plan.title)).replace(
        "##", "<text:page-count>9</text:page-count>"
    )
    said = said.replace("#", "<text:page-number>1</text:page-number>")
    return f"<style:{name}><text:p>{said}</text:p></style:{name}>"


def _inline(text: str, how: Setting) -> str:
    kind = "endnote" if how.endnotes else "footnote"
    numbers = iter(range(1, 100))

    def note(found: re.Match[str]) -> str:
        n = next(numbers)
        return (
            f'<text:note text:note-class="{kind}"><text:note-citation>{n}</text:note-citation>'
            f"<text:note-body><text:p>{found[1]}</text:p></text:note-body></text:note>"
        )

    return _NOTE.sub(note, escape(text, quote=False))


def _p(text: str, how: Setting, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{_inline(text, how)}</text:p>'


def _h(text: str, level: int, how: Setting) -> str:
    style = f"Heading_20_{level}"
    return f'<text:h text:style-name="{style}" text:outline-level="{level}">{_inline(text, how)}</text:h>'


def _table(plan: ThirdPlan, version: Sequence[Item], how: Setting) -> str:
    numbered = len(plan.head) > len(version[0].parts)

    def row(cells: Sequence[str], style: str = "Standard") -> str:
        inner = "".join(
            f'<table:table-cell table:style-name="Cell">{_p(cell, how, style)}</table:table-cell>'
            for cell in cells
        )
        return f"<table:table-row>{inner}</table:table-row>"

    head = row(plan.head, "Bold")
    head = f"<table:table-header-rows>{head}</table:table-header-rows>" if how.repeats else head
    rows = "".join(
        row([str(n), *one.parts] if numbered else one.parts) for n, one in enumerate(version, 1)
    )
    columns = f'<table:table-column table:number-columns-repeated="{len(plan.head)}"/>'
    return f'<table:table table:name="t" table:style-name="T">{columns}{head}{rows}</table:table>'


def _articles(_plan: ThirdPlan, version: Sequence[Item], how: Setting) -> str:
    out = ""
    for n, one in enumerate(version, 1):
        if n % 4 == 1:
            out += _h(f"Capítulo {'I II III IV'.split()[n // 4]}. Disposiciones", 2, how)
        out += _p(f"Artículo {n}. {one.title}. {one.parts[0]}", how)
        out += "".join(_p(part, how) for part in one.parts[1:])
    return out


def _bullets(_plan: ThirdPlan, version: Sequence[Item], how: Setting) -> str:
    items = "".join(
        f"<text:list-item>{_p(f'{one.title}: {chr(32).join(one.parts)}', how)}</text:list-item>"
        for one in version
    )
    return f'{_h("Lo que haremos", 2, how)}<text:list text:style-name="L">{items}</text:list>'


def _fields(plan: ThirdPlan, version: Sequence[Item], how: Setting) -> str:
    return "".join(
        _h(f"{plan.word} {n} – {one.title}", 2, how) + "".join(_p(part, how) for part in one.parts)
        for n, one in enumerate(version, 1)
    )


def _decimals(_plan: ThirdPlan, version: Sequence[Item], how: Setting) -> str:
    out = ""
    for n, one in enumerate(version):
        if n % 4 == 0:
            out += _h(f"{n // 4 + 1}. {('Integrity', 'Participation', 'Openness')[n // 4]}", 2, how)
        out += _h(f"{n // 4 + 1}.{n % 4 + 1} {one.title}", 3, how)
        out += "".join(_p(part, how) for part in one.parts)
    return out


FORMS = {
    "table": _table, "matrix": _table, "articles": _articles, "bullets": _bullets, "fields": _fields,
    "decimals": _decimals,
}  # fmt: skip


def convert(files: dict[str, str], into: Path, formats: Sequence[str]) -> None:
    """Flat ODT by name -> files of these formats in ``into``, by LibreOffice."""
    with TemporaryDirectory() as place:
        for name, flat_odt in files.items():
            (into / f"{name}.fodt").write_text(flat_odt, "utf-8")
        for kind in formats:
            subprocess.run(
                ["soffice", f"-env:UserInstallation=file://{place}/profile", "--headless", "--convert-to",
                 _FILTERS[kind], "--outdir", str(into), *(str(into / f"{name}.fodt") for name in files)],
                check=True, capture_output=True, timeout=900,
            )  # fmt: skip
