"""What was read from the WARC is remembered, up to so much."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evidence.content import Content
from evidence.looks.remembered import Remembered


class Archive:
    """Contents of some length, and how often each was read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def content(self, record: str) -> Content:
        self.read.append(record)
        return Content("text/html", lines=("a" * int(record),))


def asked(remembered: Remembered, archive: Archive, *records: str) -> None:
    for record in records:
        content = remembered.content(record, lambda record=record: archive.content(record))  # type: ignore[misc]
        assert content.lines == ("a" * int(record),)


def test_what_is_asked_for_again_is_read_once() -> None:
    archive, remembered = Archive(), Remembered()
    asked(remembered, archive, "10", "20", "10", "20", "10")
    assert archive.read == ["10", "20"]


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    archive = Archive()
    weight = archive.content("1000").weight
    remembered, archive = Remembered(most=4 * weight), Archive()
    asked(remembered, archive, "1000", "999", "998", "997", "1000", "996", "1000", "999")
    assert archive.read == ["1000", "999", "998", "997", "996", "999"]


def test_a_heavy_one_drives_out_no_other() -> None:
    archive, remembered = Archive(), Remembered(most=4_000)
    asked(remembered, archive, "10", "4000", "10", "4000")
    assert archive.read == ["10", "4000", "4000"]


@given(st.lists(st.integers(0, 400).map(str)))
def test_any_order_is_answered_with_what_was_asked_for(records: list[str]) -> None:
    asked(Remembered(most=2_000), Archive(), *records)
