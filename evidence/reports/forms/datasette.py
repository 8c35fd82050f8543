"""Metadata that makes ``datasette evidence.db -m FILE`` useful at once: titles, facets, ready
queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence.reports.safe import dumps
from evidence.reports.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.reports.model import Report

_TABLES: dict[str, dict[str, Any]] = {
    "_sqlite_migrations": {"hidden": True},
    "broken": {"description": "What is missing or changed now, a row a citation; since when, how we know, and the "
               "last copy in a public archive from before.",
               "facets": ["verdict", "certainty", "source"], "sort_desc": "since"},
    "history": {"description": "Every look at every URL, and where its bytes lie.", "facets": ["verdict", "cause"],
                "sort_desc": "checked_at"},
    "coverage": {"description": "How much of each source was checked, in addresses.", "sort_desc": "broken"},
    "followed": {"description": "Documents that are looked at because a cited page offers them: which, of which page, "
                 "cited where, and how they stand.", "facets": ["verdict", "source"], "sort_desc": "since"},
    "parts": {"description": "What the document of a page is made of beside its answer: files in frames and viewers, "
              "the download, data.", "facets": ["role"], "sort_desc": "found_at"},
    "citations": {"description": "One place in a source that cites one URL.", "label_column": "raw",
                  "facets": ["source_id"]},
    "urls": {"description": "Every URL that is or was cited.", "label_column": "url", "facets": ["domain"]},
    "checks": {"description": "One look at one URL in one run.", "facets": ["verdict", "cause"],
               "sort_desc": "checked_at"},
    "standings": {"description": "What the checks of one URL add up to.",
                  "facets": ["verdict", "certainty", "cause"], "sort_desc": "since"},
    "captures": {"description": "The bytes of one exchange, kept in a WARC record at an offset.",
                 "facets": ["media_type", "status"]},
    "changes": {"description": "The comparison of two captures.", "facets": ["kind"],
                "sort_desc": "significance"},
    "acceptances": {"description": "Changes that a person accepted, who and why.", "sort_desc": "accepted_at"},
    "overrulings": {"description": "Losses that a person says are none, who and how they know.",
                    "sort_desc": "overruled_at"},
    "mementos": {"description": "Copies in public web archives.", "facets": ["archive", "state"]},
    "runs": {"description": "One pass over what was due.", "sort_desc": "started_at"},
    "custody": {"description": "The hash-chained log of every act; testigo verify checks it.",
                "facets": ["act"], "sort_desc": "seq"},
}  # fmt: skip
_QUERIES = {
    "one_url": {
        "title": "The history of one URL",
        "sql": "SELECT * FROM history WHERE url LIKE '%' || :url || '%' ORDER BY checked_at DESC",
        "params": ["url"],
    },
    "broken_by_host": {
        "title": "Hosts with most broken addresses",
        "sql": "SELECT host, COUNT(DISTINCT url) AS broken FROM broken GROUP BY host ORDER BY broken DESC",
    },
    "new_since": {
        "title": "What broke since a day",
        "sql": "SELECT * FROM broken WHERE since >= :day ORDER BY since DESC",
        "params": ["day"],
    },
    "no_copy": {
        "title": "Broken without a public copy from before: ask the institution",
        "sql": "SELECT source, marker, url, verdict, certainty, since FROM broken "
        "WHERE last_memento_before_loss IS NULL AND (last_good IS NOT NULL OR cause != 'domain-gone') "
        "ORDER BY certainty, since",
    },
    "changed_numbers": {
        "title": "Changes that touch a number, a date or an obligation",
        "sql": "SELECT u.url, c.kind, c.significance, c.flags_json, c.found_at FROM changes c "
        "JOIN urls u ON u.id = c.url_id WHERE c.flags_json LIKE '%number%' OR c.flags_json LIKE '%date%' "
        "OR c.flags_json LIKE '%modal%' ORDER BY c.significance DESC",
    },
}


def render(report: Report) -> Iterator[str]:
    """A metadata file; nothing remote is in it."""
    title = word("title", report.language)
    about = "Start with the views: broken, history, coverage and followed. Times are UTC."
    database = {"title": title, "description": about, "tables": _TABLES, "queries": _QUERIES}
    yield dumps({"title": title, "databases": {"evidence": database}}, indent=1) + "\n"
