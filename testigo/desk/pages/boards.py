"""``/boards``: results boards, and what became of their entries."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

import testigo
from evidence.reports import board_words
from testigo.desk.desk import desk_of
from testigo.desk.problems import Refused
from testigo.desk.rendering import page, view_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence.bilingual import Language

_TELL: dict[str, Callable[..., str]] = {
    "summary": board_words.summary,
    "word": board_words.word,
    "story": board_words.story,
    "left_out": board_words.left_out,
    "problem": board_words.problem,
}
router = APIRouter()
NAV = ("/boards", "nav_boards")


@router.get("/boards")
def boards(request: Request) -> Response:
    """Every board that was walked, with its last visit."""
    folder = desk_of(request).folder
    found = testigo.status(folder).boards if folder.exists else ()
    return page(request, "boards.html.j2", boards=found, tell=told(view_of(request).language))


@router.get("/boards/{board_id}")
def board(request: Request, board_id: str) -> Response:
    """One board, visit after visit, latest first."""
    folder = desk_of(request).folder
    found = testigo.board_history(folder, board_id) if folder.exists else None
    if found is None:
        raise Refused("NotFound", 404)
    return page(request, "board.html.j2", board=found, tell=told(view_of(request).language))


def told(language: Language) -> dict[str, Callable[..., str]]:
    """What reports say of boards, in a language."""
    return {name: partial(tell, language=language) for name, tell in _TELL.items()}
