"""The directory of the Ministry of Public Administration: one long list of people, shown as a
graph."""

from evidence.config import Board

HOMES = ("perfilestoic.funcionpublica.gob.mx/directorio/",)
BOARD = Board(preset="perfiles-tic", scope=("/directorio/",), depth=3)
