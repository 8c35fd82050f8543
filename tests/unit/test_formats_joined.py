"""Documents that others hold: their marks move with their text."""

from __future__ import annotations

from evidence import formats
from evidence.formats.document import Body
from evidence.formats.joined import joined

TABLE = b"<table><tr><td>Agua</td><td>Acta</td></tr><tr><td>Luz</td><td>Plan</td></tr></table>"


def test_the_cells_of_a_row_move_with_it() -> None:
    own = formats.read(Body(b"Un texto que va antes.", "text/plain"))
    table = formats.read(Body(TABLE, "text/html"))
    whole = joined([own, table])
    assert table.rows
    cells = [[whole.text[cell.start : cell.end] for cell in row.cells] for row in whole.rows]
    assert cells == [["Agua", "Acta"], ["Luz", "Plan"]]
