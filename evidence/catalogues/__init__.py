"""Further languages of readers: one gettext catalogue each, ``CODE.po``, whose keys are the English texts
that stand beside the Spanish ones in the code. ``docs/make_catalogue.py`` writes the template.

A language is a catalogue here and its code in :data:`evidence.bilingual.Language`. What its catalogue lacks,
or says with other facts than the English text has, is told in English.
"""

from __future__ import annotations

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Message

HERE = Path(__file__).parent


def translated(english: str, language: str) -> str:
    """The text in a language of a catalogue; as it is where the catalogue lacks it."""
    return _catalogue(language).gettext(english) if english else ""


def pluralised(one: str, many: str, count: int, language: str) -> str:
    """The form of a noun that goes with a count, by the catalogue's own rule."""
    return _catalogue(language).ngettext(one, many, count)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - for these languages only
    from babel.messages.pofile import read_po  # noqa: PLC0415

    path = HERE / f"{language}.po"
    if not path.is_file():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        read = read_po(file, locale=language)
    for message in read:
        if not _fits(message):
            message.string = ""  # which a catalogue takes for no translation
    compiled = BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _fits(message: Message) -> bool:
    """Whether a translation names the facts of its text, and no others. The number need not stand in each
    plural form: "one page"."""
    said = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if isinstance(message.id, str):
        return all(facts(text) == facts(message.id) for text in said)
    known = facts(message.id[-1]) or set()
    return all((named := facts(text)) is not None and named <= known for text in said)


def facts(text: str) -> set[str] | None:
    """The facts that a text names, each as it is written between its braces; None where braces don't pair."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return None
    return {
        f"{name}{f'!{conversion}' if conversion else ''}{f':{form}' if form else ''}"
        for _, name, form, conversion in parts
        if name is not None
    }
