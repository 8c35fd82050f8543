"""Six nights over a model of the systems that shadow reports cite: every planted event is told once,
under its word, in both languages, and nothing else is."""

from __future__ import annotations

import fcntl
import json
import os
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from evidence.vocabulary import Certainty, TroubleKind, Verdict, VisitState
from tests import commands
from tests.ministries import hostile
from tests.ministries.model import Row
from tests.ministries.table import BOARDS, NIGHTS, ROWS, WHOLES

if TYPE_CHECKING:
    from collections.abc import Iterator

_LANGUAGES = ("en", "es")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the nights came to: one worker of a session lives through them, the others wait for it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with (shared / "ministries.json").open("a+") as kept:
        fcntl.flock(kept, fcntl.LOCK_EX)
        kept.seek(0)
        text = kept.read()
        if not text:
            place = str(tmp_path_factory.mktemp("ministries"))
            done = commands.python("-m", "tests.ministries.run", place, within=600)
            assert done.code == 0, done.err
            text = done.out
            kept.write(text)
    result: dict[str, Any] = json.loads(text)
    return result


def _told(found: dict[str, Any], url: str) -> list[tuple[int, dict[str, str]]]:
    """What readers were told of an address: night, and the news in both languages."""
    return [
        (night, item)
        for night, items in enumerate(found["news"])
        for item in items
        if item["url"] == url
    ]


def test_every_night_ran_and_none_was_taken_for_an_outage_of_ours(found: dict[str, Any]) -> None:
    assert len(found["nights"]) == NIGHTS
    assert found["outages"] == 0
    assert found["events"] == []


def test_what_becomes_of_documents_is_told_once_under_its_word(found: dict[str, Any]) -> None:
    assert [fault for row in ROWS for fault in _misread(found, row)] == []


def _misread(found: dict[str, Any], row: Row) -> Iterator[str]:
    """What is wrong with how a document was told."""
    told = _told(found, row.url)
    news = [(night, item["news"]) for night, item in told]
    expected = [(planted.told, str(planted.word.news)) for planted in row.planted]
    if news != expected:
        yield f"{row.name}: {row.why}: told {news}, not {expected}"
        return
    for planted, (_, item) in zip(row.planted, told, strict=True):
        word = planted.word
        said = word.en in item["en"].lower() and word.es in item["es"].lower()
        if item["cause"] not in word.causes or not said:
            yield f"{row.name}: {row.why}: told as {item}"
    stands = found["nights"][-1][row.url]
    if stands[1] not in row.may_end():
        yield f"{row.name}: {row.why}: stands as {stands}"


def test_where_documents_stand_that_are_gone_at_their_address(found: dict[str, Any]) -> None:
    """Said as a fact, in both languages, and of nothing else."""
    stand = {row.url: row.stands_at for row in ROWS if row.stands_at}
    told = {url: place for url, place in found["elsewhere"].items() if url in stand}
    assert {url: place["at"] for url, place in told.items()} == {u: [at] for u, at in stand.items()}
    for place in told.values():
        assert "The document is not lost" in place["en"]
        assert "El documento no se perdió" in place["es"]
    of_no_row = found["elsewhere"].keys() - stand.keys()
    assert of_no_row & {row.url for row in ROWS} == set()


def test_nothing_is_held_for_broken_before_it_is(found: dict[str, Any]) -> None:
    assert [f"{row.name}: {night}" for row in ROWS for night in _too_early(found, row)] == []


def _too_early(found: dict[str, Any], row: Row) -> list[int]:
    """Nights after which more than a suspicion stood before anything happened."""
    first = min((planted.night for planted in row.planted), default=NIGHTS)
    standings = [night.get(row.url) for night in found["nights"][:first]]
    return [
        night
        for night, stood in enumerate(standings)
        if stood and Verdict(stood[0]).is_broken and stood[2] != Certainty.SUSPECTED
    ]


def test_what_boards_bring_is_told_once_under_its_word(found: dict[str, Any]) -> None:
    for board in BOARDS:
        visits = [night[board.id] for night in found["boards"]]
        events = [
            (night, event["kind"], event["what"])
            for night, visit in enumerate(visits)
            for event in visit["events"]
        ]
        assert sorted(events) == sorted((one.night, one.kind, one.what) for one in board.planted)
        assert visits[0]["entries"] == board.entries
        unseen = [n for n, visit in enumerate(visits) if visit["state"] == VisitState.INCOMPLETE]
        assert unseen == list(board.unseen)


def test_what_goes_as_a_whole_is_told_once_as_one(found: dict[str, Any]) -> None:
    for whole in WHOLES:
        told = [
            (night, event["place"], len(event["urls"]), event)
            for night, events in enumerate(found["wholes"])
            for event in events
            if event["name"] == whole.name
        ]
        assert [one[:3] for one in told] == [(whole.told, whole.place, whole.count)]
        assert whole.en in told[0][3]["en"]
        assert whole.es in told[0][3]["es"]


def test_nothing_goes_as_a_whole_that_did_not(found: dict[str, Any]) -> None:
    hosts = {whole.name.partition("/")[0] for whole in WHOLES}
    told = {event["name"].partition("/")[0] for events in found["wholes"] for event in events}
    assert told <= hosts


def test_readers_got_the_news_of_each_night_and_no_other(found: dict[str, Any]) -> None:
    """What the webhook received, against what the nights had to tell."""
    sent = {digest["night"]: digest for digest in found["told"]}
    assert [digest["more"] for digest in found["told"] if digest["more"]] == []
    assert sorted(sent) == sorted(digest["night"] for digest in found["told"])
    cited = {row.url for row in ROWS}
    for night, items in enumerate(found["news"]):
        wholes = found["wholes"][night]
        together = {url for event in wholes for url in event["urls"]}
        alone = [[i["news"], i["url"], i["es"]] for i in items if i["url"] not in together]
        digest = sent.get(night, {"items": [], "wholes": []})
        assert sorted(digest["items"]) == sorted(alone)
        assert digest["wholes"] == [[event["name"], event["es"]] for event in wholes]
        assert {item["url"] for item in items} <= cited


def test_readers_got_what_boards_brought_and_their_troubles(found: dict[str, Any]) -> None:
    expected: defaultdict[int, dict[str, dict[str, int]]] = defaultdict(dict)
    for board in BOARDS:
        for one in board.planted:
            counts = expected[one.night].setdefault(board.id, {})
            counts[one.kind] = counts.get(one.kind, 0) + 1
    assert {d["night"]: d["boards"] for d in found["told"] if d["boards"]} == expected
    troubles = [(digest["night"], kind) for digest in found["told"] for kind in digest["troubles"]]
    unseen = sorted(night for board in BOARDS for night in board.unseen)
    assert troubles == [(night, TroubleKind.BOARD_INCOMPLETE) for night in unseen]


def test_events_of_boards_have_words_in_both_languages(found: dict[str, Any]) -> None:
    for event in _events(found):
        kind = event["kind"]
        assert all(event[language] for language in _LANGUAGES)
        assert event["en"].partition(":")[0] != event["es"].partition(":")[0], kind


def _events(found: dict[str, Any]) -> Iterator[dict[str, str]]:
    for night in found["boards"]:
        for visit in night.values():
            yield from visit["events"]


def test_hostile_pages_are_bounded_and_it_is_said(found: dict[str, Any]) -> None:
    pages = {row.url.partition(hostile.HOST)[2]: row.url for row in hostile.SYSTEM.rows}
    for path, url in pages.items():
        parts = found["parts"][url]
        assert parts["count"] == hostile.PARTS.get(path, parts["count"])
        assert parts["count"] <= hostile.PARTS.get(path, 1)
        assert ("document.most" in parts["rules"]) == (path == "/quinientos")
    beyond = found["longest"] - hostile.MOST_BODY  # it is cut behind the read that went beyond
    assert 0 <= beyond < 1_000_000
    frames = [url for url in found["nights"][0] if f"{hostile.HOST}/f/" in url]
    assert len(frames) == hostile.PARTS["/quinientos"]
    within = [url for url in found["nights"][0] if f"{hostile.HOST}/sin-fin/" in url]
    assert len(within) == hostile.ENDLESS


def test_the_evidence_is_as_it_was_recorded(found: dict[str, Any]) -> None:
    assert found["verify"] == []


def test_every_look_is_judged_the_same_again(found: dict[str, Any]) -> None:
    assert found["rejudged"] == []
