"""What people said of a URL: that a change is all right, that a loss is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.store.records import Result
from evidence.vocabulary import Cause, PersonAct, Verdict

if TYPE_CHECKING:
    from evidence.store.database import Store


@dataclass(frozen=True, slots=True)
class PersonsWord(Result):
    """One person's word on one URL, and how that stands now."""

    url_id: str
    act: PersonAct
    by: str
    note: str
    at: str
    cause: Cause | None
    """of the loss that was overruled"""
    since: str | None
    """when that loss began"""
    now: Verdict
    """that stands"""
    now_cause: Cause
    now_since: str
    url: str


_WORDS = f"""
SELECT w.*, st.verdict AS now, st.cause AS now_cause, st.since AS now_since, u.url
FROM (SELECT url_id, '{PersonAct.ACCEPTED}' AS act, "by", note, accepted_at AS at, NULL AS cause, NULL AS since
      FROM acceptances
      UNION ALL SELECT url_id, '{PersonAct.OVERRULED}', "by", note, overruled_at, cause, since FROM overrulings) w
JOIN standings st ON st.url_id = w.url_id JOIN urls u ON u.id = w.url_id
WHERE :url IS NULL OR w.url_id = :url
ORDER BY at
"""


def said_of(store: Store, url_id: str) -> list[PersonsWord]:
    """All that people said of a URL, oldest first."""
    return list(store.each(PersonsWord, _WORDS, url=url_id))


def last_words(store: Store) -> dict[str, PersonsWord]:
    """URL id -> the last that a person said of it."""
    return {word.url_id: word for word in store.each(PersonsWord, _WORDS, url=None)}
