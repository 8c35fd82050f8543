from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import clock
from evidence.custody.warc import cdxj
from evidence.custody.warc.rows import CaptureRow
from evidence.identity import cdx_key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.agua.gob.mx/Tablero/?b=2&a=1#x", "mx,gob,agua)/tablero?a=1&b=2"),
        ("http://agua.gob.mx:80/tablero", "mx,gob,agua)/tablero"),
        ("http://agua.gob.mx:8080/", "mx,gob,agua:8080)/"),
        ("http://192.168.1.1:8080/a", "1,1,168,192:8080)/a"),
        ("http://a.example/%7Eu/A%2fb/Áño?x=%C3%A1", "example,a)/~u/a/b/%c3%81%c3%b1o?x=%c3%a1"),
        ("http://www2.example.org", "org,example)/"),
    ],
)
def test_surt(url: str, key: str) -> None:
    assert cdx_key(url) == key


@pytest.mark.parametrize(
    "url", ["no address\nof two lines", "a\u2028b c", "\r", "", "mailto:a@b.mx"]
)
def test_whatever_was_asked_for_is_one_line_of_three_fields(url: str) -> None:
    line = cdxj.line(url, "2026-11-26T20:00:00Z", {"status": "200"})
    assert len(line.splitlines()) == 1
    key, digits, fields = line.split(" ", 2)
    assert (bool(key), digits, json.loads(fields)["url"]) == (True, "20261126200000", url)


@settings(deadline=None)  # the disk sets the pace
@given(
    st.lists(st.text(alphabet="abcxyz)/ 0123456789", min_size=1, max_size=12), max_size=20),
    st.data(),
)
def test_merging_in_any_portions_gives_one_sorted_file(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], data: st.DataObject
) -> None:
    index = tmp_path_factory.mktemp("i") / "index.cdxj"
    whole = [f"{line}\n" for line in lines]
    cut = data.draw(st.integers(0, len(whole)))
    cdxj.merge(index, whole[:cut])
    cdxj.merge(index, whole[cut:])
    assert index.read_text("utf-8").splitlines(keepends=True) == sorted(set(whole))


def test_a_line_is_what_replay_tools_read() -> None:
    line = cdxj.line("http://a.example/ñ", "2026-11-21T18:07:35.123456Z", {"status": "200"})
    key, digits, fields = line.split(" ", 2)
    assert (key, digits) == ("example,a)/%c3%b1", "20261121180735")
    assert json.loads(fields) == {"url": "http://a.example/ñ", "status": "200"}


CAPTURES = st.builds(
    CaptureRow,
    id=st.uuids().map(str),
    url=st.sampled_from(
        ["http://a.mx/", "https://www.a.mx/ñ?b=2&a=1", "http://b.mx/x", "mailto:x"]
    ),
    captured_at=st.datetimes(timezones=st.just(UTC)).map(clock.stamp),
    record_type=st.sampled_from(["response", "revisit"]),
    warc=st.sampled_from(["warc/one.warc.gz", "warc/two.warc.gz"]),
    offset=st.integers(0, 10**10),
    length=st.integers(1, 10**9),
    status=st.sampled_from([200, 301, 304, 404]),
    media_type=st.sampled_from([None, "text/html"]),
    payload_sha256=st.just("0" * 64),
    block_sha256=st.just("1" * 64),
    ip=st.none(),
    request_sha256=st.none(),
    method=st.sampled_from([None, "POST", "OPTIONS"]),
)


@given(CAPTURES)
def test_a_line_leads_back_to_its_record(capture: CaptureRow) -> None:
    key, digits, text = cdxj.line_of(capture).split(" ", 2)
    fields = json.loads(text)
    assert text.isascii()
    assert len(digits) == 14
    assert (
        clock.stamp(datetime.strptime(digits + "Z", "%Y%m%d%H%M%S%z"))[:19]
        == (capture.captured_at[:19])
    )
    assert (f"warc/{fields['filename']}", int(fields["offset"]), int(fields["length"])) == (
        capture.warc, capture.offset, capture.length,
    )  # fmt: skip
    assert fields["url"] == capture.url
    revisit = capture.record_type == "revisit"
    assert fields["mime"] == ("warc/revisit" if revisit else capture.media_type or "unk")
    assert (fields["status"], fields["digest"]) == (str(capture.status), f"sha256:{'0' * 64}")
    assert key == (capture.url if capture.url == "mailto:x" else cdx_key(capture.url))


@given(CAPTURES, st.integers(0, 10**10))
def test_in_a_package_everything_has_a_line_that_can_be_replayed(
    capture: CaptureRow, offset: int
) -> None:
    package = "archive/data.warc.gz"
    request = f"{capture.method} / HTTP/1.1\r\nContent-Type: application/json\r\n\r\n".encode()
    line = cdxj.line_in_package(capture, package, offset, 7, request + b'{"plan": 7}')
    assert (line is not None) == (capture.status != 304 and capture.method != "OPTIONS")
    if capture.method is not None:
        assert cdxj.line_in_package(capture, package, offset, 7) is None
    if line is not None:
        fields = json.loads(line.split(" ", 2)[2])
        place = (fields["filename"], fields["offset"], fields["length"])
        assert place == ("data.warc.gz", str(offset), "7")
        assert fields["url"] == capture.url
        assert fields.get("method") == capture.method
        key = line.partition(" ")[0].lower()
        assert all(word in key for word in ("__wb_method=", "plan=7")) == bool(capture.method)


@given(st.lists(CAPTURES, max_size=20))
def test_lines_of_one_address_stand_together_in_the_order_of_time(
    captures: list[CaptureRow],
) -> None:
    lines = sorted(map(cdxj.line_of, captures))
    assert lines == sorted(lines, key=str.encode), "bytewise, as binary search in the file needs it"
    keys = [line.split(" ", 2)[:2] for line in lines]
    for one, two in pairwise(keys):
        assert one[0] < two[0] or (one[0] == two[0] and one[1] <= two[1])
