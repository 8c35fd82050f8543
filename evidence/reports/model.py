"""What a report says, before it takes any form."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.reports import answer
from evidence.store import runs, views
from evidence.version import VERSION

if TYPE_CHECKING:
    from evidence.store import Store
    from evidence.store.database import Row
    from evidence.verdicts.wording import Language

SOUND = frozenset({"alive"})
"""Verdicts left out of a report unless all are asked for."""
ORDER = ("missing", "changed", "moved", "blocked", "unreachable", "unchecked", "alive")
"""What a reader wants to see first."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the forms show."""

    generated_at: str
    tool: str
    run: Row | None
    """the run that began last"""
    sources: list[Row]
    summary: dict[str, Any]
    transitions: list[Row]
    citations: list[dict[str, Any]]
    """broken ones first; each with its standing, last check and claim"""
    hosts: list[dict[str, Any]]
    language: Language
    everything: bool


def build(
    store: Store, *, source: str | None = None, everything: bool = False, language: Language = "en"
) -> Report:
    """Read the report out of the store."""
    checks: dict[str, Row] = {}
    items = []
    for row in views.cited(store, source):
        if row["check_id"] and row["check_id"] not in checks:
            checks[row["check_id"]] = views.check(store, row["check_id"])
        items.append(_item(row, checks.get(row["check_id"] or ""), language))
    items.sort(key=lambda item: ORDER.index(item["verdict"] or "unchecked"))
    run = runs.latest(store)
    return Report(
        generated_at=clock.stamp(clock.now()),
        tool=f"Testigo {VERSION}",
        run=run,
        sources=store.all("SELECT * FROM sources WHERE ? IS NULL OR id = ? ORDER BY rowid", source, source),
        summary=_summary(items),
        transitions=views.transitions(store, run["id"]) if run else [],
        citations=[item for item in items if everything or item["verdict"] not in SOUND],
        hosts=_hosts(items),
        language=language,
        everything=everything,
    )


def _item(row: Row, check: Row | None, language: Language) -> dict[str, Any]:
    item: dict[str, Any] = {
        name: row[name]
        for name in (
            "source_id",
            "source_title",
            "marker",
            "page",
            "label",
            "claim",
            "note",
            "url",
            "host",
            "verdict",
            "cause",
            "certainty",
            "since",
            "last_good",
            "last_look",
            "looks",
        )
    }
    if check is None:
        return {**item, "check": None}
    return {**item, "check": answer.answer(row["url"], check, row, language)}


def _summary(items: list[dict[str, Any]]) -> dict[str, Any]:
    """Counts of citations by verdict and certainty, and how many were not checked and why."""
    checked = [item for item in items if item["verdict"] not in (None, "unchecked")]
    not_checked = Counter(
        item["cause"] or "not-yet" for item in items if item["verdict"] in (None, "unchecked")
    )
    return {
        "cited": len(items),
        "urls": len({item["url"] for item in items}),
        "checked": len(checked),
        "not_checked": dict(not_checked),
        "verdicts": dict(Counter(item["verdict"] for item in checked)),
        "certainties": {
            verdict: dict(Counter(i["certainty"] for i in checked if i["verdict"] == verdict))
            for verdict in ("missing", "changed")
        },
    }


def _hosts(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Verdicts by host, those with most broken citations first."""
    by_host: dict[str, Counter[str]] = {}
    for item in items:
        by_host.setdefault(item["host"], Counter())[item["verdict"] or "unchecked"] += 1
    rows = [{"host": host, "cited": sum(n.values()), "verdicts": dict(n)} for host, n in by_host.items()]
    return sorted(rows, key=lambda row: (-_broken(row), row["host"]))


def _broken(row: dict[str, Any]) -> int:
    return int(row["verdicts"].get("missing", 0) + row["verdicts"].get("changed", 0))
