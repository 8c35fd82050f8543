"""The open-government site of the water commission: pages told apart by ``n1``, ``n2`` …, each
leading to more of its kind. Half a night of it is enough."""

from evidence.config import Board

HOMES = ("app.conagua.gob.mx/gobiernoabierto/",)
BOARD = Board(preset="conagua", scope=("/gobiernoabierto/",), depth=6, pages=1500, seconds=1800.0)
