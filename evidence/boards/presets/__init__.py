"""Settings for boards that reports name: one file a board, and a line here. What a person
configures wins over them."""

from __future__ import annotations

from dataclasses import replace
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
from evidence.config.build import keys_of

_MODULES = (sfp_aga, conagua, perfiles_tic, gob_mx, agenda_ogp, tablero_pa2015)
PRESETS: dict[str, Board] = {module.BOARD.preset: module.BOARD for module in _MODULES}


def settings(location: str, given: Board) -> Board:
    """How the board at ``location`` is walked: ``given``, on top of the preset that it names or
    that knows the address.

    What a person wrote down wins, also where it is what stands there by default. Raises KeyError for
    a preset that there is not.
    """
    plain = Board()
    own = {
        spec.name: getattr(given, spec.name)
        for spec in keys_of(Board)
        if spec.name in given.written or getattr(given, spec.name) != getattr(plain, spec.name)
    }
    return replace(_preset(location, given), **own)


def _preset(location: str, given: Board) -> Board:
    if given.preset:
        return PRESETS[given.preset]
    parts = urlsplit(location)
    place = f"{(parts.hostname or '').removeprefix('www.')}{parts.path}"
    fitting = (
        module.BOARD for module in _MODULES if any(place.startswith(home) for home in module.HOMES)
    )
    return next(fitting, Board())
