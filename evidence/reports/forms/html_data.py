"""The citations of the HTML report as JSON data blocks."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from evidence.reports import safe
from evidence.reports.causes import CAUSES
from evidence.reports.model import BROKEN, CERTAINTIES, ORDER
from evidence.reports.steps import STEPS
from evidence.reports.words import WORDS
from evidence.verdicts.rules import WORDS as REASONS

if TYPE_CHECKING:
    from evidence.bilingual import Words
    from evidence.reports.model import Report
    from evidence.store.database import Row

CHUNK = 200
"""Details in one data block: what is parsed to open one citation."""
ABOUT: dict[str, Any] = {
    "verdicts": ORDER,
    "certainties": CERTAINTIES,
    "chunk": CHUNK,
}
_SAME = "\x1a"
"""Stands for the URL as cited; no text from elsewhere has it, because control characters are taken
out."""
_CLAIM = 140
"""Characters of a claim in the table, two lines of it; the details have the rest."""
_TITLES = 80


def blocks(report: Report) -> tuple[list[Markup], list[Markup]]:
    """``<script type="application/json">`` blocks: ``about`` and ``index``, and the details ``d0``,
    ``d1`` …

    The table needs the first two only, so it can stand there while a browser still reads the
    others.
    """
    details: list[Markup] = []
    sources = {row["id"]: number for number, row in enumerate(report.sources)}
    hosts: dict[str, int] = {}
    warcs: dict[str, int] = {}
    index: list[list[Any]] = []
    items = iter(report.citations)
    rules: set[str] = set()
    while chunk := list(islice(items, CHUNK)):
        details.append(
            _block(f"d{len(details)}", [_details(item, report, warcs, rules) for item in chunk])
        )
        index += [_entry(item, sources, hosts) for item in chunk]
    titles = [safe.short(row["title"] or row["id"], _TITLES) for row in report.sources]
    about = {
        **ABOUT,
        "language": report.language,
        "sources": titles,
        "hosts": [safe.short(host) for host in hosts],
        "warcs": list(warcs),
        "words": _each_language(WORDS),
        "causes": _each_language(CAUSES),
        "steps": _each_language(STEPS),
        "reasons": {
            rule: [REASONS[rule].en, REASONS[rule].es] for rule in sorted(rules) if rule in REASONS
        },
    }
    return [_block("about", about), _block("index", index)], details


def _each_language(words: dict[str, Words]) -> dict[str, dict[str, str]]:
    return {key: asdict(pair) for key, pair in words.items()}


def _block(name: str, value: object) -> Markup:
    """A data block; ``<`` never appears in it, so nothing in it can end it."""
    text = safe.dumps(value).replace("<", "\\u003c")
    return Markup(f'<script type="application/json" id="{name}">{text}</script>\n')  # noqa: S704 - see above


def _entry(item: dict[str, Any], sources: dict[str, int], hosts: dict[str, int]) -> list[Any]:
    """What the table needs of a citation, in the order that ``report.js`` names."""
    verdict = item["verdict"] or "unchecked"
    return [
        item["id"],
        ORDER.index(verdict),
        CERTAINTIES.index(item["certainty"]) if verdict in BROKEN else -1,
        sources.get(item["source_id"], -1),
        hosts.setdefault(item["host"], len(hosts)),
        safe.short(item["marker"] or "", _TITLES),
        safe.short(item["url"]),
        _claim(item)[:_CLAIM],
        _minute(item["since"])[:10],
        item["cause"] or "not-yet",
    ]


def _claim(item: dict[str, Any]) -> str:
    return safe.short(item["claim"] or item["label"] or "")


def _minute(stamp: str | None) -> str:
    """A stamp to the minute, as far as people read it."""
    return (stamp or "")[:16]


def _details(
    item: dict[str, Any], report: Report, warcs: dict[str, int], rules: set[str]
) -> dict[str, Any]:
    """The rest of a citation: short for short files, the cited URL as :data:`_SAME`, nothing
    empty."""
    check = item["check"] or {}
    http = check.get("http") or {}
    error = http.get("error")
    reasons = check.get("reasons", ())
    rules.update(reason["rule"] for reason in reasons)
    change = check.get("change") if item["verdict"] == "changed" else None
    baseline = check.get("baseline") or {}
    cited = safe.short(item["url"])

    def url(text: str) -> str:
        shown = safe.short(text)
        return _SAME if shown == cited else shown

    final = url(check["final_url"]) if check.get("final_url") else _SAME
    instead = item["replacement"]
    found = {
        "claim": _claim(item)[_CLAIM:],
        "note": safe.short(item["note"] or "").replace(cited, _SAME),
        "page": item["page"],
        "heading": safe.short(item["heading"] or ""),
        "good": _minute(item["last_good"]),
        "look": _minute(item["last_look"]),
        "since": _minute(item["since"]),
        "looks": item["looks"],
        "why": [[reason["rule"], _facts(reason["facts"])] for reason in reasons],
        "status": http.get("status"),
        "error": safe.short(f"{error['kind']}: {error['detail']}") if error else None,
        "hops": [[url(hop["url"]), hop["status"]] for hop in http.get("redirects", ())],
        "final": final if final != _SAME else None,
        "change": [change["words_removed"], change["words_added"]] if change else None,
        "compared": _minute(baseline.get("captured_at")) if change else None,
        "kept": _kept(check, report.citations.captures.get(item["url_id"], []), warcs),
        "copies": [
            [
                safe.short(m["archive"]),
                url(m["url"]),
                _minute(m["captured_at"]),
                m["state"] == "verified",
            ]
            for m in check.get("mementos", ())
        ],
        "instead": instead
        and [url(instead["url"]), _minute(instead["captured_at"]), instead["verified"]],
        "step": item["next_step"],
        "redline": item["url_id"] if item["url_id"] in report.redlines.of else None,
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _facts(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        name: safe.short(value) if isinstance(value, str) else value
        for name, value in facts.items()
    }


def _kept(check: dict[str, Any], kept: list[Row], warcs: dict[str, int]) -> list[Any]:
    """Captures: UUID, WARC, offset, bytes, sha256 of the payload, when, status."""
    last = check.get("capture")
    rows = list(kept)
    if last and all(row["payload_sha256"] != last["payload_sha256"] for row in rows):
        rows.append({**last, "captured_at": check["checked_at"], "status": check["http"]["status"]})
    return [
        [row["id"].removeprefix("urn:uuid:"), warcs.setdefault(row["warc"], len(warcs)), row["offset"],
         row["length"], row["payload_sha256"], _minute(row["captured_at"]), row["status"]]
        for row in rows
    ]  # fmt: skip
