"""A campaign or ministry's folder on www.gob.mx: its files lie in a store that all ministries
share."""

from evidence.config import Board

HOMES = ("gob.mx/lobuenocuenta",)
BOARD = Board(
    preset="gob-mx",
    scope=("/lobuenocuenta",),
    documents=("/cms/uploads/attachment/*", "/*/documentos/*"),
    depth=4,
    pages=600,
)
