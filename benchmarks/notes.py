"""Notes tied to their sentences, and URLs over line ends, in PDFs made by four kinds of programs.

    python -m benchmarks.notes [SEED…] [--show] [--only NAME]

Reports are made up at random (:mod:`benchmarks.notes_world`), so what is true of each is known; they
are set by LaTeX, LibreOffice, Chromium and, as page-layout programs do, by reportlab. Programs that
are not installed are left out. Asked of the text alone, without the annotations of links.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.citations.cite import citations_of
from evidence.formats import pdf
from evidence.formats.document import Body

if TYPE_CHECKING:
    from benchmarks.notes_world.story import Story
    from evidence.citations.model import Citation

MAKERS = {
    "latex": "pdflatex",
    "office": "soffice",
    "chromium": "chromium",
    "typeset": sys.executable,
}
_LONGER = 1.3
"""A claim may be this much longer than its sentence (a heading before it); else it is not tied."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seeds", nargs="*", type=int, default=[1])
    parser.add_argument("--show", action="store_true", help="what was missed")
    parser.add_argument("--only", default="", help="one maker")
    parser.add_argument("--keep", help="a folder for the PDFs")
    given = parser.parse_args()
    print(f"{'':44}{'URLs':>7}{'found':>8}{'precise':>9}{'notes':>7}{'tied':>8}")
    total: Counter[str] = Counter()
    for maker, program in MAKERS.items():
        if (given.only and maker != given.only) or not shutil.which(program):
            continue
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(given.keep or scratch)
            for seed in given.seeds:
                made = import_module(f"benchmarks.notes_world.{maker}").pdfs(folder, seed)
                for kind, told, path in made:
                    counts[kind] += _measured(told, path, show=given.show)
        for kind, count in counts.items():
            _line(f"{maker}: {kind}", count)
            total += count
    _line("all", total)


def _line(label: str, count: Counter[str]) -> None:
    found = count["found"] / max(count["urls"], 1)
    precise = count["found"] / max(count["found"] + count["wrong"], 1)
    tied = count["tied"] / max(count["notes"], 1)
    print(
        f"{label:44}{count['urls']:>7}{found:>8.3f}{precise:>9.3f}{count['notes']:>7}{tied:>8.3f}"
    )


def _measured(told: Story, path: Path, *, show: bool) -> Counter[str]:
    document = pdf.read(Body(path.read_bytes(), "application/pdf"))
    document.links = []
    citations = citations_of(document)
    wanted = Counter(url for note in told.notes for url in note.urls)
    wanted.update(url for _, url in told.table)
    got = Counter(citation.url for citation in citations)
    right = wanted & got
    count = Counter(
        urls=wanted.total(), found=right.total(), wrong=(got - wanted).total(), notes=0, tied=0
    )
    if show:
        for url in wanted - got:
            print(f"  {path.name}: missed {url}")
        for url in got - wanted:
            print(f"  {path.name}: wrong  {url}")
    sentences = {s.note.number: s.words for s in told.sentences if s.note}
    for note in told.notes:
        if not note.urls:
            continue
        count["notes"] += 1
        near = [c for c in citations if c.marker == str(note.number)]
        if any(_tied(citation, sentences[note.number]) for citation in near):
            count["tied"] += 1
        elif show:
            claims = [c.claim for c in near]
            print(f"  {path.name}: {note.number} not tied: {sentences[note.number]!r} {claims}")
    return count


def _tied(citation: Citation, sentence: str) -> bool:
    claim, wanted = _letters(citation.claim or ""), _letters(sentence)
    return wanted in claim and len(claim) <= _LONGER * len(wanted)


def _letters(words: str) -> str:
    return "".join(sign for sign in words.casefold() if sign.isalnum())


if __name__ == "__main__":
    main()
