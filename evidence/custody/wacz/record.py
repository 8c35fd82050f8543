"""The chain-of-custody record of one capture, put together from the rows that the log speaks for.

Its parts follow the Berkeley Protocol on Digital Open Source Investigations (2022), paragraphs 153
to 156. Nothing in it is stored twice: whoever has the rows can make it again and compare.
"""

from __future__ import annotations

import json
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence.store.database import Row, Store

Rows = dict[tuple[str, str], "Row"]
"""(table, id) -> the row as it is stored"""


def rows_of(
    store: Store,
    capture_id: str,
    check_id: str | None,
    among: Callable[[str, str], bool] = lambda _table, _id: True,
) -> Rows:
    """The rows that the record of a capture is made of. ``check_id`` is the look that made it, None
    for a probe's and a web archive's; ``among`` says of a table and id whether that row is handed
    over. Raises KeyError when there is no such capture."""
    rows: Rows = {}

    def take(table: str, column: str, value: str | None) -> list[Row]:
        found = store.all(f'SELECT * FROM "{table}" WHERE {column} = ?', value) if value else []
        found = [row for row in found if among(table, row["id"])]
        rows.update({(table, row["id"]): row for row in found})
        return found

    def take_archives(url_id: str) -> None:
        take("mementos", "url_id", url_id)
        for job in take("archive_jobs", "url_id", url_id):
            take("archive_replies", "job_id", job["id"])

    for capture in take("captures", "id", capture_id):
        take("warc_files", "id", capture["warc"])
        (body,) = take("captures", "id", capture["refers_to"]) or [capture]
        take("captures", "id", capture["request_of"])
        for network in take("networks", "id", capture["network_id"] or body["network_id"]):
            for sha256 in json.loads(network["certificates_json"] or "[]"):
                take("certificates", "id", sha256)
    if not rows:
        raise KeyError(capture_id)
    for copy in take("mementos", "capture_id", capture_id):
        take_archives(copy["url_id"])
    for check in take("checks", "id", check_id):
        take("runs", "id", check["run_id"])
        take("urls", "id", check["url_id"])
        take("changes", "id", check["change_id"])
        take_archives(check["url_id"])
        for hop in json.loads(check["captures_json"] or "[]"):
            take("captures", "id", hop)
        for citation in take("citations", "url_id", check["url_id"]):
            take("sources", "id", citation["source_id"])
            take("source_versions", "id", citation["last_version"])
    return rows


def record(rows: Rows, capture_id: str, check_id: str | None) -> dict[str, Any]:
    """The record of a capture from its :func:`rows_of`."""
    capture = _whole(rows, capture_id)
    check = rows.get(("checks", check_id or ""))
    return {
        "schema": 1,
        "capture": capture_id,
        "check": check_id,
        "citations": [_citation(row, rows) for row in _all(rows, "citations")],
        "url": _urls(capture, check, rows),
        "time": {
            "started": capture["captured_at"],
            "first_byte_us": capture["first_byte_us"],
            "ended_us": capture["ended_us"],
            "durations": "monotonic clock, microseconds from the start",
        },
        "collector": _collector(check, rows),
        "network": _network(capture, rows),
        "exchange": {
            "method": capture["method"] or "GET",
            "request_sha256": capture["request_sha256"],
            "request_record": capture["request_of"],
            "status": capture["status"],
            "media_type": capture["media_type"],
            "block_sha256": capture["block_sha256"],
            "payload_sha256": capture["payload_sha256"],
            "payload_bytes": capture["payload_bytes"],
            "text_sha256": capture["text_sha256"],
            "truncated": capture["truncated"],
            "fidelity": capture["fidelity"],
        },
        "failure": _failure(check),
        "verdict": _verdict(check, rows),
        "storage": {
            "warc": capture["warc"],
            "offset": capture["offset"],
            "length": capture["length"],
            "record": capture["id"],
            "type": capture["record_type"],
            "refers_to": capture["refers_to"],
            "warc_sha256": rows.get(("warc_files", capture["warc"]), {}).get("sha256"),
        },
        "third_party": _third_party(rows),
    }


def _whole(rows: Rows, capture_id: str) -> Row:
    """The row of a capture, with what a revisit's row leaves out because it is as in the one it
    refers to."""
    row = rows["captures", capture_id]
    body = rows.get(("captures", row["refers_to"] or ""), row)
    sent = row if row["request_sha256"] else rows.get(("captures", row["request_of"] or ""), body)
    return {
        **row,
        "text_sha256": row["text_sha256"] or body["text_sha256"],
        "network_id": row["network_id"] or body["network_id"],
        "request_sha256": sent["request_sha256"],
        "request_of": sent["id"],
    }


def _all(rows: Rows, table: str) -> list[Row]:
    return [row for (name, _), row in sorted(rows.items(), key=itemgetter(0)) if name == table]


def _citation(row: Row, rows: Rows) -> dict[str, Any]:
    source = rows.get(("sources", row["source_id"]), {})
    version = rows.get(("source_versions", row["last_version"]), {})
    kept = ("marker", "page", "start", "end", "raw", "claim", "note", "label")
    return {
        "id": row["id"],
        "source": row["source_id"],
        "title": source.get("title"),
        "location": source.get("location"),
        "source_sha256": version.get("sha256"),
        "read_at": version.get("read_at"),
        **{name: row[name] for name in kept},
    }


def _urls(capture: Row, check: Row | None, rows: Rows) -> dict[str, Any]:
    if check is None:
        return {"requested": capture["url"]}
    hops = json.loads(check["captures_json"] or "[]")
    cited = rows.get(("urls", check["url_id"]), {}).get("url")
    return {
        "cited": cited,
        "requested": capture["url"],
        "final": check["final_url"] or cited,
        "hops": [
            {"record": hop, "url": row["url"], "status": row["status"]}
            for hop in hops
            if (row := rows.get(("captures", hop)))
        ],
    }


def _collector(check: Row | None, rows: Rows) -> dict[str, Any]:
    run = rows.get(("runs", check["run_id"]), {}) if check else {}
    if not run:
        return {}
    return {
        **json.loads(run["collector_json"] or "{}"),
        "run": run["id"],
        "trigger": run["kind"],
        "tool_version": run["tool_version"],
        "config_sha256": run["config_sha256"],
        "observer": check["observer"] if check else None,
    }


def _network(capture: Row, rows: Rows) -> dict[str, Any]:
    found = rows.get(("networks", capture["network_id"] or ""))
    if found is None:
        return {"ip": capture["ip"]}
    hashes = json.loads(found["certificates_json"] or "[]")
    named = ("id", "subject", "issuer", "not_before", "not_after", "record_id")
    return {
        "dns": json.loads(found["addresses_json"]),
        "ip": capture["ip"],
        "port": found["port"],
        "protocol": found["protocol"],
        "tls": {
            "version": found["tls_version"],
            "cipher": found["tls_cipher"],
            "sni": found["tls_sni"],
            "verified": found["tls_problem"] is None,
            "problem": found["tls_problem"],
            "certificates": [
                {name: row[name] for name in named}
                if (row := rows.get(("certificates", one)))
                else {"id": one}
                for one in hashes
            ],
        }
        if found["tls_version"]
        else None,
    }


def _failure(check: Row | None) -> dict[str, Any] | None:
    if check is None or not check["failure_json"]:
        return None
    return {**json.loads(check["failure_json"]), "attempts": check["attempts"] or 1}


def _verdict(check: Row | None, rows: Rows) -> dict[str, Any] | None:
    if check is None:
        return None
    run = rows.get(("runs", check["run_id"]), {})
    change = rows.get(("changes", check["change_id"] or ""))
    return {
        "verdict": check["verdict"],
        "cause": check["cause"],
        "reasons": json.loads(check["reasons_json"]),
        "rules_version": run.get("rules_version"),
        "checked_at": check["checked_at"],
        "baseline": check["baseline_id"],
        "change": {
            name: change[name]
            for name in ("id", "kind", "significance", "words_removed", "words_added")
        }
        if change
        else None,
    }


def _third_party(rows: Rows) -> dict[str, Any]:
    """What web archives have of the cited URL and what they answered, as far as is known today."""
    copy = ("id", "archive", "memento_url", "captured_at", "state", "capture_id", "status", "note")
    job = ("id", "archive", "act", "state", "submitted_at", "job_id", "memento_id", "problem")
    reply = (
        "id",
        "job_id",
        "method",
        "url",
        "asked_at",
        "status",
        "warc",
        "offset",
        "block_sha256",
    )
    return {
        name: [{column: row[column] for column in columns} for row in _all(rows, table)]
        for name, table, columns in (
            ("mementos", "mementos", copy),
            ("jobs", "archive_jobs", job),
            ("replies", "archive_replies", reply),
        )
    }
