"""Settings for boards that reports name: one file a board, and a line here. What a person
configures wins."""

from __future__ import annotations

from dataclasses import fields, replace
from urllib.parse import urlsplit

from evidence.boards.presets import (
    agenda_ogp,
    conagua,
    gob_mx,
    perfiles_tic,
    sfp_aga,
    tablero_pa2015,
)
from evidence.config import Board

_MODULES = (sfp_aga, conagua, perfiles_tic, gob_mx, agenda_ogp, tablero_pa2015)
PRESETS: dict[str, Board] = {module.BOARD.preset: module.BOARD for module in _MODULES}


def settings(location: str, given: Board) -> Board:
    """How the board at ``location`` is walked: ``given``, on top of the preset that it names or
    that knows the address. Raises KeyError for a preset that there is not."""
    if given.preset:
        preset = PRESETS[given.preset]
    else:
        parts = urlsplit(location)
        place = f"{(parts.hostname or '').removeprefix('www.')}{parts.path}"
        preset = next(
            (m.BOARD for m in _MODULES if any(place.startswith(home) for home in m.HOMES)), Board()
        )
    plain = Board()
    changed = {
        f.name: getattr(given, f.name)
        for f in fields(Board)
        if getattr(given, f.name) != getattr(plain, f.name)
    }
    return replace(preset, **changed)
