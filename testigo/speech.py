"""How a command speaks to its reader: in one language, data on standard output, all else on standard error.

The language is one for the whole process, as a locale is: help and errors are told where no folder is open.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence.bilingual import LANGUAGES, Words
from evidence.reader import language_in, reader_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.bilingual import Language, Told

_spoken: Language = "en"
_quiet = False


def spoken() -> Language:
    """The reader's language."""
    return _spoken


def speak(language: Language) -> None:
    """Speak a language from now on; Click does, too."""
    global _spoken  # noqa: PLW0603 - of the process, as a locale is
    if language != _spoken:
        from testigo.click_words import in_language

        in_language(language)
    _spoken = language


def hush(*, quiet: bool) -> None:
    """From now on say only what is asked for and what is wrong, or all again."""
    global _quiet  # noqa: PLW0603 - of the process, as the language is
    _quiet = quiet


def is_quiet() -> bool:
    """Whether only what is asked for and what is wrong is said."""
    return _quiet


def language_of(arguments: Sequence[str]) -> Language:
    """The language that a command line wants, before anything of it is known to be sound: by ``--lang``, by
    the configuration that it names or that would be found, or by the environment."""
    from evidence.folder import EvidenceFolder

    asked = _value("--lang", arguments)
    if asked in LANGUAGES:
        return reader_language(asked)
    named, folder = _value("--config", arguments), _value("--folder", arguments)
    place = EvidenceFolder.find(Path(folder) if folder else None)
    return reader_language(language_in(Path(named) if named else place.config))


def _value(option: str, arguments: Sequence[str]) -> str:
    """The last value of an option, however it is written."""
    found = ""
    for at, word in enumerate(arguments):
        if word == "--":
            break
        name, equals, value = word.partition("=")
        if name == option:
            found = value if equals else next(iter(arguments[at + 1 : at + 2]), "")
    return found


def tell(words: Told | str, **facts: object) -> None:
    """Data, to standard output."""
    click.echo(_text(words, facts))


def say(words: Told | str, **facts: object) -> None:
    """Progress and remarks, to standard error, so that standard output holds data only."""
    click.echo(_text(words, facts), err=True)


def hint(words: Told | str, **facts: object) -> None:
    """What helps a reader on, to standard error; left out where little is to be said."""
    if not _quiet:
        say(words, **facts)


def _text(words: Told | str, facts: dict[str, object]) -> str:
    if isinstance(words, str):
        return words  # told already, by what knows the language
    return words.filled(_spoken, facts) if isinstance(words, Words) else words.text(_spoken)
