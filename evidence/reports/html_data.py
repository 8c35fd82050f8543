"""The citations of the HTML report as JSON data blocks, and as the plain list that needs no script."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from evidence.reports import safe
from evidence.reports.causes import CAUSES
from evidence.reports.model import ORDER
from evidence.reports.steps import STEPS
from evidence.reports.words import WORDS
from evidence.verdicts.rules import WORDS as REASONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.reports.model import Report

CHUNK = 200
"""Details in one data block: what is parsed to open one citation."""
ABOUT: dict[str, Any] = {
    "verdicts": ORDER,
    "certainties": ["suspected", "probable", "confirmed"],
    "chunk": CHUNK,
}
_CLAIM = 200
"""Characters of a claim in the table and the plain list; the details have all of it."""
_TITLES = 80


def blocks(report: Report) -> Iterator[Markup]:
    """``<script type="application/json">`` blocks: ``about``, ``d0``, ``d1`` … and ``index``."""
    sources = {row["id"]: number for number, row in enumerate(report.sources)}
    hosts: dict[str, int] = {}
    warcs: dict[str, int] = {}
    index: list[list[Any]] = []
    items = iter(report.citations)
    rules: set[str] = set()
    while chunk := list(islice(items, CHUNK)):
        yield _block(f"d{len(index) // CHUNK}", [_details(item, report, warcs, rules) for item in chunk])
        index += [_entry(item, sources, hosts) for item in chunk]
    titles = [safe.short(row["title"] or row["id"], _TITLES) for row in report.sources]
    yield _block(
        "about",
        {
            **ABOUT,
            "language": report.language,
            "sources": titles,
            "hosts": [safe.short(host) for host in hosts],
            "warcs": list(warcs),
            "words": WORDS,
            "causes": CAUSES,
            "steps": STEPS,
            "reasons": {rule: [REASONS[rule].en, REASONS[rule].es] for rule in rules if rule in REASONS},
        },
    )
    yield _block("index", index)


def _block(name: str, value: object) -> Markup:
    """A data block; ``<`` never appears in it, so nothing in it can end it."""
    text = safe.dumps(value).replace("<", "\\u003c")
    return Markup(f'<script type="application/json" id="{name}">{text}</script>\n')  # noqa: S704 - see above


def _entry(item: dict[str, Any], sources: dict[str, int], hosts: dict[str, int]) -> list[Any]:
    """What the table needs of a citation, in the order that ``report.js`` names."""
    verdict = item["verdict"] or "unchecked"
    certain = verdict in ("missing", "changed")
    return [
        item["id"],
        ABOUT["verdicts"].index(verdict),
        ABOUT["certainties"].index(item["certainty"]) if certain else -1,
        sources.get(item["source_id"], -1),
        hosts.setdefault(item["host"], len(hosts)),
        safe.short(item["marker"] or "", _TITLES),
        safe.short(item["url"]),
        safe.short(item["claim"] or item["label"] or "", _CLAIM),
        (item["since"] or "")[:10],
        item["cause"] or "not-yet",
    ]


def _details(item: dict[str, Any], report: Report, warcs: dict[str, int], rules: set[str]) -> dict[str, Any]:
    """The rest of a citation, short names for short files; empty values are left out."""
    check = item["check"] or {}
    http = check.get("http") or {}
    error = http.get("error")
    reasons = check.get("reasons", ())
    rules.update(reason["rule"] for reason in reasons)
    change = check.get("change") if item["verdict"] == "changed" else None
    baseline = check.get("baseline") or {}
    claim = item["claim"] or item["label"] or ""
    found = {
        "claim": safe.short(claim) if len(claim) > _CLAIM else None,
        "note": safe.short(item["note"] or ""),
        "page": item["page"],
        "heading": safe.short(item["heading"] or ""),
        "good": item["last_good"],
        "look": item["last_look"],
        "since": item["since"],
        "looks": item["looks"],
        "why": [[reason["rule"], _facts(reason["facts"])] for reason in reasons],
        "status": http.get("status"),
        "error": safe.short(f"{error['kind']}: {error['detail']}") if error else None,
        "hops": [[safe.short(hop["url"]), hop["status"]] for hop in http.get("redirects", ())],
        "final": safe.short(check["final_url"])
        if check.get("final_url") not in (None, item["url"])
        else None,
        "change": [change["words_removed"], change["words_added"]] if change else None,
        "compared": baseline.get("captured_at") if change else None,
        "kept": _kept(item, check, warcs),
        "copies": [
            [safe.short(m["archive"]), safe.short(m["url"]), m["captured_at"], m["state"] == "verified"]
            for m in check.get("mementos", ())
        ],
        "instead": _instead(item["replacement"]),
        "step": item["next_step"],
        "redline": item["url_id"] if item["url_id"] in report.redlines.of else None,
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _facts(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: safe.short(value) if isinstance(value, str) else value for name, value in facts.items()}


def _kept(item: dict[str, Any], check: dict[str, Any], warcs: dict[str, int]) -> list[list[Any]]:
    """Captures: id, WARC, offset, bytes, sha256 of the payload, when, status."""
    last = check.get("capture")
    rows = list(item["captures"])
    if last and all(row["payload_sha256"] != last["payload_sha256"] for row in rows):
        status = (check.get("http") or {}).get("status")
        rows.append({**last, "captured_at": check["checked_at"], "status": status})
    return [
        [
            row["id"],
            warcs.setdefault(row["warc"], len(warcs)),
            row["offset"],
            row["length"],
            row["payload_sha256"],
            row["captured_at"],
            row["status"],
        ]
        for row in rows
    ]


def _instead(replacement: dict[str, Any] | None) -> list[Any] | None:
    if replacement is None:
        return None
    return [safe.short(replacement["url"]), replacement["captured_at"], replacement["verified"]]


def plain(report: Report) -> Iterator[dict[str, Any]]:
    """What the list without script says of each citation."""
    for item in report.citations:
        check = item["check"] or {}
        yield {
            "id": item["id"],
            "verdict": item["verdict"] or "unchecked",
            "certainty": item["certainty"],
            "marker": safe.short(item["marker"] or "", _TITLES),
            "url": safe.short(item["url"]),
            "claim": safe.short(item["claim"] or item["label"] or "", _CLAIM),
            "since": (item["since"] or "")[:10],
            "cause": item["cause"] or "not-yet",
            "status": (check.get("http") or {}).get("status"),
            "instead": (item["replacement"] or {}).get("url"),
        }
