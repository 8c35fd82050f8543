"""Set by LaTeX: foot-notes, two columns, end-notes with raised and with full-size numbers."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

from benchmarks.notes_world.story import Note, Sentence, Story, story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KINDS = ("foot-notes", "two columns", "end-notes, raised", "end-notes, full size")
_HEAD = r"""\documentclass[%s]{article}
\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage{%s}\usepackage%s{url}\usepackage[margin=%scm]{geometry}
\urlstyle{%s}\linespread{%s}\sloppy
\newcommand{\mk}[1]{\raisebox{%sex}{\scalebox{%s}{#1}}}\usepackage{graphicx}
\begin{document}
"""


def pdfs(folder: Path, seed: int) -> Iterator[tuple[str, Story, Path]]:
    for number, kind in enumerate(KINDS):
        for language in ("en", "es"):
            told = story(100 * seed + number, language)
            name = f"latex-{seed}-{number}-{language}"
            (folder / f"{name}.tex").write_text(_document(told, number, seed), "utf-8")
            subprocess.run(
                ["pdflatex", "-interaction=batchmode", f"{name}.tex"], cwd=folder, check=False,
                stdout=subprocess.DEVNULL, timeout=120,
            )  # fmt: skip
            yield kind, told, folder / f"{name}.pdf"


def _document(told: Story, number: int, seed: int) -> str:
    spread = ("1", "0.93", "1.2")[(seed + number) % 3]
    head = _HEAD % (
        ("11pt", "10pt,twocolumn", "12pt", "10pt")[number],
        ("lmodern", "mathptmx", "lmodern", "palatino")[(seed + number) % 4],
        ("", "[hyphens]")[number % 2],
        ("2.5", "1.8", "3", "2")[number],
        ("tt", "same", "rm", "sf")[(seed + number) % 4],
        spread,
        ("0.9", "1.1")[seed % 2],
        ("0.65", "0.7")[seed % 2],
    )
    pieces = [head]
    for title, paragraphs in told.sections:
        pieces.append(rf"\section{{{title}}}")
        pieces += [" ".join(_sentence(s, number) for s in p) + "\n" for p in paragraphs]
    pieces.append(_table(told))
    if number >= 2:
        pieces.append(rf"\section*{{{'Notas' if told.language == 'es' else 'Notes'}}}\small")
        pieces += [_label(note, number, seed) + _words(note) + "\n" for note in told.notes]
    return "\n".join([*pieces, r"\end{document}"])


def _sentence(sentence: Sentence, number: int) -> str:
    if sentence.note is None:
        return _escaped(sentence.words)
    marker = (
        rf"\footnote{{{_words(sentence.note)}}}"
        if number < 2
        else rf"\textsuperscript{{{sentence.note.number}}}"
        if number == 2
        else rf"\mk{{{sentence.note.number}}}"
    )
    return _escaped(sentence.head) + marker + _escaped(sentence.tail)


def _label(note: Note, number: int, seed: int) -> str:
    if number == 2:
        return rf"\noindent\textsuperscript{{{note.number}}}" + ("", " ")[seed % 2]
    return rf"\noindent {note.number}" + (". ", r"\quad ")[seed % 2]


def _words(note: Note) -> str:
    return "".join(
        _escaped(words) + (rf"\url{{{shown}}}" if shown else "") for words, shown in note.parts
    )


def _table(told: Story) -> str:
    rows = "".join(rf"{what} & \url{{{address}}} \\" + "\n" for what, address in told.table)
    return rf"\begin{{center}}\begin{{tabular}}{{p{{2.5cm}}p{{4cm}}}}{rows}\end{{tabular}}\end{{center}}"


def _escaped(words: str) -> str:
    return re.sub(r"([%&#_$])", r"\\\1", words).replace("“", "``").replace("”", "''")
