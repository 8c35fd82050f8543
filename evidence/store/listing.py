"""The citations of a folder a page at a time: searched, narrowed and sorted by the database, so that
a folder of a million of them is leafed through as one of ten is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from evidence.folding import caseless
from evidence.store.database import to_json
from evidence.store.reporting import IN_ORDER, PLACES, Cited
from evidence.store.run_list import within
from evidence.store.scope import Scope
from evidence.vocabulary import Certainty, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.store.database import Store

SIZE = 50
"""Citations on a page: what a reader scrolls through before searching instead, as most lists on the
web have it."""
MOST = 500
"""Citations on a page at most."""
_LONGEST = 200
"""Characters of a search that are looked at: more than any title or address that is typed."""

_MATTERS = """CASE st.verdict WHEN 'missing' THEN 0 WHEN 'changed' THEN 1 WHEN 'moved' THEN 2
    WHEN 'blocked' THEN 3 WHEN 'unreachable' THEN 4 WHEN 'unchecked' THEN 5 WHEN 'alive' THEN 7 ELSE 6 END,
    CASE st.certainty WHEN 'confirmed' THEN 0 WHEN 'probable' THEN 1 ELSE 2 END"""
SORTS: Mapping[str, str] = {
    "matters": f"{_MATTERS}, st.since DESC, {IN_ORDER}",
    "source": IN_ORDER,
    "since": f"st.since IS NULL, st.since, {IN_ORDER}",
    "-since": f"st.since DESC, {IN_ORDER}",
    "looked": f"st.last_look IS NULL, st.last_look, {IN_ORDER}",
    "-looked": f"st.last_look DESC, {IN_ORDER}",
    "url": f"u.surt, {IN_ORDER}",
    "-url": f"u.surt DESC, {IN_ORDER}",
}
"""Orders by name; ``-`` in front turns one round. ``matters`` has what is broken and certain first."""

_NARROWED = """
  AND (:among IS NULL OR u.id IN (SELECT value FROM json_each(:among)))
  AND (:verdict IS NULL OR COALESCE(st.verdict, 'unchecked') = :verdict)
  AND (:certainty IS NULL OR st.certainty = :certainty)
  AND (:host IS NULL OR u.host = :host)
  AND (:tag IS NULL OR :tag IN (SELECT value FROM json_each(s.tags_json)))
  AND (NOT :broken OR st.verdict IN ('missing', 'changed'))
  AND (:text IS NULL OR instr(caseless(u.url || ' ' || c.raw || ' ' || COALESCE(c.claim, '') || ' ' ||
       COALESCE(c.heading, '') || ' ' || COALESCE(c.label, '') || ' ' || COALESCE(c.note, '')), :text))
"""
_SELECT = f"{PLACES}{_NARROWED}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which citations, and in which order."""

    text: str = ""
    """somewhere in the address, the claim, the heading, the label or the note; case and accents don't
    matter"""
    verdict: Verdict | None = None
    certainty: Certainty | None = None
    source: str | None = None
    """id"""
    host: str | None = None
    broken: bool = False
    """only what is missing or changed"""
    sort: str = "matters"
    """a key of :data:`SORTS`; any other is ``matters``"""
    tag: str | None = None
    """one of the words that the source is sorted by"""
    left_out: bool = False
    """only what is left out on purpose, which else is no part of the list"""

    def values(self, without: frozenset[str]) -> dict[str, Any]:
        """Values for the marks of the query; ``without`` are the URLs (ids) that are left out on purpose."""
        hidden = frozenset[str]() if self.left_out else without
        return {
            **Scope((self.source,) if self.source else None, hidden).values,
            "among": to_json(sorted(without)) if self.left_out else None,
            "tag": self.tag,
            "verdict": self.verdict,
            "certainty": self.certainty,
            "host": self.host,
            "broken": self.broken,
            "text": caseless(self.text[:_LONGEST]) or None,
        }


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of citations."""

    rows: tuple[Cited, ...]
    page: int
    """from 1"""
    pages: int
    """how many there are; 1 where nothing is found"""
    total: int
    """citations that are wanted, on all pages"""
    verdicts: Mapping[Verdict, int]
    """how many there are of each verdict, were none of them singled out; none that has none"""
    left_out: int = 0
    """how many more there are, left out on purpose"""


def listing(
    store: Store,
    wanted: Wanted,
    *,
    without: frozenset[str] = frozenset(),
    page: int = 1,
    size: int = SIZE,
) -> Listing:
    """The citations that are ``wanted``; behind the last page comes the last one again. ``without`` are the URLs
    (ids) that are left out on purpose.

    Raises StoreDamaged.
    """
    store.db.register_function(caseless, deterministic=True, replace=True)
    size = min(max(size, 1), MOST)
    counts = _counts(store, wanted, without)
    chosen = (wanted.verdict,) if wanted.verdict else tuple(counts)
    total = sum(counts.get(verdict, 0) for verdict in chosen)
    page, pages = within(page, total, size)
    order = SORTS.get(wanted.sort, SORTS["matters"])
    sql = f"{_SELECT} ORDER BY {order} LIMIT :size OFFSET :skipped"
    rows = store.tuples(Cited, sql, **wanted.values(without), size=size, skipped=(page - 1) * size)
    hidden = replace(wanted, left_out=True)
    more = sum(_counts(store, hidden, without).values()) if without and not wanted.left_out else 0
    return Listing(tuple(rows), page, pages, total, counts, more)


def _counts(store: Store, wanted: Wanted, without: frozenset[str]) -> dict[Verdict, int]:
    values = replace(wanted, verdict=None).values(without)
    grouped = f"""SELECT COALESCE(verdict, 'unchecked') AS shown, COUNT(*) AS citations
                  FROM ({_SELECT}) GROUP BY shown"""
    found = {row["shown"]: row["citations"] for row in store.iterate_named(grouped, values)}
    return {verdict: found[verdict] for verdict in Verdict if verdict in found}
