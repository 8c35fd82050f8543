"""What stands in a folder, counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.store import parts
from evidence.store.database import to_json
from evidence.store.parts import CITED
from evidence.store.records import Result
from evidence.store.scope import EVERYTHING, NOT_LEFT_OUT, WATCHED, Scope, cites
from evidence.vocabulary import Cause, Certainty, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from evidence.store import Store


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


@dataclass(frozen=True, slots=True)
class Outcome(Result):
    """How many URLs of a run stand alike."""

    verdict: Verdict
    cause: Cause
    certainty: Certainty
    urls: int


_OUTCOMES = f"""
SELECT st.verdict, st.cause, st.certainty, COUNT(*) AS urls
FROM standings st JOIN urls u ON u.id = st.url_id
WHERE {CITED} AND u.url NOT IN (SELECT value FROM json_each(:without))
  AND EXISTS (SELECT 1 FROM checks k WHERE k.url_id = st.url_id AND k.run_id = :run)
GROUP BY st.verdict, st.cause, st.certainty ORDER BY st.verdict, urls DESC, st.cause, st.certainty
"""
_TOTALS = """
SELECT (SELECT COUNT(*) FROM captures) AS captures,
       (SELECT COALESCE(SUM(bytes), 0) FROM warc_files) AS warc_bytes,
       (SELECT COUNT(*) FROM custody) AS entries
"""
_STANDINGS = f"""
SELECT u.url, st.verdict, st.cause, st.certainty FROM standings st JOIN urls u ON u.id = st.url_id
WHERE {CITED}
"""


UNSEEN = (
    "(st.verdict IN ('missing', 'blocked', 'unreachable', 'unchecked') OR st.cause = 'elsewhere')"
)
"""SQL: what a standing ``st`` stands for was not seen at its address; word for word that of the index
``standings_unseen``."""
_SEEN = tuple(str(verdict) for verdict in Verdict if not verdict.is_unseen)


def totals(store: Store) -> Totals:
    """Captures, bytes of WARC and entries of the log."""
    return next(store.each(Totals, _TOTALS))


def standings(store: Store) -> Iterator[UrlStanding]:
    """How each URL stands."""
    return store.each(UrlStanding, _STANDINGS)


def standing_of(store: Store, url: str) -> UrlStanding | None:
    """How one URL stands."""
    return store.first(UrlStanding, f"{_STANDINGS} AND u.url = :url", url=url)


def outcomes(store: Store, run_id: str, without: Collection[str] = ()) -> list[Outcome]:
    """How the URLs stand that a run looked at, but for some."""
    return list(store.each(Outcome, _OUTCOMES, run=run_id, without=to_json(sorted(without))))


def doubts(store: Store, scope: Scope = EVERYTHING) -> int:
    """How many URLs can't be seen and were suspected to be lost when they last could be."""
    sql = f"""SELECT COUNT(*) FROM standings st INDEXED BY standings_unseen
              WHERE {UNSEEN} AND st.verdict NOT IN {_SEEN}
              AND json_extract(st.series_json, '$[2].doubt') IS NOT NULL AND {_within(store, scope)}"""
    return int(store.value(sql, **scope.values))


def verdicts(store: Store, scope: Scope = EVERYTHING) -> dict[Verdict, int]:
    """How many URLs stand at each verdict, by name of the verdict."""
    sql = f"""SELECT st.verdict, COUNT(*) AS n FROM standings st
              WHERE {parts.cited("st.url_id")} AND {_within(store, scope)}
              GROUP BY st.verdict ORDER BY st.verdict"""
    return {Verdict(row["verdict"]): row["n"] for row in store.iterate_named(sql, scope.values)}


def asked_about(store: Store) -> int:
    """How many URLs were looked at because somebody asked, and are cited nowhere."""
    sql = f"""SELECT COUNT(*) FROM standings st
              WHERE {parts.cited("st.url_id")} AND NOT EXISTS ({_CITING})"""
    return int(store.value(sql))


def _within(store: Store, scope: Scope) -> str:
    """SQL: the URL of a standing ``st`` is told of. What was asked about and is cited nowhere is told apart
    (:func:`asked_about`); what only sources cite that were retired is told of no more."""
    if scope.sources is not None:
        return cites("st.url_id")
    cited = _WATCHED if store.value(_ANY_RETIRED) else f"EXISTS ({_CITING})"
    return f"{NOT_LEFT_OUT.format(url_id='st.url_id')} AND {cited}"


_ANY_RETIRED = "SELECT EXISTS (SELECT 1 FROM sources WHERE retired_at IS NOT NULL)"
_CITING = """SELECT source_id FROM citations WHERE url_id = st.url_id
    UNION ALL SELECT c.source_id FROM candidates d JOIN citations c ON c.id = d.citation_id
    WHERE d.url_id = st.url_id"""
_WATCHED = f"EXISTS (SELECT 1 FROM ({_CITING}) WHERE {WATCHED.format(source_id='source_id')})"
