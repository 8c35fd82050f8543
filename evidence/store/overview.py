"""What stands in a folder, counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.store.parts import CITED
from evidence.store.records import Result
from evidence.vocabulary import Cause, Certainty, Verdict

if TYPE_CHECKING:
    from evidence.store import Store


@dataclass(frozen=True, slots=True)
class Coverage(Result):
    """How many addresses a source cites, and how many of them were checked."""

    source: str
    cited: int
    checked: int


@dataclass(frozen=True, slots=True)
class Totals(Result):
    """How much a folder holds."""

    captures: int
    warc_bytes: int
    """of finished WARC files"""
    entries: int
    """of the custody log"""


@dataclass(frozen=True, slots=True)
class UrlStanding(Result):
    """What the looks at one URL add up to."""

    url: str
    verdict: Verdict
    cause: Cause
    certainty: Certainty


_TOTALS = """
SELECT (SELECT COUNT(*) FROM captures) AS captures,
       (SELECT COALESCE(SUM(bytes), 0) FROM warc_files) AS warc_bytes,
       (SELECT COUNT(*) FROM custody) AS entries
"""
_STANDINGS = f"""
SELECT u.url, st.verdict, st.cause, st.certainty FROM standings st JOIN urls u ON u.id = st.url_id
WHERE {CITED}
  AND (:run IS NULL OR EXISTS (SELECT 1 FROM checks k WHERE k.url_id = st.url_id AND k.run_id = :run))
"""


def coverage(store: Store) -> list[Coverage]:
    """Each source that cites something, in the order in which they were registered."""
    return list(store.each(Coverage, "SELECT source, cited, checked FROM coverage"))


def totals(store: Store) -> Totals:
    """Captures, bytes of WARC and entries of the log."""
    return next(store.each(Totals, _TOTALS))


def standings(store: Store, run_id: str | None = None) -> list[UrlStanding]:
    """How each URL stands, of those that a run looked at or of all."""
    return list(store.each(UrlStanding, _STANDINGS, run=run_id))


def doubts(store: Store) -> int:
    """How many URLs can't be seen and were suspected to be lost when they last could be."""
    sql = "SELECT COUNT(*) FROM standings WHERE json_extract(series_json, '$[2].doubt') IS NOT NULL"
    return int(store.value(sql))


def verdicts(store: Store) -> dict[Verdict, int]:
    """How many URLs stand at each verdict, by name of the verdict."""
    sql = (
        "SELECT st.verdict, COUNT(*) AS n FROM standings st JOIN urls u ON u.id = st.url_id"
        f" WHERE {CITED} GROUP BY st.verdict ORDER BY st.verdict"
    )
    return {Verdict(row["verdict"]): row["n"] for row in store.all(sql)}
