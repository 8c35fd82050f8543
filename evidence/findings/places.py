"""Where a finding is, in the reader's language. Names of files, tables and ids are as they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.bilingual import Words

if TYPE_CHECKING:
    from evidence.bilingual import Language

PLACES: tuple[tuple[re.Pattern[str], Words], ...] = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (r"the folder", Words("the folder", "la carpeta")),
        (r"custody", Words("custody", "bitácora")),
        (r"custody of (?P<name>\S+)", Words("custody of {name}", "bitácora de {name}")),
        (
            r"custody of (?P<name>\S+) (?P<entry>\S+)",
            Words("custody of {name} {entry}", "bitácora de {name}, asiento {entry}"),
        ),
        (
            r"custody (?P<first>\S+) to (?P<last>\S+)",
            Words("custody {first} to {last}", "bitácora, asientos {first} a {last}"),
        ),
        (r"custody (?P<entry>.+)", Words("custody {entry}", "bitácora, asiento {entry}")),
        (
            r"evidence\.db table (?P<name>.+)",
            Words("evidence.db table {name}", "evidence.db, tabla {name}"),
        ),
        (
            r"evidence\.db view (?P<name>.+)",
            Words("evidence.db view {name}", "evidence.db, vista {name}"),
        ),
        (
            r"evidence\.db index (?P<name>.+)",
            Words("evidence.db index {name}", "evidence.db, índice {name}"),
        ),
        (
            r"evidence\.db trigger (?P<name>.+)",
            Words("evidence.db trigger {name}", "evidence.db, disparador {name}"),
        ),
        (
            r"\A(?P<file>.+) at (?P<offset>\d+)",
            Words("{file} at {offset}", "{file}, byte {offset}"),
        ),
        (r"\A(?P<file>.+) line (?P<line>\d+)", Words("{file} line {line}", "{file}, línea {line}")),
    )
)
"""As they are written, in English. The first that fits is taken."""


def told(where: str, language: Language) -> str:
    """A place as a reader says it: ``custody 12``, or “bitácora, asiento 12”."""
    for pattern, words in PLACES:
        if found := pattern.fullmatch(where):
            return words.filled(language, found.groupdict())
    return where
