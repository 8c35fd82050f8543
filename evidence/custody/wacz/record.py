"""The chain-of-custody record of one capture, put together from the rows that the log speaks for.

Its parts follow the Berkeley Protocol on Digital Open Source Investigations (2022), paragraphs 153
to 156. Nothing in it is stored twice: whoever has the rows can make it again and compare.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from evidence.custody.wacz.rows import list_of
from evidence.store.records import (
    Capture,
    Certificate,
    Change,
    Check,
    Citation,
    Job,
    Memento,
    Network,
    Reply,
    Run,
    Source,
    SourceVersion,
    Url,
    WarcFile,
)
from evidence.views import page_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.custody.wacz.rows import Rows
    from evidence.store.records import Record

# what the record takes over as it stands
_CITATION = "marker page start end raw claim note label".split()
_EXCHANGE = (
    "status media_type block_sha256 payload_sha256 payload_bytes text_sha256 truncated fidelity"
).split()
_CERTIFICATE = "id subject issuer not_before not_after record_id".split()
_CHANGE = "id kind significance words_removed words_added".split()
_MEMENTO = "id archive memento_url captured_at state capture_id status note".split()
_JOB = "id archive act state submitted_at job_id memento_id problem".split()
_REPLY = "id job_id method url asked_at status warc offset block_sha256".split()


def record(rows: Rows, capture_id: str, check_id: str | None) -> dict[str, Any]:
    """The record of a capture, from its rows (:func:`evidence.custody.wacz.rows.rows_of`).

    It is what stands in a line of ``custody/records.jsonl`` in a package.
    Raises KeyError when the capture is not among the rows.
    """
    capture = _whole(rows, capture_id)
    check = rows.find(Check, check_id)
    file = rows.find(WarcFile, capture.warc)
    return {
        "schema": 1,
        "capture": capture_id,
        "check": check_id,
        "citations": [_citation(citation, rows) for citation in rows.all(Citation)],
        "url": _urls(capture, check, rows),
        "time": {
            "started": capture.captured_at,
            "first_byte_us": capture.first_byte_us,
            "ended_us": capture.ended_us,
            "durations": "monotonic clock, microseconds from the start",
        },
        "collector": _collector(check, rows),
        "network": _network(capture, rows),
        "exchange": {
            "method": capture.method or "GET",
            "request_sha256": capture.request_sha256,
            "request_record": capture.request_of,
            **_fields(capture, _EXCHANGE),
        },
        "failure": _failure(check),
        "verdict": _verdict(check, rows),
        "storage": {
            **_fields(capture, ("warc", "offset", "length", "refers_to")),
            "record": capture.id,
            "type": capture.record_type,
            "warc_sha256": file.sha256 if file else None,
        },
        "third_party": _third_party(rows),
    }


def _fields(row: Record, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _whole(rows: Rows, capture_id: str) -> Capture:
    """A capture with what a revisit's row leaves out because it is as in the one it refers to."""
    capture = rows.find(Capture, capture_id)
    if capture is None:
        raise KeyError(capture_id)
    body = rows.find(Capture, capture.refers_to) or capture
    sent = capture if capture.request_sha256 else rows.find(Capture, capture.request_of) or body
    return replace(
        capture,
        text_sha256=capture.text_sha256 or body.text_sha256,
        network_id=capture.network_id or body.network_id,
        request_sha256=sent.request_sha256,
        request_of=sent.id,
    )


def _citation(citation: Citation, rows: Rows) -> dict[str, Any]:
    source = rows.find(Source, citation.source_id)
    version = rows.find(SourceVersion, citation.last_version)
    return {
        "id": citation.id,
        "source": citation.source_id,
        "title": source.title if source else None,
        "location": source.location if source else None,
        "source_sha256": version.sha256 if version else None,
        "read_at": version.read_at if version else None,
        **_fields(citation, _CITATION),
    }


def _urls(capture: Capture, check: Check | None, rows: Rows) -> dict[str, Any]:
    if check is None:
        return {"requested": capture.url}
    url = rows.find(Url, check.url_id)
    cited = page_of(url.url) if url else None
    hops = [rows.find(Capture, hop) for hop in list_of(check.captures_json)]
    return {
        "cited": cited,
        "requested": capture.url,
        "final": check.final_url or cited,
        "hops": [
            {"record": hop.id, "url": hop.url, "status": hop.status}
            for hop in hops
            if hop is not None
        ],
    }


def _collector(check: Check | None, rows: Rows) -> dict[str, Any]:
    """Who collected it, with what: empty for a probe's and a web archive's capture."""
    run = rows.find(Run, check.run_id) if check else None
    if check is None or run is None:
        return {}
    return {
        **json.loads(run.collector_json or "{}"),
        "run": run.id,
        "trigger": run.kind,
        "tool_version": run.tool_version,
        "config_sha256": run.config_sha256,
        "observer": check.observer,
    }


def _network(capture: Capture, rows: Rows) -> dict[str, Any]:
    """The connection: only the server's address where no more is known."""
    network = rows.find(Network, capture.network_id)
    if network is None:
        return {"ip": capture.ip}
    return {
        "dns": json.loads(network.addresses_json),
        "ip": capture.ip,
        "port": network.port,
        "protocol": network.protocol,
        "tls": _tls(network, rows) if network.tls_version else None,
    }


def _tls(network: Network, rows: Rows) -> dict[str, Any]:
    shown = []
    for sha256 in list_of(network.certificates_json):
        certificate = rows.find(Certificate, sha256)
        shown.append(_fields(certificate, _CERTIFICATE) if certificate else {"id": sha256})
    return {
        "version": network.tls_version,
        "cipher": network.tls_cipher,
        "sni": network.tls_sni,
        "verified": network.tls_problem is None,
        "problem": network.tls_problem,
        "certificates": shown,
    }


def _failure(check: Check | None) -> dict[str, Any] | None:
    if check is None or not check.failure_json:
        return None
    return {**json.loads(check.failure_json), "attempts": check.attempts or 1}


def _verdict(check: Check | None, rows: Rows) -> dict[str, Any] | None:
    if check is None:
        return None
    run = rows.find(Run, check.run_id)
    change = rows.find(Change, check.change_id)
    return {
        "verdict": check.verdict,
        "cause": check.cause,
        "reasons": json.loads(check.reasons_json),
        "rules_version": run.rules_version if run else None,
        "checked_at": check.checked_at,
        "baseline": check.baseline_id,
        "change": _fields(change, _CHANGE) if change else None,
    }


def _third_party(rows: Rows) -> dict[str, Any]:
    """What web archives have of the cited URL and what they answered, as far as is known today."""
    return {
        "mementos": [_fields(memento, _MEMENTO) for memento in rows.all(Memento)],
        "jobs": [_fields(job, _JOB) for job in rows.all(Job)],
        "replies": [_fields(reply, _REPLY) for reply in rows.all(Reply)],
    }
