"""Tables of a plan: which row names the columns, which are rows of commitments, and, in a PDF, which
lines are rows at all."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from evidence.folding import caseless
from evidence.series.marks import Rank, mark_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.series.block import Block

ACTORS = re.compile(
    r"\b(?:responsables?|responsible|responsavel|responsaveis|dependencias?|institucion(?:es)?|institutions?"
    r"|instituicao|instituicoes|entidad(?:es)? responsables?|lead|implementer|owner|orgao|agency|ministry"
    r"|actor(?:es)?|quien)\b"
)
"""Names of columns and fields that tell who is to do it; without accents and case."""
_COLUMNS = re.compile(
    r"\b(?:compromisos?|commitments?|compromissos?|accion(?:es)?|actions?|acao|acoes|metas?|targets?|goals?"
    r"|indicador(?:es)?|indicators?|plazos?|deadlines?|prazos?|fechas?|dates?|datas?|productos?|products?"
    r"|produtos?|deliverables?|entregables?|descripcion|description|descricao|actividad(?:es)?|activit(?:y|ies)"
    r"|linea base|baseline|medio de verificacion|presupuesto|budget|estrategias?|objetivos?|objectives?"
    r"|resultados?|results?|n\.?o|num|number|clave|id|tema|topic|medidas?|measures?|periodo|status)\b\.?"
)
_BROKEN = re.compile(
    r"responsab|responsav|dependencia|institu|compromi|commitment|indicador|indicator|entregable|deliverable"
    r"|descrip|descric|activi|atividad|baseline|lineabase|verificac|presupuesto|estrategia|objetiv|resultado"
)
"""The longer of both, as they are known where a narrow column breaks words without a hyphen."""
_SHORT = 60
"""Characters of the name of a column."""
_NAMED = 0.6
"""Share of the words of a line without drawn columns that name columns, where it is their head."""
_NEAR = 6.0
"""Points by which the lines of a column begin apart: what letters ink begins a little later than
they."""
_LINE = 20
"""Letters of a line that a title seldom fills."""
_FULL = 0.75
"""Of the longest line of a cell: one that is as long is full."""
_COLUMN = 20.0
"""Points between two columns at least."""


def is_head(cells: Sequence[str]) -> bool:
    """Whether a row names columns: short cells, one of them with a name that plans use."""
    said = [cell for cell in cells if cell]
    if len(said) < 2 or any(len(cell) > _SHORT or _is_sentence(cell) for cell in said):
        return False
    names = [caseless(cell) for cell in said]
    known = [
        bool(_COLUMNS.search(name) or ACTORS.search(name) or _BROKEN.search(name.replace(" ", "")))
        for name in names
    ]
    figures = any(char.isdigit() for name in names for char in name)
    return sum(known) * 2 >= len(said) and not figures


def _is_sentence(cell: str) -> bool:
    """Whether a cell ends as a sentence does, and not as *No.* does."""
    return cell.endswith(".") and " " in cell


def actor_column(cells: Sequence[str]) -> int | None:
    """Which column of a head tells who is to do it."""
    found = (n for n, cell in enumerate(cells) if ACTORS.search(caseless(cell)))
    return next(found, None)


def names_columns(line: str) -> bool:
    """Whether a line of a page is the head of a table: nearly all its words name columns."""
    if len(line) > 2 * _SHORT or mark_of(line):
        return False
    words = caseless(line).split()
    known = [word for word in words if _COLUMNS.fullmatch(word) or ACTORS.fullmatch(word)]
    return len(known) >= 2 and len(known) >= _NAMED * len(words)


def ends_table(line: str, level: int, head_level: int) -> bool:
    """Whether a line below the head of a table is no part of it: a heading above the head's own level,
    a chapter, a commitment that is titled."""
    mark = mark_of(line)
    if not level or names_columns(line):
        return False
    titled = mark is not None and mark.rank in (Rank.COMMITMENT, Rank.CHAPTER)
    return titled or not head_level or level < head_level


def drawn_rows(blocks: list[Block]) -> list[Block]:
    """``blocks`` of a PDF with the lines of its tables put together to rows.

    A PDF knows no tables. The line that names the columns is told by its words; below it a row begins
    where a line stands at the left edge again, after others that did not.
    """
    found: list[Block] = []
    for in_table, group in groupby(blocks, key=lambda block: block.in_table):
        some = list(group)
        found += _rows(some) if in_table else some
    return found


def _rows(lines: list[Block]) -> list[Block]:
    """The head and the rows of one table; the lines as they are, put together, where it is none."""
    head, body = lines[0], [line for line in lines if line.text != lines[0].text]
    columns = _columns(body)
    rows: list[list[Block]] = []
    before: Block | None = None
    for line in body:
        if not rows or (
            _column(line, columns) == 0 and _begins_row(line, before, rows[-1], columns)
        ):
            rows.append([])
        rows[-1].append(line)
        before = line
    if len(columns) < 2 or len(rows) < 2:
        return [replace(head, text=" ".join(line.text for line in lines), in_table=False)]
    names = tuple(head.text.split())
    return [replace(head, level=0, cells=names), *(_row(row, columns) for row in rows)]


def _columns(lines: list[Block]) -> list[float]:
    """Where the columns begin, from left to right."""
    edges: list[float] = []
    before = float("-inf")
    for left in sorted(line.left for line in lines):
        if left > before + _COLUMN:
            edges.append(left)
        before = left
    return edges


def _column(line: Block, columns: list[float]) -> int:
    return max(0, bisect_right(columns, line.left + _NEAR) - 1)


def _begins_row(line: Block, before: Block | None, row: list[Block], columns: list[float]) -> bool:
    """Whether a line at the left edge begins a row: the one before stood in another column, or over
    several; not where a cell goes on over a page."""
    if before is None or ((mark := mark_of(line.text)) and mark.rank < Rank.LETTER):
        return True
    if len(columns) < 2:
        return True
    if line.page != before.page and line.text[:1].islower():
        return False
    first = [one for one in row if _column(one, columns) == 0]
    goes_on = line.page != before.page and bool(first) and _is_cut(first)
    return not goes_on and (_column(before, columns) > 0 or before.right > columns[1])


def _is_cut(cell: list[Block]) -> bool:
    """Whether a cell goes on over a page: its last line is full, and ends no sentence."""
    last, longest = cell[-1].text, max(len(line.text) for line in cell)
    return last[-1:] in "-," or (
        len(last) > _LINE and len(last) >= _FULL * longest and last[-1:].isalnum()
    )


def _row(row: list[Block], columns: list[float]) -> Block:
    cells = [
        " ".join(line.text for line in row if _column(line, columns) == number)
        for number in range(len(columns))
    ]
    return replace(
        row[0], text="\t".join(filter(None, cells)), level=0, cells=tuple(cells), in_table=False
    )
