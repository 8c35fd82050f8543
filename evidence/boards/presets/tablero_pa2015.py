"""The control board of the 2013–2015 plan: a grid of cards, where the commitment is a number and a
paragraph and not a heading."""

from evidence.config import Board

HOMES = ("pa2015.mx/", "tablero.pa2015.mx/")
BOARD = Board(preset="tablero-pa2015", labels=(".list-key .id h4", ".detalle > p:first-child"))
