"""A plan of as many pages as are asked for, in several versions, as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.series_world.phrases import PHRASES
from tests.unit.documents import pdf

if TYPE_CHECKING:
    from pathlib import Path

_A_PAGE = 3
"""Commitments of one page."""


def write(into: Path, pages: int, versions: int) -> list[Path]:
    """The versions, each with one commitment in seven weakened."""
    paths = []
    for version in range(versions):
        path = into / f"{2016 + version}.pdf"
        path.write_bytes(pdf([list(_page(page, version)) for page in range(pages)]))
        paths.append(path)
    return paths


def _page(page: int, version: int) -> list[str]:
    lines = ["Plan de Acción, gobierno abierto", ""]
    for place in range(_A_PAGE):
        number = page * _A_PAGE + place
        topic = PHRASES["topics"]["es"][number % 36] + f" de la región {number}"
        fill = {"t": topic, "o": "Secretaría de Salud", "d": f"registro {number}"}
        lines.append(f"Compromiso {number + 1}. {topic.capitalize()}")
        for at, kind in enumerate(("modal", "number", "date", "scope", "deliverable", "indicator")):
            pair = PHRASES[kind]["es"][(number + at) % len(PHRASES[kind]["es"])]
            weakened = number % 7 == version and at == number % 6
            lines += _set(pair[weakened].format(**fill))
    return [*lines, "", str(page + 1)]


def _set(text: str, width: int = 80) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
