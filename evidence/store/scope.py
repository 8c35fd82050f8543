"""Which citations are told of: those of some sources or of all, but for what is left out on purpose."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.store.database import to_json


@dataclass(frozen=True, slots=True)
class Scope:
    """Which citations are told of."""

    sources: tuple[str, ...] | None = None
    """ids; None: all"""
    without: frozenset[str] = frozenset()
    """ids of the URLs that are left out on purpose"""

    @property
    def values(self) -> dict[str, str | None]:
        """Values for the marks of :data:`OF_SOURCES` and :data:`NOT_LEFT_OUT`."""
        return {
            "sources": None if self.sources is None else to_json(list(self.sources)),
            "without": to_json(sorted(self.without)),
        }


EVERYTHING = Scope()
OF_SOURCES = "(:sources IS NULL OR {source_id} IN (SELECT value FROM json_each(:sources)))"
"""SQL: a source, its id in the column that is filled in, is one of them."""
NOT_LEFT_OUT = "{url_id} NOT IN (SELECT value FROM json_each(:without))"
"""SQL: a URL, its id in the column that is filled in, is not left out."""
WATCHED = "{source_id} NOT IN (SELECT id FROM sources WHERE retired_at IS NOT NULL)"
"""SQL: a source, its id in the column that is filled in, was not retired."""
_OF = OF_SOURCES.format(source_id="c.source_id")


def cites(url_id: str) -> str:
    """SQL: a URL, its id in the column ``url_id``, is cited within a scope, or followed from what is."""
    return f"""({NOT_LEFT_OUT.format(url_id=url_id)}
    AND (EXISTS (SELECT 1 FROM citations c WHERE c.url_id = {url_id} AND c.gone_since IS NULL AND {_OF})
         OR EXISTS (SELECT 1 FROM candidates d JOIN citations c ON c.id = d.citation_id
                    WHERE d.url_id = {url_id} AND d.kind = 'followed' AND c.gone_since IS NULL AND {_OF})))"""


CITES = cites("u.id")
"""SQL: a URL ``u`` is."""
