"""The words of the desk in English and Spanish, a page a file. What reports say, too, is said in their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.reports.words import WORDS as REPORTS
from testigo.desk.words import (
    citation,
    copies,
    enter,
    everywhere,
    files,
    form,
    lists,
    look,
    problems,
)

if TYPE_CHECKING:
    from evidence.bilingual import Language, Words

WORDS: dict[str, Words] = {
    **REPORTS,
    **everywhere.WORDS,
    **enter.WORDS,
    **form.WORDS,
    **files.WORDS,
    **look.WORDS,
    **citation.WORDS,
    **lists.WORDS,
    **copies.WORDS,
    **problems.WORDS,
}


def word(key: str, language: Language) -> str:
    """The word for ``key``."""
    return WORDS[key].text(language)
