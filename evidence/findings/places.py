"""Where a finding is, in the reader's language. Names of files, tables and ids are as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.bilingual import Language

_LOG = "custody"
_BEHIND = ((" at ", "{}, posición {}"), (" line ", "{}, línea {}"))
"""What stands between a file and a number."""
_SCHEMA = {
    "table": "evidence.db, tabla",
    "view": "evidence.db, vista",
    "index": "evidence.db, índice",
    "trigger": "evidence.db, disparador",
}


def told(where: str, language: Language) -> str:
    """``custody 12`` as it is, or as «bitácora, asiento 12»."""
    if language == "en":
        return where
    if where == "the folder":
        return "la carpeta"
    first, _, rest = where.partition(" ")
    if first == _LOG:
        return _in_the_log(rest)
    kind, _, name = rest.partition(" ")
    if first == "evidence.db" and kind in _SCHEMA:
        return f"{_SCHEMA[kind]} {name}"
    for between, spanish in _BEHIND:
        file, found, number = where.rpartition(between)
        if found and number.isdecimal():
            return spanish.format(file, number)
    return where


def _in_the_log(rest: str) -> str:
    """``12``, ``12 to 15``, ``of 3fa9 7``."""
    match rest.split(" "):
        case [""]:
            return "bitácora"
        case ["of", name]:
            return f"bitácora de {name}"
        case ["of", name, number]:
            return f"bitácora de {name}, asiento {number}"
        case [first, "to", last]:
            return f"bitácora, asientos {first} a {last}"
        case _:
            return f"bitácora, asiento {rest}"
