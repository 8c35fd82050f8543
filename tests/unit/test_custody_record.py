"""The custody record of a capture: what it takes from which row, and what it says where one is not
handed over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from evidence.custody.wacz.record import record
from evidence.custody.wacz.rows import Rows
from evidence.store.records import (
    Capture,
    Certificate,
    Change,
    Check,
    Citation,
    Network,
    Run,
    Source,
    SourceVersion,
    Url,
    WarcFile,
)
from evidence.vocabulary import (
    Cause,
    Certainty,
    Fidelity,
    RecordType,
    RunKind,
    RunState,
    SourceKind,
    Verdict,
)

AT = "2026-11-21T03:00:00Z"
BODY = Capture(
    "first", "https://a.example/acta", AT, RecordType.RESPONSE, None, "warc/1.warc.gz", 10, 20,
    200, "text/html", "payload", 5, "text", "block", "192.0.2.1", Fidelity.EXACT, None,
    network_id="net", request_sha256="sent", first_byte_us=7, ended_us=9,
)  # fmt: skip
AGAIN = replace(
    BODY, id="again", record_type=RecordType.REVISIT, refers_to="first", warc="warc/2.warc.gz",
    text_sha256=None, network_id=None, request_sha256=None, ip="192.0.2.2",
)  # fmt: skip
CHECK = Check(
    "check", "run", "url", AT, 3, "us", Verdict.CHANGED, Cause.EDITED, '[{"rule":"r"}]',
    Certainty.CONFIRMED, capture_id="again", baseline_id="first", change_id="change",
    captures_json='["hop","again"]',
)  # fmt: skip
NETWORK = Network(
    "net", '["192.0.2.1"]', 443, "http/1.1", "TLSv1.3", "AES", "a.example", None, '["der","other"]'
)
ROWS = [
    BODY,
    AGAIN,
    replace(BODY, id="hop", url="https://a.example/", status=301),
    CHECK,
    NETWORK,
    WarcFile("warc/2.warc.gz", "run", 30, "sealed", AT),
    Url("url", "https://a.example/", "a.example", "a.example", "example,a)/", AT),
    Change("change", "url", "first", "again", "edited", 0.5, 1, 2, None, AT),
    Certificate("der", AT, "warc/1.warc.gz", 1, 2, "urn:uuid:c", "a.example", "An authority"),
    Run(
        "run", RunKind.NIGHT, RunState.FINISHED, AT, AT, 1, "{}", "1.0", "24", "conf",
        '{"operator":"Ana"}',
    ),
    Citation("cite", "report", "url", "https://a.example/", "text", "12", None, "says", None,
             "label", 3, 1, 2, None, None, None, "v1", "v2"),
    Source("report", SourceKind.REPORT, "informe.pdf", "Informe", None, "es", AT),
    SourceVersion("v2", "report", "read", AT, "application/pdf", 9, 1, None),
]  # fmt: skip


def rows(*without: type, put: tuple[Any, ...] = ()) -> Rows:
    found = Rows()
    for row in (*ROWS, *put):
        if type(row) not in without:
            found.put(type(row), row.id, row)
    return found


def made(*without: type, put: tuple[Any, ...] = (), check: str | None = "check") -> dict[str, Any]:
    return record(rows(*without, put=put), "again", check)


def test_it_says_who_cites_what_and_where_it_was_read() -> None:
    (cited,) = made()["citations"]
    told = {name: cited[name] for name in ("source", "title", "location", "marker", "page")}
    assert told == {
        "source": "report", "title": "Informe", "location": "informe.pdf", "marker": "12", "page": 3,
    }  # fmt: skip
    assert (cited["source_sha256"], cited["read_at"]) == ("read", AT)
    (cited,) = made(Source, SourceVersion)["citations"]
    names = ("title", "location", "source_sha256", "read_at")
    assert [cited[name] for name in names] == [None] * 4
    assert cited["source"] == "report"


def test_it_says_which_way_led_to_it() -> None:
    cited, asked = "https://a.example/", "https://a.example/acta"
    urls = made()["url"]
    assert (urls["cited"], urls["requested"], urls["final"]) == (cited, asked, cited)
    assert [(hop["record"], hop["status"]) for hop in urls["hops"]] == [
        ("hop", 301),
        ("again", 200),
    ]
    led = replace(CHECK, final_url=asked, captures_json='["gone","again"]')
    urls = made(put=(led,))["url"]
    assert (urls["final"], [hop["record"] for hop in urls["hops"]]) == (asked, ["again"])
    assert made(Url)["url"]["cited"] is None
    assert made(check=None)["url"] == {"requested": asked}


def test_a_revisit_has_what_it_leaves_out_from_the_capture_with_the_same_body() -> None:
    told = made()
    exchange = told["exchange"]
    assert (exchange["text_sha256"], exchange["request_sha256"]) == ("text", "sent")
    assert exchange["request_record"] == "first"
    assert told["network"]["port"] == 443
    assert told["network"]["ip"] == "192.0.2.2"  # its own, as it is
    own = replace(
        AGAIN, text_sha256="other", network_id="none", request_sha256="new", request_of="hop"
    )
    told = made(put=(own,))
    exchange = told["exchange"]
    assert (exchange["text_sha256"], exchange["request_sha256"]) == ("other", "new")
    assert exchange["request_record"] == "again"
    assert told["network"] == {"ip": "192.0.2.2"}
    shared = made(put=(replace(AGAIN, request_of="hop"),))["exchange"]
    assert shared["request_record"] == "hop"


def test_it_says_how_the_server_showed_itself() -> None:
    tls = made()["network"]["tls"]
    assert (tls["version"], tls["sni"], tls["verified"]) == ("TLSv1.3", "a.example", True)
    assert tls["certificates"][0]["issuer"] == "An authority"
    assert tls["certificates"][1] == {"id": "other"}
    bad = replace(NETWORK, tls_problem="expired")
    tls = made(put=(bad,))["network"]["tls"]
    assert (tls["verified"], tls["problem"]) == (False, "expired")
    assert made(put=(replace(NETWORK, tls_version=None),))["network"]["tls"] is None
    assert made(Network)["network"] == {"ip": "192.0.2.2"}


def test_it_says_who_collected_it_and_what_the_rules_said() -> None:
    told = made()
    assert told["collector"]["operator"] == "Ana"
    assert (told["collector"]["trigger"], told["collector"]["observer"]) == ("night", "us")
    verdict = told["verdict"]
    assert (verdict["verdict"], verdict["cause"], verdict["rules_version"]) == (
        "changed", "edited", "24",
    )  # fmt: skip
    assert (verdict["baseline"], verdict["change"]["significance"]) == ("first", 0.5)
    without = made(Run, Change)
    assert (without["collector"], without["verdict"]["rules_version"]) == ({}, None)
    assert without["verdict"]["change"] is None
    of_no_look = made(check=None)
    assert (of_no_look["collector"], of_no_look["verdict"]) == ({}, None)


@pytest.mark.parametrize(("attempts", "told"), [(None, 1), (1, 1), (3, 3)])
def test_it_says_how_often_it_was_tried(attempts: int | None, told: int) -> None:
    assert made()["failure"] is None
    failed = replace(CHECK, failure_json='{"stage":"tcp"}', attempts=attempts)
    assert made(put=(failed,))["failure"] == {"stage": "tcp", "attempts": told}


def test_it_says_where_it_lies_and_how_it_was_asked_for() -> None:
    told = made()
    assert told["storage"] == {
        "warc": "warc/2.warc.gz", "offset": 10, "length": 20, "refers_to": "first",
        "record": "again", "type": "revisit", "warc_sha256": "sealed",
    }  # fmt: skip
    assert made(WarcFile)["storage"]["warc_sha256"] is None
    assert told["exchange"]["method"] == "GET"
    assert made(put=(replace(AGAIN, method="POST"),))["exchange"]["method"] == "POST"
    with pytest.raises(KeyError):
        record(Rows(), "again", None)
