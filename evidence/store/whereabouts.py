"""Documents that are gone at their address: which they are, what else showed the same, and what
searches found."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from evidence.store import looks
from evidence.store.parts import CITED
from evidence.store.records import Result, Standing, Whereabouts
from evidence.vocabulary import Cause, PlaceKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence.store.database import Store
    from evidence.store.looks import Settle


@dataclass(frozen=True, slots=True)
class LostUrl(Result):
    """What stands beside the standing of a lost document."""

    url: str
    host: str
    domain: str
    """registrable"""


@dataclass(frozen=True, slots=True)
class Showing(Result):
    """An address that showed certain bytes, or a certain text, at some look."""

    url_id: str
    url: str
    domain: str
    verdict: Verdict
    """that stands"""
    cause: Cause
    since: str
    """the first look that showed it"""
    same_bytes: bool
    is_latest: bool
    """whether the latest look showed it"""
    was_error: bool
    """whether a look that showed it was judged to show no document"""


@dataclass(frozen=True, slots=True)
class Place(Result):
    """Another address at which a lost document stands, or may stand."""

    url_id: str
    """of the lost document"""
    place_id: str
    url: str
    domain: str
    how: PlaceKind
    certain: bool
    since: str
    check_id: str
    """the look that the search rests on"""


class Move(NamedTuple):
    """What moved away."""

    old: str
    new: str


class Neighbour(NamedTuple):
    """A living address of the same owner."""

    url: str
    capture_id: str


_LONG_LABEL = 15
"""Characters of a label that names one document; shorter ones ("PDF", "Descargar") name any."""
_LOST = f"""
SELECT st.*, u.url, u.host, u.domain FROM standings st JOIN urls u ON u.id = st.url_id
WHERE (st.verdict = '{Verdict.MISSING}' OR st.cause = '{Cause.ELSEWHERE}') AND {CITED}
  AND (EXISTS (SELECT 1 FROM checks k WHERE k.run_id = :run AND k.url_id = u.id)
       OR EXISTS (SELECT 1 FROM whereabouts w JOIN checks k ON k.url_id = w.place_id AND k.run_id = :run
                  WHERE w.url_id = u.id AND w.certain))
ORDER BY u.rowid
"""
_SHOWING = f"""
SELECT k.url_id, u.url, u.domain, st.verdict, st.cause, MIN(k.checked_at) AS since,
       MAX(c.payload_sha256 = :payload) AS same_bytes, MAX(st.check_id = k.id) AS is_latest,
       MAX(k.verdict IN ('{Verdict.MISSING}', '{Verdict.BLOCKED}')) AS was_error
FROM captures c JOIN checks k ON k.capture_id = c.id JOIN urls u ON u.id = k.url_id
JOIN standings st ON st.url_id = u.id
WHERE c.id IN (
    WITH shown AS (SELECT id FROM captures WHERE payload_sha256 = :payload AND refers_to IS NULL
                   UNION SELECT id FROM captures WHERE text_sha256 = :text AND refers_to IS NULL)
    SELECT id FROM shown UNION SELECT r.id FROM shown JOIN captures r ON r.refers_to = shown.id)
GROUP BY k.url_id ORDER BY same_bytes DESC, since
"""
_PLACES = """
SELECT w.url_id, w.place_id, u.url, u.domain, w.how, w.certain, w.since, w.check_id
FROM whereabouts w JOIN urls u ON u.id = w.place_id
WHERE w.is_there AND (:url IS NULL OR w.url_id = :url)
  AND w.searched_at = (SELECT MAX(l.searched_at) FROM whereabouts l WHERE l.url_id = w.url_id)
ORDER BY w.url_id, w.certain DESC, w.rowid
"""
_REDIRECTED = """
SELECT DISTINCT final_url FROM checks
WHERE url_id = ? AND final_url IS NOT NULL AND verdict IN ('alive', 'moved', 'changed') ORDER BY checked_at DESC
"""
_MOVES = f"""
SELECT u.url AS old, k.final_url AS new FROM urls u JOIN standings st ON st.url_id = u.id
JOIN checks k ON k.id = st.check_id
WHERE u.domain = :domain AND u.host = :host AND st.cause = '{Cause.REDIRECT}' AND k.final_url IS NOT NULL
UNION SELECT u.url, p.url FROM whereabouts w JOIN urls u ON u.id = w.url_id JOIN urls p ON p.id = w.place_id
WHERE u.domain = :domain AND u.host = :host AND w.certain
LIMIT 100
"""
_LISTED = """
SELECT DISTINCT o.url FROM urls o JOIN citations c ON c.url_id = o.id
LEFT JOIN board_entries b ON b.url_id = o.id AND b.source_id = c.source_id
WHERE o.domain = :domain AND o.id != :url AND c.gone_since IS NULL AND b.dropped_at IS NULL
  AND ((:name != '' AND instr(o.url, :name) > 0)
       OR (length(c.label) >= :long AND c.label IN (SELECT label FROM citations WHERE url_id = :url)))
ORDER BY o.rowid LIMIT 20
"""
_ARCHIVED = """
SELECT DISTINCT c.url FROM mementos m JOIN captures c ON c.id = m.capture_id
WHERE m.url_id = ? AND m.state = 'kept' ORDER BY m.captured_at DESC
"""
_NEIGHBOURS = f"""
SELECT u.url, k.capture_id FROM urls u JOIN standings st ON st.url_id = u.id JOIN checks k ON k.id = st.check_id
JOIN captures c ON c.id = k.capture_id JOIN captures o ON o.id = COALESCE(c.refers_to, c.id)
WHERE u.domain = :domain AND u.id != :url AND st.verdict IN ('{Verdict.ALIVE}', '{Verdict.MOVED}')
  AND st.cause != '{Cause.ELSEWHERE}' AND o.media_type = :type ORDER BY u.added_at DESC, u.rowid DESC LIMIT :most
"""
NOT_ONLY_A_CANDIDATE = """(u.id NOT IN (SELECT place_id FROM whereabouts) OR u.id IN (SELECT url_id FROM citations)
 OR u.id IN (SELECT url_id FROM parts) OR u.id IN (SELECT place_id FROM whereabouts WHERE certain))"""
"""Of a URL ``u``: it is more than an address at which a lost document was looked for in vain."""


def lost(store: Store, run_id: str) -> Iterator[tuple[Standing, LostUrl]]:
    """What is cited and gone at its address, of what a run looked at; and what was found elsewhere,
    where the run looked there."""
    return store.pairs(Standing, LostUrl, _LOST, run=run_id)


def showing(store: Store, payload_sha256: str, text_sha256: str | None) -> list[Showing]:
    """Every address of the folder that showed these bytes or this text, the same bytes first."""
    return list(store.each(Showing, _SHOWING, payload=payload_sha256, text=text_sha256))


def places(store: Store, url_id: str | None = None) -> list[Place]:
    """What the last search for a document found, certain places first; of all where none is named."""
    return list(store.each(Place, _PLACES, url=url_id))


def neighbours(
    store: Store, lost: Standing, domain: str, media_type: str, most: int
) -> list[Neighbour]:
    """Living addresses of the same owner and media type, those that were met last first, at most so
    many: each with the capture of its latest look."""
    values = {"domain": domain, "url": lost.url_id, "type": media_type, "most": most}
    return list(store.tuples(Neighbour, _NEIGHBOURS, **values))


def redirected(store: Store, url_id: str) -> list[str]:
    """Where earlier looks at a URL that showed a document were forwarded to, the latest first."""
    return list(store.values(_REDIRECTED, url_id))


def moves(store: Store, host: str, domain: str) -> list[Move]:
    """The old and the new address of what moved away from addresses of a host; a hundred of them teach
    what there is to learn."""
    return list(store.tuples(Move, _MOVES, host=host, domain=domain))


def listed(store: Store, url_id: str, domain: str, name: str) -> list[str]:
    """What boards and other sources of the same owner name now, under the file's ``name`` (none: an
    empty text) or the label of the lost document."""
    values = {"domain": domain, "url": url_id, "name": name, "long": _LONG_LABEL}
    return list(store.values(_LISTED, **values))


def labels(store: Store, url_id: str) -> list[str]:
    """What sources call a URL, where that names one document."""
    sql = "SELECT DISTINCT label FROM citations WHERE url_id = ? AND length(label) >= ?"
    return list(store.values(sql, url_id, _LONG_LABEL))


def archived(store: Store, url_id: str) -> list[str]:
    """Addresses to which redirects led that web archives kept, the latest first."""
    return list(store.values(_ARCHIVED, url_id))


def row(
    url_id: str, place_id: str, how: PlaceKind, *, certain: bool, is_there: bool, since: str,
    searched_at: str, check_id: str, run_id: str,
) -> Whereabouts:  # fmt: skip
    """The record of what a search came to at one place."""
    named = f"{url_id}\0{place_id}\0{searched_at}".encode()
    return Whereabouts(
        hashlib.sha256(named).hexdigest()[:32],
        url_id,
        place_id,
        how,
        certain,
        is_there,
        since,
        searched_at,
        check_id,
        run_id,
    )


def put(
    store: Store, searched: Iterable[tuple[Standing, Standing, list[Whereabouts]]], settle: Settle
) -> None:
    """Keep what searches came to: how each document stood before and how it stands now, and the rows of
    its search; ``settle`` as in :func:`evidence.store.looks.brought_on`."""
    with store.transaction("searched") as transaction:
        for before, after, rows in searched:
            for one in rows:
                transaction.add(one)
            transaction.put(looks.brought_on(store, after, before, settle))
