"""What a results board listed, visit after visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from testigo.api.folder import opened

if TYPE_CHECKING:
    from evidence.reports.boards import Board
    from testigo.api.folder import Folder


def board_history(folder: Folder, name: str) -> Board | None:
    """Every visit to the board with this id or address, what was added, dropped, renamed, re-pointed
    or swapped, and what was left out and why; None when no such board was walked. Asks nobody.

    Raises FolderError without evidence, StoreError.

    >>> board = testigo.board_history(folder, "tablero")
    >>> board.visits[0].walk.state.value, board.stand
    ('complete', 6)
    """
    from evidence.reports.boards import boards
    from evidence.store import board_views
    from evidence.store.scope import Scope

    with opened(folder) as store:
        known = board_views.board(store, name)
        return boards(store, Scope((known.id,)), visits=-1)[0] if known else None
