"""The digital results board of the Ministry of Public Administration (AGA): commitments whose
evidence is behind ``Documento?doc=``, in two folders."""

from evidence.config import Board

HOMES = ("aga.funcionpublica.gob.mx/aga/",)
BOARD = Board(
    preset="sfp-aga",
    scope=("/aga/",),
    documents=("/aga/*/Documento?doc=*", "/aga/*/Descarga*"),
)
