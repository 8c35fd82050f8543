"""What is known of each host that is cited: whether it ever answered, and whom we asked about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.store.records import Result

if TYPE_CHECKING:
    from evidence.store.database import Store


@dataclass(frozen=True, slots=True)
class KnownHost(Result):
    """One host whose addresses are, or were, cited or asked about."""

    host: str
    """with its port, where that is not the scheme's own"""
    answered: bool
    """us, ever"""
    archived: bool
    """whether a copy of one of its addresses in a web archive is known"""
    gone: bool
    """whether every look of late at its addresses failed before an answer, or met a seller or a
    stranger on the domain"""


@dataclass(frozen=True, slots=True)
class Asked(Result):
    """A web archive that the outbox named for a host."""

    archive: str
    answered: bool
    """whether it said what it has of one of the host's addresses"""


_ANSWERED = """EXISTS (SELECT 1 FROM checks k WHERE k.url_id = u.id AND
    (k.capture_id IS NOT NULL OR k.status IS NOT NULL OR k.redirects_json IS NOT NULL))"""
_GONE = "('domain-gone', 'unreachable-long', 'dns', 'refused', 'timeout', 'parked', 'taken-over')"
_HOSTS = f"""
SELECT u.host, MAX({_ANSWERED}) AS answered,
       MAX(EXISTS (SELECT 1 FROM mementos m WHERE m.url_id = u.id)) AS archived,
       COALESCE(MIN(st.cause IN {_GONE}), 0) AS gone
FROM urls u LEFT JOIN standings st ON st.url_id = u.id WHERE u.host != '' GROUP BY u.host
"""
_ASKED = """
SELECT j.archive, MAX(j.state = 'done') AS answered
FROM archive_jobs j JOIN urls u ON u.id = j.url_id
WHERE u.host = ? AND j.act = 'lookup' AND j.tried_at IS NOT NULL GROUP BY j.archive ORDER BY j.archive
"""


def known(store: Store) -> list[KnownHost]:
    """Every host, in the order of its name."""
    return list(store.each(KnownHost, _HOSTS))


def asked(store: Store, host: str) -> list[Asked]:
    """The web archives that were asked about addresses of a host, by name."""
    return list(store.each(Asked, _ASKED, host))
