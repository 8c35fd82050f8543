"""Citations as a table takes them: of each, in one row, itself, its standing and the check that it rests on.

A table of a million rows is read so, a block at a time, each row fetched by its key. Few citations have more to
tell than fits into it; those say so, and are read as every other form reads them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from evidence.store.answers import FINAL_URL
from evidence.store.database import to_json
from evidence.store.reporting import BY_NUMBER, OFFERED_BY
from evidence.vocabulary import Cause, Certainty, Verdict  # noqa: TC001 - a row is read by its hints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.store.database import Store


class Line(NamedTuple):
    """One citation. What follows ``accessed`` is None for a URL that was never looked at, but for ``more``."""

    number: int
    """of its row, as that of :class:`evidence.store.reporting.Brief`"""
    id: str
    url_id: str
    source_id: str
    marker: str | None
    page: int | None
    claim: str | None
    url: str
    offered_by: str | None
    accessed: str | None
    verdict: Verdict | None
    cause: Cause | None
    certainty: Certainty | None
    since: str | None
    last_good: str | None
    last_look: str | None
    checked_at: str | None
    status: int | None
    final_url: str | None
    reasons_json: str | None
    capture_id: str | None
    warc: str | None
    offset: int | None
    payload_sha256: str | None
    more: int
    """1 where more is known that a table tells: a standing that remembers, parts of the document, copies of what is
    broken, other places of what is gone, a host that may be known to nobody"""


_MORE = """
instr(COALESCE(st.series_json, ''), '{')
OR instr(COALESCE(k.basis_json, ''), '"parts"')
OR instr(COALESCE(k.reasons_json, ''), '"domain.')
OR COALESCE(st.cause, '') IN ('domain-gone', 'unreachable-long') OR COALESCE(k.cause, '') = 'malformed'
OR (st.verdict IN ('missing', 'changed', 'moved') AND EXISTS (SELECT 1 FROM mementos m WHERE m.url_id = u.id))
OR ((st.verdict = 'missing' OR st.cause = 'elsewhere')
    AND EXISTS (SELECT 1 FROM whereabouts o WHERE o.url_id = u.id))
"""
_LINES = f"""
SELECT n.value AS number, COALESCE(d.id, c.id) AS id, u.id AS url_id, c.source_id, c.marker, c.page, c.claim, u.url,
       {OFFERED_BY} AS offered_by, c.accessed,
       st.verdict, st.cause, st.certainty, st.since, st.last_good, st.last_look,
       k.checked_at, k.status, CASE WHEN k.id IS NOT NULL THEN {FINAL_URL} END AS final_url, k.reasons_json,
       a.id AS capture_id, a.warc, a."offset", a.payload_sha256, COALESCE({_MORE}, 0) AS more
{BY_NUMBER} LEFT JOIN checks k ON k.id = st.check_id LEFT JOIN captures a ON a.id = k.capture_id
WHERE c.gone_since IS NULL
"""


def lines(store: Store, numbers: Sequence[int]) -> list[Line]:
    """The citations with these numbers (:class:`evidence.store.reporting.Brief`), in their order."""
    place = {number: at for at, number in enumerate(numbers)}
    found = store.tuples(Line, _LINES, numbers=to_json(list(numbers)))
    return sorted(found, key=lambda one: place[one.number])  # as they come, nearly always
