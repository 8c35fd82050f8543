"""The annex of a court package: each sentence says what its row says, and no more."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from evidence.bilingual import LANGUAGES, Language, Words
from evidence.custody.court.facts import Case, Entry, Kept, Sealed
from evidence.custody.log.document import Seal
from evidence.custody.merge.rows import COPIED
from evidence.reports import annex, annex_kinds, annex_words
from evidence.store.records import CustodyEntry

AT = "2026-11-27T01:02:03.000004Z"
HOSTILE = '<script>alert(1)</script>{key}\u202egpj.exe"'


def record(**more: Any) -> dict[str, Any]:
    """As much of a custody record as the annex reads."""
    return {
        "capture": "urn:uuid:1",
        "check": "urn:uuid:2",
        "citations": [{"title": HOSTILE, "source": "a", "marker": "1", "page": None}],
        "url": {"requested": "http://a.example/x", "cited": "http://a.example/x"},
        "time": {"started": AT},
        "collector": {
            "host": HOSTILE,
            "tool_version": "0.1.0",
            "clock": "system",
            "operator": None,
        },
        "network": {"ip": "192.0.2.1", "tls": None},
        "exchange": {
            "method": "GET",
            "status": 200,
            "media_type": HOSTILE,
            "payload_bytes": 3,
            "payload_sha256": "ab" * 32,
            "block_sha256": "cd" * 32,
            "truncated": None,
            "fidelity": "exact",
        },
        "verdict": {"verdict": "missing", "cause": "not-found"},
        "storage": {"warc": "warc/a.warc.gz", "offset": 12, "refers_to": None},
        "third_party": {"mementos": []},
        **more,
    }


ENTRY = Entry(7, "entry-7", AT, "looks", b"{}", 9, 6, 8, ())
SEAL = Seal(
    "testigo-seal/1", "c", 1, 8, "h", "r", None, AT, None, None, {"seal": {}, "signature": None}
)
KEY_ENTRY = CustodyEntry(1, "entry-1", None, AT, "key-made", "{}", "{}")
CASE = Case(
    captures=(Kept(1, record(), b"{}", ENTRY),),
    seals=(Sealed(9, "entry-9", SEAL),),
    key=bytes(32),
    key_entry=KEY_ENTRY,
    files={"warc/a.warc.gz": {"sealed_at": AT, "bytes": 5, "sha256": "ef" * 32}},
    acts=({"id": "act-1", "accepted_at": AT, "by": HOSTILE, "note": HOSTILE},),
    software="Testigo/0.1.0",
    packed_at=AT,
    wacz_sha256="01" * 32,
)


def page(case: Case = CASE, language: Language = "en", zone: str = "UTC") -> str:
    return annex.page(case, {"urn:uuid:1": "0001.html.txt"}, language, zone)


def of(**more: Any) -> Case:
    return replace(CASE, captures=(replace(CASE.captures[0], record=record(**more)),))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_remote_acts_and_nothing_is_left_to_fill_in(language: Language) -> None:
    made = page(language=language, zone="America/Mexico_City")
    assert "<script" not in made
    assert "\u202e" not in made
    assert "{" not in made.split("</style>")[1].replace("{key}", "").replace("{&#34;", "")
    for known in ("192.0.2.1", "entry-7", "entry-9", "act-1", "ab" * 32, "America/Mexico_City"):
        assert known in made
    for words in annex_words.LIMITS:
        assert words.text(language).replace("'", "&#39;") in made


def test_times_are_in_utc_and_in_the_zone_that_is_set() -> None:
    assert "27 November 2026, 01:02:03 UTC</" not in page(zone="America/Mexico_City")
    local = page(language="es", zone="America/Mexico_City")
    assert "27 de noviembre de 2026, 01:02:03 UTC (26 de noviembre, 19:02:03 en" in local


def says(case: Case, name: str) -> bool:
    """Whether the annex has the sentence of this name, by its words before the first fact that is filled in."""
    words = annex_words.CHAIN[name]
    return all(
        max(words.text(language).replace("}", "{").split("{")[::2], key=len)
        in unescape(page(case, language))
        for language in LANGUAGES
    )


OF_BROWSER = {**record()["exchange"], "fidelity": "browser"}
VIEW = of(
    url={"requested": "urn:dom:http://a.example/x", "cited": "http://a.example/x"},
    exchange=OF_BROWSER,
)


@pytest.mark.parametrize(
    ("case", "told", "not_told"),
    [
        (CASE, ("sent", "answered", "plain", "kept", "entered", "unsigned", "undated"), ("taken", "late", "cut")),
        (of(collector={}, check=None), ("asked",), ("sent",)),
        (of(exchange={**record()["exchange"], "fidelity": "reconstructed"}), ("copied", "rebuilt"), ("answered",)),
        (of(exchange={**record()["exchange"], "truncated": "length"}), ("cut",), ()),
        (
            of(network={"ip": None, "tls": {"version": "TLSv1.3", "certificates": [], "problem": None}}),
            ("tls",),
            ("plain",),
        ),
        (replace(CASE, key_entry=replace(KEY_ENTRY, seq=5)), ("late",), ()),
        (VIEW, ("viewed", "kept-view", "entered"), ("sent", "asked", "browsed", "answered", "plain", "kept")),
        (of(exchange=OF_BROWSER), ("browsed", "kept-browser", "answered", "plain"), ("sent", "viewed", "kept")),
        (
            replace(CASE, captures=(replace(CASE.captures[0], entry=replace(ENTRY, act=COPIED)),)),
            ("taken",),
            ("entered",),
        ),
    ],
)  # fmt: skip
def test_a_sentence_stands_where_its_fact_does(
    case: Case, told: tuple[str, ...], not_told: tuple[str, ...]
) -> None:
    assert {name for name in told if not says(case, name)} == set()
    assert {name for name in not_told if says(case, name)} == set()


def test_what_a_capture_is_of_is_said() -> None:
    def kind(case: Case) -> list[str]:
        return [name for name, words in annex_words.KINDS.items() if f"· {words.en}" in page(case)]

    probe = of(check=None)
    assert kind(CASE) == ["look"]
    assert kind(replace(probe, captures=(replace(probe.captures[0], is_probe=True),))) == ["probe"]
    assert kind(probe) == ["other"]
    assert kind(of(third_party={"mementos": [{"capture_id": "urn:uuid:1"}]})) == ["copy"]
    assert kind(VIEW) == ["view"]
    assert kind(of(exchange={**record()["exchange"], "fidelity": "browser"})) == ["received"]


def test_what_a_browser_made_of_a_page_is_no_answer_of_a_server() -> None:
    made = page(VIEW)
    for view, words in annex_kinds.VIEWS.items():
        assert words.en in page(
            of(url={"requested": f"urn:{view}:http://a.example/x"}, exchange=OF_BROWSER)
        )
    assert "urn:dom" not in made
    assert "http://a.example/x" in made
    for known in ("192.0.2.1", "HTTP status</th><td", "sent a GET request", "The answer came from"):
        assert known in page() or known.startswith("HTTP")
        assert known not in made


def test_every_word_stands_in_both_languages_with_the_same_facts() -> None:
    def facts(text: str) -> set[str]:
        return set(text.replace("}", "{").split("{")[1::2])

    for table in (annex_words.CHAIN, annex_words.FIELDS, annex_words.MARGIN, annex_words.KINDS):
        for name, words in table.items():
            assert isinstance(words, Words)
            assert facts(words.en) == facts(words.es), name
            assert words.en != words.es, name
