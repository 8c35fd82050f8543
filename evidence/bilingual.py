"""What readers see in each of their languages: a text in English and in Spanish, side by side where it is
used. Further languages come out of a catalogue whose keys are the English texts
(:mod:`evidence.catalogues`).

Which language somebody else's text is written in is another question, and answered elsewhere.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Language = Literal["en", "es"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
NAMES: dict[Language, str] = {"en": "English", "es": "Español"}
"""What each language calls itself, for those who choose one."""


def language_of_readers(code: str) -> Language:
    """The language with this code; English for one that is not ours."""
    return next((language for language in LANGUAGES if language == code), "en")


class Told:
    """What can be told in each language."""

    __slots__ = ()

    def text(self, language: Language) -> str:
        """It in one language."""
        raise NotImplementedError

    def in_each(self) -> dict[Language, str]:
        """It by the code of each language, for pages that can show any of them."""
        return {language: self.text(language) for language in LANGUAGES}


@dataclass(frozen=True, slots=True)
class Words(Told):
    """One text in each language; ``{fact}`` stands for a fact by its name."""

    en: str
    es: str
    others: tuple[str, ...] = ()
    """in the further languages, of a text that was written for each and is in no catalogue"""

    @classmethod
    def each(cls, write: Callable[[Language], str]) -> Words:
        """What ``write`` makes of each language."""
        english, spanish, *others = map(write, LANGUAGES)
        return cls(english, spanish, tuple(others))

    def text(self, language: Language) -> str:
        """The text in one language, as it stands."""
        code: str = language
        if code == "en":
            return self.en
        if code == "es":
            return self.es
        if self.others:
            return self.others[LANGUAGES.index(language) - 2]
        from evidence.catalogues import translated  # noqa: PLC0415 - not for these two languages

        return translated(self.en, code)

    def filled(self, language: Language, facts: Mapping[str, object]) -> str:
        """The text in one language with its facts; a fact that has words of its own is told in that language,
        and one that is not known is a question mark."""
        return _filled(self.text(language), language, facts)

    def of(self, **facts: object) -> Said:
        """The text with its facts, to be told in whichever language is asked for."""
        return Said(self, facts)


@dataclass(frozen=True, slots=True)
class Said(Told):
    """A text with its facts."""

    words: Words
    facts: Mapping[str, object]

    def text(self, language: Language) -> str:
        """The whole in one language."""
        return self.words.filled(language, self.facts)

    def __str__(self) -> str:
        """For logs and machines."""
        return self.text("en")


class SpokenLog(logging.Formatter):
    """What is logged, in its reader's language where it has words in more than one."""

    def __init__(self, language: Callable[[], Language]) -> None:
        super().__init__()
        self._language = language

    def format(self, record: logging.LogRecord) -> str:
        """The message, and the traceback where there is one."""
        if isinstance(record.msg, Told):
            record = logging.makeLogRecord(
                {**vars(record), "msg": record.msg.text(self._language())}
            )
        return super().format(record)


def said(words: Told | str, facts: Mapping[str, object]) -> Told:
    """Words with their facts; what a machine says has no words of ours, and is told as it is."""
    if isinstance(words, str):
        return Said(_AS_IT_IS, {"it": words})
    return Said(words, facts) if isinstance(words, Words) else words


@dataclass(frozen=True, slots=True)
class Counted(Told):
    """A number with its noun: the first of the pair for one; ``{count}`` stands for the number."""

    one_and_many: tuple[Words, Words]
    count: int

    def text(self, language: Language) -> str:
        """The number with its noun in one language."""
        return counted(self.one_and_many, self.count, language)


def counted(one_and_many: tuple[Words, Words], count: int, language: Language) -> str:
    """A number with its noun, the first of the pair for one; ``{count}`` stands for the number."""
    code: str = language
    one, many = one_and_many
    if code in ("en", "es"):  # each has two forms, and the first for 1 only
        return (many if count != 1 else one).filled(language, {"count": count})
    from evidence.catalogues import pluralised  # noqa: PLC0415 - not for these two languages

    return _filled(pluralised(one.en, many.en, count, code), language, {"count": count})


def _filled(text: str, language: Language, facts: Mapping[str, object]) -> str:
    told = {
        name: fact.text(language) if isinstance(fact, Told) else fact
        for name, fact in facts.items()
    }
    return text.format_map(defaultdict(lambda: "?", told))


_AS_IT_IS = Words("{it}", "{it}")
