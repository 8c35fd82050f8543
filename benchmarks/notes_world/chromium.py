"""Printed by Chromium: lists at the end, raised labels, narrow columns, numbers in brackets."""

from __future__ import annotations

import html
import subprocess
from typing import TYPE_CHECKING

from benchmarks.notes_world.story import Note, Sentence, Story, story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KINDS = ("numbered list", "raised labels", "two narrow columns", "numbers in brackets")
_STYLES = (
    "body{font:11pt/1.4 'Liberation Serif'}",
    "body{font:10pt/1.15 'DejaVu Sans'} sup{font-size:65%;line-height:0}",
    (
        "body{font:9.5pt/1.2 'Liberation Serif';columns:2;text-align:justify;overflow-wrap:anywhere} "
        "sup{font-size:60%}"
    ),
    "body{font:12pt/1.5 'Liberation Sans'}",
)
_TABLE = " td{vertical-align:top;overflow-wrap:anywhere;font-size:9pt} table{width:9cm;table-layout:fixed} "


def pdfs(folder: Path, seed: int) -> Iterator[tuple[str, Story, Path]]:
    for number, kind in enumerate(KINDS):
        for language in ("en", "es"):
            told = story(200 * seed + number, language, long=4)
            page = folder / f"chromium-{seed}-{number}-{language}.html"
            page.write_text(_document(told, number, seed), "utf-8")
            made = page.with_suffix(".pdf")
            subprocess.run(
                ["chromium", "--headless", "--no-sandbox", "--no-pdf-header-footer",
                 f"--print-to-pdf={made}", str(page)],
                check=False, capture_output=True, timeout=120,
            )  # fmt: skip
            yield kind, told, made


def _document(told: Story, number: int, seed: int) -> str:
    lines = ("overflow-wrap:anywhere", "word-break:break-all")[seed % 2]
    style = _STYLES[number] + _TABLE + f" li,.n{{{lines};font-size:{(80, 90)[seed % 2]}%}}"
    pieces = [f"<meta charset=utf-8><title>x</title><style>{style}</style>"]
    for title, paragraphs in told.sections:
        pieces.append(f"<h2>{title}</h2>")
        pieces += ["<p>" + " ".join(_sentence(s, number) for s in p) + "</p>" for p in paragraphs]
    rows = "".join(f"<tr><td>{what}<td>{html.escape(address)}" for what, address in told.table)
    pieces.append(f"<table>{rows}</table>")
    pieces.append(f"<h2>{'Notas' if told.language == 'es' else 'Notes'}</h2>")
    if number == 0:
        pieces.append("<ol>" + "".join(f"<li>{_words(n)}" for n in told.notes) + "</ol>")
    else:
        pieces += [f"<p class=n>{_label(n, number, seed)}{_words(n)}</p>" for n in told.notes]
    return "\n".join(pieces)


def _label(note: Note, number: int, seed: int) -> str:
    if number == 3:
        return f"[{note.number}] "
    return f"<sup>{note.number}</sup>" + ("", " ")[(seed + number) % 2]


def _sentence(sentence: Sentence, number: int) -> str:
    marker = ""
    if sentence.note is not None:
        sign = sentence.note.number
        marker = f"<sup>[{sign}]</sup>" if number == 3 else f"<sup>{sign}</sup>"
    return html.escape(sentence.head) + marker + html.escape(sentence.tail)


def _words(note: Note) -> str:
    return "".join(html.escape(words + shown) for words, shown in note.parts)
