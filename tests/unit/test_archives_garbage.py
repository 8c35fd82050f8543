"""Whatever an archive answers, it is read or refused: nothing else, and never as "there is none"."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.archives.client import Client, Reply, is_local, json_object, ok
from crawler.archives.memento import Mementos, read_timemap
from crawler.archives.model import Copy, Progress, Saves
from crawler.archives.pace import Pace
from crawler.archives.perma import Perma
from crawler.archives.problems import ArchiveProblem, Fault
from crawler.archives.wayback import Wayback, raw_address, replay_of
from evidence.custody.warc import http

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "https://www.gob.mx/doc?id=1"
AT = datetime(2018, 4, 20, 12, tzinfo=UTC)
BASE = "https://archive.example"
COPY = Copy(URL, f"{BASE}/web/20180420120000/{URL}", AT)


def reply(body: bytes, status: int = 200, truncated: str | None = None, **headers: str) -> Reply:
    head = [f"HTTP/1.1 {status} X", *(f"{n.replace('_', '-')}: {v}" for n, v in headers.items())]
    block = "\r\n".join([*head, f"Content-Length: {len(body)}", "", ""]).encode() + body
    return Reply("GET", BASE, AT, block, http.parse(block), truncated)


class Told:
    """A client that is told the same to every question, and remembers what it asked."""

    agent = "Testigo tests"

    def __init__(self, *answers: Reply) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def ask(self, url: str, **_: Any) -> Reply:
        self.asked.append(url)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def wayback(*answers: Reply) -> Wayback:
    client = cast("Client", Told(*answers))
    return Wayback(client, Pace(60_000, sleep=lambda _: None), BASE, ("access", "secret"), 100)


def mementos(*answers: Reply) -> Mementos:
    return Mementos(cast("Client", Told(*answers)), "arquivo", BASE, 100)


def perma(*answers: Reply) -> Perma:
    return Perma(
        cast("Client", Told(*answers)), BASE, "https://perma.example", "key", Saves.ALL, 10
    )


def outcome(call: Callable[[], object]) -> object:
    """What a call gave back, or the problem that it raised; nothing else may come out."""
    try:
        return call()
    except ArchiveProblem as problem:
        found = problem
    assert len(found.detail) <= 400
    assert "\n" not in found.detail
    return found


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
    | st.sampled_from(["success", "pending", "error", "20180420120000", "job-1", "primary", URL]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["status", "status_ext", "job_id", "message", "timestamp", "available",
                         "daily_captures", "daily_captures_limit", "objects", "captures", "url",
                         "guid", "creation_timestamp", "role", "record_type"]), inner, max_size=5),
    max_leaves=12,
)  # fmt: skip
bodies = (
    json_values.map(lambda value: json.dumps(value).encode())
    | st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
statuses = st.sampled_from([200, 201, 301, 400, 401, 403, 404, 451])


@given(bodies, statuses)
def test_the_wayback_machine_s_answers_are_read_or_refused(body: bytes, status: int) -> None:
    answer = reply(body, status)
    for call in (
        lambda: wayback(answer).captures(URL),
        lambda: wayback(answer).save(URL, 0.0),
        lambda: wayback(answer).progress(URL, "job-1"),
        lambda: wayback(answer).quota(),
        lambda: wayback(answer).fetch(COPY),
    ):
        outcome(call)


@given(bodies, statuses)
def test_perma_s_answers_are_read_or_refused(body: bytes, status: int) -> None:
    answer = reply(body, status)
    copy = Copy(URL, "https://perma.example/ABCD-1234", AT)
    for call in (
        lambda: perma(answer).captures(URL, AT),
        lambda: perma(answer).save(URL, 0.0),
        lambda: perma(answer).progress(URL, "ABCD-1234"),
        lambda: perma(answer).fetch(copy),
    ):
        outcome(call)


@given(bodies, statuses)
def test_a_timemap_is_read_or_refused(body: bytes, status: int) -> None:
    outcome(lambda: mementos(reply(body, status)).captures(URL))
    outcome(lambda: mementos(reply(body, status)).fetch(COPY))


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"a":' * 100_000, b'{"a": "\xff"}', b"NaN", b"1" * 9000]
)
def test_json_that_no_service_sends_is_refused(body: bytes) -> None:
    found = outcome(lambda: json_object(reply(body)))
    assert isinstance(found, ArchiveProblem) == (body != b'{"a": "\xff"}')


def test_an_answer_without_an_end_says_nothing_of_what_was_done() -> None:
    cut = reply(b'{"job_id": "spn2-1"', truncated="length")
    for ask in (
        lambda: wayback(cut).save(URL, 60.0),
        lambda: wayback(cut).progress(URL, "spn2-1"),
        lambda: perma(cut).save(URL, 60.0),
    ):
        problem = outcome(ask)
        assert isinstance(problem, ArchiveProblem)
        assert problem.fault is Fault.UNKNOWN


@pytest.mark.parametrize(
    "location", ["http://[::1", "//", "http://%", "https://archive.example:x/"]
)
def test_a_redirect_of_perma_to_no_address_is_refused(location: str) -> None:
    copy = Copy(URL, "https://perma.example/ABCD-1234", AT)
    found = outcome(lambda: perma(reply(b"", 302, location=location)).fetch(copy))
    assert isinstance(found, ArchiveProblem)


def test_perma_refuses_in_words_or_without() -> None:
    assert isinstance(
        outcome(lambda: perma(reply(b"[" * 100_000, 400)).save(URL, 0.0)), ArchiveProblem
    )


LINE = "mx,gob)/doc?id=1 20180420120000 https://www.gob.mx/doc?id=1 text/html 200 AAAA 415"


@given(
    st.lists(
        st.sampled_from(
            [LINE, "<html>", "", "x", LINE.replace(" 200 ", " - "), LINE.replace("0420", "9999")]
        ),
        max_size=6,
    )
)
def test_an_index_is_empty_only_where_nothing_stands_in_it(lines: list[str]) -> None:
    found = outcome(lambda: wayback(reply("\n".join(lines).encode())).captures(URL))
    text = "\n".join(lines).strip()
    if isinstance(found, list):
        assert {one.at for one in found} <= {AT}
        whole = {LINE, LINE.replace(" 200 ", " - ")}
        if not whole & set(lines):
            assert not found
        elif LINE in lines:
            assert found
        assert found or not text or LINE.replace("0420", "9999") in lines
    else:
        assert isinstance(found, ArchiveProblem)
        assert text


NONSENSE = {
    "day 00, hour 24": LINE.replace("20180420120000", "20000800241623"),
    "month 13": LINE.replace("20180420120000", "20181320120000"),
    "30 February": LINE.replace("20180420120000", "20180230120000"),
    "year 0": LINE.replace("20180420120000", "00000000000000"),
    "a time to come": LINE.replace("20180420120000", "29990101000000"),
    "digits of another script": LINE.replace("20180420120000", "２０１８０４２０１２００００"),
    "no time": LINE.replace("20180420120000", "-"),
    "a field short": LINE.rpartition(" ")[0],
    "a field more": LINE + " extra",
    "a status of words": LINE.replace(" 200 ", " warc/revisit "),
    "no row": "org.archive.util.UnknownException: see the log",
    "an empty row": "",
    "bytes that are no text": "\x00\ufffd\x85",
}
OTHER = LINE.replace("20180420120000", "20190520120000")


@pytest.mark.parametrize("row", NONSENSE.values(), ids=NONSENSE)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_row_of_nonsense_loses_that_row_and_not_the_index(row: str, place: int) -> None:
    rows = [LINE, OTHER]
    rows.insert(place, row)
    last = reply(b"")
    answers = (reply("\n".join(rows).encode()), last)
    assert [f"{one.at:%Y%m}" for one in wayback(*answers).captures(URL)] == ["201804", "201905"]
    keyed = reply(("\n".join(rows) + "\n\nmx%2Cgob%29+20190520\n").encode())
    found = wayback(keyed, reply(LINE.replace("2018", "2020").encode())).captures(URL)
    assert [one.at.year for one in found] == [2018, 2019, 2020]


def test_an_index_of_nothing_but_impossible_times_names_no_copy() -> None:
    assert wayback(reply(NONSENSE["day 00, hour 24"].encode())).captures(URL) == []
    problem = outcome(lambda: wayback(reply(NONSENSE["no row"].encode())).captures(URL))
    assert isinstance(problem, ArchiveProblem)


@pytest.mark.parametrize("digits", ["20000800241623", "20181320120000", "29990101000000"])
def test_a_timemap_loses_only_what_is_no_time(digits: str) -> None:
    good = f'<{BASE}/20180420120000/{URL}>; rel="memento"'
    bad = f'<{BASE}/{digits}/{URL}>; rel="memento"'
    timemap = ",\n".join([f'<{URL}>; rel="original"', bad, good, bad])
    assert [one.at for one in mementos(reply(timemap.encode())).captures(URL)] == [AT]


def record(**other: Any) -> dict[str, Any]:
    capture = {"role": "primary", "status": "success", "record_type": "response"}
    made = {"url": URL, "guid": "ABCD-1234", "creation_timestamp": "2018-04-20T12:00:00Z"}
    return {**made, "captures": [capture], **other}


@pytest.mark.parametrize(
    "row",
    [
        None,
        "a text",
        record(creation_timestamp="2018-02-30T12:00:00Z"),
        record(creation_timestamp="0001-01-01T00:00:00+14:00"),
        record(creation_timestamp="2999-01-01T00:00:00Z"),
        record(creation_timestamp=None),
        record(guid={"a": 1}),
        record(captures="none"),
    ],
)
def test_a_list_of_records_loses_only_what_is_none(row: object) -> None:
    body = json.dumps({"objects": [row, record(), row]}).encode()
    assert [one.at for one in perma(reply(body)).captures(URL)] == [AT]


@pytest.mark.parametrize("digits", ["20000800241623", "20181320120000", "29990101000000"])
def test_a_save_with_an_impossible_time_is_looked_for_in_the_index(digits: str) -> None:
    answer = reply(json.dumps({"status": "success", "timestamp": digits}).encode())
    problem = outcome(lambda: wayback(answer).progress(URL, "job-1"))
    assert isinstance(problem, ArchiveProblem)
    assert problem.fault is Fault.UNKNOWN


def test_an_index_is_read_to_its_end_and_no_further() -> None:
    page = reply(f"{LINE}\n\nkey-1".encode())
    client = Told(page, page, reply(LINE.encode()))
    archive = Wayback(cast("Client", client), Pace(1), BASE, None, 1)
    assert len(archive.captures(URL)) == 3
    assert "resumeKey=key-1" in client.asked[1]
    endless = Told(page)
    Wayback(cast("Client", endless), Pace(1), BASE, None, 1).captures(URL)
    assert len(endless.asked) == 4


def test_an_index_that_sends_more_than_it_was_asked_for_is_read_as_far() -> None:
    page = reply(f"{LINE}\n".encode() * 25_000 + b"\nkey-1")
    client = Told(page)
    copies = Wayback(cast("Client", client), Pace(1), BASE, None, 1).captures(URL)
    assert (len(copies), len(client.asked)) == (20_000, 1)


@pytest.mark.parametrize(
    ("answer", "slots", "left"),
    [
        ({"available": 2, "daily_captures": 90, "daily_captures_limit": 100}, 2, 10),
        ({"available": 5, "daily_captures": 98, "daily_captures_limit": 100}, 2, 2),
        ({"available": 5, "daily_captures": 200, "daily_captures_limit": 100}, 0, 0),
        ({"daily_captures": 1, "daily_captures_limit": 100}, 3, 99),
        ({"daily_captures": 99, "daily_captures_limit": 100}, 1, 1),
        ({"available": 4}, 4, 1_000_000),
        ({"available": -1, "daily_captures_limit": "100"}, 3, 1_000_000),
        ({"available": 0}, 0, 1_000_000),
    ],
)  # fmt: skip
def test_what_may_be_saved_now(answer: dict[str, Any], slots: int, left: int) -> None:
    quota = wayback(reply(json.dumps(answer).encode())).quota()
    assert (quota.slots, quota.left) == (slots, left)


@pytest.mark.parametrize(
    ("answer", "job", "digits"),
    [
        ({"job_id": "spn2-abc_1"}, "spn2-abc_1", None),
        ({"message": "The same snapshot is at /web/20180420120000/x"}, "", "20180420120000"),
        ({"message": "captured 20180420120000 ago"}, "", "20180420120000"),
    ],
)
def test_what_a_save_may_come_to(answer: dict[str, Any], job: str, digits: str | None) -> None:
    progress = wayback(reply(json.dumps(answer).encode())).save(URL, 60.0)
    assert (progress.job_id, progress.done) == (job, digits is not None)
    if digits:
        assert progress == Progress(done=True, at=AT, memento_url=f"{BASE}/web/{digits}/{URL}")


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ({"status": "error", "status_ext": "error:blocked-url"}, Fault.PERMANENT),
        ({"status": "error", "status_ext": "error:too-many-daily-captures"}, Fault.BACK_OFF),
        ({"status_ext": "error:read-timeout"}, Fault.TRANSIENT),
        ({"status": "error"}, Fault.STRANGE),
        ({"job_id": "a b"}, Fault.UNKNOWN),
        ({"job_id": None, "message": "20189999999999"}, Fault.UNKNOWN),
        ({}, Fault.UNKNOWN),
    ],
)
def test_a_save_that_may_have_left_is_unknown_and_a_refused_one_is_not(
    answer: dict[str, Any], fault: Fault
) -> None:
    problem = outcome(lambda: wayback(reply(json.dumps(answer).encode())).save(URL, 0.0))
    assert isinstance(problem, ArchiveProblem)
    assert problem.fault is fault


@pytest.mark.parametrize(
    ("late", "fault"),
    [
        (timedelta(0), None),
        (timedelta(seconds=1), Fault.PERMANENT),
        (timedelta(seconds=-1), Fault.PERMANENT),
    ],
)
def test_a_memento_is_of_its_very_second(late: timedelta, fault: Fault | None) -> None:
    header = format_datetime(AT + late, usegmt=True)
    found = outcome(lambda: replay_of(reply(b"x", Memento_Datetime=header), COPY))
    if fault is None:
        assert not isinstance(found, ArchiveProblem)
    else:
        assert isinstance(found, ArchiveProblem)
        assert found.fault is fault


def test_a_time_in_another_zone_is_the_same_second() -> None:
    header = "Fri, 20 Apr 2018 07:00:00 -0500"
    assert replay_of(reply(b"x", Memento_Datetime=header), COPY).at == AT


@given(st.text(st.characters(codec="ascii", exclude_characters="\r\n"), max_size=40))
def test_no_header_breaks_the_reading_of_a_memento(header: str) -> None:
    outcome(lambda: replay_of(reply(b"x", Memento_Datetime=header), COPY))


@pytest.mark.parametrize(
    ("status", "truncated", "fault"),
    [
        (200, None, None),
        (201, None, None),
        (204, None, Fault.STRANGE),
        (302, None, Fault.STRANGE),
        (404, None, Fault.STRANGE),
        (401, None, Fault.STRANGE),
        (200, "length", Fault.STRANGE),
    ],
)
def test_only_a_whole_success_is_an_answer(
    status: int, truncated: str | None, fault: Fault | None
) -> None:
    found = outcome(lambda: ok(reply(b"{}", status, truncated)))
    assert (found == "{}") if fault is None else (cast("ArchiveProblem", found).fault is fault)


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://a.mx/x?a=1&b=2#c", "https://a.mx/x?a=1&b=2#c"),
        ("https://a.mx/a b", "https://a.mx/a%20b"),
        ("https://a.mx/%20ñ", "https://a.mx/%20%C3%B1"),
        ("https://a.mx/[x](y)", "https://a.mx/[x](y)"),
        ('https://a.mx/"<>', "https://a.mx/%22%3C%3E"),
    ],
)
def test_an_address_is_asked_for_as_it_was_cited(url: str, written: str) -> None:
    assert raw_address(BASE, Copy(url, "", AT)) == f"{BASE}/20180420120000id_/{written}"
    other = Copy("https://other.mx/", "", AT, url)
    assert raw_address(BASE, other) == f"{BASE}/20180420120000id_/{written}"


times = st.datetimes(datetime(1996, 1, 1), datetime(2026, 1, 1)).map(
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)


@given(st.lists(times, max_size=8), st.sampled_from(["", "mp_", "id_", "if_"]), st.randoms())
def test_every_memento_of_a_timemap_is_listed_once_and_in_order(
    listed: list[datetime], flag: str, chance: object
) -> None:
    lines = [
        f'<{BASE}/{at:%Y%m%d%H%M%S}{flag}/{URL}>; rel="memento"; datetime="{format_datetime(at)}"'
        for at in listed
    ]
    lines += [f'<{URL}>; rel="original"', f'<{BASE}/timemap/link/{URL}>; rel="self"']
    chance.shuffle(lines)  # type: ignore[attr-defined]
    assert read_timemap(",\n".join(lines)) == sorted(listed)


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        (reply(b"", 404), 0),
        (reply(b'<x>; rel="original"'), 0),
        (reply(b"<html>none</html>"), None),
        (reply(b""), None),
    ],
)
def test_only_an_archive_that_says_so_has_no_copy(answer: Reply, count: int | None) -> None:
    found = outcome(lambda: mementos(answer).captures(URL))
    assert (len(found) == count) if isinstance(found, list) else (count is None)


def test_only_captures_since_a_time_are_listed() -> None:
    timemap = (
        "".join(f'<{BASE}/201{year}0101000000/{URL}>; rel="memento",\n' for year in range(5))
        + f'<{URL}>; rel="original"'
    )
    since = datetime(2013, 1, 1, tzinfo=UTC)
    found = mementos(reply(timemap.encode())).captures(URL, since)
    assert [one.at.year for one in found] == [2013, 2014]


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:80/", True), ("http://127.9.9.9/", True), ("http://[::1]/", True),
        ("http://localhost:8080", True), ("http://10.0.0.1/", False), ("https://web.archive.org", False),
        ("http://localhost.example/", False), ("nada", False),
    ],
)  # fmt: skip
def test_an_archive_on_this_machine(url: str, local: bool) -> None:
    assert is_local(url) is local
