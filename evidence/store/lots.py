"""How many addresses are lost at each host, in each of its folders and on each results board, and how many stand
there: enough to tell what may have gone as a whole without reading a million citations."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from evidence.identity import cdx_key
from evidence.store.database import to_json
from evidence.store.overview import UNSEEN
from evidence.store.scope import CITES, NOT_LEFT_OUT, OF_SOURCES, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evidence.store.database import Store


class Lot(NamedTuple):
    """How many cited addresses of one place stand alike, as far as it takes to tell what goes as a whole."""

    place: str
    """host, or the id of a results board"""
    folder: str
    """the first one of the host; empty for what lies in none, and of a board"""
    kind: str
    """``elsewhere`` for what is gone and was found at another address, else the verdict"""
    addresses: int


_LOTS = """
SELECT {place} AS place, {folder} AS folder, CASE st.cause WHEN 'elsewhere' THEN st.cause ELSE st.verdict END AS kind,
       COUNT(*) AS addresses
FROM standings st {index} JOIN urls u ON u.id = st.url_id {boards}
WHERE {cites} AND {which} GROUP BY 1, 2, 3
"""
_BOARDS = """
JOIN (SELECT DISTINCT c.url_id, c.source_id FROM sources s JOIN citations c ON c.source_id = s.id
      WHERE s.kind = 'board' AND c.gone_since IS NULL
      UNION SELECT d.url_id, c.source_id FROM sources s JOIN citations c ON c.source_id = s.id
      JOIN candidates d ON d.citation_id = c.id
      WHERE s.kind = 'board' AND c.gone_since IS NULL AND d.kind = 'followed') b ON b.url_id = u.id
"""
_OF_BOARDS = partial(
    _LOTS.format, place="b.source_id", folder="''", boards=_BOARDS,
    cites=f"{NOT_LEFT_OUT.format(url_id='u.id')} AND {OF_SOURCES.format(source_id='b.source_id')}",
)  # fmt: skip
_STANDS = "st.verdict NOT IN ('missing', 'unchecked') AND st.cause != 'elsewhere'"
_LOST = {"index": "INDEXED BY standings_unseen", "which": f"{UNSEEN} AND st.verdict != 'unchecked'"}
_LOST_AT_HOSTS = _LOTS.format(
    place="u.host", folder="first_folder(u.url)", boards="", cites=CITES, **_LOST
)
_LOST_ON_BOARDS = _OF_BOARDS(**_LOST)
_STANDING_ON_BOARDS = _OF_BOARDS(
    index="", which=f"{_STANDS} AND b.source_id IN (SELECT value FROM json_each(:names))"
)
_STANDING_IN = f"""
SELECT COUNT(*) FROM (
    SELECT 1 FROM urls u JOIN standings st ON st.url_id = u.id
    WHERE u.surt >= :within AND u.surt < :within || char(1114111) AND u.host IN (:spelt, 'www.' || :host)
      AND (:folder = '' OR first_folder(u.url) = :folder) AND {_STANDS} AND {CITES} LIMIT :enough)
"""


def lost_at_hosts(store: Store, scope: Scope, first_folder: Callable[[str], str]) -> Iterator[Lot]:
    """What is cited and shows nothing now, by hosts and what ``first_folder`` says of the addresses."""
    store.function("first_folder", first_folder)
    return store.tuples(Lot, _LOST_AT_HOSTS, **scope.values)


def lost_on_boards(store: Store, scope: Scope) -> Iterator[Lot]:
    """The same, by the results boards that cite it."""
    return store.tuples(Lot, _LOST_ON_BOARDS, **scope.values)


def standing_on_boards(store: Store, scope: Scope, boards: list[str]) -> Iterator[Lot]:
    """What the boards with these ids cite and is neither missing nor found elsewhere."""
    return store.tuples(Lot, _STANDING_ON_BOARDS, **scope.values, names=to_json(boards))


def standing_at_host(
    store: Store,
    scope: Scope,
    host: str,
    folder: str,
    enough: int,
    first_folder: Callable[[str], str],
) -> int:
    """How many addresses are cited that are neither missing nor found elsewhere, of a host (without one ``www.``),
    or of its folder by what ``first_folder`` says of its addresses. Only so many as are ``enough`` are counted, and
    some spellings not at all (an IPv6 address, a port that goes without saying): never more than there are."""
    store.function("first_folder", first_folder)
    # a host www.www.a.mx goes by the name www.a.mx, which is another host's as well
    spelt = f"www.{host}" if host.startswith("www.") else host
    try:
        within = cdx_key(f"https://{spelt}/{folder}")
    except ValueError:
        return 0
    values = {"within": within, "spelt": spelt, "host": host, "folder": folder, "enough": enough}
    return int(store.value(_STANDING_IN, **scope.values, **values))
