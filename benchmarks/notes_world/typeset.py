"""Set as page-layout programs do: frames, justified columns, tight lines, small raised numbers."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.notes_world.story import Note, Sentence, Story, story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KINDS = ("foot of the column", "end-notes, full size", "tight lines", "large raised, three columns")
_FONTS = "/usr/share/fonts/truetype/liberation/LiberationS"


@dataclass(frozen=True)
class _Kind:
    columns: int
    size: float
    leading: float
    raised_size: float
    rise: float
    foot: bool
    raised_label: bool


_SET = (
    _Kind(2, 9.5, 12.0, 0.583, 0.333, foot=True, raised_label=True),  # InDesign's own superscript
    _Kind(2, 10.0, 13.0, 0.65, 0.35, foot=False, raised_label=False),
    _Kind(1, 10.5, 10.8, 0.65, 0.5, foot=True, raised_label=True),
    _Kind(3, 8.5, 10.5, 0.8, 0.3, foot=False, raised_label=True),
)


@dataclass(frozen=True)
class _Run:
    words: str
    raised: bool = False
    url: bool = False


def pdfs(folder: Path, seed: int) -> Iterator[tuple[str, Story, Path]]:
    for name in ("erif-Regular", "ans-Bold"):
        registerFont(TTFont(name, f"{_FONTS}{name}.ttf"))
    for number, kind in enumerate(KINDS):
        for language in ("en", "es"):
            told = story(400 * seed + number, language)
            path = folder / f"typeset-{seed}-{number}-{language}.pdf"
            _Setter(path, _SET[number], random.Random(seed)).set(told)
            yield kind, told, path


class _Setter:
    def __init__(self, path: Path, kind: _Kind, chance: random.Random) -> None:
        self.canvas = Canvas(str(path), pagesize=(595, 842))
        self.kind = kind
        self.size = kind.size * chance.choice((0.95, 1.0, 1.1))
        self.leading = kind.leading / kind.size * self.size
        self.hyphen = chance.random() < 0.5
        self.gap = chance.choice((0.0, 0.5, 1.0))
        """between a raised label and its note, in ems"""
        self.width = (595 - 2 * 50 - 14 * (kind.columns - 1)) / kind.columns
        self.column, self.y, self.page, self.floor = 0, 780.0, 1, 60.0
        self.waiting: list[Note] = []

    def set(self, told: Story) -> None:
        for title, paragraphs in told.sections:
            self._lines([[_Run(title)]], self.size * 1.3, "ans-Bold")
            for paragraph in paragraphs:
                self._paragraph(paragraph)
        if not self.kind.foot:
            words = "Notas" if told.language == "es" else "Notes"
            self._lines([[_Run(words)]], self.size * 1.3, "ans-Bold")
            for note in told.notes:
                self._lines(self._broken(_runs(note, self.kind, self.gap), 0.85), self.size * 0.85)
        self._feet()
        told.table.clear()
        self.canvas.save()

    def _paragraph(self, sentences: list[Sentence]) -> None:
        runs: list[_Run] = []
        for sentence in sentences:
            runs.append(_Run(sentence.head))
            if sentence.note:
                runs.append(_Run(str(sentence.note.number), raised=True))
                self.waiting.append(sentence.note)
            runs.append(_Run(sentence.tail + " "))
        if self.kind.foot:
            need = sum(
                len(self._broken(_runs(n, self.kind, self.gap), 0.8)) * self.leading * 0.8
                for n in self.waiting
            )
            lines = len(self._broken(runs, 1.0)) * self.leading
            if self.y - lines < self.floor + need + 12:
                kept = [n for n in self.waiting if n not in [s.note for s in sentences]]
                new = [n for n in self.waiting if n not in kept]
                self.waiting = kept
                self._next_column()
                self.waiting = new
        self._lines(self._broken(runs, 1.0), self.size)
        self.y -= 0.4 * self.leading

    def _next_column(self) -> None:
        self._feet()
        self.column += 1
        self.y = 780.0
        if self.column == self.kind.columns:
            self.canvas.setFont("erif-Regular", 8)
            self.canvas.drawCentredString(297, 30, str(self.page))
            self.canvas.showPage()
            self.column, self.page = 0, self.page + 1

    def _feet(self) -> None:
        if not self.kind.foot or not self.waiting:
            return
        blocks = [self._broken(_runs(n, self.kind, self.gap), 0.8) for n in self.waiting]
        self.waiting = []
        self.y = self.floor + sum(map(len, blocks)) * self.leading * 0.8
        for lines in blocks:
            for line in lines:
                self._draw(line, self.size * 0.8, "erif-Regular")
                self.y -= self.leading * 0.8

    def _lines(self, lines: list[list[_Run]], size: float, font: str = "erif-Regular") -> None:
        for line in lines:
            if self.y < self.floor:
                self._next_column()
            self._draw(line, size, font)
            self.y -= self.leading * size / self.size

    def _draw(self, line: list[_Run], size: float, font: str) -> None:
        x = 50 + self.column * (self.width + 14)
        text = self.canvas.beginText(x, self.y)
        for run in line:
            text.setFont(font, size * (self.kind.raised_size if run.raised else 1))
            text.setRise(size * self.kind.rise if run.raised else 0)
            text.textOut(run.words)
        self.canvas.drawText(text)

    def _broken(self, runs: list[_Run], scale: float) -> list[list[_Run]]:
        """Lines of one paragraph; URLs break behind signs, and where need be inside a word."""
        size = self.size * scale
        lines: list[list[_Run]] = [[]]
        room = self.width
        for run in runs:
            pieces = re.findall(
                r"[^/_=.-]+[/_=.-]*|[/_=.-]+" if run.url else r"\S+\s*|\s+", run.words
            )
            scaled = size * (self.kind.raised_size if run.raised else 1)
            for whole in pieces:
                piece, wide = whole, _wide(whole, scaled)
                if wide > room and lines[-1] and not run.raised and piece.strip(" .,;:"):
                    lines.append([])
                    room = self.width
                while wide > self.width:
                    cut = int(len(piece) * self.width / wide) - 2
                    lines[-1].append(_Run(piece[:cut], url=run.url))
                    lines.append([])
                    piece = piece[cut:]
                    wide = _wide(piece, scaled)
                lines[-1].append(_Run(piece, run.raised, run.url))
                room -= stringWidth(piece, "erif-Regular", scaled)
        return lines


def _wide(piece: str, size: float) -> float:
    return stringWidth(piece.rstrip(), "erif-Regular", size)


def _runs(note: Note, kind: _Kind, gap: float) -> list[_Run]:
    label = (
        [_Run(str(note.number), raised=True), _Run(" " * round(2 * gap))]
        if kind.raised_label
        else [_Run(f"{note.number}{'.' if gap else ''}   ")]
    )
    for words, shown in note.parts:
        label.append(_Run(words))
        if shown:
            label.append(_Run(shown, url=True))
    return label
