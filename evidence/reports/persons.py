"""A person's word, as it is shown wherever the citation is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words
from evidence.days import Day
from evidence.reports.safe import short
from evidence.store import persons
from evidence.verdicts.persons import holds
from evidence.vocabulary import PersonAct

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.store import Store
    from evidence.store.persons import PersonsWord

_SAID = {
    (PersonAct.ACCEPTED, True): Words(
        "{by} accepted this change on {day}: {note}", "{by} aceptó este cambio el {day}: {note}"
    ),
    (PersonAct.ACCEPTED, False): Words(
        "{by} accepted an earlier change on {day}: {note}",
        "{by} aceptó un cambio anterior el {day}: {note}",
    ),
    (PersonAct.OVERRULED, True): Words(
        "{by} said on {day} that this is no loss: {note}. No alarm is raised for it.",
        "{by} declaró el {day} que esto no es una pérdida: {note}. Por eso no se da ninguna "
        "alarma.",
    ),
    (PersonAct.OVERRULED, False): Words(
        "{by} said of an earlier loss on {day} that it was none: {note}",
        "{by} declaró el {day}, sobre una pérdida anterior, que no lo era: {note}",
    ),
}


@dataclass(frozen=True, slots=True)
class Person:
    """What a person said last of a citation."""

    act: PersonAct
    by: str
    note: str
    at: str
    """ISO 8601 with ``Z``"""
    in_force: bool
    """what it was said of has not changed since; alarms obey an overruling in force"""

    @classmethod
    def of(cls, word: PersonsWord) -> Person:
        """A stored word, and whether it still holds."""
        in_force = holds(
            word.act,
            word.at,
            word.cause,
            verdict=word.now,
            now_cause=word.now_cause,
            since=word.now_since,
        )
        return cls(word.act, word.by, word.note, word.at, in_force)

    @property
    def silences(self) -> bool:
        """Whether no alarm is raised because of it."""
        return self.in_force and self.act is PersonAct.OVERRULED

    def json(self) -> dict[str, Any]:
        """The member ``person`` of an answer."""
        return {
            "act": self.act,
            "by": self.by,
            "note": self.note,
            "at": self.at,
            "in_force": self.in_force,
        }

    def sentence(self, language: Language) -> str:
        """Who said what, when and why."""
        facts = {"by": short(self.by), "day": Day(self.at), "note": short(self.note).rstrip(".")}
        return _SAID[self.act, self.in_force].filled(language, facts)


def silenced(store: Store) -> dict[str, str]:
    """Id -> address of the URLs for which no alarm is raised, by the last word of a person."""
    words = persons.last_words(store).values()
    return {word.url_id: word.url for word in words if Person.of(word).silences}
